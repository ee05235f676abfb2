"""An account as JSON, for other programs: every line as text, and every piece of it with its kind and place."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from memcon.inquiries.account.page import Account, Citation, Line, Quotation, Words
from memcon.studies.form import Form

KINDS = {Words: "words", Quotation: "quotation", Citation: "citation"}


def write(account: Account) -> str:
    """Write an account as JSON, indented; `start` and `end` are code points of the record's text, half-open."""
    return json.dumps(_plain(account), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        kind = {"kind": KINDS[type(value)]} if type(value) in KINDS else {}
        said = {"text": value.plain} if isinstance(value, Line) else {}
        return kind | said | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


FORM = Form("json", ".json", write)
