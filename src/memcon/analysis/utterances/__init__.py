"""Who says what: utterances of a record, with speaker, mode, cue and reason."""

from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.stage import utterances

__all__ = ["Mechanisms", "utterances"]
