"""Chains by hand: `{"a": "Ines Varro|Varro; Tom Lund"}` is one article with two chains, the first of two names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.align.chains import Chain, Clusters, Form, settle
from firsthand.align.people import join_people
from firsthand.align.things import join_things
from firsthand.model import EntityType, Gender, Link, Span, chain_id


def chains(articles: Mapping[str, str], kind: EntityType = "person") -> list[Chain]:
    """A name may say more: `Tom Lund*3` (three times), `Varro (she)`, `Varro (body)`."""
    found = []
    for article, text in articles.items():
        place = 0
        for part in text.split(";"):
            forms, gender, own = [], None, kind
            for name in part.split("|"):
                bare, _, said = name.strip().removesuffix(")").partition(" (")
                bare, _, count = bare.partition("*")
                gender = {"he": "male", "she": "female"}.get(said, gender)
                own = said if said in ("person", "body", "place", "other") else own  # type: ignore[assignment]
                forms.append(Form(bare, int(count or 1), Span(place, place + len(bare)), bare))
                place += len(bare) + 1
            found.append(one(article, forms, gender, own))  # type: ignore[arg-type]
    settle(found)
    return sorted(found, key=lambda chain: chain.chain_id)


def one(article: str, forms: Sequence[Form], gender: Gender | None, kind: EntityType) -> Chain:
    return Chain(chain_id(article, forms[0].span), article, kind, kind, tuple(forms), gender, forms[0])


def joined(articles: Mapping[str, str], kind: EntityType = "person") -> tuple[list[list[str]], list[Link]]:
    """(who is one, by article and name, in order; the links)."""
    listed = chains(articles, kind)
    clusters = Clusters(listed)
    join_people(clusters)
    join_things(clusters)
    groups = [sorted(f"{listed[n].article_id} {listed[n].best.name}" for n in numbers) for numbers in grouped(clusters)]
    return sorted(groups), clusters.links


def grouped(clusters: Clusters) -> list[list[int]]:
    """The numbers of the chains that are one, in order."""
    found: dict[int, list[int]] = {}
    for number in range(len(clusters.chains)):
        found.setdefault(clusters.root(number), []).append(number)
    return list(found.values())


def reasons(links: Sequence[Link], judgement: str = "same") -> list[str]:
    return sorted({link.reason for link in links if link.judgement == judgement})
