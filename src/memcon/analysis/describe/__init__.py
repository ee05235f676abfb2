"""What a document is before its talk is read: form, date, place, those present, drafter, where the paper lies."""

from memcon.analysis.analysis import Analysis
from memcon.analysis.describe.stage import describe

ANALYSIS = Analysis("describe", 3, describe)

__all__ = ["ANALYSIS", "describe"]
