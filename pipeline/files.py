"""Files in and files out: which there are, their bytes, the names of their records, writing whole or not at all.

Folders are walked in sorted order. Hidden files and the lock files of Word (``~$kế hoạch.docx``) are
skipped, links to folders are not followed. A path that does not exist or cannot be read is listed all
the same: it is named as an error when its turn comes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from operator import attrgetter
from pathlib import Path

from schemas.errors import FullStoreError, ReadOnlyStoreError, StoreError, TooLargeError, UnreadableFileError

DEFAULT_MAX_BYTES = 50_000_000
SKIPPED_PREFIXES = (".", "~$")
TEMPORARY_SUFFIXES = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp", ".filepart", "~")
LONGEST_STEM = 200  # bytes; file systems take 255 for a whole name


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and what it is called to people: its path below the folder they named.

    ``members`` leads to a document in an archive: its place, in the archive, in that archive, …;
    ``inner`` is the path that it has there.
    """

    path: Path
    label: str
    members: tuple[int, ...] = ()
    inner: str = ""

    @property
    def name(self) -> str:
        """The file's name as the record keeps it."""
        return printable(self.inner.rstrip("/").rpartition("/")[2] or self.path.name)


def find_files(paths: Iterable[Path]) -> list[InputFile]:
    """List the files of ``paths`` and of the folders among them, each once, folders in sorted order."""
    found: dict[str, InputFile] = {}
    for root in paths:
        for path, real, label in _walk(root, _real(root), ""):
            found.setdefault(real, InputFile(path, printable(label or path.name or str(path))))
    return list(found.values())


def printable(name: str) -> str:
    """A file name without what cannot be shown or stored: control characters, bytes that are no text.

    >>> printable("kế\\x1b[31m hoạch.txt")
    'kế�[31m hoạch.txt'
    """
    return name if name.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in name)


def is_temporary(name: str) -> bool:
    """Is it a name that programs give to what they have not finished writing, or to what is no document?

    >>> is_temporary("kh.docx.part"), is_temporary("~$kh.docx"), is_temporary("kh.docx")
    (True, True, False)
    """
    return name.startswith(SKIPPED_PREFIXES) or name.lower().endswith(TEMPORARY_SUFFIXES)


def _walk(path: Path, real: str, label: str) -> Iterator[tuple[Path, str, str]]:
    """The files at and below a path, each with its path without links and its label, which is the way to it."""
    try:
        children = _children(path) if path.is_dir() else None
    except OSError:
        children = None  # reading it says what is wrong
    if children is None:
        yield path, real, label
        return
    for child in children:
        if child.name.startswith(SKIPPED_PREFIXES):
            continue
        below, its_label = path / child.name, f"{label}/{child.name}" if label else child.name
        if not child.is_symlink():
            its_real = f"{real}/{child.name}"
            yield from _walk(below, its_real, its_label) if child.is_dir() else ((below, its_real, its_label),)
        elif not below.is_dir():
            yield below, _real(below), its_label


def _children(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as opened:
        return sorted(opened, key=attrgetter("name"))


def _real(path: Path) -> str:
    """The path without links; a link that leads to itself stays as it is and is named when it is read."""
    try:
        return str(path.resolve())
    except (OSError, RuntimeError):
        return str(path)


def read_bytes(path: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> bytes:
    """Read a file that is no larger than ``max_bytes``.

    Raises:
        UnreadableFileError: there is no such file, or we may not read it.
        TooLargeError: it is larger.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError("this is no file that can be read", where=printable(path.name))
        check_size(status.st_size, printable(path.name), max_bytes)
        with FileIO(path) as opened:
            return opened.readall()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableFileError("there is no such file", where=printable(path.name)) from error
    except OSError as error:
        raise UnreadableFileError(f"the system says: {error.strerror}", where=printable(path.name)) from error


def check_size(size: int, name: str, max_bytes: int) -> None:
    """Refuse what is larger than the limit.

    Raises:
        TooLargeError: it is.
    """
    if size > max_bytes:
        raise TooLargeError(f"more than {max_bytes:,} bytes", where=name)


def record_names(files: Iterable[InputFile]) -> list[str]:
    """Names of the record files, without ``.json``: the stem, with ``~2``, ``~3`` where it is taken.

    Capitals do not tell two names apart, because some file systems do not either.

    >>> record_names([InputFile(Path("kh.docx"), ""), InputFile(Path("KH.pdf"), "")])
    ['kh', 'KH~2']
    """
    taken: set[str] = set()
    names = []
    for file in files:
        stem = name = _fitting(_stem(file.name))
        key = _key(name)
        number = 1
        while key in taken:
            number += 1
            name = f"{stem}~{number}"
            key = _key(name)
        taken.add(key)
        names.append(name)
    return names


def _stem(name: str) -> str:
    """The name without its extension, as ``PurePath.stem`` has it, and faster."""
    stem, _, extension = name.rpartition(".")
    return stem if stem and extension else name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _fitting(stem: str) -> str:
    data = stem.encode()
    if len(data) <= LONGEST_STEM:
        return stem
    return data[: LONGEST_STEM - 9].decode(errors="ignore") + "~" + hashlib.sha256(data).hexdigest()[:8]


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never half of it.

    A file that already says this is left alone.

    Raises:
        StoreError: the disk does not take it.
    """
    try:
        part = write_part(path, text.encode() if isinstance(text, str) else text)
        if part:
            part.replace(path)
    except OSError as error:
        raise unwritable(error, path) from error


def part_of(path: Path, number: int = 0) -> Path:
    """Where this process, and those that work for it, write what is to become a file; one number for each at a time."""
    return path.with_name(f".{os.getpid()}.{number}.part")


def write_part(path: Path, data: bytes, part: Path | None = None) -> Path | None:
    """Write what is to become the file ``path``; give where it is, to be renamed, or None if the file says so already.

    Raises:
        OSError: the disk does not take it; nothing is left of it.
    """
    if path.is_file() and _says(path, data):
        return None
    part = part or part_of(path)
    try:
        try:
            part.write_bytes(data)
        except FileNotFoundError:
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
    except OSError:
        with suppress(OSError):  # where the folder cannot be made there is nothing to take away
            part.unlink()
        raise
    return part


def _says(path: Path, data: bytes) -> bool:
    """Does the file hold these bytes?"""
    with FileIO(path) as opened:
        return os.fstat(opened.fileno()).st_size == len(data) and opened.readall() == data


def clear_debris(folder: Path, ours: bool = False) -> None:
    """Take away what ``write_part`` left of processes that are gone; with ``ours`` also what this process's left."""
    for path in folder.glob(".*.part"):
        number = path.name.split(".")[1]
        if number.isdigit() and (not _is_alive(int(number)) or (ours and int(number) == os.getpid())):
            with suppress(OSError):
                path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def unwritable(error: OSError, place: Path | str) -> StoreError:
    """What to tell a person whose disk does not take a file."""
    reason = f"the file cannot be written ({error.strerror})"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FullStoreError(reason, where=str(place))
    return ReadOnlyStoreError(reason, where=str(place))
