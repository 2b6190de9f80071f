"""What a reporting clause takes in when only part of it stands in quotation marks, and its pieces without the marks."""

from __future__ import annotations

from firsthand.extract.clauses import Clause
from firsthand.extract.view import Quoted, Stretch, View
from firsthand.model import Span


def clause_after(view: View, lead: Clause, quoted: Quoted) -> Stretch | None:
    """From the cue (and the hearer) to the end of what is said: the sentence's, or where a new report or an aside begins."""
    begin = lead.occasion.end if lead.occasion and lead.occasion.start >= lead.end else lead.end
    start = _past_circumstances(view, begin, quoted.start)
    stop = min(view.sentence_end(quoted.end - 1), view.paragraph(quoted.end - 1).end)
    end, at = quoted.end, quoted.end
    while at < stop:
        if inner := view.opening.get(at):
            at = end = inner.end
            continue
        if _new_clause(view, at, stop):
            break
        at += 1
        end = at
    return Stretch(start, end) if start < end else None


def _past_circumstances(view: View, start: int, stop: int) -> int:
    """Where the content begins after a cue: past `on Monday`, `earlier this week`, up to `that` where nothing else stands between."""
    for at in range(start, min(start + 8, stop)):
        if view.lower[at] == "that":
            return at
        clause = (view.verb(at) and at > start) or (not view.capital(at) and view.is_(at, "auxiliaries", "subject_pronouns"))
        if clause or not view.word(at):
            break
    while start < stop and (
        view.is_(start, "days", "last_words", "adverbs") or (view.is_(start, "times_of_day") and view.is_(start - 1, "last_words"))
    ):
        start += 1
    return start


def _new_clause(view: View, at: int, stop: int) -> bool:
    """Whether the clause of a report ends here: `, adding`, `and said`, `, while the others`."""
    word = view.tokens[at].text
    if word in (";", "—", "–", "--"):
        return True
    if at + 1 >= stop:
        return word in (".", "!", "?")
    if word != "," and view.tokens[at - 2].text == "," and at - 1 in view.closing:
        at, word = at - 1, ","
    if word == ",":
        following = view.verb(at + 1)
        participle = following is not None and "ing" in following.forms
        according = tuple(view.lower[at + 1 : at + 3]) in view.rules.phrases["according"]
        return participle or view.is_(at + 1, "clause_openers") or according or _remark(view, at + 1, stop)
    return _on_air(view, at, stop) or (view.is_(at, "conjunctions") and _reports_again(view, at + 1, stop))


def _reports_again(view: View, at: int, stop: int) -> bool:
    """`and said`, `and says he will`, `but reaffirmed that`: a second verb of the same subject."""
    while at < stop - 1 and view.is_(at, "adverbs"):
        at += 1
    verb = view.finite(at)
    if verb is not None and verb.kind != "weak" and ("past" in verb.forms or verb.base == "say"):
        return True
    return view.lower[at].endswith("ed") and not view.capital(at) and at + 1 < stop and view.lower[at + 1] == "that"


def aside(view: View, at: int) -> Stretch | None:
    """What the reporter adds right after a closing mark (`at`: the token after it), up to the end of the sentence or the next quotation."""
    stop = view.sentence_end(at - 1)
    stop = next((i for i in range(at, stop) if i in view.opening), stop)
    comma = at < stop and view.tokens[at].text == ","
    if at < stop and (_on_air(view, at, stop) or ((comma or view.tokens[at - 2].text == ",") and _remark(view, at + comma, stop))):
        return Stretch(at, stop)
    return None


def _remark(view: View, at: int, stop: int) -> bool:
    """`, language that could ...`: the reporter's name for what was said."""
    bare = (
        not view.capital(at)
        and view.word(at)
        and not view.is_(at, "determiners", "prepositions", "adverbs", "subject_pronouns", "auxiliaries", "conjunctions")
    )
    return bare and at + 1 < stop and view.lower[at + 1] in ("that", "which") and not view.verb(at)


def _on_air(view: View, at: int, stop: int) -> bool:
    """`Wednesday on The Late Show`, `Monday in a statement`: when and where it was said."""
    if not view.is_(at, "days") or view.is_(at - 1, "prepositions", "last_words", "determiners") or at + 2 >= stop:
        return False
    if not view.is_(at + 1, "air_prepositions"):
        return False
    return any(view.is_(i, "occasion_nouns") for i in range(at + 2, min(at + 8, stop)) if view.capital(i) or view.lower[at + 1] != "on")


def clause_before(view: View, start: int, stop: int) -> Stretch | None:
    """From the start of the sentence to the clause that reports it; None where something before already reports or asks."""
    while start < stop and view.is_(start, "conjunctions"):
        start += 1
    if start >= stop:
        return None
    return Stretch(start, stop)


def pieces(view: View, stretch: Stretch) -> list[Span]:
    """Its spans inside and outside of quotation marks: marks excluded, and commas and stops at the ends of what is outside."""
    found: list[Span] = []
    at = place = stretch.start
    while place < stretch.end:
        inner = view.opening.get(place)
        if inner is None:
            place += 1
            continue
        if piece := _bare(view, at, place):
            found.append(view.span(piece))
        found.extend(inner.quotation.content_spans)
        at = place = inner.end
    if at < stretch.end and (piece := _bare(view, at, stretch.end)):
        found.append(view.span(piece))
    return found


def _bare(view: View, start: int, end: int) -> Stretch | None:
    while start < end and view.tokens[start].text in (",", ":", "–", "—", "--"):
        start += 1
    while start < end and view.tokens[end - 1].text in (",", ".", ":", ";", "–", "—", "--"):
        end -= 1
    return Stretch(start, end) if start < end else None
