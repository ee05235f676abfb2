"""The talks of an archive and who takes part in them, read once for every question that is asked about them."""

from __future__ import annotations

from memcon.archive.archive import Archive
from memcon.archive.held import held
from memcon.archive.talks import talks
from memcon.inquiries.company import Roll, roll
from memcon.model.meetings import Talk


def known_talks(archive: Archive) -> tuple[tuple[Talk, ...], Roll]:
    """Give the talks of an archive, and who takes part in them; both empty where no record reports talk."""
    return held(archive.folder, "talks", lambda: _read(archive))


def _read(archive: Archive) -> tuple[tuple[Talk, ...], Roll]:
    found = talks(archive.folder, archive.laying().resolver)
    return found, roll(found)
