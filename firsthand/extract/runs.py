"""Runs of capitalised words that may be names, with the particles between them."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.view import Stretch, View


def runs(view: View) -> Iterator[Stretch]:
    """A sentence's first word counts only where it can be a name; a line in which nearly every word is capitalised has none."""
    count = len(view.tokens)
    ends = set(view.sentence_ends)
    last_names = _last_names(view)
    at = 0
    while at < count:
        if not view.capital(at) or _function_word(view, at, last_names):
            at += 1
            continue
        if view.headline(at):
            at = view.paragraph(at).end
            continue
        end = at + 1
        while end < count and end not in ends and not view.tokens[end - 1].space.strip(" \xa0") and _continues(view, end, last_names):
            end += 1
        while end > at + 1 and not view.capital(end - 1):
            end -= 1
        yield Stretch(at, end)
        at = end


def _last_names(view: View) -> frozenset[str]:
    """Words such as `May` that stand right after a given name or a title, so that they are a last name in this article."""
    return frozenset(view.tokens[i].text for i in range(1, len(view.tokens)) if view.surname(i))


def _continues(view: View, at: int, last_names: frozenset[str]) -> bool:
    if view.capital(at):
        return not _function_word(view, at, last_names)
    if view.tokens[at].text == ".":
        return view.is_(at - 1, "titles") or len(view.tokens[at - 1].text) == 1
    if not view.is_(at, "name_particles") or at + 1 >= len(view.tokens) or not view.capital(at + 1):
        return False
    return view.lower[at] != "of" or view.is_(at - 1, "titles", "roles", "collectives")


def _function_word(view: View, at: int, last_names: frozenset[str]) -> bool:
    if view.tokens[at].text in last_names and (view.surname(at) or _acts(view, at)):
        return False
    lists = (
        "starters",
        "determiners",
        "subject_pronouns",
        "prepositions",
        "conjunctions",
        "subordinators",
        "auxiliaries",
        "days",
        "adverbs",
    )
    return view.is_(at, *lists)


def _acts(view: View, at: int) -> bool:
    """Whether a capitalised word is followed by a verb or an ending that only a name has before it."""
    after = at + 1
    return after < len(view.tokens) and (view.finite(after) is not None or view.is_(after, "possessives", "auxiliaries"))
