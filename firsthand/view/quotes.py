"""Attributions as quotes: with their words by role, by speaker, and beside the quotes that are like them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from firsthand.model import Attribution
from firsthand.view import words
from firsthand.view.answers import Piece, Place, Quote, Similar, Speaker

NAMELESS = ("anonymous", "role")
QUOTATION_MARKS = "\"'“”‘’„‚«»‹›"
ELLIPSIS = " … "


def first_place(row: Attribution) -> int:
    """Where what is said begins, or who says it: a name that stands paragraphs before is no place of the row."""
    return min((piece.start for piece in row.evidence if piece.role in ("source", "cue", "content")), default=0)


def quote_of(row: Attribution, place: Place, text: str, marked: Sequence[tuple[int, int]]) -> Quote:
    """An attribution with its words; `marked` are the stretches of `text` between quotation marks."""
    said: dict[str, list[str]] = {}
    for piece in sorted(row.evidence, key=lambda piece: (piece.start, piece.end)):
        said.setdefault(piece.role, []).append(piece.words)

    def joined(role: str) -> str | None:
        return " … ".join(said[role]) if role in said else None

    return Quote(
        finding=row, place=place, pieces=tuple(_pieces(row, text, marked)), cue=joined("cue"), source=joined("source"),
        described=joined("descriptor"), why_not_named=joined("anonymity"), to=joined("addressee"), occasion=joined("occasion"),
        condition=joined("condition"),
    )  # fmt: skip


def _pieces(row: Attribution, text: str, marked: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    before: int | None = None
    for start, end, said in sorted({(piece.start, piece.end, piece.words) for piece in row.evidence if piece.role == "content"}):
        quoted = row.form == "direct" or any(left <= start and end <= right for left, right in marked)
        yield Piece(start, end, said, quoted, "" if before is None else _joint(text[before:start]))
        before = end


def _joint(between: str) -> str:
    """What stands between two pieces of a quote, without quotation marks; an ellipsis where it is more than marks and white space."""
    joint = " ".join(between.translate(dict.fromkeys(map(ord, QUOTATION_MARKS))).split())
    return ELLIPSIS if any(c.isalnum() for c in joint) or len(joint) > 2 else f"{joint} "


def with_relays(listed: Sequence[Quote]) -> list[Quote]:
    """Each quote that stands inside what another one says, with the name of who says that."""
    by_id = {quote.finding.finding_id: quote for quote in listed}
    holding = [by_id.get(quote.finding.within or "") for quote in listed]
    return [
        replace(quote, relay=other.finding.speaker or _as_put(other)) if other else quote
        for quote, other in zip(listed, holding, strict=True)
    ]


def with_similar(listed: Sequence[Quote], texts: Iterable[str]) -> list[Quote]:
    """Each quote with those of other articles whose words are much alike. An outlet's own words about what was said are alike for many reasons."""
    candidates = [place for place, quote in enumerate(listed) if quote.quoted]
    bags = [words.words_in(text) for text in texts]
    frequencies = words.document_frequencies(bags)
    pairs = words.alike([(listed[n].place.article_id, listed[n].quoted) for n in candidates], frequencies, len(bags))
    similar: dict[int, list[int]] = {}
    for pair in pairs:
        one, other = candidates[pair.first], candidates[pair.second]
        similar.setdefault(one, []).append(other)
        similar.setdefault(other, []).append(one)
    return [_joined_by(quote, [listed[n] for n in sorted(similar.get(place, ()))]) for place, quote in enumerate(listed)]


def _joined_by(quote: Quote, others: Iterable[Quote]) -> Quote:
    return replace(quote, similar=tuple(Similar(other.finding.finding_id, other.place) for other in others))


def by_speaker(listed: Iterable[Quote]) -> list[Speaker]:
    """Quotes by speaker, those in most articles first, those without a name after them."""
    grouped: dict[str, list[Quote]] = {}
    for quote in listed:
        grouped.setdefault(_speaker_key(quote), []).append(quote)
    found = [_speaker(key, quotes) for key, quotes in grouped.items()]
    return sorted(found, key=_prominence)


def _prominence(speaker: Speaker) -> tuple[bool, bool, int, int, str]:
    places = {quote.place.work for quote in speaker.quotes}
    return (not speaker.named, speaker.name is None, -len(places), -len(speaker.quotes), speaker.key)


def _speaker(key: str, listed: list[Quote]) -> Speaker:
    first = listed[0]
    classes = [quote.finding.source_class for quote in listed if quote.finding.source_class]
    name = first.finding.speaker or _as_put(first)
    return Speaker(key, name, key.startswith(("e:", "n:")), classes[0] if classes else None, tuple(listed))


def _as_put(quote: Quote) -> str | None:
    """How the text puts a source that it does not name: the description, in the words around it where those are the source."""
    return quote.source if quote.source and (quote.described or "") in quote.source else quote.described


def _speaker_key(quote: Quote) -> str:
    """Speakers are one across articles by name only: two unnamed officials are two, until something shows more."""
    row = quote.finding
    if row.entity_id is not None:
        return f"e:{row.entity_id}"
    name = row.speaker or (quote.source if row.source_class in ("named", "collective", "document", "outlet") else None)
    if name is not None and row.source_class not in NAMELESS:
        return f"n:{' '.join(name.casefold().split())}"
    put = row.speaker or _as_put(quote)
    return f"w:{' '.join((put or '').casefold().split())}:{quote.place.work}"
