"""Archives (.zip) as folders: their documents are read one by one, named ``archive.zip/member``.

An archive may hold archives, to a depth. What is packed is never written to the disk, so a member
whose path climbs out (``../../etc/passwd``) harms nobody; it is refused all the same, because no
honest program writes such a path. An archive over the limits is refused as a whole, with the
reason; other kinds of archives are named with advice by the readers.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.files import DEFAULT_MAX_BYTES, SKIPPED_PREFIXES, InputFile, check_size, printable, read_bytes
from pipeline.readers.sniff import is_archive_of_documents, is_zip
from schemas.errors import BadInputError, DamagedFileError, EncryptedFileError, TooLargeError, WrongContentError

MAX_DEPTH = 3  # archives within archives
MAX_MEMBERS = 2_000
MAX_UNPACKED = 1_000_000_000  # bytes of all members together
MAX_RATIO = 300  # of one member
RATIO_FREE = 5_000_000  # members below that size may be packed as tightly as they like
SKIPPED_FOLDERS = ("__MACOSX",)
SKIPPED_NAMES = ("thumbs.db", "desktop.ini")
UTF8_NAME = 0x800  # flag of a member whose name is UTF-8
ENCRYPTED = 0x1
PEEK = 4


@dataclass(frozen=True, slots=True)
class _Limits:
    """What is left for an archive and the archives in it."""

    depth: int
    members: int
    unpacked: int


def expand(file: InputFile, max_bytes: int = DEFAULT_MAX_BYTES) -> list[InputFile]:
    """The documents of a file: itself, or the members of an archive.

    An archive that is refused comes back as itself: reading it gives the reason.
    """
    if not _looks_zipped(file):
        return [file]
    try:
        data = read_bytes(file.path, max_bytes)
        if not is_archive_of_documents(data):
            return [file]
        return list(_members(data, file, _Limits(MAX_DEPTH, MAX_MEMBERS, MAX_UNPACKED), max_bytes)) or [file]
    except BadInputError:
        return [file]


def read_input(file: InputFile, max_bytes: int = DEFAULT_MAX_BYTES) -> bytes:
    """The bytes of a file, or of a member of an archive.

    Raises:
        BadInputError: there are none that can be read; for an archive, what is wrong with it.
    """
    data = read_bytes(file.path, max_bytes)
    for index in file.members:
        data = _read_member(data, index, max_bytes)
    if is_archive_of_documents(data):
        depth = MAX_DEPTH - len(file.members)
        list(_members(data, file, _Limits(depth, MAX_MEMBERS, MAX_UNPACKED), max_bytes))  # says what is wrong
        raise WrongContentError("the archive holds no document")
    return data


def _members(data: bytes, file: InputFile, limits: _Limits, max_bytes: int) -> Iterator[InputFile]:
    """The documents in an archive, those of archives in it among them.

    Raises:
        DamagedFileError: the directory of the archive is broken.
        TooLargeError: it goes over a limit.
    """
    if limits.depth <= 0:
        raise TooLargeError(f"archives lie in archives, more than {MAX_DEPTH} deep")
    with _open(data) as archive:
        members = [(index, entry) for index, entry in enumerate(archive.infolist()) if _is_document(entry)]
        _check(members, limits)
        for index, entry in members:
            name = _name(entry)
            inner = replace(file, members=(*file.members, index), label=f"{file.label}/{printable(name)}", inner=name)
            if not name.casefold().endswith(".zip") or entry.flag_bits & ENCRYPTED or entry.file_size > max_bytes:
                yield inner
                continue
            left = _Limits(limits.depth - 1, limits.members - len(members), limits.unpacked - entry.file_size)
            yield from _nested(data, inner, left, max_bytes)


def _nested(data: bytes, file: InputFile, limits: _Limits, max_bytes: int) -> Iterator[InputFile]:
    """The documents of an archive in an archive; itself where it is none, or is refused."""
    try:
        inside = _read_member(data, file.members[-1], max_bytes)
        found = list(_members(inside, file, limits, max_bytes)) if is_archive_of_documents(inside) else []
    except BadInputError:
        found = []
    yield from found or [file]


def _check(members: list[tuple[int, zipfile.ZipInfo]], limits: _Limits) -> None:
    if len(members) > limits.members:
        raise TooLargeError(f"the archive holds {len(members)} files, more than {MAX_MEMBERS}")
    if sum(entry.file_size for _, entry in members) > limits.unpacked:
        raise TooLargeError(f"the archive unpacks to more than {MAX_UNPACKED // 1_000_000} MB")


def _read_member(data: bytes, index: int, max_bytes: int) -> bytes:
    """Unpack one member; ``zipfile`` gives no more bytes than its directory says."""
    with _open(data) as archive:
        entry = archive.infolist()[index]
        if _climbs(_name(entry)):
            raise WrongContentError("the member's path leads out of the archive, which no honest program writes")
        if entry.flag_bits & ENCRYPTED:
            raise EncryptedFileError("the member of the archive wants a password")
        check_size(entry.file_size, _name(entry), max_bytes)
        if entry.file_size > max(RATIO_FREE, MAX_RATIO * entry.compress_size):
            raise TooLargeError(f"the member unpacks to {entry.file_size} bytes, which no document does")
        try:
            return archive.read(entry)
        except (RuntimeError, zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
            raise DamagedFileError(f"the member cannot be unpacked ({error})") from error


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFileError(f"the archive is cut off or broken ({error})") from error


def _looks_zipped(file: InputFile) -> bool:
    try:
        if not file.path.is_file():  # opening a pipe would wait for its writer
            return False
        with io.FileIO(file.path) as opened:
            return is_zip(opened.read(PEEK))
    except OSError:
        return False  # reading it says what is wrong


def _is_document(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(_name(entry))
    hidden = path.name.startswith(SKIPPED_PREFIXES) and path.name != ".."
    return not (
        entry.is_dir()
        or hidden
        or path.name.casefold() in SKIPPED_NAMES
        or any(p in SKIPPED_FOLDERS for p in path.parts)
    )


def _climbs(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")


def _name(entry: zipfile.ZipInfo) -> str:
    """A member's path; old programs write UTF-8 without saying so, and ``zipfile`` then reads it as DOS letters."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
