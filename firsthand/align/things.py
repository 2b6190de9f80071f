"""Which chains of different articles are one body or place: by the same name, other spellings, acronyms that an article prints beside the name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from firsthand.align.chains import Chain, Clusters
from firsthand.align.names_alike import acronyms, is_acronym, is_generic, is_known, plain, thing

# Candidates that an unsure link is written to.
SHOWN = 3


def join_things(clusters: Clusters) -> None:
    keys = {number: _key(chain) for number, chain in enumerate(clusters.chains) if chain.person is None}
    groups: dict[str, list[int]] = {}
    for number, key in keys.items():
        groups.setdefault(key, []).append(number)
    printed = _printed(clusters.chains, keys)
    for key, numbers in sorted(groups.items()):
        if is_generic(key):
            continue  # every country has a Foreign Ministry
        clusters.gather(numbers, partial(_same, key=key))
    for key, numbers in sorted(groups.items()):
        beside = [groups[name] for name in sorted(printed.get(key, ())) if name in groups]
        kinds = {clusters.chains[number].type for number in numbers}
        if beside and not is_known(key) and "place" not in kinds:
            _short(clusters, numbers, beside)


def _key(chain: Chain) -> str:
    return thing(chain.best.name, place=chain.type == "place")


def _same(chain: Chain, first: Chain, key: str) -> str:
    if chain.best.name == first.best.name:
        return "same name"
    one, other = (plain(each.best.name).removeprefix("the ") for each in (chain, first))
    if one == other:
        return "same name but for marks, capitals or article"
    told = "are names of one place or body" if is_known(key) else "are one name, spelled otherwise"
    return f"`{chain.best.name}` and `{first.best.name}` {told}"


def _printed(chains: Sequence[Chain], keys: Mapping[int, str]) -> dict[str, set[str]]:
    """Key of an acronym or short form -> keys of the names for which an article prints it. `Board` is nobody's."""
    found: dict[str, set[str]] = {}
    for number, key in keys.items():
        chain = chains[number]
        letters = acronyms(chain.best.name)
        for form in chain.forms:
            short = thing(form.name, place=False)
            if short == key or is_generic(short) or (is_acronym(form.name) and plain(form.name) not in letters):
                continue
            if len(form.name.split()) < len(chain.best.name.split()):
                found.setdefault(short, set()).add(key)
    return found


def _short(clusters: Clusters, numbers: Sequence[int], full: Sequence[Sequence[int]]) -> None:
    """A short name is the body for which an article of the story prints it; where articles print it for two, it is neither."""
    short = clusters.chains[numbers[0]].best.name
    if len(full) == 1:
        name = clusters.chains[full[0][0]].best.name
        clusters.join(numbers[0], full[0][0], f"an article prints `{short}` for `{name}`")
        return
    called = " and ".join(f"`{clusters.chains[group[0]].best.name}`" for group in full[:SHOWN])
    for group in full[:SHOWN]:
        clusters.doubt(numbers[0], group[0], f"articles print `{short}` for {called}")
