"""Who says what: utterances of a record, with speaker, mode, cue and reason."""

from memcon.analysis.analysis import Analysis
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.stage import utterances

ANALYSIS = Analysis("utterances", 2, utterances, reads=("describe",))

__all__ = ["ANALYSIS", "Mechanisms", "utterances"]
