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
    from memcon.inquiries.talk_verbs import course, meetings, timeline
    from memcon.inquiries.verbs import check, decide, persons
    from memcon.processing.verbs import (
        add,
        correct,
        corrections,
        create,
        doctor,
        export,
        extract,
        process,
        records,
        register,
        show,
    )
    from memcon.studies.verbs import account, demo

_INQUIRIES = ("check", "decide", "persons")
_TALKS = ("course", "meetings", "timeline")
_STUDIES = ("account", "demo")
__all__ = [
    "account",
    "add",
    "check",
    "correct",
    "corrections",
    "course",
    "create",
    "decide",
    "demo",
    "doctor",
    "export",
    "extract",
    "meetings",
    "persons",
    "process",
    "records",
    "register",
    "show",
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

    room = "studies" if name in _STUDIES else "inquiries" if name in (*_INQUIRIES, *_TALKS) else "processing"
    return getattr(import_module(f"memcon.{room}.{'talk_verbs' if name in _TALKS else 'verbs'}"), name)


def __dir__() -> list[str]:
    """Name the verbs."""
    return [*__all__, "__version__"]
