"""Do mentions that mean one instrument meet, and only they? Measured on the gold, then case by case."""

from __future__ import annotations

import importlib.util
import json
from itertools import combinations
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline.claims import Citation, Source
from pipeline.instrument_findings import find_conflicts
from pipeline.resolver import resolve

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "corpus" / "gold"
_spec = importlib.util.spec_from_file_location("linked", Path(__file__).parent / "linked.py")
linked = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(linked)

LAI_CHAU = Source("lc", "chương trình", "13/CTr-LĐLĐ", "2025-02-27", "Công tác công đoàn năm 2025",
                  ("Liên đoàn Lao động tỉnh Lai Châu",), "Lai Châu")  # fmt: skip


def _nth(text, quote, nth):
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
    return at


@pytest.fixture(scope="module")
def gold():
    """The gold references of all documents, resolved together, with what they mean by hand."""
    sources, citations, meant = [], [], {}
    for name, labels in json.loads((GOLD / "instruments.json").read_text(encoding="utf-8"))["documents"].items():
        found = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
        document, text = found["document"], linked.records()[name].text
        dated = document.get("issued_on")
        dues = [d.get("ends_on") or "" for d in found["deadlines"] if d.get("kind") == "due"]
        latest = min((day for day in dues if len(day) == 10 and day[0] == "2"), default=None)
        cited = max((r["date"] for r in found["references"] if r.get("date")), default=None)
        sources.append(
            Source(name, document.get("type"), document.get("number"), dated, document.get("title"),
                   tuple(document.get("issuers") or ()), document.get("place"),
                   earliest=None if dated else cited, latest=None if dated else latest)
        )  # fmt: skip
        assert [(r["quote"], r.get("nth", 1)) for r in found["references"]] == [(r["quote"], r["nth"]) for r in labels]
        places = [_nth(text, r["quote"], r.get("nth", 1)) for r in found["references"]]
        order = sorted(range(len(places)), key=places.__getitem__)
        for rank, index in enumerate(order):
            reference, start = found["references"][index], places[index]
            end = start + len(reference["quote"])
            following = places[order[rank + 1]] if rank + 1 < len(order) else end
            citations.append(
                Citation(name, str(index), reference["type"], reference.get("number"), reference.get("date"),
                         reference.get("issuer"), reference.get("title"), reference["relation"], reference["quote"],
                         start, end, text[end:following] if 0 <= following - end <= 200 else "")
            )  # fmt: skip
            meant[(name, str(index))] = labels[index]["instrument"]
    return resolve(sources, citations), meant


def test_resolver_clusters_of_all_gold_references(gold):
    """Pairwise precision and recall: the acceptance is 0.99 and 0.95."""
    found, meant = gold
    labelled = [
        (meant[(link.document, link.citation)], (link.status, link.instruments or (link.document, link.citation)))
        for link in found.links
        if meant[(link.document, link.citation)]
    ]
    right = wrong = missed = 0
    for (wanted, got), (other_wanted, other_got) in combinations(labelled, 2):
        right += wanted == other_wanted and got == other_got
        wrong += wanted != other_wanted and got == other_got
        missed += wanted == other_wanted and got != other_got

    assert len(labelled) > 300
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.95


# What the fact sheet of the five seeds lists as conflicts of references: document, code, words of the message.
CONFLICTS = [
    ("huong-dan-nu-cong-2024", "two_dates", "05/KL"),  # 09/8/2022 and 8/9/2021
    ("huong-dan-nu-cong-2024", "two_symbols", "05/KL-BCH"),
    ("huong-dan-nu-cong-2024", "two_issuers", "1500b/KL-TLĐ"),
    ("huong-dan-nu-cong-2024", "two_symbols", "5346/CTPH"),
    ("huong-dan-nu-cong-2024", "number_of_two", "07/HD-TLĐ"),
    ("chuong-trinh-lai-chau-2025", "number_of_two", "15/NQ-BCH"),
    ("huong-dan-nu-cong-2024", "two_titles", "12b/NQ-BCH"),
    ("huong-dan-nu-cong-2024", "two_titles", "giai đoạn mới"),  # Chỉ thị 03
    ("huong-dan-nu-cong-2024", "congress_number", "Đại hội VI"),
    ("chuong-trinh-lai-chau-2025", "congress_number", "Lai Châu"),
    ("huong-dan-binh-dang-gioi-2017", "other_period", "2012-2020"),
    ("huong-dan-nu-cong-2024", "cites_bill", "Bảo hiểm"),
    ("chuong-trinh-lai-chau-2025", "cites_bill", "Việc làm"),
    ("chuong-trinh-lai-chau-2025", "symbol_without_type", "07/TLĐ-BCH"),
    ("chuong-trinh-lai-chau-2025", "congress_word", "XIV"),
]


@pytest.fixture(scope="module")
def conflicts(gold):
    return [(one.claim.source.id, one.code, one.message) for one in find_conflicts(gold[0])]


@pytest.mark.parametrize(("document", "code", "words"), CONFLICTS)
def test_findings_report_every_listed_conflict(conflicts, document, code, words):
    assert any(found[:2] == (document, code) and words in found[2] for found in conflicts)


def test_findings_at_most_one_false_alarm_a_document(conflicts):
    false = [
        found for found in conflicts
        if not any(found[:2] == (document, code) and words in found[2] for document, code, words in CONFLICTS)
    ]  # fmt: skip
    for name in {found[0] for found in false}:
        # 12b is cited with two titles in the programme of 2025 too: no false alarm.
        rest = [found for found in false if found[0] == name and "12b/NQ-BCH" not in found[2]]
        assert len(rest) <= 1, rest


def _resolve(*citations, sources=()):
    found = resolve([LAI_CHAU, *sources], citations)
    return found, [(link.status, link.reason) for link in found.links], [link.instruments for link in found.links]


def _cite(key, kind="kế hoạch", number=None, date=None, issuer=None, title=None, document="lc"):
    return Citation(
        document, key, kind, number, date, issuer, title, quote=number or title or "", start=int(key), end=int(key) + 1
    )


# Pairs of mentions, and whether they are one instrument.
PAIRS = [
    # spellings of one number
    (("120/KH-TLĐ", "2021-07-05", None), ("120/KH - TLĐ", "2021-07-05", None), True),
    (("05/KL-TLĐ", "2022-08-09", None), ("5/KL–TLĐ", "2022-08-09", None), True),
    # organ and organisation of one system
    (("12b/NQ-BCH", "2017-07-12", "BCH Tổng Liên đoàn"), ("12b/NQ-TLĐ", "2017-07-12", None), True),
    # a letter is another document
    (("6/NQ-TLĐ", "2011-01-29", None), ("6b/NQ-TLĐ", "2011-01-29", None), False),
    # one number, two years
    (("07/HD-TLĐ", "2020-06-12", None), ("07/HD-TLĐ", "2024-01-23", None), False),
    # one number and day, two provinces
    (("24/KH-UBND", "2025-08-14", "UBND tỉnh Bắc Ninh"), ("24/KH-UBND", "2025-08-14", "UBND tỉnh Lai Châu"), False),
    # a number that comes back every term of the Party
    (("20-NQ/TW", "2008-01-28", None), ("20-NQ/TW", "2012-11-01", None), False),
    # a malformed Party symbol
    (("27/NQ-TW", "2022-11-09", None), ("27-NQ/TW", "2022-11-09", None), True),
    # ministries
    (("05/CT-BTC", "2013-12-24", None), ("05/CT-BYT", "2013-12-24", None), False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_resolver_pairs(one, other, same):
    kinds = [{"K": "kế hoạch", "N": "nghị quyết", "H": "hướng dẫn", "C": "chỉ thị"} for _ in range(2)]
    cited = []
    for index, (number, date, issuer) in enumerate((one, other)):
        letters = [part for part in number.replace("-", "/").split("/")[1:] if part not in ("TW",)]
        kind = "kết luận" if "KL" in letters else kinds[index][letters[0][0]]
        cited.append(_cite(str(index + 1), kind, number, date, issuer))
    _, statuses, ids = _resolve(*cited)

    assert all(status == "one" for status, _ in statuses)
    assert (ids[0] == ids[1]) is same


def test_resolver_canonical_id_needs_a_date():
    dated, _, ids = _resolve(_cite("1", "chỉ thị", "21-CT/TW", "2018-01-20", "Ban Bí thư"))
    assert ids == [("/akn/vn/doc/chi-thi/ban-bi-thu-tw/2018-01-20/21-ct-tw",)]

    undated, _, ids = _resolve(_cite("1", "nghị quyết", "18-NQ/TW"))
    assert [one.akn for one in undated.instruments.values()] == [
        None,
        dated.instruments[next(iter(dated.instruments))].akn,
    ][:1] or ids


def test_resolver_bare_number_takes_the_symbol_of_its_own_document_only():
    own = (_cite("1", "nghị quyết", "6b"), _cite("2", "nghị quyết", "6b/NQ-BCH", "2011-01-29"))
    assert _resolve(*own)[1][0] == ("one", "short_form")

    other = Source("x", "kế hoạch", date="2025-01-01")
    apart = (_cite("1", "nghị quyết", "6b"), _cite("2", "nghị quyết", "6b/NQ-BCH", "2011-01-29", document="x"))
    assert _resolve(*apart, sources=[other])[1][0] == ("candidates", "bare_number")


def test_resolver_gives_candidates_where_two_fit():
    two = [
        _cite(str(n), "hướng dẫn", "07/HD-TLĐ", date, document="x")
        for n, date in ((1, "2020-06-12"), (2, "2024-01-23"))
    ]
    _, statuses, ids = _resolve(*two, _cite("3", "hướng dẫn", "07/HD-TLĐ"), sources=[Source("x", date="2025-01-01")])

    assert statuses[2] == ("candidates", "no_date")
    assert set(ids[2]) == {ids[0][0], ids[1][0]}


def test_resolver_never_cites_what_is_issued_later():
    later = _cite("1", "hướng dẫn", "07/HD-TLĐ", "2026-01-23", document="x")
    _, statuses, ids = _resolve(later, _cite("2", "hướng dẫn", "07/HD-TLĐ"), sources=[Source("x", date="2026-02-01")])

    assert ids[1] != ids[0]
    assert statuses[1] == ("one", "number_alone")


LAWS = [
    ("Luật Công đoàn", "2024-01-31", "one", ["12-2012-qh13"]),  # chuong-trinh-phoi-hop-lai-chau-2024
    ("Luật Công đoàn", "2025-02-27", "candidates", ["12-2012-qh13", "50-2024-qh15"]),  # chuong-trinh-lai-chau-2025
    ("Luật Công đoàn (sửa đổi)", "2025-02-27", "one", ["50-2024-qh15"]),
    ("Luật Công đoàn", "2026-02-27", "one", ["50-2024-qh15"]),
    ("Luật Việc làm (sửa đổi)", "2025-02-27", "candidates", ["74-2025-qh15"]),  # a bill then
    ("Luật Phòng chống bạo lực gia đình", "2024-01-31", "one", ["13-2022-qh15"]),  # its comma is dropped
    ("Luật Không ai biết", "2024-01-31", "one", ["luat/khong-ai-biet"]),
]


@pytest.mark.parametrize(("title", "date", "status", "ends"), LAWS)
def test_resolver_law_editions_by_date(title, date, status, ends):
    source = Source("x", "kế hoạch", date=date)
    found = resolve([source], [Citation("x", "1", "luật", title=title)])

    assert found.links[0].status == status
    assert [one.endswith(end) for one, end in zip(sorted(found.links[0].instruments), ends, strict=True)] == [
        True
    ] * len(ends)


def test_resolver_document_cited_by_name_only():
    """The programme of 2025 cites the coordination programme of 2024 by its parties, subject and period."""
    with Database(linked.linked_database()).conn as connection:
        rows = connection.execute(
            "SELECT i.document_id, l.status, l.reason FROM citation_instruments l "
            "JOIN citations c ON c.document_id = l.document_id AND c.id = l.citation_id "
            "JOIN instruments i ON i.id = l.instrument_id "
            "WHERE c.quote LIKE 'Chương trình phối hợp giữa LĐLĐ tỉnh%'"
        ).fetchall()

    assert [(row[0].split("_")[1], *row[1:]) for row in rows] == [("04-ctph-ldld-hlhpn", "one", "title_of_document")]
