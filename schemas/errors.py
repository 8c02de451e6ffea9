"""
What can go wrong, and what we tell the person about it.

* DirectiveError                exit 1
  x BadInputError               exit 2   a document cannot be read
    + EmptyFileError            D101
    + UnknownFormatError        D102
    + EncryptedFileError        D103
    + DamagedFileError          D104
    + NoTextError               D105
    + TooLargeError             D106
    + WrongContentError         D107
  x StoreError                  exit 3   the database cannot be used
  x UsageError                  exit 4   the command was given something it cannot use
"""

from __future__ import annotations


class DirectiveError(Exception):
    """Anything we raise on purpose. ``code`` never changes once released."""

    code = "D000"
    exit_code = 1
    advice = "Report this with the file that caused it."

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __reduce__(self) -> tuple[object, tuple[object, ...], dict[str, object]]:
        """Keep ``where`` when the error crosses to another process."""
        return (type(self), (self.message,), {"where": self.where})


class BadInputError(DirectiveError):
    """A document cannot be read."""

    code = "D100"
    exit_code = 2
    advice = "Open the file in the program that made it and save it again."


class EmptyFileError(BadInputError):
    """The file has no bytes, or only blanks."""

    code = "D101"
    advice = "Ask for the file again: nothing arrived."


class UnknownFormatError(BadInputError):
    """The bytes are of no format we read."""

    code = "D102"
    advice = "Save the document as .docx, .pdf or .txt and run it again."


class EncryptedFileError(BadInputError):
    """The file wants a password."""

    code = "D103"
    advice = "Remove the password (for PDF: qpdf --decrypt IN OUT) and run it again."


class DamagedFileError(BadInputError):
    """The file is truncated or its structure is broken."""

    code = "D104"
    advice = "Ask for the file again, or open it in the program that made it and save it anew."


class NoTextError(BadInputError):
    """The file can be opened but holds no text, for example a scan."""

    code = "D105"
    advice = "This is a scan or an image. Recognise its text first (OCR), or ask for the Word file."


class TooLargeError(BadInputError):
    """The file is larger than a document can be."""

    code = "D106"
    advice = "Split the file, or raise the limit with --max-bytes if it really is one document."


class WrongContentError(BadInputError):
    """The name promises one format, the bytes are another that is no document."""

    code = "D107"
    advice = "The extension is wrong. Ask for the document itself."


class StoreError(DirectiveError):
    """The database cannot be used."""

    code = "D300"
    exit_code = 3
    advice = "Check that no other run uses the database, that its folder is writable and the disk has room."


class UsageError(DirectiveError):
    """The command was given something it cannot use."""

    code = "D400"
    exit_code = 4
    advice = "See chidao --help."
