"""Which chains of different articles are one person's. Strongest reason first; inside one reason the order of names: nothing hangs on the order of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from firsthand.align.chains import Chain, Clusters
from firsthand.align.names_alike import Person, given_key, is_given, is_spelled_in_several_ways, last_key, person, same_middle, skeleton

# Of names with one key, and of candidates for a last name, so many are compared: those in most articles.
MOST = 24
# Words of a full name with one more before it; longer names are left alone.
WITH_A_WORD_BEFORE = 3
# Candidates that an unsure link is written to.
SHOWN = 3
# A last name alone means the one who is named in so many articles, and so many times oftener than anyone else of that name.
OFTEN, OFTENER = 4, 8


@dataclass(slots=True)
class Name:
    """A full name of the story, with the numbers of the chains that it is the best name of, in order."""

    person: Person
    written: str
    chains: list[int]

    @property
    def first(self) -> int:
        return self.chains[0]


def join_people(clusters: Clusters) -> None:
    names = _names(clusters.chains)
    ordered = [names[words] for words in sorted(names)]
    for name in ordered:
        clusters.gather(name.chains, _same)
    _several_names(clusters, names)
    _blocks(clusters, ordered, lambda name: name.person.squashed, lambda a, b: "same name, parted otherwise")
    _blocks(clusters, ordered, _key, _spelling)
    _blocks(clusters, ordered, _without_h, _spelling)
    _words_before(clusters, names, ordered)
    _initials(clusters, ordered)
    _last_names(clusters, ordered)


def _key(name: Name) -> object:
    """None for an initial."""
    return (last_key(name.person.last), given_key(name.person.given)) if len(name.person.given) > 1 else None


def _names(chains: Sequence[Chain]) -> dict[tuple[str, ...], Name]:
    found: dict[tuple[str, ...], Name] = {}
    for number, chain in enumerate(chains):
        if chain.person is not None and not chain.person.bare:
            found.setdefault(chain.person.words, Name(chain.person, chain.best.name, [])).chains.append(number)
    return found


def _same(chain: Chain, first: Chain) -> str:
    return "same name" if chain.best.name == first.best.name else "same name but for marks, capitals or small words"


def _several_names(clusters: Clusters, names: dict[tuple[str, ...], Name]) -> None:
    """One article has two full names for one person."""
    for number, chain in enumerate(clusters.chains):
        if chain.person is None or len(chain.forms) < 2:
            continue
        for form in chain.forms:
            other = person(form.name)
            name = names.get(other.words) if other is not None and not other.bare else None
            if name is not None and other is not None and other.words != chain.person.words and same_middle(other, chain.person):
                clusters.join(number, name.first, f"one article says both `{chain.best.name}` and `{form.name}`")


# --- full names -------------------------------------------------------------------------------------------------------------------


def _blocks(clusters: Clusters, names: Iterable[Name], key: Callable[[Name], object], why: Callable[[Name, Name], str]) -> None:
    """Join the names that have one key, where nobody of that key can be told from another whom the name may mean as well."""
    groups: dict[object, list[Name]] = {}
    for name in names:
        own = key(name)
        if own is not None:
            groups.setdefault(own, []).append(name)
    for group in groups.values():
        if len(group) > 1:
            _settle(clusters, sorted(group, key=lambda name: -clusters.articles(name.first))[:MOST], why)


def _settle(clusters: Clusters, group: Sequence[Name], why: Callable[[Name, Name], str]) -> None:
    others: list[set[int]] = [set() for _ in group]
    for a, b in combinations(range(len(group)), 2):
        if not same_middle(group[a].person, group[b].person) or clusters.apart(group[a].first, group[b].first):
            others[a].add(b)
            others[b].add(a)
    for a, b in combinations(range(len(group)), 2):
        if b in others[a] or clusters.root(group[a].first) == clusters.root(group[b].first):
            continue
        reason = why(group[a], group[b])
        if others[a] == others[b]:
            clusters.join(group[a].first, group[b].first, reason)
        else:
            rival = group[min(others[a] ^ others[b])].written
            clusters.doubt(group[a].first, group[b].first, f"{reason}; but it may be `{rival}` as well")


def _spelling(one: Name, other: Name) -> str:
    said = []
    if one.person.given != other.person.given:
        known = "one given name" if given_key(one.person.given).startswith("=") else "one given name in other letters"
        said.append(f"`{_given(one)}` and `{_given(other)}` are {known}")
    if one.person.last != other.person.last:
        said.append(f"`{_last(one)}` and `{_last(other)}` are one last name in other letters")
    elif said:
        said.append("same last name")
    return "; ".join(said) or "same given and last name"


def _given(name: Name) -> str:
    return name.written.split()[0]


def _last(name: Name) -> str:
    return name.written.split()[-1]


def _without_h(name: Name) -> object:
    """`Haidai`, `Gaidai`: one letter in Ukrainian and Russian. Asked of given names that Slavic languages spell in several ways."""
    if not is_spelled_in_several_ways(name.person.given):
        return None
    return skeleton(name.person.last).replace("g", "h"), given_key(name.person.given)


def _words_before(clusters: Clusters, names: Mapping[tuple[str, ...], Name], ordered: Sequence[Name]) -> None:
    """`Sheikh Tam Sael` is `Tam Sael`: a title that nobody listed, a first given name that others leave out."""
    for name in ordered:
        words = name.person.words
        shorter = names.get(words[1:]) if len(words) == WITH_A_WORD_BEFORE and not name.person.suffix else None
        if shorter is not None and len(shorter.person.given) > 1:
            clusters.join(name.first, shorter.first, f"`{shorter.written}` with a word before it")


def _initials(clusters: Clusters, names: Sequence[Name]) -> None:
    """`I. Varro` is the one Varro whose given name begins so."""
    by_last: dict[tuple[str, str], list[Name]] = {}
    for name in names:
        if len(name.person.given) > 1:
            by_last.setdefault((last_key(name.person.last), name.person.given[0]), []).append(name)
    for name in names:
        if len(name.person.given) > 1:
            continue
        fitting = [one for one in by_last.get((last_key(name.person.last), name.person.given), ()) if same_middle(one.person, name.person)]
        _choose(clusters, name.first, [one.first for one in fitting], "initial and last name")


# --- last names ---------------------------------------------------------------------------------------------------------------------


def _last_names(clusters: Clusters, names: Sequence[Name]) -> None:
    chains = clusters.chains
    by_word, by_key = _named_so(clusters, names)
    alone: dict[str, list[int]] = {}
    for number, chain in enumerate(chains):
        if chain.person is not None and chain.person.bare:
            word = chain.person.last
            fitting = by_word.get(word) or by_key.get(last_key(word), [])
            if fitting:
                _choose(clusters, number, fitting, "last name alone")
            elif not is_given(word):
                alone.setdefault(word, []).append(number)
    given = {name.person.given for name in names}
    listed = [(word, numbers) for word, numbers in sorted(alone.items()) if word not in given]
    for _, numbers in listed:
        clusters.gather(numbers, lambda *_: "same name; nobody in the story is named more fully so")
    keyed: dict[str, int] = {}
    for word, numbers in listed:
        first = keyed.setdefault(last_key(word), numbers[0])
        if first != numbers[0]:
            clusters.join(
                numbers[0], first, f"`{chains[numbers[0]].best.name}` and `{chains[first].best.name}` are one name in other letters"
            )


def _named_so(clusters: Clusters, names: Sequence[Name]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Whom a single word may mean, one chain for each: by their last name, or as an article calls them for short; and by the last name's key."""
    by_word: dict[str, dict[int, None]] = {}
    by_key: dict[str, dict[int, None]] = {}
    for name in names:
        root = clusters.root(name.first)
        by_word.setdefault(name.person.last, {})[root] = None
        by_key.setdefault(last_key(name.person.last), {})[root] = None
        for number in name.chains:
            for form in clusters.chains[number].forms:
                short = person(form.name)
                if short is not None and short.bare:
                    by_word.setdefault(short.last, {})[clusters.root(number)] = None
    return {word: list(roots) for word, roots in by_word.items()}, {key: list(roots) for key, roots in by_key.items()}


def _choose(clusters: Clusters, number: int, fitting: Iterable[int], said: str) -> None:
    """Join the chain to the one whom it can mean. Of two of equal weight it is neither."""
    chain = clusters.chains[number]
    roots = list(dict.fromkeys(clusters.root(one) for one in fitting))
    if clusters.root(number) in roots:
        return
    roots = sorted(roots, key=lambda root: (-clusters.articles(root), root))[:MOST]
    roots = [root for root in roots if not _unlike(chain, clusters, root)]
    here = [root for root in roots if clusters.stands_in(root, chain.article_id)]
    if any(clusters.apart(number, root) for root in here):
        for root in here[:SHOWN]:
            clusters.doubt(number, root, f"{said}; the article names `{_called(clusters, root)}`, and does not show that both are one")
        return
    roots = [root for root in here or roots if not clusters.apart(number, root)]
    if not roots:
        return
    if len(roots) == 1:
        clusters.join(number, roots[0], f"{said}; the story has one: `{_called(clusters, roots[0])}`")
        return
    first, second = (clusters.articles(root) for root in roots[:2])
    if first >= OFTEN and first >= OFTENER * second:
        clusters.join(
            number, roots[0], f"{said}; {first} articles name `{_called(clusters, roots[0])}`, {second} `{_called(clusters, roots[1])}`"
        )
        return
    called = " or ".join(f"`{_called(clusters, root)}`" for root in roots[:SHOWN])
    for root in roots[:SHOWN]:
        clusters.doubt(number, root, f"{said}; it may be {called}")


def _unlike(chain: Chain, clusters: Clusters, root: int) -> bool:
    other = clusters.chains[root].gender
    return chain.gender is not None and other is not None and chain.gender != other


def _called(clusters: Clusters, root: int) -> str:
    return clusters.chains[root].best.name
