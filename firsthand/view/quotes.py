"""Attributions as quotes: with their words by role, by speaker, on their way to the outlet, and beside the quotes that are like them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.model import Attribution
from firsthand.view import words
from firsthand.view.answers import Hop, Piece, Place, Quote, Similar, Speaker
from firsthand.view.entities import NOTHING, Known, by_name, joined

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

    def told(role: str) -> str | None:
        return " … ".join(said[role]) if role in said else None

    return Quote(
        finding=row, place=place, pieces=tuple(_pieces(row, text, marked)), cue=told("cue"), source=told("source"),
        described=told("descriptor"), why_not_named=told("anonymity"), to=told("addressee"), occasion=told("occasion"),
        condition=told("condition"), polarity_by=told("polarity"), certainty_by=told("certainty"), when=told("said"),
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


# --- hops -----------------------------------------------------------------------------------------------------------------------


def with_hops(listed: Sequence[Quote]) -> list[Quote]:
    """Each quote with the steps by which its words came to the outlet: speaker, who passes them on, who passes that on, outlet."""
    by_id = {quote.finding.finding_id: quote for quote in listed}
    passing: dict[str, list[Quote]] = {}
    for quote in listed:
        if quote.finding.relays in by_id:
            passing.setdefault(quote.finding.relays or "", []).append(quote)
    found = []
    for quote in listed:
        chain = _chain(quote, by_id, passing)
        hops, here = tuple(map(_hop, chain)), chain.index(quote)
        relay = next((hop.speaker for hop in hops[here + 1 :] if hop.speaker != hops[here].speaker), None)
        found.append(replace(quote, relay=relay, hops=(*hops, Hop(None, quote.place.outlet.name))))
    return found


def _chain(quote: Quote, by_id: Mapping[str, Quote], passing: Mapping[str, Sequence[Quote]]) -> list[Quote]:
    """From whom the words are to whoever stands outermost. A row that passes them on is nearer than one whose own words they stand in."""
    chain, row = [quote], quote.finding
    if row.within is None and row.relays is None and row.finding_id not in passing:
        return chain
    while (inner := by_id.get(chain[0].finding.relays or "")) is not None and inner not in chain:
        chain.insert(0, inner)
    following: Quote | None = quote
    while following is not None:
        holding = (by_id.get(one.finding.within or "") for one in reversed(chain))
        outer = (*passing.get(chain[-1].finding.finding_id, ()), *holding)
        following = next((one for one in outer if one is not None and one not in chain), None)
        if following is not None:
            chain.append(following)
    return chain


def _hop(quote: Quote) -> Hop:
    row = quote.finding
    return Hop(row.finding_id, row.speaker or _as_put(quote), quote.source, quote.cue, row.sort, row.polarity, row.certainty)


def folded(listed: Sequence[Quote]) -> list[tuple[Quote, tuple[Quote, ...]]]:
    """Quotes of one speaker, in their order; each with those that stand inside what it says, which are the same words once more."""
    if all(len(quote.hops) <= 2 for quote in listed):  # nothing stands in anything
        return [(quote, ()) for quote in listed]
    ids = {quote.finding.finding_id for quote in listed}
    holder = {
        quote.finding.finding_id: hop.finding_id
        for quote in listed
        for hop in reversed(quote.outward)
        if hop.finding_id in ids and hop.speaker
    }  # the nearest: what is told last stays

    def outermost(name: str) -> str:
        seen = set[str]()
        while (outer := holder.get(name)) is not None and name not in seen:
            seen.add(name)
            name = outer
        return name

    inside: dict[str, list[Quote]] = {}
    for quote in listed:
        inside.setdefault(outermost(quote.finding.finding_id), []).append(quote)
    return [
        (quote, tuple(one for one in inside[quote.finding.finding_id] if one is not quote))
        for quote in listed
        if outermost(quote.finding.finding_id) == quote.finding.finding_id
    ]


# --- other articles -----------------------------------------------------------------------------------------------------------------


def with_similar(listed: Sequence[Quote], texts: Iterable[str]) -> list[Quote]:
    """Each quote with those of other articles whose words are much alike. An outlet's own words about what was said are alike for many reasons."""
    candidates = [place for place, quote in enumerate(listed) if quote.quoted and not _said_already(quote)]
    bags = [words.words_in(text) for text in texts]
    frequencies = words.document_frequencies(bags)
    pairs = words.alike([(listed[n].place.article_id, listed[n].quoted) for n in candidates], frequencies, len(bags))
    similar: dict[int, list[int]] = {}
    for pair in pairs:
        one, other = candidates[pair.first], candidates[pair.second]
        similar.setdefault(one, []).append(other)
        similar.setdefault(other, []).append(one)
    return [_joined_by(quote, [listed[n] for n in sorted(similar.get(place, ()))]) for place, quote in enumerate(listed)]


def _said_already(quote: Quote) -> bool:
    """Whether the same words stand in another row of the article: as whose they are, or in what the same speaker says."""
    own = _hop(quote).speaker
    return bool(quote.inward) or any(hop.speaker == own for hop in quote.outward)


def _joined_by(quote: Quote, others: Sequence[Quote]) -> Quote:
    return replace(quote, similar=tuple(Similar(other.finding.finding_id, other.place) for other in others)) if others else quote


# --- speakers -----------------------------------------------------------------------------------------------------------------------


def by_speaker(listed: Iterable[Quote], found: Known = NOTHING) -> list[Speaker]:
    """Quotes by speaker, those in most articles first, those without a name after them."""
    quotes = list(listed)
    grouped: dict[str, list[Quote]] = {}
    entity_of, nameless = by_name(quotes, found), _nameless(quotes)
    for quote in quotes:
        key = _speaker_key(quote, nameless)
        if key.startswith("n:") and key[2:] in entity_of:  # a name that only one speaker has
            key = f"e:{entity_of[key[2:]]}"
        grouped.setdefault(key, []).append(quote)
    speakers = [_speaker(key, group, found) for key, group in grouped.items()]
    return joined(sorted(speakers, key=_prominence), found)


def names(one: Speaker) -> list[str]:
    """Every name that a speaker has in these rows, the usual one first."""
    listed = [one.name, *(quote.finding.speaker for quote in one.quotes), *(name for join in one.joins for name in (join.one, join.other))]
    return list(dict.fromkeys(filter(None, listed)))


def _prominence(speaker: Speaker) -> tuple[bool, bool, int, int, str]:
    places = {quote.place.work for quote in speaker.quotes}
    return (not speaker.named, speaker.name is None, -len(places), -len(speaker.quotes), speaker.key)


def _speaker(key: str, listed: list[Quote], found: Known) -> Speaker:
    classes = Counter(quote.finding.source_class for quote in listed if quote.finding.source_class)
    usual = classes.most_common(1)[0][0] if classes else None  # of equals, the first
    named = key.startswith("n:") or (key.startswith("e:") and any(one not in NAMELESS for one in classes or [None]))
    called = [quote.finding.speaker for quote in listed if quote.finding.speaker]
    entity = found.entities.get(key[2:]) if key.startswith("e:") else None
    name = entity.name if entity else Counter(called).most_common(1)[0][0] if called else _introduced(filter(None, map(_as_put, listed)))
    return Speaker(key, name, named, usual, tuple(listed))


def _introduced(puts: Iterable[str]) -> str | None:
    """How a text puts a source first, unless that is no more than `he`."""
    listed = list(puts)
    return next((put for put in listed if put.casefold() not in words.SMALL), listed[0] if listed else None)


def _as_put(quote: Quote) -> str | None:
    """How the text puts a source that it does not name: the description, in the words around it where those are the source."""
    return quote.source if quote.source and (quote.described or "") in quote.source else quote.described


def _nameless(listed: Iterable[Quote]) -> dict[str, str]:
    """One name for each chain of mentions, by how the text introduces it; chains of one article that are put alike are told apart."""
    puts: dict[tuple[str, str], list[str]] = {}
    for quote in listed:
        if quote.finding.chain_id is not None:
            puts.setdefault((quote.place.work, quote.finding.chain_id), []).extend(filter(None, [quote.finding.speaker or _as_put(quote)]))
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for (work, chain_id), put in puts.items():
        key = f"w:{_folded(_introduced(put))}:{work}"
        taken[key] += 1
        found[chain_id] = key if taken[key] == 1 else f"{key}:{taken[key]}"
    return found


def _speaker_key(quote: Quote, nameless: Mapping[str, str]) -> str:
    """Speakers are one across articles by name only: two unnamed officials are two, until something shows more."""
    row = quote.finding
    if row.entity_id is not None:
        return f"e:{row.entity_id}"
    name = row.speaker or (quote.source if row.source_class in ("named", "outlet") else None)
    if name is not None and row.source_class not in NAMELESS and name.casefold() not in words.SMALL:
        return f"n:{_folded(name)}"
    return nameless.get(row.chain_id or "") or f"w:{_folded(row.speaker or _as_put(quote))}:{quote.place.work}"


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
