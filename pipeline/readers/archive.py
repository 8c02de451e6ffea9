"""Opens a zip container with care: a few kilobytes can unpack to gigabytes.

Limits are far above any directive: a Word file with a hundred photographs unpacks to some
50 MB, and its XML to no more than eighty times its packed size.
"""

from __future__ import annotations

import io
import zipfile

from schemas.errors import DamagedFileError, TooLargeError

ZIP_MAGIC = b"PK\x03\x04"
MAX_UNPACKED = 300_000_000
MAX_RATIO = 300  # of one entry
RATIO_FREE = 5_000_000  # entries below that size may be packed as tightly as they like
MAX_ENTRIES = 10_000


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip after looking at what it says of its sizes.

    ``zipfile`` never unpacks more of an entry than its declared size, so the sum of those is a bound.

    Raises:
        DamagedFileError: the directory of the zip is missing or broken.
        TooLargeError: it would unpack to more than a document can be.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFileError(f"the file is cut off or its zip structure is broken ({error})", where=name) from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise TooLargeError(f"the file packs {len(entries)} parts", where=name)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLargeError(f"the file unpacks to more than {MAX_UNPACKED // 1_000_000} MB", where=name)
    for entry in entries:
        if entry.file_size > max(RATIO_FREE, MAX_RATIO * entry.compress_size):
            raise TooLargeError(f"{entry.filename} unpacks to {entry.file_size} bytes, which no text does", where=name)
    return archive
