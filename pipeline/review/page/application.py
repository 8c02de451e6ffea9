"""The page's server: what is saved on it are the same corrections as by ``chidao review apply``.

It answers only on this machine, only to who has the token of the URL, and takes changes only as JSON from its own page,
so that another site in the same browser can neither read nor write. The page gets words as data and sets them as text:
nothing that a document says can run. Pictures of pages are of documents in the database; no address is a path.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.database import read_database
from pipeline.review.page.content import box_values, document_values, link_values, sheet_values
from pipeline.review.page.pictures import Pictures
from pipeline.review.page.steps import decide_link, save, take_back
from pipeline.review.queries import find_document
from pipeline.review.queue import next_rows
from schemas.errors import DirectiveError

FOLDER = Path(__file__).parent
FILES = {
    **dict.fromkeys(("page.js", "words.js", "dom.js", "text.js", "form.js", "pages.js", "links.js"), "text/javascript"),
    "page.css": "text/css",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
MAX_BODY = 20_000_000
QUEUE = 50
WHY = {
    "conflict": "mâu thuẫn với chỗ đã sửa", "orphan": "chỗ sửa mồ côi", "reviewers": "hai người sửa khác nhau",
    "unsure": "máy chưa chắc", "documents": "hai văn bản khác nhau", "table": "bảng và lời văn khác nhau",
    "scan": "đọc từ bản scan", "wordings": "có thể cùng một chỉ tiêu", "finding": "phát hiện",
}  # fmt: skip
KINDS = {
    "document": "phần đầu", "sections": "đề mục", "themes": "chủ đề", "tasks": "nhiệm vụ", "targets": "chỉ tiêu",
    "deadlines": "thời hạn", "assignments": "phân công", "references": "viện dẫn", "findings": "phát hiện",
}  # fmt: skip


class Page:
    """The answers of one server, to who has its token."""

    def __init__(self, db: Path, reviewer: str, token: str) -> None:
        self.db = db
        self.reviewer = reviewer
        self.token = token
        self.pictures = Pictures()
        self._pages = Environment(loader=PackageLoader("pipeline.review.page", ""), autoescape=select_autoescape())

    def application(self) -> Starlette:
        """The server as an ASGI application."""
        routes = (
            ("", self.index, "GET"), ("file/{name}", self.file, "GET"), ("doc/{key:path}", self.document, "GET"),
            ("data/{key:path}", self.data, "GET"), ("data/{key:path}", self.save, "POST"),
            ("undo/{key:path}", self.undo, "POST"), ("page/{number:int}/{key:path}", self.picture, "GET"),
            ("boxes/{start:int}/{end:int}/{key:path}", self.boxes, "GET"), ("links", self.links, "GET"),
            ("link-data", self.link_data, "GET"), ("link-data", self.decide, "POST"),
        )  # fmt: skip
        return Starlette(
            routes=[Route(f"/{{token}}/{path}", self._guarded(answer), methods=[way]) for path, answer, way in routes]
        )

    def index(self, _request: Request, _body: bytes) -> Response:
        """The documents, and what should be looked at next."""
        with read_database(self.db) as db:
            sql = "SELECT document_id, document_number, document_title, source_name FROM v_documents"
            documents = list(db.query(sql))
            queue = next_rows(db, limit=QUEUE)
        names = {row["document_id"]: row["document_number"] or row["source_name"] for row in documents}
        return self._page("index.html", documents=documents, names=names, queue=queue, why=WHY, kinds=KINDS)

    def document(self, request: Request, _body: bytes) -> Response:
        """The page of one document; its words come as data."""
        with read_database(self.db) as db:
            return self._page("document.html", key=find_document(db, request.path_params["key"]))

    def links(self, _request: Request, _body: bytes) -> Response:
        """The page of the indicators' doubtful links."""
        return self._page("links.html")

    def file(self, request: Request, _body: bytes) -> Response:
        """One of the page's own files."""
        name = request.path_params["name"]
        if name not in FILES:
            return PlainTextResponse("not found", 404)
        return Response((FOLDER / name).read_bytes(), media_type=FILES[name])

    def data(self, request: Request, _body: bytes) -> Response:
        """A document under review."""
        with read_database(self.db) as db:
            key = find_document(db, request.path_params["key"])
            return JSONResponse(document_values(db, key, self.reviewer, self.pictures.pages(db, key)))

    def save(self, request: Request, body: bytes) -> Response:
        """Apply what the page sends; what is wrong with it comes back."""
        key = self._key(request)
        found = save(self.db, key, body, self.reviewer)
        if isinstance(found, list):
            return JSONResponse({"faults": found}, 422)
        touched = [one.item_id for one in found.corrections]
        return self._after(key, diff=found.diff, touched=touched)

    def undo(self, request: Request, _body: bytes) -> Response:
        """Take back the last step."""
        key = self._key(request)
        return self._after(key, diff=take_back(self.db, key, self.reviewer), touched=[])

    def picture(self, request: Request, _body: bytes) -> Response:
        """A page of a document as a picture."""
        with read_database(self.db) as db:
            key = find_document(db, request.path_params["key"])
            drawn = self.pictures.png(db, key, request.path_params["number"])
        return PlainTextResponse("not found", 404) if drawn is None else Response(drawn, media_type="image/png")

    def boxes(self, request: Request, _body: bytes) -> Response:
        """Where words stand on the pages."""
        asked = request.path_params
        with read_database(self.db) as db:
            return JSONResponse(box_values(db, find_document(db, asked["key"]), asked["start"], asked["end"]))

    def link_data(self, _request: Request, _body: bytes) -> Response:
        """The doubtful links."""
        with read_database(self.db) as db:
            return JSONResponse(link_values(db, self.reviewer))

    def decide(self, request: Request, body: bytes) -> Response:
        """Write down a decision on two wordings; what is open then comes back."""
        values = json.loads(body)
        decide_link(self.db, values if isinstance(values, dict) else {}, self.reviewer)
        return self.link_data(request, b"")

    def _after(self, key: str, **said: Any) -> Response:
        with read_database(self.db) as db:
            return JSONResponse({**said, **sheet_values(db, key, self.reviewer)})

    def _key(self, request: Request) -> str:
        with read_database(self.db) as db:
            return find_document(db, request.path_params["key"])

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
                except ValueError as error:  # what was sent is no JSON, or no UTF-8
                    response = JSONResponse({"faults": [str(error)]}, 400)
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
