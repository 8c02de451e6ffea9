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
    + UnreadableFileError       D108
    + MissingEngineError        D109
    + TooSlowError              D110
  x StoreError                  exit 3   the database cannot be used
    + BusyStoreError            D301
    + ReadOnlyStoreError        D302
    + FullStoreError            D303
    + NotAStoreError            D304
    + NewerStoreError           D305
    + NoStoreError              D306
  x UsageError                  exit 4   the command was given something it cannot use
    + ReviewFileError           D401
  x InternalError               exit 1   the program has a fault that this document brings out
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
    advice = "chidao doctor shows what is missing to read scans; otherwise ask for a better scan or the Word file."


class TooLargeError(BadInputError):
    """The file is larger than a document can be."""

    code = "D106"
    advice = "Split the file, or raise the limit with --max-bytes if it really is one document."


class WrongContentError(BadInputError):
    """The name promises one format, the bytes are another that is no document."""

    code = "D107"
    advice = "The extension is wrong. Ask for the document itself."


class UnreadableFileError(BadInputError):
    """There is no such file, or the system does not let us read it."""

    code = "D108"
    advice = "Check the name, and that you may read the file."


class MissingEngineError(BadInputError):
    """We know the format, but the program that opens it is not on this machine."""

    code = "D109"
    advice = "chidao doctor says what to install; or save the document as .docx and run it again."


class TooSlowError(BadInputError):
    """The file takes longer than a document can, or more memory."""

    code = "D110"
    advice = "Save the document anew and run it again, or raise the limit with --max-seconds."


class StoreError(DirectiveError):
    """The database cannot be used."""

    code = "D300"
    exit_code = 3
    advice = "Check that no other run uses the database, that its folder is writable and the disk has room."


class BusyStoreError(StoreError):
    """Another program holds the database."""

    code = "D301"
    advice = "Wait until the other run ends, or close the program that has the database open, and run it again."


class ReadOnlyStoreError(StoreError):
    """The database or its folder may not be written or opened."""

    code = "D302"
    advice = "Choose another place with --db or --out, or ask for the right to write there."


class FullStoreError(StoreError):
    """The disk is full."""

    code = "D303"
    advice = "Make room on the disk and run it again: what was stored before is still there."


class NotAStoreError(StoreError):
    """The file is no database of ours, or it is damaged."""

    code = "D304"
    advice = "Choose another file with --db, or move this one away and make it anew with chidao run."


class NewerStoreError(StoreError):
    """A newer chidao made the database."""

    code = "D305"
    advice = "Update chidao, or choose another database with --db."


class NoStoreError(StoreError):
    """There is no database to read, or it is older than this program."""

    code = "D306"
    advice = "Run chidao run FOLDER first, with the same --db: it makes the database and keeps it up to date."


class UsageError(DirectiveError):
    """The command was given something it cannot use."""

    code = "D400"
    exit_code = 4
    advice = "See chidao --help."


class ReviewFileError(UsageError):
    """A review file says something that cannot be; nothing of it was applied."""

    code = "D401"
    advice = "Correct the places that are named, and apply the file again. docs/review.md says what may stand where."


class InternalError(DirectiveError):
    """The program has a fault that this document brings out."""

    code = "D999"
    exit_code = 1
    advice = "This is our fault, not the document's. Report it with the file and what --debug prints."
