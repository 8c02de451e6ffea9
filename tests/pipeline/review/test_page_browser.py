"""Can the page be used without a mouse in a real browser, and does nothing that a document says run there?

CHIDAO_SHOTS=docs/img writes a screenshot of each step.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the page needs chidao[review]")
pytest.importorskip("uvicorn", reason="the page needs chidao[review]")


from pipeline import extract
from pipeline.database import open_database, writing
from tests.pipeline.review.hands import STEPS, Hands
from tests.pipeline.review.plans import LOWER, UPPER, plan, stored
from tests.pipeline.review.serving import TOKEN, served

SEED = Path(__file__).parents[2] / "data" / "seeds" / "ke-hoach-tra-vinh-2021.pdf"
DOCS = Path(__file__).parents[3] / "docs"
MOST_BYTES = 150_000
EVIL = "<script>window.ran=1</script><img src=x onerror='window.ran=2'>"


@pytest.fixture(scope="module")
def seed():
    return extract(SEED.read_bytes(), SEED.name)


def _on_disk(desk, path):
    """Let the database know where the file of the desk's document is."""
    with open_database(desk.db) as db, writing(db):
        db.execute(
            "INSERT OR REPLACE INTO source_files VALUES (?, ?, '[]')", [desk.record.document.source.sha256, str(path)]
        )


def test_page_is_used_without_a_mouse(make_desk, seed, tab):
    """A first-time user reviews the plan: finds the keys, the header, confirms, rejects, corrects, moves, adds, undoes."""
    desk = make_desk(seed)
    _on_disk(desk, SEED)
    with served(desk) as home:
        hands = Hands(tab, desk)
        tab.goto(f"{home}/{TOKEN}/")
        hands.see("a:focus")
        hands.shoot("queue")
        hands.press("Enter")  # the first of what should be looked at
        hands.see(".card.on")
        hands.see(".sheet .box")
        hands.shoot("open")
        hands.press("?")
        hands.see("dialog[open] kbd")
        hands.shoot("keys")
        hands.press("Escape")

        hands.press("h", "e")
        hands.tab_to("field-place")
        hands.type("Trà Vinh city")
        hands.tab_to("field-signers-more")  # the text prints nobody who signed
        hands.press("Enter")
        hands.see("#field-signers-0-name:focus")
        hands.type("Nguyễn Văn A")
        hands.tab_to("field-signers-0-position")
        hands.type("Phó Chủ tịch")
        hands.shoot("header")
        hands.press("Control+Enter")
        hands.saved(2)

        hands.go("deadlines")
        hands.press("c")
        hands.see(".card.on.confirmed")
        hands.saved(3)
        hands.shoot("confirmed")

        hands.go("assignments")
        hands.press("x")
        hands.see(".card.on.rejected")
        hands.saved(4)
        hands.shoot("rejected")
        hands.press("u")
        hands.see(".card.on.auto")
        assert desk.rows("SELECT count(*) AS n FROM assignments WHERE status = 'rejected'") == [{"n": 0}]
        hands.shoot("undone")

        hands.press("e")
        hands.tab_to("field-role")
        hands.press("a")  # of the schema's own choices the one that begins so: advise
        hands.shoot("edit")
        hands.press("Control+Enter")
        hands.see(".card.on.corrected")
        hands.shoot("corrected")

        hands.go("deadlines")
        quote = tab.locator(".card.on .words").inner_text()
        hands.press("m", "End", *["Backspace"] * 3)
        hands.press("Control+Enter")
        hands.see(".card.on.corrected .words", has_text=quote[:-3].strip())

        hands.press("a")
        hands.see("#field-kind-of-item:focus")
        hands.tab_to("field-quote")
        hands.type("không có trong văn bản")
        hands.tab_to("field-kind")
        hands.press("d")
        hands.tab_to("field-bound")
        hands.press("d")
        hands.press("Control+Enter")
        hands.see("#faults", has_text="not in the document")
        assert tab.evaluate("document.activeElement.id") == "field-quote"  # ready to be mended
        hands.shoot("fault")
        hands.type("Phấn đấu đến năm 2025 đạt 80% trở lên")
        hands.press("Control+Enter")
        hands.see(".card.on.added")
        hands.shoot("added")

        tab.reload()
        hands.see(".card.on")
        hands.press("u")  # what was done before the page was loaded anew
        hands.see("#state", has_text="đã hoàn tác")
        assert desk.rows("SELECT count(*) AS n FROM deadlines WHERE status = 'added'") == [{"n": 0}]
        hands.shoot("undone-after-reload")
        hands.press("l")
        hands.see("html[lang=en]")
        hands.press("n")
        hands.shoot("english")
    assert desk.rows("SELECT place FROM documents") == [{"place": "Trà Vinh city"}]
    assert desk.rows("SELECT name, position, capacity FROM signers") == [
        {"name": "Nguyễn Văn A", "position": "Phó Chủ tịch", "capacity": None}
    ]
    assert desk.rows("SELECT role, status FROM assignments WHERE status = 'corrected'") == [
        {"role": "advise", "status": "corrected"}
    ]
    assert {row["outcome"] for row in desk.rows("SELECT outcome FROM v_corrections")} == {"applied"}
    assert hands.shots == len(STEPS)


def test_docs_show_each_step():
    shown = re.findall(r"!\[.*?\]\(img/(review-.*?\.png)\)", (DOCS / "review.md").read_text(encoding="utf-8"))

    assert shown == [f"review-{number:02}-{name}.png" for number, name in enumerate(STEPS, 1)]
    for name in shown:
        data = (DOCS / "img" / name).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < MOST_BYTES


def test_page_edits_a_value_of_a_target_by_keys(make_desk, seed, tab):
    desk = make_desk(seed)
    before = desk.rows("SELECT value FROM milestones ORDER BY target_id, ordinal")
    with served(desk) as home:
        hands = Hands(tab, desk)
        tab.goto(f"{home}/{TOKEN}/doc/{seed.document.id}")
        hands.see(".card.on")
        hands.go("targets")
        hands.press("e")
        hands.tab_to("field-milestones-0-value")
        hands.type("81,5")
        hands.press("Enter")
        hands.see(".card.on.corrected")
    after = desk.rows("SELECT value FROM milestones ORDER BY target_id, ordinal")
    assert len(after) == len(before)
    assert [one["value"] for one in after if one not in before] == [81.5]


def test_page_says_that_the_file_is_gone(make_desk, seed, tab, tmp_path):
    desk = make_desk(seed)
    _on_disk(desk, tmp_path / "weg.pdf")
    with served(desk) as home:
        hands = Hands(tab, desk)
        tab.goto(f"{home}/{TOKEN}/doc/{seed.document.id}")
        hands.see("#pages .gone", has_text="không còn ở nơi máy đã đọc")
        assert tab.locator("#pages img").count() == 0
        hands.press("i")
        tab.locator("#pages").wait_for(state="hidden")


def test_page_marks_the_chosen_item_on_its_page(make_desk, seed, tab):
    """The box is drawn on the picture of the item's page, and the picture is scrolled to it."""
    desk = make_desk(seed)
    _on_disk(desk, SEED)
    with served(desk) as home:
        hands = Hands(tab, desk)
        last = seed.references[-1]
        tab.goto(f"{home}/{TOKEN}/doc/{seed.document.id}#{last.id}")
        hands.see(".sheet .box")
        tab.wait_for_function(
            """(number) => {
            const sheet = document.querySelectorAll('.sheet')[number - 1], box = sheet.querySelector('.box');
            if (!box) return false;
            const pane = document.querySelector('#pages').getBoundingClientRect(), at = box.getBoundingClientRect();
            return at.top >= pane.top && at.bottom <= pane.bottom && at.width > 5 && at.height > 5;
        }""",
            arg=last.page,
        )
        hands.press("+")
        assert tab.locator(".sheet").first.evaluate("one => one.style.width") == "125%"


def test_page_selects_both_ways_and_takes_a_selection(desk, tab):
    with served(desk) as home:
        tab.goto(f"{home}/{TOKEN}/doc/{desk.record.document.id}")
        tab.locator("#text span.deadlines").last.click()
        assert tab.locator(".card.on .tag").inner_text() == "thời hạn"
        tab.locator(".card", has_text="Đoàn kết").click()
        assert tab.locator("#text .on").inner_text() == "Đoàn kết là sức mạnh"
        tab.locator("#text span.deadlines").last.click()
        tab.evaluate("""() => {
            const node = [...document.querySelectorAll('#text span.deadlines')].at(-1).firstChild, range = document.createRange();
            range.setStart(node, 6); range.setEnd(node, node.length); getSelection().removeAllRanges(); getSelection().addRange(range);
        }""")
        tab.keyboard.press("m")
        tab.wait_for_selector(".card.on.corrected")
    assert desk.rows("SELECT quote FROM deadlines") == [{"quote": "ngày 20/5/2024"}]


def test_links_are_decided_by_keys(tmp_path, make_record, tab):
    one, other = "tỷ lệ nữ tham gia Ban Chấp hành công đoàn", "tỷ lệ nữ tham gia Ban Thường vụ công đoàn"

    class Stored:
        db = stored(tmp_path, plan(make_record, UPPER, 30, one), plan(make_record, LOWER, 25, other))

    with served(Stored) as home:
        hands = Hands(tab, None)
        tab.goto(f"{home}/{TOKEN}/")
        for _ in range(60):  # from the queue to the page of the links
            if tab.evaluate("document.activeElement.getAttribute('href') || ''").endswith("/links"):
                break
            hands.press("Tab")
        hands.press("Enter")
        hands.see("tr.on", has_text=one)
        hands.see("tr.on", has_text=other)
        hands.press("s")
        hands.see("#count", has_text="Không còn cặp nào")
        hands.press("u")
        hands.see("tr.on", has_text=other)
        hands.press("d")
        hands.see("#count", has_text="Không còn cặp nào")
    with open_database(Stored.db) as db:
        said = [row[0] for row in db.execute("SELECT verdict FROM indicator_decisions ORDER BY id").fetchall()]
    assert said == ["same", "open", "different"]


def test_page_shows_text_as_text(make_desk, make_record, tab, tmp_path):
    """A document, its header, its file's name, a quote, a comment and a wording with markup: nothing of it runs."""
    record = make_record()
    gone = record.document.source.model_copy(update={"name": f"{EVIL}.pdf", "media_type": "application/pdf"})
    signer = record.document.signers[0].model_copy(update={"name": EVIL, "capacity": EVIL})
    header = {
        "title": EVIL,
        "place": EVIL,
        "issuers": (EVIL,),
        "recipients": (EVIL,),
        "signers": (signer,),
        "source": gone,
    }
    start = len(record.text) + 1
    theme = record.themes[0].model_copy(
        update={"id": "thm-9", "start": start, "end": start + len(EVIL), "quote": EVIL, "confidence": 0.1}
    )
    targets = tuple(
        record.targets[0].model_copy(
            update={"id": f"tgt-{n}", "indicator": f"tỷ lệ {EVIL} nữ tham gia {organ} công đoàn"}
        )
        for n, organ in enumerate(("Ban Chấp hành", "Ban Thường vụ"))
    )
    record = record.model_copy(update={
        "text": f"{record.text}\n{EVIL}", "document": record.document.model_copy(update=header),
        "themes": (*record.themes, theme), "targets": targets,
    })  # fmt: skip
    desk = make_desk(record)
    desk.edit("thm-9", comment=EVIL)
    _on_disk(desk, tmp_path / f"{EVIL.replace('/', '')}.pdf")

    def nothing_ran():
        assert tab.evaluate("window.ran") is None
        assert tab.locator("main script, main img, body.index script, body.index img").count() == 0

    with served(desk) as home:
        tab.goto(f"{home}/{TOKEN}/")
        assert EVIL in tab.locator("body").inner_text()
        nothing_ran()
        tab.goto(f"{home}/{TOKEN}/doc/{desk.record.document.id}#thm-9")
        tab.wait_for_selector(".card.on")
        for place in ("#text", "#cards", "#pages", "#title"):
            assert EVIL in tab.locator(place).inner_text()
        nothing_ran()
        tab.keyboard.press("e")
        assert tab.locator("#field-comment").input_value() == EVIL
        tab.keyboard.press("Escape")
        tab.keyboard.press("h")
        tab.keyboard.press("e")
        for field in ("title", "place", "issuers", "recipients", "signers-0-name", "signers-0-capacity"):
            assert tab.locator(f"#field-{field}").input_value() == EVIL
        nothing_ran()
        tab.locator("#field-place").fill(EVIL + EVIL)
        tab.keyboard.press("Enter")
        tab.locator("#state", has_text="đã lưu").wait_for()
        assert EVIL + EVIL in tab.locator("#cards").inner_text()
        tab.keyboard.press("u")
        tab.locator("#state", has_text="đã hoàn tác").wait_for()
        assert EVIL in tab.locator("#state").inner_text()
        nothing_ran()
        tab.goto(f"{home}/{TOKEN}/links")
        tab.locator("tr.on").wait_for()
        assert EVIL in tab.locator("main").inner_text()
        nothing_ran()


def test_page_says_when_the_server_does_not_answer(make_desk, seed, tab):
    """What is not saved says so, and nothing of the page breaks: the server may have been stopped."""
    desk = make_desk(seed)
    _on_disk(desk, SEED)
    with served(desk) as home:
        tab.goto(f"{home}/{TOKEN}/doc/{desk.record.document.id}")
        tab.wait_for_selector(".card.on")
    for key in ("j", "c", "u"):
        tab.keyboard.press(key)
        if key != "j":
            tab.wait_for_selector("#state.bad:has-text('máy chủ không trả lời')")
    assert tab.locator(".card.confirmed").count() == 0
