"""What kind of source speaks, how it is described, why it is not named: only where the words tell."""

from __future__ import annotations

from firsthand.extract.names import Mention
from firsthand.extract.view import Stretch, View
from firsthand.model import SourceClass


def source_class(view: View, source: Stretch, name: Mention | None, anonymous: bool) -> SourceClass | None:
    """By the head of the noun phrase: its last word before a comma, a preposition or a relative clause."""
    if name:
        return "named"
    if len(source) == 1 and view.is_(source.start, "subject_pronouns"):
        return None
    head = head_noun(view, source)
    word = view.lower[head]
    if anonymous and word in view.rules["roles"]:
        return "anonymous"
    if view.capital(head):
        return "outlet" if word in view.rules["outlets"] else "collective" if _body(view, source, head) else None
    if word in view.rules["anonymous_nouns"] and not view.is_(source.start, "definite"):
        return "anonymous"
    if word in view.rules["documents"]:
        return "document"
    if word in view.rules["roles"]:
        return "role" if not word.endswith("s") else "collective"
    if word in view.rules["outlet_nouns"]:
        return "outlet"
    return "collective" if word in view.rules["collectives"] else None


def _body(view: View, source: Stretch, head: int) -> bool:
    """A capitalised name that its last word, or `the` before an acronym, shows to be a body's."""
    if view.is_(head, "collectives", "company_endings"):
        return True
    acronym = view.tokens[head].text.replace(".", "")
    return view.lower[source.start] == "the" and head == source.start + 1 and acronym.isupper() and len(acronym) > 1


def head_noun(view: View, source: Stretch) -> int:
    """The last word of the noun phrase's core."""
    for at in range(source.start + 1, source.end):
        joins = view.word(at) or view.tokens[at].text in (".", "-", "&", "’", "'")
        if not joins or view.is_(at, "prepositions", "relative_pronouns"):
            return at - 1
    return source.end - 1


def descriptor(view: View, source: Stretch, name: Mention | None, kind: SourceClass | None) -> Stretch | None:
    """How a named source is described: what stands before the name, or after it between commas; all of a source that only its role tells."""
    if name is None:
        return source if kind in ("role", "anonymous") else None
    before = Stretch(source.start, min(max(name.where.start, source.start), source.end))
    if any(view.word(i) and not view.is_(i, "bare_titles") for i in range(before.start, before.end)):
        return _trimmed(view, before)
    after = _past_origin(view, name.where.end, source.end)
    inside = source.start <= name.where.start and after < source.end
    if inside and view.tokens[after].text == "," and source.end - after > 2:
        return _trimmed(view, Stretch(after + 1, source.end))
    return None


def _past_origin(view: View, at: int, stop: int) -> int:
    """Past a party in brackets and `of PLACE` after a name, up to the comma."""
    while at < stop and view.tokens[at].text != ",":
        if view.tokens[at].text in ("(", "["):
            at = next((i + 1 for i in range(at, stop) if view.tokens[i].text in (")", "]")), stop)
        elif view.lower[at] == "of" or (view.capital(at) and not view.is_(at, "conjunctions")):
            at += 1
        else:
            return stop
    return at


def _trimmed(view: View, stretch: Stretch) -> Stretch | None:
    """Without commas at the ends."""
    start, end = stretch.start, stretch.end
    while start < end and view.tokens[start].text == ",":
        start += 1
    while end > start and view.tokens[end - 1].text == ",":
        end -= 1
    return Stretch(start, end) if start < end else None


def anonymity(view: View, start: int, stop: int) -> Stretch | None:
    """The words in a sentence that say why a source is not named."""
    for at in range(start, stop):
        for phrase in view.rules.phrases["anonymity"]:
            if view.lower[at] == phrase[0] and tuple(view.lower[at : at + len(phrase)]) == phrase:
                return Stretch(at, at + len(phrase))
    return None
