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
        return "outlet" if word in view.rules["outlets"] else "collective" if word in view.rules["collectives"] else None
    if word in view.rules["anonymous_nouns"] and not view.is_(source.start, "definite"):
        return "anonymous"
    if word in view.rules["documents"]:
        return "document"
    if word in view.rules["roles"]:
        return "role" if not word.endswith("s") else "collective"
    if word in view.rules["outlet_nouns"]:
        return "outlet"
    return "collective" if word in view.rules["collectives"] else None


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
    if name.where.start > source.start:
        return Stretch(source.start, name.where.start)
    after = name.where.end
    if after < source.end and view.tokens[after].text == "," and source.end - after > 2:
        return Stretch(after + 1, source.end)
    return None


def anonymity(view: View, start: int, stop: int) -> Stretch | None:
    """The words in a sentence that say why a source is not named."""
    for at in range(start, stop):
        for phrase in view.rules.phrases["anonymity"]:
            if view.lower[at] == phrase[0] and tuple(view.lower[at : at + len(phrase)]) == phrase:
                return Stretch(at, at + len(phrase))
    return None
