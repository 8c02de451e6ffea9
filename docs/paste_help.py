"""Pastes the real ``--help`` of every command into docs/cli.md, between the marks it finds there.

    python docs/paste_help.py

A test does the same and compares, so the page cannot say what the program does not.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parent / "cli.md"
BLOCK_RE = re.compile(r"```console\n\$ chidao (?P<command>(?:[a-z-]+ )*)--help\n.*?```", re.DOTALL)


def refreshed(page: str) -> str:
    """The page with the help that the program prints now."""
    commands = list(dict.fromkeys(match["command"] for match in BLOCK_RE.finditer(page)))
    printed = dict(zip(commands, _helps(commands), strict=True))
    return BLOCK_RE.sub(lambda match: _block(match["command"], printed[match["command"]]), page)


def _helps(commands: list[str]) -> list[str]:
    """What the program prints for each ``--help``; all of them by one process, which starts once."""
    code = (
        "import sys; from pipeline.cli import main\n"
        "for command in sys.argv[1:]: main([*command.split(), '--help']); print(end='\\f', flush=True)"
    )
    words = [sys.executable, "-c", code, *commands]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.split("\f")[:-1]


def _block(command: str, printed: str) -> str:
    return f"```console\n$ chidao {command}--help\n{printed.rstrip()}\n```"


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
