"""Everything that can go wrong, one class for each thing its reader can do about it.

    MemconError
    ├── SourceError          mend or replace the file
    │   ├── EmptySource          give a file with words in it
    │   ├── DamagedSource        fetch the file again, or mend the place named
    │   ├── ProtectedSource      remove the password first
    │   ├── NoTextLayer          run text recognition (OCR) first
    │   ├── UnknownEncoding      say or change the encoding
    │   └── UnknownForm          no reader knows the file; every reader's excuse is given
    ├── MissingExtra         install the part of memcon that is named
    ├── ArchiveError         look at the archive folder named
    │   ├── NoArchive            create it, or correct the path
    │   ├── NewerArchive         update memcon
    │   └── ArchiveBusy          wait for the other process
    ├── RegisterError        mend the line of the register file named
    ├── ModelSilent          look at the language model's address, or go on without it
    ├── TooLittle            ask of more records, or do without the figure
    ├── Unclear              ask otherwise; the message says how
    └── NotFound             ask for something that is there

Every message says what, where and what to do, in one line.
"""


class MemconError(Exception):
    """Say in one line what went wrong, where, and what to do."""


class SourceError(MemconError):
    """A file cannot be taken in; mend or replace it."""


class EmptySource(SourceError):
    """The file holds no words."""


class DamagedSource(SourceError):
    """The file breaks off or is not well formed."""


class ProtectedSource(SourceError):
    """The file is locked with a password."""


class NoTextLayer(SourceError):
    """The file is a picture of a text; recognise the text first."""


class UnknownEncoding(SourceError):
    """The bytes are not a text in any encoding that could be told."""


class UnknownForm(SourceError):
    """No reader knows this kind of file; the message carries every reader's excuse."""


class MissingExtra(MemconError):
    """An optional part of memcon is not installed; the message says how to install it."""


class ArchiveError(MemconError):
    """Something is wrong with an archive folder."""


class NoArchive(ArchiveError):
    """There is no archive at this path."""


class NewerArchive(ArchiveError):
    """The archive was made by a newer memcon; update before opening it."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class RegisterError(MemconError):
    """A line of a register file cannot be read."""


class ModelSilent(MemconError):
    """The language model gave no answer that can be used; the message says why."""


class NotFound(MemconError):
    """What was asked for is not in the archive."""


class TooLittle(MemconError):
    """The records do not allow a figure that means anything; the message says why."""


class Unclear(MemconError):
    """A question to the index cannot be understood; the message says where, and how to write it."""
