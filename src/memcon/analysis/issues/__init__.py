"""What a record is about: its issues, their passages, and the principal one."""

from memcon.analysis.analysis import Analysis
from memcon.analysis.issues.stage import issues

ANALYSIS = Analysis("issues", 4, issues, reads=("describe", "utterances", "acts"))

__all__ = ["ANALYSIS", "issues"]
