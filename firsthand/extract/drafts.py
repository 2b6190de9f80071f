"""Quotations and the clauses beside them, joined into utterances: one draft for each act of speech, with all its pieces."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from firsthand.extract.clauses import Clause, after, before, credited
from firsthand.extract.content import clause_after, clause_before, pieces
from firsthand.extract.phrases import begins_noun_phrase
from firsthand.extract.view import Quoted, Stretch, View
from firsthand.model import Form, Sort, Span

SPEECH_ENDS = frozenset((",", ".", "!", "?", "…", "...", "—", "–", "--"))
MARKS = frozenset("\"'”’“‘»«")
ASKING = frozenset(("ask", "inquire", "enquire", "wonder"))
# Reasons by which a quotation is taken for no speech at all.
NO_SPEECH = frozenset(("title of a work", "term"))


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making; places are tokens, `content` is code points without quotation marks."""

    form: Form
    source: Stretch | None
    cue: Stretch
    content: list[Span]
    addressee: Stretch | None = None
    occasion: Stretch | None = None
    sort: Sort = "said"
    within: Draft | None = None
    relay: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: `floor` begins what may introduce it, `stop` ends what may follow it; `shared`: in one sentence with the last."""

    quoted: Quoted
    paragraph: Stretch
    floor: int
    stop: int
    shared: bool
    first: bool

    @property
    def alone(self) -> bool:
        """Nothing else stands in its sentences."""
        return self.floor == self.quoted.start and self.stop <= self.quoted.end


def drafts(view: View) -> list[Draft]:
    """In the order of their content; one that holds another comes first."""
    walk = _Walk(view)
    for index in range(len(view.quoted)):
        walk.read(_place(view, index))
    found = walk.found + _nested(view, walk.found)
    return sorted(found, key=lambda draft: (min(piece.start for piece in draft.content), -max(piece.end for piece in draft.content)))


def _place(view: View, index: int) -> Place:
    quoted = view.quoted[index]
    paragraph = view.paragraph(quoted.start)
    earlier = view.quoted[index - 1].end if index else 0
    sentence = view.sentence_start(quoted.start)
    following = view.quoted[index + 1].start if index + 1 < len(view.quoted) else len(view.tokens)
    return Place(
        quoted=quoted,
        paragraph=paragraph,
        floor=max(paragraph.start, earlier, sentence),
        stop=min(view.sentence_end(quoted.end - 1), view.paragraph(quoted.end - 1).end, following),
        shared=earlier > paragraph.start and sentence < earlier,
        first=earlier <= paragraph.start,
    )


class _Walk:
    """The quotations of an article from first to last, with what the last utterance in the paragraph was."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: list[Draft] = []
        self.previous: Draft | None = None
        self.tail: Stretch | None = None
        self.taken = 0

    def read(self, place: Place) -> None:
        quoted = place.quoted
        if place.first:
            self.previous, self.tail = self.previous if self._runs_on(place) else None, None
        if quoted.start < self.taken or not quoted.quotation.content_spans:
            return
        if quoted.quotation.guess in NO_SPEECH:
            self._judged(place)
            return
        tail = self._tail(place)
        lead = self._lead(place)
        split = place.shared and self.tail is not None
        if lead and lead.touches and (tail is None or not split):
            self._introduced(place, lead)
        elif tail:
            self._followed(place, tail)
        elif split and self.previous and not lead:
            self.previous.content.extend(quoted.quotation.content_spans)
        elif lead:
            self._introduced(place, lead)
        elif place.alone and self.previous and self.previous.form == "direct":
            self.previous.content.extend(quoted.quotation.content_spans)
        elif place.alone:
            self._after_report(place)
        else:
            self._reported_later(place)

    def _judged(self, place: Place) -> None:
        """`He called it a "disgrace"`: a term that somebody uses of something, and no name that things go by."""
        lead = self._lead(place) if place.quoted.quotation.guess == "term" else None
        if lead and lead.verb and lead.verb.kind == "judging" and lead.source and _somebody(self.view, lead.source):
            between = [i for i in range(lead.end, place.quoted.start) if self.view.word(i)]
            if between and _object(self.view, between):
                self._introduced(place, lead)

    def _runs_on(self, place: Place) -> bool:
        """Whether a paragraph is one quotation, and the last one ended `"...," he said.`, with no question."""
        view, quoted, tail = self.view, place.quoted, self.tail
        if tail is None or self.previous is None or self.previous.form != "direct" or self.previous.within:
            return False
        alone = quoted.start == place.paragraph.start and quoted.end == place.paragraph.end and quoted.quotation.closed
        last = view.paragraph(tail.end - 1)
        if not alone or last.end != place.paragraph.start or view.sentence_end(tail.end - 1) < last.end:
            return False
        ends = view.tokens[quoted.start + 1].text[:1].isupper() and view.tokens[last.end - 1].text == "."
        verb = view.verb(self.previous.cue.end - 1)
        return (
            ends and "?" not in (view.tokens[tail.start - 2].text, view.tokens[tail.start - 1].text) and not (verb and verb.base in ASKING)
        )

    def _tail(self, place: Place) -> Clause | None:
        quoted, view = place.quoted, self.view
        if quoted.end >= len(view.tokens):
            return None
        if found := credited(view, quoted.end, view.paragraph(quoted.end - 1).end):
            return found
        said = _spoken(view, quoted) or _said_by_name(view, quoted.end, place.stop)
        return after(view, quoted.end, place.stop) if place.stop > quoted.end and said else None

    def _lead(self, place: Place) -> Clause | None:
        floor = self.tail.end if place.shared and self.tail else place.floor
        subject = self.previous.source if place.shared and self.previous else None
        if place.quoted.start == place.paragraph.start:
            return self._announced(place.paragraph.start)
        return before(self.view, floor, place.quoted.start, subject) if floor < place.quoted.start else None

    def _announced(self, start: int) -> Clause | None:
        """`NAME said:` at the end of the paragraph before, with the quotation in a paragraph of its own."""
        if start == 0 or self.view.tokens[start - 1].text != ":":
            return None
        floor = max(self.view.paragraph(start - 1).start, self.view.sentence_start(start - 1))
        clause = before(self.view, floor, start)
        return clause if clause and clause.touches else None

    def _add(self, clause: Clause, form: Form, content: list[Span]) -> Draft:
        sort: Sort = "believed" if clause.verb and clause.verb.kind == "believing" and form != "direct" else "said"
        draft = Draft(form, clause.source, clause.cue, content, clause.addressee, clause.occasion, sort)
        self.found.append(draft)
        self.previous, self.tail = draft, None
        return draft

    def _introduced(self, place: Place, lead: Clause) -> None:
        """`NAME said: "..."`, `NAME said that the plan was "..."`."""
        view, quoted = self.view, place.quoted
        opening = view.tokens[quoted.start + 1].text[:1]
        if lead.touches and (lead.pause or (opening.isupper() and place.stop <= quoted.end)):
            self._add(lead, "direct", list(quoted.quotation.content_spans))
            return
        if lead.verb is None or lead.verb.kind == "weak":
            return
        stretch = clause_after(view, lead, quoted)
        if stretch:
            self._add(lead, "mixed", pieces(view, stretch))
            self.taken = stretch.end

    def _followed(self, place: Place, tail: Clause) -> None:
        """`"...," NAME said`, with the words of the same sentence that stand before the marks."""
        view, quoted = self.view, place.quoted
        fragment = place.floor < quoted.start and view.tokens[quoted.start + 1].text[:1].islower() and not place.shared
        stretch = clause_before(view, place.floor, quoted.end) if fragment else None
        content = pieces(view, stretch) if stretch else list(quoted.quotation.content_spans)
        draft = self._add(tail, "mixed" if stretch else "direct", content)
        self.tail = Stretch(quoted.end, tail.end)
        if tail.relay:
            draft.within = self._relay(tail.relay, draft)

    def _relay(self, clause: Clause, draft: Draft) -> Draft:
        """Who passes the words on (`..., according to NEWSPAPER`): those that the draft has, also where it goes on."""
        outer = Draft("mixed", clause.source, clause.cue, draft.content, relay=True)
        self.found.append(outer)
        return outer

    def _reported_later(self, place: Place) -> None:
        """`The plan was "...", as they saw it, NAME said`: a clause at the end of the sentence that takes in all before it."""
        view = self.view
        stop = min(view.sentence_end(place.quoted.end - 1), place.paragraph.end)
        if place.shared:
            return
        for at in range(stop - 1, place.quoted.end - 1, -1):
            if view.tokens[at].text == "," or (at == place.quoted.end and _spoken(view, place.quoted)):
                clause = after(view, at + (view.tokens[at].text == ","), stop)
                stretch = clause_before(view, place.floor, at) if clause and clause.source else None
                if clause and stretch:
                    self._add(clause, "mixed", pieces(view, stretch))
                    self.taken = clause.end
                    return

    def _after_report(self, place: Place) -> None:
        """`NAME signalled that nothing would change. "We stay."`: whole sentences in marks after a report of the same speaker."""
        view, quoted = self.view, place.quoted
        if quoted.start <= place.paragraph.start:
            return
        start = max(view.sentence_start(quoted.start - 1), place.paragraph.start)
        for at in range(start, quoted.start):
            verb = view.finite(at)
            if verb and verb.kind == "speech" and begins_noun_phrase(view, start):
                clause = before(view, start, at + 1)
                if clause and clause.source:
                    self._add(clause, "direct", list(quoted.quotation.content_spans))
                return


def _object(view: View, between: list[int]) -> bool:
    """Whether something is named that is called so, and by no second `so-called`."""
    if any(view.is_(i, "quotations.term_cues") for i in between):
        return False
    named = view.is_(between[0], "determiners", "possessives") or view.capital(between[0])
    return view.is_(between[0], "object_pronouns") or (named and len(between) > 1)


def _somebody(view: View, source: Stretch) -> bool:
    """A personal pronoun, a name or a role: not the thing that is called something."""
    if view.is_(source.start, "male_pronouns", "female_pronouns", "first_pronouns", "plural_pronouns"):
        return True
    return any(
        (view.capital(i) and not view.is_(i, "determiners")) or view.is_(i, "roles", "titles") for i in range(source.start, source.end)
    )


def _spoken(view: View, quoted: Quoted) -> bool:
    """Whether a quotation ends as speech does before its clause: with a comma, an end, a dash, or a comma after the mark."""
    last = quoted.end - 2
    while last > quoted.start and view.tokens[last].text in MARKS:
        last -= 1
    following = view.tokens[quoted.end].text if quoted.end < len(view.tokens) else ""
    return view.tokens[last].text in SPEECH_ENDS or following in (",", "—", "–", "--")


def _said_by_name(view: View, at: int, stop: int) -> bool:
    """`"word" said NAME`, where the comma was forgotten."""
    verb = view.finite(at) if at + 1 < stop else None
    return verb is not None and verb.base == "say" and (view.capital(at + 1) or view.is_(at + 1, "titles"))


def _nested(view: View, found: list[Draft]) -> list[Draft]:
    """Quotations inside a direct one, where they have a cue of their own."""
    direct = sorted(
        (piece.start, piece.end, number) for number, draft in enumerate(found) if draft.form == "direct" for piece in draft.content
    )
    inner: list[Draft] = []
    for quoted in view.nested:
        span = quoted.quotation.span
        index = bisect_left(direct, (span.start + 1, 0, 0)) - 1
        if index < 0 or direct[index][1] < span.end or not quoted.quotation.content_spans:
            continue
        floor = max(view.at(direct[index][0]), view.sentence_start(quoted.start))
        stop = min(view.at(direct[index][1]), view.sentence_end(quoted.end - 1))
        clause = before(view, floor, quoted.start) if floor < quoted.start else None
        if not (clause and clause.touches and clause.pause):
            clause = after(view, quoted.end, stop) if quoted.end < stop and _spoken(view, quoted) else None
        if clause and clause.source:
            content = list(quoted.quotation.content_spans)
            inner.append(
                Draft("direct", clause.source, clause.cue, content, clause.addressee, clause.occasion, within=found[direct[index][2]])
            )
    return inner
