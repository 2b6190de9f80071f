"""Speakers across articles: their names, why several names are one speaker's, and which sources may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import duckdb

from firsthand import tables
from firsthand.model import Entity, Link
from firsthand.view.answers import Join, Perhaps, Quote, Speaker

SAME = "SELECT * FROM link WHERE kind = 'same-entity' ORDER BY id_a, id_b"


@dataclass(frozen=True, slots=True)
class Known:
    """The entities of a story, by entity_id, and what was judged of two chains of mentions, or of two sources without a name."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


NOTHING = Known()
# A chain of mentions, or a row -> the number of its speaker, and the first quote.
Ends: TypeAlias = dict[str, tuple[int, Quote]]


def known(con: duckdb.DuckDBPyConnection) -> Known:
    """What a story knows of entities."""
    rows = tables.from_cursor(Entity, con.execute("SELECT * FROM entity ORDER BY entity_id"))
    return Known({row.entity_id: row for row in rows}, tuple(tables.from_cursor(Link, con.execute(SAME))))


def joined(speakers: Sequence[Speaker], found: Known) -> list[Speaker]:
    """The speakers with what joins their names, and with the sources that may be the same."""
    if not found.links:
        return list(speakers)
    ends: Ends = {}
    for number, speaker in enumerate(speakers):
        for quote in speaker.quotes:
            row = quote.finding
            entity = found.entities.get(row.entity_id or "")
            for name in filter(None, (row.chain_id, row.finding_id, *(entity.chain_ids if entity else ()))):
                ends.setdefault(name, (number, quote))
    joins: dict[int, dict[tuple[object, ...], Join]] = {}
    perhaps: dict[int, dict[tuple[object, ...], Perhaps]] = {}
    for link in found.links:
        same = _join(link, ends)
        for here, there in ((ends.get(link.id_a), ends.get(link.id_b)), (ends.get(link.id_b), ends.get(link.id_a))):
            if here is not None and same is not None:
                joins.setdefault(here[0], {}).setdefault((*sorted((_folded(same.one), _folded(same.other))), same.by), same)
            elif here is not None and there is not None and here[0] != there[0] and link.judgement != "same":
                may = _perhaps(link, speakers[there[0]], there[1])
                perhaps.setdefault(here[0], {}).setdefault((there[0], may.judgement, may.type, may.reason), may)
    return [
        replace(speaker, joins=tuple(joins.get(number, {}).values()), perhaps=tuple(perhaps.get(number, {}).values()))
        if number in joins or number in perhaps
        else speaker
        for number, speaker in enumerate(speakers)
    ]


def _join(link: Link, ends: Ends) -> Join | None:
    """Why two names are one speaker's; nothing where both texts have the same name, which needs no reason."""
    if link.judgement != "same":
        return None
    seen = [passage.words for passage in link.evidence if passage.role in ("name", "source")]
    spoken = [ends[name][1].finding.speaker for name in (link.id_a, link.id_b) if name in ends]
    names = list(
        {_folded(name): name for name in (*seen, *spoken) if name}.values()
    )  # the words that were compared, where the link tells them
    return Join(names[0], names[1], link.reason, link.by) if len(names) > 1 else None


def _perhaps(link: Link, speaker: Speaker, quote: Quote) -> Perhaps:
    return Perhaps(quote.finding.finding_id, speaker.name, quote.place, link.judgement, link.type, link.reason, link.by)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def by_name(listed: Iterable[Quote], found: Known) -> dict[str, str]:
    """Names, folded, that are one entity's and no other's, with its entity_id."""
    held: dict[str, set[str]] = {}
    for entity_id, entity in found.entities.items():
        for one in (entity.name, *entity.aliases):
            held.setdefault(_folded(one), set()).add(entity_id)
    for quote in listed:
        row = quote.finding
        if row.entity_id is not None and row.speaker is not None:
            held.setdefault(_folded(row.speaker), set()).add(row.entity_id)
    return {name: next(iter(ids)) for name, ids in held.items() if len(ids) == 1}
