"""What was undertaken: promises, assurances, agreed steps, readiness, invitations."""

from memcon.analysis.analysis import Analysis
from memcon.analysis.commitments.stage import commitments

ANALYSIS = Analysis("commitments", 10, commitments, reads=("describe", "utterances", "issues"))

__all__ = ["ANALYSIS", "commitments"]
