"""The page of a desk on a free port of this machine, and questions to it without a browser."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

TOKEN = "t0ken"


@contextmanager
def served(desk):
    """Serve the page of a desk; gives its address without the token."""
    import uvicorn

    from pipeline.review.page.application import Page

    config = uvicorn.Config(Page(desk.db, "lan", TOKEN).application(), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def ask(address, body=None, **headers):
    """Status, body as bytes and headers of an answer; ``body`` is sent as JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        address, data=data, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


class Client:
    """The page's own questions, as its scripts ask them."""

    def __init__(self, home, key):
        self.home, self.key = home, key
        self.good = {"Origin": home, "Content_Type": "application/json"}

    def get(self, what):
        status, body, _ = ask(f"{self.home}/{TOKEN}/{what}")
        return status, json.loads(body) if body[:1] in b"[{" else body

    def post(self, what, values):
        status, body, _ = ask(f"{self.home}/{TOKEN}/{what}", values, **self.good)
        return status, json.loads(body)

    def data(self):
        return self.get(f"data/{self.key}")[1]

    def save(self, item=None, header=None):
        """Save one edited item, or the header's fields."""
        sheet = {**self.data()["sheet"], "items": []}
        if item:
            sheet["items"] = [{name: value for name, value in item.items() if name != "place"}]
        if header:
            sheet["header"] = {**sheet["header"], "fields": {**sheet["header"]["fields"], **header}}
        return self.post(f"data/{self.key}", sheet)

    def item(self, key):
        return next(item for item in self.data()["sheet"]["items"] if item["id"] == key)

    def undo(self):
        return self.post(f"undo/{self.key}", {})
