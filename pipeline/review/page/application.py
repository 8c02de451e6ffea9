"""The page's server: one review file in, one review file out, the same corrections as by ``chidao review apply``.

It answers only on this machine, only to who has the token of the URL, and takes changes only as JSON from its own page,
so that another site in the same browser can neither read nor write. The page gets words as data and sets them as text:
nothing that a document says can run.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.database import open_database, read_database, writing
from pipeline.review.apply import Plan, plan_text
from pipeline.review.fields import MODELS, PREFIX, choices, editable
from pipeline.review.log import append
from pipeline.review.project import project_all
from pipeline.review.queries import corrected, find_document, next_rows
from pipeline.review.sheet import make_sheet
from schemas.errors import DirectiveError

FOLDER = Path(__file__).parent
FILES = {"page.js": "text/javascript", "page.css": "text/css"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
MAX_BODY = 20_000_000


class Page:
    """The answers of one server, to who has its token."""

    def __init__(self, db: Path, reviewer: str, token: str) -> None:
        self.db = db
        self.reviewer = reviewer
        self.token = token
        self._pages = Environment(loader=PackageLoader("pipeline.review.page", ""), autoescape=select_autoescape())

    def application(self) -> Starlette:
        """The server as an ASGI application."""
        return Starlette(routes=[
            Route("/{token}/", self._guarded(self.index)),
            Route("/{token}/file/{name}", self._guarded(self.file)),
            Route("/{token}/doc/{key:path}", self._guarded(self.document)),
            Route("/{token}/data/{key:path}", self._guarded(self.data)),
            Route("/{token}/data/{key:path}", self._guarded(self.save), methods=["POST"]),
        ])  # fmt: skip

    def index(self, _request: Request, _body: bytes) -> Response:
        """The documents, and what should be looked at next."""
        with read_database(self.db) as db:
            documents = list(db.query("SELECT document_id, document_number, document_title, tasks FROM v_documents"))
            return self._page("index.html", documents=documents, queue=next_rows(db, limit=50))

    def document(self, request: Request, _body: bytes) -> Response:
        """The page of one document; its words come as data."""
        with read_database(self.db) as db:
            return self._page("document.html", key=find_document(db, request.path_params["key"]))

    def file(self, request: Request, _body: bytes) -> Response:
        """One of the page's own files."""
        name = request.path_params["name"]
        if name not in FILES:
            return PlainTextResponse("not found", 404)
        return Response((FOLDER / name).read_bytes(), media_type=FILES[name])

    def data(self, request: Request, _body: bytes) -> Response:
        """The review file of a document with its text, the places of its items and the choices of its fields."""
        with read_database(self.db) as db:
            key = find_document(db, request.path_params["key"])
            sheet, record = make_sheet(db, key, self.reviewer), corrected(db, key)
        items = {item.id: item for kind in PREFIX for item in getattr(record, kind)}
        for item in sheet["items"]:
            start = items[item["id"]].start
            item["place"] = [start, start + len(item["quote"])]
        fields = {kind: {name: list(_choices(kind, name)) for name in editable(kind)} for kind in PREFIX}
        return JSONResponse({"sheet": sheet, "text": record.text, "fields": fields, "reviewer": self.reviewer})

    def save(self, request: Request, body: bytes) -> Response:
        """Apply the review file that the page sends; what is wrong with it comes back."""
        with open_database(self.db) as db, writing(db):
            found = plan_text(db, "page", body.decode("utf-8"), self.reviewer)
            if not isinstance(found, Plan):
                return JSONResponse({"faults": [f"{one.path}: {one.message}" for one in found]}, 422)
            append(db, found.corrections)
            project_all(db)
        return JSONResponse({"diff": found.diff})

    def _page(self, name: str, **values: Any) -> Response:
        return HTMLResponse(self._pages.get_template(name).render(token=self.token, reviewer=self.reviewer, **values))

    def _guarded(self, answer: Any) -> Any:
        async def guarded(request: Request) -> Response:
            refused = self._refused(request)
            if refused:
                response: Response = PlainTextResponse(refused, 403)
            else:
                try:
                    response = answer(request, await request.body())
                except DirectiveError as error:
                    response = JSONResponse({"faults": [error.message]}, 400)
            response.headers.update(HEADERS)
            return response

        return guarded

    def _refused(self, request: Request) -> str:
        host = request.headers.get("host", "")
        if host.rsplit(":", 1)[0] not in ("127.0.0.1", "localhost"):
            return "only on this machine"  # a name of the attacker's that leads here
        if not secrets.compare_digest(request.path_params.get("token", ""), self.token):
            return "wrong token"
        if request.method == "POST":
            if request.headers.get("origin") != f"http://{host}":
                return "only from this page"
            if request.headers.get("content-type", "").split(";")[0] != "application/json":
                return "only JSON"
            if int(request.headers.get("content-length") or MAX_BODY + 1) > MAX_BODY:
                return "too large"
        return ""


def _choices(kind: str, name: str) -> tuple[str, ...]:
    return choices(kind, name) if name in MODELS[kind].model_fields else ()
