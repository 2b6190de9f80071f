"""The mentions of people, bodies and places in an article as rows, chain by chain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from firsthand.model import Analysed, Chain, ChainLink, EntityType, Evidence, Gender, Mention, Span, chain_id, finding_id

TYPES: dict[str | None, EntityType | None] = {"PER": "person", "ORG": "body", "LOC": "place", "MISC": "other", None: None}
ROLE = "mention"
# Parts of speech of a name that is no adjective: `Western` names nobody.
NOUNS = ("NOUN", "PROPN")


def mentions(analysed: Analysed) -> Iterator[Mention]:
    """In the order of the text; chains of nothing but adjectives of names are left out."""
    found = [row for chain in analysed.chains if _is_thing(analysed, chain) for row in _rows(analysed, chain)]
    yield from sorted(found, key=lambda row: (row.span, row.finding_id))


def _is_thing(analysed: Analysed, chain: Chain) -> bool:
    return chain.label != "MISC" or any(analysed.syntax.pos[link.head] in NOUNS for link in chain.links if link.kind == "name")


def _rows(analysed: Analysed, chain: Chain) -> Iterator[Mention]:
    where = _span(analysed, chain.links[0].start, chain.links[0].end)
    chain_name = chain_id(analysed.article_id, where)
    for link in chain.links:
        span = _span(analysed, link.start, link.end)
        evidence = (Evidence(ROLE, span.start, span.end, analysed.words(span.start, span.end)),)
        yield Mention(
            finding_id=finding_id(Mention.TABLE, analysed.article_id, evidence, (chain_name, link.kind)),
            article_id=analysed.article_id,
            evidence=evidence,
            span=span,
            chain_id=chain_name,
            kind=link.kind,  # type: ignore[arg-type]  # the chains' kinds are these
            type=TYPES.get(chain.label),
            name=_name(analysed, link, chain.label) if link.kind == "name" else None,
            gender=_gender(analysed, link, chain.label),
            reason=link.reason,
            score=link.score,
        )


def _span(analysed: Analysed, start: int, end: int) -> Span:
    return Span(analysed.syntax.start[start], analysed.syntax.end[end - 1])


def _listed(analysed: Analysed, word: int, *lists: str) -> bool:
    low = analysed.syntax.lower[word].rstrip(".")
    return analysed.rules is not None and any(low in analysed.rules[name] for name in lists)


def _bounds(analysed: Analysed, link: ChainLink, label: str | None) -> tuple[int, int]:
    """The words of a name without titles or article before it, and without a possessive mark after it."""
    start, end = link.start, link.end
    text = analysed.syntax.text
    while end - start > 1 and (_listed(analysed, end - 1, "possessives") or not any(char.isalnum() for char in text[end - 1])):
        end -= 1
    while end - start > 1 and (
        not any(char.isalnum() for char in text[start])
        or text[start].lower() == "the"
        or (label == "PER" and _listed(analysed, start, "titles"))
    ):
        start += 1
    return start, end


def _name(analysed: Analysed, link: ChainLink, label: str | None) -> str | None:
    start, end = _bounds(analysed, link, label)
    span = _span(analysed, start, end)
    shown = "".join(
        char for char in analysed.words(span.start, span.end) if unicodedata.category(char) != "Cf"
    )  # soft hyphens and the like do not show
    name = " ".join(shown.split())
    for mark in ("'s", "’s", "'", "’"):
        name = name.removesuffix(mark)
    return name if any(char.isalpha() for char in name) else None


def _gender(analysed: Analysed, link: ChainLink, label: str | None) -> Gender | None:
    """What pronoun, title or given name tells; a title may stand before the mention."""
    if link.kind == "pronoun":
        return _told(analysed, link.head, "{}_pronouns")
    if link.kind != "name" or label != "PER":
        return None
    start, end = _bounds(analysed, link, label)
    titles = [_told(analysed, word, "{}_titles") for word in range(max(link.start - 1, 0), start)]
    given = _told(analysed, start, "given_names.{}") if end - start > 1 else None
    return next((gender for gender in (*titles, given) if gender), None)


def _told(analysed: Analysed, word: int, lists: str) -> Gender | None:
    if _listed(analysed, word, lists.format("male")):
        return "male"
    return "female" if _listed(analysed, word, lists.format("female")) else None
