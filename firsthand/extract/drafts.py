"""Quotations and the clauses beside them, joined into utterances: one draft for each act of speech, with all its pieces."""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.extract.clauses import Clause, after, before
from firsthand.extract.phrases import begins_noun_phrase
from firsthand.extract.view import Quoted, Stretch, View
from firsthand.model import Form, Span

SPEECH_ENDS = frozenset((",", ".", "!", "?", "…", "...", "—", "–", "--"))


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making; places are tokens, `content` is code points without quotation marks."""

    form: Form
    source: Stretch | None
    cue: Stretch
    content: list[Span]
    addressee: Stretch | None = None
    occasion: Stretch | None = None
    within: Draft | None = None
    last: int = field(default=0)


def drafts(view: View) -> list[Draft]:
    """In the order of their content."""
    found: list[Draft] = []
    walk = _Walk(view, found)
    for index, quoted in enumerate(view.quoted):
        walk.read(index, quoted)
    return sorted(found, key=lambda draft: (draft.content[0].start, -draft.content[-1].end))


class _Walk:
    """The quotations of an article from first to last, with what the last utterance was."""

    def __init__(self, view: View, found: list[Draft]) -> None:
        self.view, self.found = view, found
        self.previous: Draft | None = None
        self.tail: Stretch | None = None
        self.mixed_until = 0

    def read(self, index: int, quoted: Quoted) -> None:
        view = self.view
        if quoted.start < self.mixed_until:
            return
        paragraph = view.paragraph(quoted.start)
        earlier = view.quoted[index - 1].end if index else 0
        floor = max(paragraph.start, earlier, view.sentence_start(quoted.start))
        same_sentence = floor == earlier and earlier > paragraph.start and view.sentence_start(quoted.start) < earlier
        following = view.quoted[index + 1].start if index + 1 < len(view.quoted) else len(view.tokens)
        stop = min(view.sentence_end(quoted.end - 1), view.paragraph(quoted.end - 1).end, following)
        if quoted.quotation.guess in ("title of a work", "term") or not quoted.quotation.content_spans:
            return
        if self.previous and earlier <= paragraph.start:
            self.previous, self.tail = None, None
        tail = after(view, quoted.end, stop) if stop > quoted.end and self._spoken(quoted) else None
        shared = same_sentence and self.tail is not None and self.tail.start >= earlier
        subject = self.previous.source if self.previous else None
        lead_floor = self.tail.end if shared and self.tail else floor
        lead = before(view, lead_floor, quoted.start, subject if same_sentence else None) if lead_floor < quoted.start else None
        if lead and lead.touches and (tail is None or not shared):
            self._direct(quoted, lead, stop)
        elif tail:
            self._direct(quoted, tail, stop)
            self.tail = Stretch(quoted.end, tail.end)
        elif shared and self.previous:
            self._join(quoted)
        elif lead:
            self._mixed(lead, quoted, stop)
        elif floor == quoted.start and stop <= quoted.end and self.previous and self.previous.form == "direct":
            self._join(quoted)
        elif floor == quoted.start and stop <= quoted.end:
            self._after_report(quoted, paragraph)

    def _spoken(self, quoted: Quoted) -> bool:
        """Whether the quotation ends as speech does before its clause: with a comma, an end, a dash, or a comma after the mark."""
        view = self.view
        inside = view.tokens[quoted.end - 2].text if quoted.end - 2 > quoted.start else ""
        return inside in SPEECH_ENDS or view.tokens[quoted.end].text in (",", "—", "–", "--")

    def _add(self, draft: Draft) -> None:
        self.found.append(draft)
        self.previous = draft
        self.tail = None

    def _direct(self, quoted: Quoted, clause: Clause, stop: int) -> None:
        content = list(quoted.quotation.content_spans)
        self._add(Draft("direct", clause.source, clause.cue, content, clause.addressee, clause.occasion))

    def _join(self, quoted: Quoted) -> None:
        assert self.previous is not None
        self.previous.content.extend(quoted.quotation.content_spans)

    def _mixed(self, lead: Clause, quoted: Quoted, stop: int) -> None:
        pass

    def _after_report(self, quoted: Quoted, paragraph: Stretch) -> None:
        """`NAME signalled that nothing would change. "We stay."`: a whole sentence in marks after a report of the same speaker."""
        view = self.view
        if quoted.start <= paragraph.start:
            return
        start = max(view.sentence_start(quoted.start - 1), paragraph.start)
        for at in range(start, quoted.start):
            verb = view.finite(at)
            if verb and verb.kind == "speech" and begins_noun_phrase(view, start):
                clause = before(view, start, at + 1)
                if clause and clause.source:
                    self._add(Draft("direct", clause.source, clause.cue, list(quoted.quotation.content_spans), clause.addressee, clause.occasion))
                return
