"""Sentences by rule: where a full stop, question mark or exclamation mark ends one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.language import Language
from firsthand.model import Span
from firsthand.language.paragraphs import trimmed

END = re.compile(r"[.!?…]+[\"”’»)\]']*(?=\s)")


def sentences(text: str, paragraphs: Sequence[Span], rules: Language | None, quoted: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for p in paragraphs:
        start = p.start
        for m in END.finditer(text, p.start, p.end):
            nxt = trimmed(text, m.end(), p.end).start
            if nxt < p.end and (text[nxt].isupper() or text[nxt] in '"“‘([' or text[nxt].isdigit()):
                out.append(Span(start, m.end()))
                start = nxt
        if start < p.end:
            out.append(Span(start, p.end))
    return tuple(out)
