"""Starts the page's server on this machine."""

from __future__ import annotations

import secrets
from pathlib import Path

from pipeline.output import emit
from schemas.errors import UsageError


def serve(db: Path, reviewer: str, port: int) -> None:
    """Answer on 127.0.0.1 until stopped; the address with its token goes to the standard output.

    Raises:
        UsageError: the parts that the page needs are not installed.
    """
    try:
        import uvicorn

        from pipeline.review.page.application import Page
    except ImportError as error:
        raise UsageError(f"the page needs {error.name}: pip install 'chidao[review]'") from error
    token = secrets.token_urlsafe(16)
    emit(f"http://127.0.0.1:{port}/{token}/\n")
    uvicorn.run(Page(db, reviewer, token).application(), host="127.0.0.1", port=port, log_level="warning")
