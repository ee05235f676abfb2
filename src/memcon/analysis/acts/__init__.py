"""What each sentence of talk does: the fourteen acts, questions with their answers."""

from memcon.analysis.acts.stage import acts
from memcon.analysis.analysis import Analysis

ANALYSIS = Analysis("acts", 6, acts, reads=("describe", "utterances"), options={"engine": ("default", "rules")})

__all__ = ["ANALYSIS", "acts"]
