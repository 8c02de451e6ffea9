"""The page: who is let in, does it save what the JSON path saves, and can it be used without a mouse in a real browser?

CHIDAO_SHOTS=docs/img writes a screenshot of each step.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the page needs chidao[review]")
uvicorn = pytest.importorskip("uvicorn", reason="the page needs chidao[review]")

from pipeline import extract  # noqa: E402
from pipeline.review.page.application import Page  # noqa: E402

PLAN = Path(__file__).parents[3] / "corpus" / "documents" / "ke-hoach-tra-vinh-2021.txt"
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SHOTS = os.environ.get("CHIDAO_SHOTS")


@contextmanager
def _served(desk):
    """The page of a desk on a free port of this machine; gives its address."""
    config = uvicorn.Config(Page(desk.db, "lan", "t0ken").application(), host="127.0.0.1", port=0, log_level="error")
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


def _ask(address, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        address, data=data, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


def test_page_lets_in_only_who_has_the_token_and_only_its_own_page_write(desk):
    with _served(desk) as home:
        data = f"{home}/t0ken/data/{desk.record.document.id}"
        sheet = desk.sheet()
        good = {"Origin": home, "Content_Type": "application/json"}
        assert _ask(f"{home}/t0ken/")[0] == 200
        assert _ask(f"{home}/wrong/")[0] == 403
        assert _ask(f"{home}/t0ken/", Host="evil.example:80")[0] == 403  # a name that leads here
        assert _ask(data, sheet, **{**good, "Origin": "http://evil.example"})[0] == 403
        assert _ask(data, sheet, Content_Type="application/json")[0] == 403  # no origin at all
        assert _ask(data, sheet, **{**good, "Content_Type": "text/plain"})[0] == 403
        status, body, headers = _ask(data, sheet, **good)
        assert (status, json.loads(body)) == (200, {"diff": []})
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert _ask(f"{home}/t0ken/file/..%2Fapplication.py")[0] == 404
        assert _ask(f"{home}/t0ken/doc/khong-co")[0] == 400


def test_page_saves_what_the_json_path_saves(desk):
    with _served(desk) as home:
        address, good = (
            f"{home}/t0ken/data/{desk.record.document.id}",
            {"Origin": home, "Content_Type": "application/json"},
        )
        sheet = json.loads(_ask(address)[1])["sheet"]
        for item in sheet["items"]:
            item.pop("place")
        item = next(item for item in sheet["items"] if item["id"] == "ddl-1")
        item["fields"]["ends_on"] = "2024-02-31"
        status, body, _ = _ask(address, sheet, **good)
        assert (status, desk.rows("SELECT * FROM corrections")) == (422, [])
        assert "is a day that does not exist" in body
        item["fields"]["ends_on"] = "2024-05-19"
        assert _ask(address, sheet, **good)[0] == 200
    (row,) = desk.rows("SELECT reviewer, field, new_value, quote FROM corrections")
    assert row == {"reviewer": "lan", "field": "ends_on", "new_value": '"2024-05-19"', "quote": "trước ngày 20/5/2024"}


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium: apt-get install chromium")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def _shot(page, name):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"review-{name}.png"))


def _saved(page, desk, count):
    """Wait until so many corrections are written."""
    page.locator("#state", has_text="đã lưu").wait_for()
    assert len(desk.rows("SELECT * FROM corrections")) == count


def _to(page, kind):
    for _ in range(200):
        page.keyboard.press("j")
        if page.locator(f".card.on .tag.{kind}").count():
            return
    raise AssertionError(f"no {kind} was reached")


def test_page_is_used_without_a_mouse(make_desk, browser):
    desk = make_desk(extract(PLAN.read_bytes(), PLAN.name))
    with _served(desk) as home:
        page = browser.new_page(viewport={"width": 1300, "height": 850})
        page.set_default_timeout(10_000)
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{home}/t0ken/")
        page.keyboard.press("Tab")  # the first link: the queue's first document, or the only one
        page.goto(f"{home}/t0ken/doc/{desk.record.document.id}")
        page.wait_for_selector(".card.on")
        _shot(page, "1-open")
        page.keyboard.press("?")
        page.wait_for_selector("dialog[open] kbd")
        _shot(page, "2-help")
        page.keyboard.press("Escape")
        _to(page, "deadlines")
        page.keyboard.press("c")
        page.wait_for_selector(".card.on.confirmed")
        _saved(page, desk, 1)
        _shot(page, "3-confirmed")
        _to(page, "assignments")
        page.keyboard.press("x")
        page.wait_for_selector(".card.on.rejected")
        _saved(page, desk, 2)
        _shot(page, "4-rejected")
        page.keyboard.press("u")
        page.wait_for_selector(".card.on.auto")
        assert desk.rows("SELECT count(*) AS n FROM assignments WHERE status = 'rejected'") == [{"n": 0}]
        page.keyboard.press("e")
        page.locator("#field-role").focus()
        page.keyboard.press("a")  # the choices of the schema: advise
        _shot(page, "5-edit")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".card.on.corrected")
        _shot(page, "6-corrected")
        page.keyboard.press("a")
        page.keyboard.press("Shift+Tab")
        page.locator("#field-quote").fill("không có trong văn bản")
        page.keyboard.press("Control+Enter")
        page.locator("#faults", has_text="not in the document").wait_for()
        _shot(page, "7-fault")
        page.locator("#field-quote").fill("Phấn đấu đến năm 2025 đạt 80% trở lên")
        page.locator("#field-kind").focus()
        page.keyboard.press("d")
        page.locator("#field-bound").focus()
        page.keyboard.press("d")
        page.keyboard.press("Control+Enter")
        page.locator("#form").wait_for(state="detached")
        _shot(page, "8-added")
        page.keyboard.press("l")
        page.locator("html[lang=en]").wait_for()
        _shot(page, "9-english")
        assert errors == []
        page.close()
    assert [row["quote"] for row in desk.rows("SELECT quote FROM deadlines WHERE status = 'added'")] == [
        "Phấn đấu đến năm 2025 đạt 80% trở lên"
    ]
    assert desk.rows("SELECT role, status FROM assignments WHERE status = 'corrected'") == [
        {"role": "advise", "status": "corrected"}
    ]
    assert [row["outcome"] for row in desk.rows("SELECT outcome FROM v_corrections")] == ["applied"] * 3


def test_page_selects_both_ways_and_takes_a_selection(desk, browser):
    with _served(desk) as home:
        page = browser.new_page()
        page.goto(f"{home}/t0ken/doc/{desk.record.document.id}")
        page.locator("#text span.deadlines").last.click()
        assert page.locator(".card.on").inner_text().startswith("deadlines")
        page.locator(".card", has_text="Đoàn kết").click()
        assert page.locator("#text .on").inner_text() == "Đoàn kết là sức mạnh"
        page.locator("#text span.deadlines").last.click()
        page.evaluate("""() => {
            const node = [...document.querySelectorAll('#text span.deadlines')].at(-1).firstChild, range = document.createRange();
            range.setStart(node, 6); range.setEnd(node, node.length); getSelection().removeAllRanges(); getSelection().addRange(range);
        }""")
        page.keyboard.press("m")
        page.wait_for_selector(".card.on.corrected")
        page.close()
    assert desk.rows("SELECT quote FROM deadlines") == [{"quote": "ngày 20/5/2024"}]


def test_page_shows_text_as_text(make_desk, make_record, browser):
    """A document, a quote and a comment with markup in them: nothing of it runs."""
    evil = "<script>window.ran=1</script><img src=x onerror='window.ran=2'>"
    record = make_record()
    document = record.document.model_copy(update={"title": evil})
    start = len(record.text) + 1
    theme = record.themes[0].model_copy(update={"id": "thm-9", "start": start, "end": start + len(evil), "quote": evil})
    record = record.model_copy(
        update={"text": f"{record.text}\n{evil}", "document": document, "themes": (*record.themes, theme)}
    )
    desk = make_desk(record)
    desk.edit("thm-9", comment=evil, event=evil)
    with _served(desk) as home:
        page = browser.new_page()
        page.goto(f"{home}/t0ken/")
        assert evil in page.locator("body").inner_text()
        page.goto(f"{home}/t0ken/doc/{desk.record.document.id}")
        page.wait_for_selector(".card.on")
        assert evil in page.locator("#text").inner_text()
        assert evil in page.locator("#cards").inner_text()
        page.locator("#text span.themes").last.click()
        page.keyboard.press("e")
        assert page.locator("#field-comment").input_value() == evil
        assert page.evaluate("window.ran") is None
        assert page.locator("main script, main img").count() == 0
        page.close()
