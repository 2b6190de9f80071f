"""From when to when what is stated holds: `from 1 June`, `with effect from`, `takes effect on Monday`, `starting in March`, `as of Friday`, `until July`.

Dates of the statement's main clause count; of other clauses only words that say nothing else (`takes effect on`, `effective`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.extract.time_phrases import TimePhrases
from firsthand.extract.tree import Stretch, Tree

# Relations of a date to what it limits; relations by which a verb goes on with the main one.
DATED = ("obl", "nmod", "obl:unmarked", "nmod:unmarked", "obl:tmod", "nmod:tmod", "advmod", "obj", "appos", "dep", "pcomp")
CLAUSES = frozenset(("xcomp", "conj", "parataxis"))


@dataclass(frozen=True, slots=True)
class Effective:
    """`whole`: from the first word to the last; `start`, `end`: the dates that say from when and until when."""

    whole: Stretch
    start: Stretch | None
    end: Stretch | None


def effective(tree: Tree, times: TimePhrases, group: Sequence[int]) -> Effective | None:
    """`group`: the words of what is stated. None where they do not say."""
    inside = set(group)
    starts = [place for place in group if times.is_time(place) and tree.words.dep[place] in DATED]
    if not starts:
        return None
    main = _main(tree, tree.head(group), inside)
    dates: dict[str, tuple[Stretch, int]] = {}
    for place in starts:
        side, first = _side(tree, times, place, main, inside)
        if side is None and "from" in dates and first == dates["from"][0][1] and tree.is_(first, "effective.up_to"):
            side = "until"  # `from March to June`
        if side and side not in dates and (stretch := times.phrase(place, set(tree.below(place)) & inside)):
            dates[side] = stretch, min(first, stretch[0])
    if not dates:
        return None
    whole = tree.trimmed(min(first for _, first in dates.values()), max(stretch[1] for stretch, _ in dates.values()))
    start, end = (dates[side][0] if side in dates else None for side in ("from", "until"))
    return Effective(whole, start, end) if whole else None


def _main(tree: Tree, top: int, inside: set[int]) -> set[int]:
    """The main word of the statement and the verbs that go on with it."""
    found, todo = {top}, [top]
    while todo:
        for child in tree.children[todo.pop()]:
            if (
                child in inside
                and child not in found
                and tree.words.dep[child] in CLAUSES
                and tree.words.pos[child] in ("VERB", "AUX", "ADJ", "NOUN")
            ):
                found.add(child)
                todo.append(child)
    return found


def _side(tree: Tree, times: TimePhrases, place: int, main: set[int], inside: set[int]) -> tuple[str | None, int]:
    """`from` or `until`, and the first word that says so; None: the date says neither."""
    head = tree.words.head[place]
    cases = tuple(case for case in times.case(place) if case in inside)
    first = min(cases, default=place)
    if head not in inside:
        return None, first
    led = tuple(tree.words.lower[case] for case in cases)
    if (begun := _begun(tree, place, led, main, inside)) is not None:
        return "from", min(first, begun)
    if _led(tree, led, "from") and (at := _phrase_before(tree, first, inside)) is not None:
        return "from", at
    if not cases or not _counts(tree, head, main):
        return None, first
    if _led(tree, led, "until"):
        return "until", first
    if (
        led in tree.rules.phrases["effective.as_of"]
        or (_led(tree, led, "from") and _begins(tree, place, head, first))
        or (_led(tree, led, "since") and _goes_on(tree, head, range(head, first), inside))
    ):
        return "from", first
    return None, first


def _begun(tree: Tree, place: int, led: Sequence[str], main: set[int], inside: set[int]) -> int | None:
    """A word over the date that says all: `starting Monday`, `effective Monday`, `takes effect on Monday`."""
    words, head = tree.words, tree.words.head[place]
    if led and not _led(tree, led, "dated") and led not in tree.rules.phrases["effective.as_of"]:
        return None
    if tree.lemma_is(head, "effective.in_effect"):
        return head
    if tree.is_(head, "effective.starting"):
        begins = words.dep[place] in ("obl", "obl:unmarked", "obj", "obl:tmod") and words.dep[head] in ("acl", "advcl", "case")
        return head if begins and _counts(tree, words.head[head], main) else None
    return head if words.pos[head] == "VERB" and _takes_effect(tree, head, main, inside) else None


def _led(tree: Tree, led: Sequence[str], name: str) -> bool:
    """Whether one word of a list is all that leads a date."""
    return len(led) == 1 and led[0] in tree.rules[f"effective.{name}"]


def _counts(tree: Tree, place: int, main: set[int]) -> bool:
    """The main clause, or a noun of it that lasts: `a ban from 1 June`."""
    words = tree.words
    if place in main:
        return True
    return (
        tree.lemma_is(place, "effective.lasting")
        and words.head[place] in main
        and words.dep[place] in ("obj", "nsubj", "nsubj:pass", "obl")
    )


def _takes_effect(tree: Tree, verb: int, main: set[int], inside: set[int]) -> bool:
    """`takes effect`, `come into force`, `goes into effect`."""
    of_noun = tree.words.dep[verb] in ("acl", "acl:relcl") and _counts(tree, tree.words.head[verb], main)
    if not tree.lemma_is(verb, "effective.taking") or not (verb in main or of_noun):
        return False
    return any(child in inside and tree.is_(child, "effective.force") for child in tree.under(verb, "obj", "obl", "xcomp", "advmod"))


def _phrase_before(tree: Tree, first: int, inside: set[int]) -> int | None:
    """Where `with effect` before `from` begins."""
    lower = tree.words.lower
    for phrase in tree.rules.phrases["effective.with_effect"]:
        at = first - len(phrase)
        if at >= 0 and at in inside and tuple(lower[at:first]) == phrase:
            return at
    return None


def _begins(tree: Tree, place: int, head: int, first: int) -> bool:
    """Not `up 5 % from last year`, `dropped from 2030`, `a print from 2029`."""
    words = tree.words
    if tree.is_(first - 1, "effective.not_from") or tree.lemma_is(head, "effective.changing"):
        return False
    if any(tree.is_(each, "effective.compared") for each in (place, *tree.children[place])):
        return False
    return (
        words.pos[head] == "VERB"
        or tree.lemma_is(head, "effective.lasting")
        or (words.pos[head] == "ADJ" and bool(tree.under(head, "cop")))
    )


def _goes_on(tree: Tree, verb: int, between: Sequence[int], inside: set[int]) -> bool:
    """`has been shut since March`; not `its first loss since 2030`."""
    if any(tree.is_(each, "effective.first_since") for each in between if each in inside):
        return False
    return any(tree.is_(child, "effective.have") for child in tree.under(verb, "aux", "aux:pass", "cop"))
