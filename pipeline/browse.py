"""Opens Datasette on the database: read-only, on this machine only, with words and questions in two languages.

Datasette is an optional part (``pip install 'chidao[browse]'``). Datasette opens the file
read-only; any SQL may be asked, because none can write.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.browse_queries import DATABASE_DESCRIPTION, QUERIES, TABLES
from pipeline.database import read_database
from schemas.errors import UsageError

HOST = "127.0.0.1"
DEFAULT_PORT = 8001


def browse(db: Path, *, port: int = DEFAULT_PORT, open_page: bool = True) -> int:
    """Serve the database until it is stopped; give Datasette's exit status.

    Raises:
        UsageError: Datasette is not installed.
        StoreError: there is no such database, or it is older than this program.
    """
    if importlib.util.find_spec("datasette") is None:
        raise UsageError("browse needs Datasette, which is not installed: pip install 'chidao[browse]'")
    with read_database(db):
        pass  # refuse what is no database of ours before a server starts
    with tempfile.TemporaryDirectory(prefix="chidao-") as folder:
        page = Path(folder) / "metadata.json"
        page.write_text(json.dumps(metadata(db.stem), ensure_ascii=False), encoding="utf-8")
        return subprocess.run(command(db, page, port, open_page=open_page), check=False).returncode


def command(db: Path, page: Path, port: int, *, open_page: bool) -> list[str]:
    """The command line that starts Datasette."""
    settings = {
        "default_page_size": "50",
        "sql_time_limit_ms": "5000",
        "suggest_facets": "off",
        "default_facet_size": "30",
    }
    words = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(db),
        "--host",
        HOST,
        "--port",
        str(port),
        "--metadata",
        str(page),
    ]
    for name, value in settings.items():
        words += ["--setting", name, value]
    return [*words, *(["--open"] if open_page else [])]


def metadata(name: str) -> dict[str, Any]:
    """Titles, descriptions, facets and canned queries for a database of that name."""
    return {
        "title": "Văn bản chỉ đạo · Directive documents",
        "description": DATABASE_DESCRIPTION,
        "databases": {name: {"tables": TABLES, "queries": QUERIES}},
    }
