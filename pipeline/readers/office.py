"""LibreOffice, run once a file: an old document in, a .docx out.

Each call has its own profile and its own folder, both thrown away, so that calls side by side do
not disturb each other and nothing of a document stays behind. Macros are off, links are not
followed, and the network is behind a proxy that is not there. A call that takes too long is ended
with all its processes.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from pipeline.readers.limits import seconds_left
from schemas.errors import DamagedFileError, MissingEngineError, TooSlowError

INSTALL = "apt install libreoffice-writer"
SECONDS = 90
MEMORY = 4_000_000_000  # bytes of addresses; a long document takes some 1.5 GB of them
MAX_OUTPUT = 200_000_000  # bytes of one written file
SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    ("org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),  # nobody listens there
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'  # one setting
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


@cache
def find_office() -> str:
    """Path of LibreOffice; nothing where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def missing_office() -> str:
    """What is missing, and what installs it; "" when LibreOffice is there."""
    return "" if find_office() else f"LibreOffice is not installed ({INSTALL})"


def to_docx(data: bytes, suffix: str, name: str) -> bytes:
    """Convert a document; ``suffix`` tells LibreOffice what it is.

    Raises:
        DamagedFileError: LibreOffice cannot read it.
        MissingEngineError: there is no LibreOffice.
        TooSlowError: it does not come to an end.
    """
    office = find_office()
    if not office:
        raise MissingEngineError(f"a {suffix} file is opened with LibreOffice ({INSTALL})", where=name)
    with tempfile.TemporaryDirectory(prefix="chidao-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / f"document{suffix}"
        source.write_bytes(data)
        said = _convert(office, home, source, name)
        made = home / "out" / "document.docx"
        if not made.is_file():
            reason = said.strip().splitlines()[-1][:200] if said.strip() else "it says nothing"
            raise DamagedFileError(f"LibreOffice cannot read the {suffix} file ({reason})", where=name)
        return made.read_bytes()


def _convert(office: str, home: Path, source: Path, name: str) -> str:
    """Run LibreOffice; give what it said."""
    profile = home / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(ITEM.format(*setting) for setting in SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items), encoding="utf-8")
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"), str(source),
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=home,
        env=_environment(home), start_new_session=True, preexec_fn=_limit,
    ) as process:  # fmt: skip
        seconds = seconds_left(SECONDS)
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise TooSlowError(f"LibreOffice was not done in {seconds:.0f} seconds", where=name) from error
        finally:
            _end(process.pid)  # soffice is a script: the program itself is its child
    return said.decode(errors="replace")


def _environment(home: Path) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH") if key in os.environ}
    return {**kept, "HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}


def _limit() -> None:
    """Limits of the child: a document that makes LibreOffice grow ends it, not the machine."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard >= MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # it has ended by itself
