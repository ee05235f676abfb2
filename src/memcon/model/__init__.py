"""What the field calls things, as frozen values; no file, no network, no clock."""

from memcon.model.anchor import Anchor, anchor, place
from memcon.model.dates import HistoricalDate, bounds
from memcon.model.description import ArchivalCitation, Description, Evidence, Form, Part, Participant
from memcon.model.offsets import Offsets
from memcon.model.record import Mark, Passage, Record, Role, Source, TextClass, Voice
from memcon.model.register import Outcome, Person, Place, SameAs, Variant

__all__ = [
    "Anchor", "ArchivalCitation", "Description", "Evidence", "Form", "HistoricalDate", "Mark", "Offsets", "Outcome",
    "Part", "Participant", "Passage", "Person", "Place", "Record", "Role", "SameAs", "Source", "TextClass", "Variant",
    "Voice", "anchor", "bounds", "place",
]
