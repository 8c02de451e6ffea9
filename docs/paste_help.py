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
BLOCK_RE = re.compile(r"```console\n\$ chidao (?P<command>(?:[a-z-]+ )?)--help\n.*?```", re.DOTALL)


def refreshed(page: str) -> str:
    """The page with the help that the program prints now."""
    return BLOCK_RE.sub(lambda match: _block(match["command"]), page)


def _block(command: str) -> str:
    words = [sys.executable, "-m", "pipeline.cli", *command.split(), "--help"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    return f"```console\n$ chidao {command}--help\n{done.stdout.rstrip()}\n```"


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
