"""Pictures of pages: are they those of the document's own file, with the words where they are, and what if it is gone?"""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the page needs chidao[review]")
pytest.importorskip("uvicorn", reason="the page needs chidao[review]")

from PIL import Image

from pipeline.batch import run
from pipeline.database import open_database, read_database, writing
from pipeline.review.page.draw import WIDTH
from tests.pipeline.review.serving import Client, served

SEED = Path(__file__).parents[2] / "data" / "seeds" / "ke-hoach-tra-vinh-2021.pdf"
PNG = b"\x89PNG\r\n\x1a\n"


class Shelf:
    """A database that a run filled from files of a folder."""

    def __init__(self, folder, *names):
        self.db = folder / "out" / "d.db"
        run([folder / name for name in names], self.db, folder / "out")
        with read_database(self.db) as db:
            self.keys = {name: key for key, name in db.execute("SELECT id, source_name FROM documents").fetchall()}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """The seed as a PDF, the same in an archive, a text."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copy(SEED, folder / "kh.pdf")
    (folder / "kh.txt").write_text("KẾ HOẠCH\nCông tác năm 2024\n1. Báo cáo trước ngày 20/5/2024.\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(SEED.parents[1] / "letterhead.pdf", "hd.pdf")
    return folder, Shelf(folder, "kh.pdf", "kh.txt", "a.zip")


def test_pictures_are_drawn_of_every_page(shelf):
    folder, stored = shelf
    with served(stored) as home:
        for name, count in (("kh.pdf", 3), ("hd.pdf", 3)):
            client = Client(home, stored.keys[name])
            pages = client.data()["pages"]
            assert (pages["state"], len(pages["sizes"])) == ("there", count)
            for number in range(1, count + 1):
                status, body = client.get(f"page/{number}/{client.key}")
                assert (status, body[:8]) == (200, PNG)
                picture = Image.open(io.BytesIO(body))
                width, height = pages["sizes"][number - 1]
                assert picture.width == pytest.approx(WIDTH, abs=1)
                assert picture.height / picture.width == pytest.approx(height / width, rel=0.01)
            for number in (0, count + 1, 10**9):
                assert client.get(f"page/{number}/{client.key}")[0] == 404
            assert client.get(f"page/-1/{client.key}")[0] == 404
        text = Client(home, stored.keys["kh.txt"])
        assert text.data()["pages"] == {"state": "none", "name": "kh.txt", "sizes": []}
        assert text.get(f"page/1/{text.key}")[0] == 404
    assert folder.exists()


def test_pictures_have_the_words_where_they_are(shelf):
    """The box of an item holds ink, and what stands around it is on the same line."""
    _, stored = shelf
    with served(stored) as home:
        client = Client(home, stored.keys["kh.pdf"])
        data = client.data()
        for item in data["sheet"]["items"]:
            if item["kind"] == "sections":
                continue
            boxes = client.get("boxes/{}/{}/".format(*item["place"]) + client.key)[1]
            assert boxes[0]["page"] == item["page"]
            picture = Image.open(io.BytesIO(client.get(f"page/{boxes[0]['page']}/{client.key}")[1])).convert("L")
            left, top, width, height = boxes[0]["shares"]
            shown = picture.crop((
                round(left * picture.width), round(top * picture.height),
                round((left + width) * picture.width), round((top + height) * picture.height),
            ))  # fmt: skip
            dark = sum(shown.histogram()[:128]) / (shown.width * shown.height)
            assert 0.03 < dark < 0.5, item["quote"]
        assert client.get(f"boxes/0/{10**9}/{client.key}")[0] == 200


def test_pictures_say_plainly_that_the_file_is_gone_or_another(tmp_path):
    shutil.copy(SEED, tmp_path / "kh.pdf")
    stored = Shelf(tmp_path, "kh.pdf")
    key = stored.keys["kh.pdf"]

    def seen():
        with served(stored) as home:  # a new server: nothing is kept from before
            client = Client(home, key)
            return client.data()["pages"]["state"], client.get(f"page/1/{key}")[0]

    assert seen() == ("there", 200)
    (tmp_path / "kh.pdf").write_bytes(SEED.read_bytes() + b"\n%")
    assert seen() == ("changed", 404)
    (tmp_path / "kh.pdf").rename(tmp_path / "moved.pdf")
    assert seen() == ("gone", 404)
    (tmp_path / "moved.pdf").write_bytes(SEED.read_bytes())
    run([tmp_path / "moved.pdf"], stored.db, tmp_path / "out")  # unchanged, but elsewhere
    assert seen() == ("there", 200)
    with open_database(stored.db) as db, writing(db):
        db.execute("DELETE FROM source_files")
    assert seen() == ("gone", 404)


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.jpg"])
def test_pictures_of_pictures(make_desk, make_record, tmp_path, name):
    """Two frames of a TIFF are two pages; a photograph that lies on its side is turned as its camera says."""
    path = tmp_path / name
    frames = [Image.new("RGB", (800, 600), colour) for colour in ("white", "red")]
    turned = Image.Exif()
    turned[0x0112] = 6
    options = {"a.tif": {"save_all": True, "append_images": frames[1:]}, "a.jpg": {"exif": turned}}.get(name, {})
    frames[0].save(path, **options)
    record, kind = make_record(), {"a.png": "image/png", "a.tif": "image/tiff", "a.jpg": "image/jpeg"}[name]
    source = record.document.source.model_copy(
        update={"name": name, "media_type": kind, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    )
    desk = make_desk(record.model_copy(update={"document": record.document.model_copy(update={"source": source})}))
    with open_database(desk.db) as db, writing(db):
        db.execute("INSERT INTO source_files VALUES (?, ?, '[]')", [source.sha256, str(path)])
    with served(desk) as home:
        client = Client(home, desk.record.document.id)
        sizes = client.data()["pages"]["sizes"]
        assert sizes == {"a.png": [[800, 600]], "a.tif": [[800, 600]] * 2, "a.jpg": [[600, 800]]}[name]
        last = Image.open(io.BytesIO(client.get(f"page/{len(sizes)}/{client.key}")[1]))
        assert list(last.size) == sizes[-1]
        assert last.getpixel((5, 5)) == ((255, 0, 0) if name == "a.tif" else (255, 255, 255))


# fmt: off
BAD = [
    ("application/pdf", b"%PDF-1.4\nnothing"),
    ("image/png",       b"\x89PNG\r\n\x1a\nnothing"),
    # a picture that unpacks to 14 000 x 14 000 points
    ("image/png",       None),
]
# fmt: on


@pytest.mark.parametrize(("kind", "data"), BAD, ids=("pdf", "png", "bomb"))
def test_pictures_of_a_bad_file_are_none(make_desk, make_record, tmp_path, kind, data):
    """There is nothing to see, and the server goes on."""
    path = tmp_path / "a"
    if data is None:
        Image.new("1", (14_000, 14_000)).save(path, "PNG")
    else:
        path.write_bytes(data)
    record = make_record()
    source = record.document.source.model_copy(
        update={"media_type": kind, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    )
    desk = make_desk(record.model_copy(update={"document": record.document.model_copy(update={"source": source})}))
    with open_database(desk.db) as db, writing(db):
        db.execute("INSERT INTO source_files VALUES (?, ?, '[]')", [source.sha256, str(path)])
    with served(desk) as home:
        client = Client(home, desk.record.document.id)
        assert client.data()["pages"]["state"] == "none"
        assert client.get(f"page/1/{client.key}")[0] == 404
        assert client.save(header={"place": "Sơn La"})[0] == 200
