"""What was undertaken: promises, assurances, agreed steps, readiness, invitations."""

from memcon.analysis.analysis import Analysis
from memcon.analysis.commitments.stage import commitments

ANALYSIS = Analysis("commitments", 6, commitments, reads=("describe", "utterances", "acts", "issues"))

__all__ = ["ANALYSIS", "commitments"]
