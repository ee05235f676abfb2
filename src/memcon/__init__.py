"""memcon: a workbench for records of conversation.

The verbs of the command line are the functions of this module, word for word:

    >>> import memcon
    >>> archive = memcon.create("khrushchev-1963")
    >>> memcon.add(archive, "volume.epub", "letters/")
    >>> memcon.process(archive)
    >>> for entry in memcon.records(archive, talk="reported"):
    ...     print(entry.date, entry.title)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memcon.inquiries.compare_verbs import compare
    from memcon.inquiries.influence.read import influence
    from memcon.inquiries.issue_verbs import issues
    from memcon.inquiries.outcome_verbs import commitments, export, outcomes, settle
    from memcon.inquiries.talk_verbs import course, meetings, timeline
    from memcon.inquiries.verbs import check, decide, persons
    from memcon.processing.verbs import (
        add,
        correct,
        corrections,
        create,
        doctor,
        extract,
        process,
        records,
        register,
        show,
    )
    from memcon.room.verbs import room
    from memcon.search.verbs import index, search
    from memcon.studies.chart_verbs import chart
    from memcon.studies.study_verbs import study
    from memcon.studies.verbs import account, demo

_INQUIRIES = ("check", "decide", "persons")
_TALKS = ("course", "meetings", "timeline")
_OUTCOMES = ("commitments", "export", "outcomes", "settle")
_STUDIES = ("account", "demo")
__all__ = [
    "account",
    "add",
    "chart",
    "check",
    "commitments",
    "compare",
    "correct",
    "corrections",
    "course",
    "create",
    "decide",
    "demo",
    "doctor",
    "export",
    "extract",
    "index",
    "influence",
    "issues",
    "meetings",
    "outcomes",
    "persons",
    "process",
    "records",
    "register",
    "room",
    "search",
    "settle",
    "show",
    "study",
    "timeline",
]


def __getattr__(name: str) -> Any:
    """Load the verbs when the first is asked for, so that `import memcon` costs nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version("memcon")
    if name not in __all__:
        raise AttributeError(f"memcon has no {name!r}; its verbs are {', '.join(__all__)}.")
    from importlib import import_module

    places = {"studies.verbs": _STUDIES, "inquiries.verbs": _INQUIRIES, "inquiries.talk_verbs": _TALKS,
              "inquiries.outcome_verbs": _OUTCOMES, "inquiries.issue_verbs": ("issues",),
              "search.verbs": ("index", "search"), "room.verbs": ("room",),
              "inquiries.influence.read": ("influence",), "inquiries.compare_verbs": ("compare",),
              "studies.chart_verbs": ("chart",), "studies.study_verbs": ("study",)}  # fmt: skip
    place = next((place for place, names in places.items() if name in names), "processing.verbs")
    return getattr(import_module(f"memcon.{place}"), name)


def __dir__() -> list[str]:
    """Name the verbs."""
    return [*__all__, "__version__"]
