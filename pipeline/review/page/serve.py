"""Starts the page's server on this machine."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

from pipeline.database import read_database
from pipeline.index import refresh
from pipeline.output import emit
from schemas.errors import UsageError


def serve(db: Path, reviewer: str, port: int) -> None:
    """Answer on 127.0.0.1 until stopped; the address with its token goes to the standard output.

    Raises:
        UsageError: the parts that the page needs are not installed, or the port is taken.
        StoreError: the database cannot be used.
    """
    try:
        import uvicorn

        from pipeline.review.page.application import Page
    except ImportError as error:
        raise UsageError(f"the page needs {error.name}: pip install 'chidao[review]'") from error
    with read_database(db):
        pass  # says what is wrong with it, if anything is
    token = secrets.token_urlsafe(16)
    config = uvicorn.Config(Page(db, reviewer, token).application(), log_level="warning")
    with _listening(port) as listening:
        emit(f"http://127.0.0.1:{listening.getsockname()[1]}/{token}/\n")
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            refresh(db)  # what is compared across documents, see ``steps``


def _listening(port: int) -> socket.socket:
    """A socket that takes calls before the address is printed; with port 0 on any that is free."""
    made = socket.socket()
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("127.0.0.1", port))
        made.listen()
    except OSError as error:
        made.close()
        raise UsageError(f"port {port} cannot be used ({error.strerror}); --port 0 takes one that is free") from error
    return made
