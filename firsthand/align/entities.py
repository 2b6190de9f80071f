"""Who is who across the articles: chains of mentions joined by `link` rows, and the entities that they make.

Nothing is joined in place: each build makes the links again from what the articles show and what a person decided, strongest reasons first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from firsthand.align import decisions as person
from firsthand.align.chains import KIND, Chain, Clusters, read_chains
from firsthand.align.names_alike import is_acronym, plain
from firsthand.align.people import join_people
from firsthand.align.query import Query
from firsthand.align.things import join_things
from firsthand.model import Decision, Entity, Link, digest

JOINED = f"SELECT id_a, id_b FROM link WHERE kind = '{KIND}' AND judgement = 'same' ORDER BY ALL"


def links(query: Query, given: Sequence[Decision]) -> Iterator[Link]:
    """Story stage: chains that are one person, body or place, and those that may be. Near linear: names are found by their keys."""
    clusters = Clusters(read_chains(query))
    _decided(query, given, clusters)
    join_people(clusters)
    join_things(clusters)
    yield from clusters.links


def entities(query: Query, given: Sequence[Decision]) -> Iterator[Entity]:
    """Story stage: what the links join, each by its commonest name; and the speakers that only a decision names."""
    chains = read_chains(query)
    numbers = {chain.chain_id: number for number, chain in enumerate(chains)}
    groups: dict[int, list[int]] = {number: [number] for number in range(len(chains))}
    of = list(range(len(chains)))
    for one, other in query(JOINED):
        small, large = sorted((of[numbers[one]], of[numbers[other]]), key=lambda group: len(groups[group]))
        if small != large:
            for number in groups[small]:
                of[number] = large
            groups[large] += groups.pop(small)
    found = [_entity([chains[number] for number in sorted(group)]) for group in groups.values()]
    yield from found
    known = {plain(name) for entity in found for name in (entity.name, *entity.aliases)}
    told = {d.value for d in given if d.kind == person.SPEAKER and d.value}
    yield from (Entity(decided_id(name), name, None, (), 0, ()) for name in sorted(told) if plain(name) not in known)


def mentions(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: the mentions of the articles in the story, each with its entity."""
    return """
        SELECT m.* REPLACE (e.entity_id AS entity_id) FROM found.mention m SEMI JOIN article USING (article_id)
        LEFT JOIN (SELECT entity_id, unnest(chain_ids) AS chain_id FROM entity) e USING (chain_id)
    """


def decided_id(name: str) -> str:
    """The entity of a speaker whom a decision names and no article."""
    return digest("entity", "person", plain(name))


def _entity(chains: Sequence[Chain]) -> Entity:
    """`chains` in the order of their names."""
    articles: dict[str, set[str]] = {}
    kinds: Counter[str] = Counter()
    for chain in chains:
        kinds[chain.type] += sum(form.count for form in chain.forms)
        for form in chain.forms:
            articles.setdefault(form.name, set()).add(chain.article_id)
    kind = min(kinds, key=lambda each: (-kinds[each], each))
    full = Counter(chain.best.name for chain in chains)
    spelled = Counter(plain(chain.best.name) for chain in chains)
    name = min(
        full, key=lambda each: (" " not in each and kind == "person", -spelled[plain(each)], _is_odd(each), -full[each], -len(each), each)
    )
    others = sorted((each for each in articles if each != name), key=lambda each: (-len(articles[each]), each))
    return Entity(
        entity_id=digest("entity", chains[0].chain_id),
        name=name,
        type=kind,  # type: ignore[arg-type]  # counted from chains' types
        aliases=tuple(others),
        articles=len({chain.article_id for chain in chains}),
        chain_ids=tuple(chain.chain_id for chain in chains),
    )


def _is_odd(name: str) -> bool:
    """In capitals or small letters throughout."""
    return name.islower() or (name.isupper() and not is_acronym(name))


# --- what a person decided --------------------------------------------------------------------------------------------------------


def _decided(query: Query, given: Sequence[Decision], clusters: Clusters) -> None:
    """Joins first, so that a refusal keeps apart what they made."""
    by_name: dict[str, list[int]] = {}
    for number, chain in enumerate(clusters.chains):
        for name in {plain(form.name) for form in chain.forms}:
            by_name.setdefault(name, []).append(number)
    for decision in (each for each in given if each.kind == person.SAME):
        ones, others = _named(query, decision, clusters, by_name)
        for number in (*ones, *others[1:]) if others else ():
            clusters.join(number, others[0], _note(decision), "person")
    for decision in (each for each in given if each.kind == person.DIFFERENT):
        ones, others = _named(query, decision, clusters, by_name)
        clusters.refuse(ones, others, decision.position)
        if ones and others:
            clusters.differ(ones[0], others[0], _note(decision))


def _named(query: Query, decision: Decision, clusters: Clusters, by_name: dict[str, list[int]]) -> tuple[list[int], list[int]]:
    """The chains of the two names of a decision; of the first those of the articles that it names, where it names any."""
    ones, others = by_name.get(plain(decision.value or ""), []), by_name.get(plain(decision.other or ""), [])
    if decision.path is not None or decision.words is not None:
        where = {applied.article_id for applied in person.apply(query, [decision])}
        ones = [number for number in ones if clusters.chains[number].article_id in where]
    return ones, [number for number in others if number not in ones]


def _note(decision: Decision) -> str:
    return decision.note or f"a person decided: `{decision.value}`, `{decision.other}`"
