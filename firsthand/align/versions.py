"""Versions of one article: texts that were found at one address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from firsthand.align.addresses import Address, address
from firsthand.align.bodies import Body, Common, bodies, common, passages
from firsthand.align.choose import ORDER
from firsthand.align.query import Query
from firsthand.dates import interval
from firsthand.model import Decision, Judgement, Link, digest, normalised

# Of the shorter text's runs of words, so many stand in the other too: else the address may have moved on to another article.
SAME = 0.25
# So many where an AMP or print page is the same text, or where a paywall cuts one short.
DUPLICATE = 0.9
# A text is compared with the last of so many articles that one address has had.
HEADS = 5
TEXTS_AT_ONCE = 500

# What a page says of itself; other rules are where somebody found it.
OF_ITSELF = ("link canonical", "meta", "json-ld")
# What a person or the file's own record says is taken as it is.
GIVEN = ("person", "front matter", "json ")
# An outlet told by its address alone has no name to compare.
NO_NAME = ("url domain", "tip line", "copyright line")

ADDRESSES = """
    SELECT article_id, value, rule, used, NULL AS recorded FROM metadata WHERE field = 'url'
    UNION SELECT article_id, url, 'capture', false, recorded FROM found.capture SEMI JOIN article USING (article_id)
    ORDER BY ALL
"""
FACTS = """
    SELECT a.article_id, a.published_earliest, a.published_latest, a.extent, a.outlet,
        (SELECT min(value) FROM metadata m WHERE m.article_id = a.article_id AND m.field = 'modified' AND m.used),
        (SELECT min(rule) FROM metadata m WHERE m.article_id = a.article_id AND m.field = 'outlet' AND m.used)
    FROM article a WHERE a.article_id IN (SELECT unnest(?))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Where an article was found. `recorded`: the first time that it is known to have been taken."""

    address: Address
    recorded: datetime | None


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of an address. `told`: when it was modified, or else published, by its own word (`told_by`)."""

    article_id: str
    found: Found
    told: tuple[datetime, datetime] | None
    told_by: str
    cut: bool
    outlet: frozenset[str]

    @property
    def worth(self) -> tuple[bool, bool]:
        """Of two copies of one text the whole one stands for both, and of those the page itself."""
        return not self.cut, not self.found.address.forms


def links(query: Query, _given: Sequence[Decision]) -> Iterator[Link]:
    """Story stage: each article of an address with the one that it gives way to, in the order of their dates."""
    listed = [copy for group in _groups(query) for copy in _in_order(group)]
    heads: list[tuple[Copy, Body]] = []
    here: str | None = None
    for start in range(0, len(listed), TEXTS_AT_ONCE):
        part = listed[start : start + TEXTS_AT_ONCE]
        texts = bodies(query, [copy.article_id for copy in part])
        for copy in part:
            if copy.found.address.key != here:
                here, heads = copy.found.address.key, []
            yield from _linked(heads, copy, texts[copy.article_id])


def _linked(heads: list[tuple[Copy, Body]], copy: Copy, body: Body) -> Iterator[Link]:
    """The link of `copy` to one of `heads`, the latest of each article that the address has had; `heads` is kept so."""
    near = max(range(len(heads)), key=lambda n: (common(heads[n][1], body).least, n), default=None)
    if near is None:
        heads.append((copy, body))
        return
    other, its_body = heads[near]
    shared = common(its_body, body)
    doubt = _doubt(other, copy, shared)
    if doubt:
        yield _link(heads[-1], (copy, body), "unsure", None, doubt)
        heads[:] = [*heads, (copy, body)][-HEADS:]
        return
    first, second = (copy, body), heads[near]
    kind, why = _type(other, copy, shared)
    if kind != "duplicate" or copy.worth >= other.worth:
        first, second = second, first
        heads.append(heads.pop(near))
        heads[-1] = (copy, body)
    yield _link(first, second, "same", kind, f"{why}; {shared.both} of {shared.either} sentences in both")


def _link(one: tuple[Copy, Body], other: tuple[Copy, Body], judgement: Judgement, kind: str | None, why: str) -> Link:
    name = digest("link", "version-of", one[0].article_id, other[0].article_id)
    reason = f"one address, {one[0].found.address.key}: {why}"
    ids = one[0].article_id, other[0].article_id
    return Link(name, "version-of", *ids, judgement, kind, reason, passages(one[1], other[1]), "rule")


# --- what two of them are to each other -------------------------------------------------------------------------------------------------


def _doubt(one: Copy, other: Copy, shared: Common) -> str | None:
    if shared.least < SAME:
        return "the texts share next to nothing; the page may list articles, or have moved on to another one"
    if one.outlet and other.outlet and not (one.outlet <= other.outlet or other.outlet <= one.outlet):
        return f"the outlets differ ({' '.join(sorted(one.outlet))}; {' '.join(sorted(other.outlet))}), so one may reprint the other"
    return None


def _type(one: Copy, other: Copy, shared: Common) -> tuple[str, str]:
    """What `other` is to `one`, which comes before it in the order of dates, and why."""
    modified = one.told_by == other.told_by == "modified" and one.told is not None and other.told is not None
    changed = modified and not _overlap(one.told, other.told)
    if shared.both == shared.either and shared.both:
        return "duplicate", _forms(one, other) or "the same sentences"
    if (one.cut != other.cut and shared.least >= DUPLICATE) and not changed:
        return "duplicate", "one of them is cut short"
    if one.found.address.forms != other.found.address.forms and shared.most >= DUPLICATE and not changed:
        return "duplicate", _forms(one, other)
    later = _later(one, other)
    return ("updated", later) if later else ("undated", "no date tells which is later")


def _forms(one: Copy, other: Copy) -> str:
    names = sorted((one.found.address.forms | other.found.address.forms) - (one.found.address.forms & other.found.address.forms))
    said = {"amp": "AMP", "print": "print", "mobile": "mobile", "archive": "archived"}
    return f"the {' and '.join(said[name] for name in names)} form of the page" if names else ""


def _later(one: Copy, other: Copy) -> str | None:
    """Why `other` is later than `one`; None where no date tells it."""
    if one.told and other.told and not _overlap(one.told, other.told):
        return f"{other.told_by} {_moment(other.told)} after {one.told_by} {_moment(one.told)}" if one.told[1] < other.told[0] else None
    before, after = one.found.recorded, other.found.recorded
    if before and after and before < after:
        return f"captured {_moment((after, after))} after {_moment((before, before))}"
    return None


def _overlap(one: tuple[datetime, datetime] | None, other: tuple[datetime, datetime] | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def _moment(when: tuple[datetime, datetime]) -> str:
    return when[0].strftime("%Y-%m-%dT%H:%MZ") if when[0] == when[1] else when[0].date().isoformat()


def _in_order(group: Sequence[Copy]) -> list[Copy]:
    """By what they say of themselves, where that tells them apart; else by when they were taken, where that is known of all."""

    def told(copy: Copy) -> tuple[datetime, datetime, tuple[bool, bool], str]:
        moment = copy.told[0] if copy.told else copy.found.recorded or datetime.max
        return moment, copy.found.recorded or datetime.max, copy.worth, copy.article_id

    listed = sorted(group, key=told)
    apart = all(a.told and b.told and (a.told == b.told or a.told[1] < b.told[0]) for a, b in pairwise(listed))
    if not apart and all(copy.found.recorded for copy in listed):
        return sorted(group, key=lambda copy: (copy.found.recorded or datetime.max, *told(copy)))
    return listed


# --- what is known about them --------------------------------------------------------------------------------------------------------------


def _groups(query: Query) -> Iterator[list[Copy]]:
    """The articles of each address that has several. Of the others only a number is kept."""
    keys = {article_id: hash(at.address.key) for article_id, at in _all_found(query, ADDRESSES)}
    counts = Counter(keys.values())
    several = [article_id for article_id, key in keys.items() if counts[key] > 1]
    found = dict(_all_found(query, f"SELECT * FROM ({ADDRESSES}) WHERE article_id IN (SELECT unnest(?)) ORDER BY ALL", [several]))
    facts = {row[0]: row[1:] for row in query(FACTS, [several])}
    for _, names in groupby(sorted(several, key=lambda name: (found[name].address.key, name)), key=lambda name: found[name].address.key):
        group = [_copy(name, found[name], facts[name]) for name in names]
        if len(group) > 1:
            yield group


def _all_found(query: Query, sql: str, parameters: list[Any] | None = None) -> Iterator[tuple[str, Found]]:
    for article_id, rows in groupby(query.stream(sql, parameters), key=itemgetter(0)):
        at = _found(list(rows))
        if at is not None:
            yield article_id, at


def _found(rows: Sequence[tuple[str, str | None, str, bool, datetime | None]]) -> Found | None:
    """The address of one article: the one in use, unless the page names another site's as its own and was found elsewhere."""
    listed = [(rule, used, at) for _, url, rule, used, _ in rows if url and (at := address(url)) is not None]
    if not listed:
        return None
    ranked = sorted(listed, key=lambda item: (not item[1], _rank(item[0]), item[2].key))
    rule, _, chosen = ranked[0]
    if not rule.startswith(GIVEN):
        elsewhere = [at for other, _, at in ranked if not other.startswith((*OF_ITSELF, "capture")) and at.site != chosen.site]
        chosen = elsewhere[0] if elsewhere else chosen
    forms = frozenset(form for _, _, at in listed if at.key == chosen.key for form in at.forms)
    taken = [when for *_, when in rows if when] or [at.recorded for _, _, at in listed if at.recorded and at.key == chosen.key]
    return Found(Address(chosen.key, chosen.site, forms), min(taken, default=None))


def _rank(rule: str) -> int:
    return next((n for n, prefix in enumerate(ORDER["url"]) if rule.startswith(prefix)), len(ORDER["url"]) + (rule == "capture"))


def _copy(article_id: str, found: Found, facts: Sequence[Any]) -> Copy:
    """`facts` are the columns of FACTS after the first."""
    earliest, latest, extent, outlet, modified, outlet_rule = facts
    changed = interval(modified) if modified else None
    published = (earliest, latest) if earliest and latest else None
    told = (changed[0].replace(tzinfo=None), changed[1].replace(tzinfo=None)) if changed else published
    name = normalised(outlet or "").split() if outlet_rule and not outlet_rule.startswith(NO_NAME) else []
    return Copy(article_id, found, told, "modified" if changed else "published", extent == "cut", frozenset(name) - {"the"})
