"""Sixty queries on the corpus: what is found without accents, in any spelling, and that nothing typed is an error."""

from __future__ import annotations

import importlib.util
import unicodedata
from pathlib import Path

import pytest

from corpus.fold import fold
from pipeline.citations import cited_by, cites
from pipeline.database import open_database, read_database, writing
from pipeline.graph import FORMATS, graph, graph_text
from pipeline.index import refresh, refresh_open
from pipeline.search_query import parse, read_date
from pipeline.search_run import search

_spec = importlib.util.spec_from_file_location("linked", Path(__file__).parent / "linked.py")
linked = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(linked)


@pytest.fixture(scope="module")
def db():
    with read_database(linked.linked_database()) as database:
        yield database


def _sources(db, query, limit=100):
    return [hit.source.removesuffix(".txt") for hit in search(db, query, limit).hits]


# Words: an accented query; it, and every way to type it worse, finds the document named.
WORDS = [
    ("bình đẳng giới", "ke-hoach-tra-vinh-2021"),
    ('"bình đẳng giới"', "huong-dan-binh-dang-gioi-2017"),
    ("công đoàn cơ sở", "chuong-trinh-lai-chau-2025"),
    ("hoà bình", "chuong-trinh-lai-chau-2025"),
    ("sinh hoạt chi bộ", "huong-dan-btgdv-2025"),
    ("phần mềm nguồn mở", "chi-thi-btttt-2008"),
    ("đất đai", "chi-thi-ttg-2014"),
    ("buôn lậu", "chi-thi-btc-2014"),
]


@pytest.mark.parametrize(("query", "source"), WORDS)
@pytest.mark.parametrize(
    "typed",
    [str, fold, str.upper, lambda text: unicodedata.normalize("NFD", text)],
    ids=["as is", "bare", "upper", "NFD"],
)
def test_search_words_in_every_typing(db, query, source, typed):
    assert source in _sources(db, typed(query))


@pytest.mark.parametrize("query", [query for query, _ in WORDS])
def test_search_unaccented_finds_all_that_accented_finds(db, query):
    assert set(_sources(db, query)) <= set(_sources(db, fold(query)))


ASKED = [
    ("công doan co sở", "chuong-trinh-lai-chau-2025"),  # half of the accents
    ("hòa bình", "chuong-trinh-lai-chau-2025"),  # printed hoà
    ("tuyên truy*", "chuong-trinh-lai-chau-2025"),
    ("12b/NQ-BCH", "huong-dan-nu-cong-2024"),
    ("12B/nq-bch", "huong-dan-nu-cong-2024"),
    ("12b / NQ - BCH", "chuong-trinh-lai-chau-2025"),
    ("120/KH-TLD", "ke-hoach-tra-vinh-2021"),
    ("120/kh - tlđ", "huong-dan-nu-cong-2024"),
    ("0120/KH-TLĐ", "ke-hoach-tra-vinh-2021"),
    ("13/CTr-LĐLĐ", "chuong-trinh-lai-chau-2025"),  # its own number
    ("cites:12b/NQ-BCH", "chuong-trinh-lai-chau-2025"),
    ("cites:21-CT/TW type:\"kế hoạch\"", "ke-hoach-tra-vinh-2021"),
    ("issuer:\"LĐLĐ tỉnh Trà Vinh\"", "ke-hoach-tra-vinh-2021"),
    ("issuer:\"LĐLĐ tỉnh Vĩnh Long\"", "ke-hoach-tra-vinh-2021"),  # its successor since July 2025
    ("issuer:\"ldld tinh tra vinh\"", "ke-hoach-tra-vinh-2021"),
    ("type:\"chi thi\" year:2014", "chi-thi-btc-2014"),
    ("nam:2014 type:\"chỉ thị\" buôn lậu", "chi-thi-btc-2014"),
    ("kind:target nữ", "huong-dan-nu-cong-2024"),
    ("kind:task tuyên truyền", "chuong-trinh-lai-chau-2025"),
    ("due<6/2014", "chi-thi-ttg-2014"),
    ("body:\"LĐLĐ tỉnh Lai Châu\"", "chuong-trinh-lai-chau-2025"),
    ("“bình đẳng giới”", "ke-hoach-tra-vinh-2021"),  # printed quotation marks
    ("buôn lậu OR đất đai", "chi-thi-ttg-2014"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "source"), ASKED)
def test_search_asked(db, query, source):
    assert source in _sources(db, query)


REFUSED = [
    ("buôn lậu year:2025", "chi-thi-btc-2014"),
    ("type:nghị-quyết buôn lậu", "chi-thi-btc-2014"),
    ("bình đẳng giới NOT trẻ em", "huong-dan-binh-dang-gioi-2017"),
    ("12/NQ-BCH", "huong-dan-nu-cong-2024"),  # 12b is another
    ("issuer:\"LĐLĐ tỉnh Lai Châu\"", "ke-hoach-tra-vinh-2021"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "source"), REFUSED)
def test_search_does_not_find(db, query, source):
    assert source not in _sources(db, query)


HOSTILE = [
    "", " ", '"', '""', "'", "*", "-", "()", "(", "NEAR(a b)", "a NEAR/2 b", "AND", "OR OR", "NOT", "a AND", "^a", "a:b",
    "title:x", "exact : y", "'; DROP TABLE documents; --", '" OR 1=1 --', "{a b}", "a + b", "\0", "\ud800", "due<", "due<hôm qua",
    "due<31/2/2025", "year:abc", "kind:gì", "body:", 'cites:"', "type:()", "x" * 5000, "a " * 3000, "99999999999/KH-TLĐ",
    "%_%", "\\", "SELECT * FROM documents", "due<9999-99-99", "ｆｕｌｌ", "🙂", "- -", "-a", "a* *b", "1/2/3/4/5", "://",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=ascii)
def test_search_is_never_an_error(db, query):
    search(db, query, 5)
    cited_by(db, query, limit=5)
    cites(db, query, limit=5)


def test_search_hit_has_place_and_words(db):
    for hit in search(db, "công đoàn kind:task", 20).hits:
        text = linked.records()[hit.source.removesuffix(".txt")].text
        assert text[hit.start : hit.end] == hit.quote
        assert hit.path


def test_search_snippet_marks_accented_words(db):
    assert "«bình đẳng giới»" in search(db, '"binh dang gioi"', 5).hits[0].snippet.lower()


def test_search_body_has_to_do_before_a_day(db):
    """Each hit is a task whose own deadline falls in the time."""
    for hit in search(db, "kind:task due<2016", 50).hits:
        rows = db.execute(
            "SELECT count(*) FROM deadlines WHERE document_id = ? AND start_char >= ? AND end_char <= ? AND ends_on < '2016'",
            [hit.document, hit.start, hit.end],
        )
        assert rows.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/6/2025", ("2025-06-01", "2025-06-01")),
        ("2025-06", ("2025-06-01", "2025-06-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),  # a leap year
        ("31/2/2025", None),
        ("hôm qua", None),
        ("0000", None),
    ],
)
def test_search_query_dates(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("120/KH-TLĐ - công đoàn", ["120-kh-tld"], ["cong", "doan"]),  # a dash that goes on to words
        ("145/2020/NĐ-CP", ["145-2020-nd-cp"], []),
        ("5/7/2021", [], ["5"]),  # a date is no number
        ("2021-2030", [], ["2021"]),
        ("24/7", [], ["24"]),
    ],
)
def test_search_query_numbers(text, numbers, words):
    query = parse(text)
    assert query.numbers == numbers
    assert [term.folded[0] for term in query.terms] == words


def test_cited_by_newest_first_with_place_and_words(db):
    rows = cited_by(db, "12b/NQ-BCH")

    assert {row["path"] for row in rows} >= {"IV.6[1]", "II.4"}
    assert all("12b" in row["quote"] and row["resolution"] == "one" for row in rows)


def test_cited_by_document_that_is_cited_by_name(db):
    assert [row["number"] for row in cited_by(db, "04/CTPH-LĐLĐ-HLHPN")] == ["13/CTr-LĐLĐ"]


def test_cites_chain_of_basis(db):
    """13/CTr cites 04/CTPH, which is in the database: the second step is what that one cites."""
    rows = cites(db, "13/CTr-LĐLĐ", depth=2)

    assert {row["depth"] for row in rows} == {1, 2}
    assert "905/CTPH-TLĐ-HLHPN" in {row["cited_number"] for row in rows if row["depth"] == 2}
    assert "905/CTPH-TLĐ-HLHPN" not in {row["cited_number"] for row in cites(db, "13/CTr-LĐLĐ")}


@pytest.mark.parametrize("form", FORMATS)
def test_graph_is_well_formed_and_the_same_twice(db, form):
    import json
    from xml.etree import ElementTree as ET

    text = graph_text(db, form)
    assert text == graph_text(db, form)
    if form == "json":
        assert set(json.loads(text)) == {"nodes", "edges"}
    elif form == "graphml":
        assert len(ET.fromstring(text)[-1]) == sum(map(len, graph(db)))
    else:
        assert text.startswith("digraph")
        assert text.endswith("}\n")


def test_graph_edges_have_both_ends(db):
    nodes, edges = graph(db)
    ids = {node["id"] for node in nodes}

    assert edges
    assert all(edge["source"] in ids and edge["target"] in ids for edge in edges)


def test_index_twice_is_once(tmp_path, make_record):
    from pipeline.store import Store

    path = tmp_path / "a.db"
    with Store.open(path) as store, store.run(1):
        store.save(make_record(), "x")
    first = refresh(path)
    second = refresh(path)

    assert (first.indexed, second.indexed) == (1, 0)
    assert (first.instruments, first.findings) == (second.instruments, second.findings)


def test_index_follows_a_document_that_is_stored_again(tmp_path, make_record):
    from pipeline.store import Store

    path = tmp_path / "a.db"
    for content in "12":
        with Store.open(path) as store, store.run(1):
            store.save(make_record(content=content), "x")
        refresh(path)
    with read_database(path) as database:
        assert len(search(database, "đoàn viên", 10).hits) == 1
    with open_database(path) as database, writing(database):
        database.execute("DELETE FROM documents")
        refresh_open(database)
    with read_database(path) as database:
        assert search(database, "đoàn viên", 10).hits == ()
