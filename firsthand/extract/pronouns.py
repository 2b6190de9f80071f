"""Whom a pronoun means: one person alone, with nobody unknown in between."""

from __future__ import annotations

from firsthand.extract.names import Gender, Mention, Names
from firsthand.extract.view import Stretch, View

# Paragraphs, at most, that are searched back for the person whom a pronoun means.
BACK = 6
# Tokens, at most: a text without paragraphs would be searched from its start for each pronoun.
REACH = 800
# Tokens, at most, between the determiner of a role that is a subject and its noun.
ROLE = 4


def meant(view: View, names: Names, place: int) -> Mention | None:
    """The nearest paragraph back that names anyone who fits must name one person alone, and no unknown person may stand nearer."""
    gender = _gender(view, place)
    if gender is None:
        return None
    stop = place
    floor = max(0, place - REACH)
    start = max(view.paragraph(place).start, floor)
    for _ in range(BACK):
        near = names.between(start, stop)
        people = {person.words: person for m in near if (person := names.person(m)) and names.can_be(person, gender)}
        unknown = [m.where.start for m in near if not names.person(m) and names.unknown(m)]
        roles = _role_subjects(view, start, stop)
        if people:
            [person, *others] = people.values()
            last = max(m.where.start for m in near if (each := names.person(m)) and each.words == person.words)
            nearer = any(at > last for at in unknown) or any(not _described(view, names, person, role) for at, role in roles if at > last)
            return None if others or nearer else person
        if unknown or any(view.is_(at, "indefinite") for at, _ in roles) or start <= floor:
            return None
        stop = start
        start = max(view.paragraph(start - 1).start, floor)
    return None


def _gender(view: View, place: int) -> Gender:
    if view.is_(place, "male_pronouns"):
        return "male"
    return "female" if view.is_(place, "female_pronouns") else None


def _role_subjects(view: View, start: int, stop: int) -> list[tuple[int, str]]:
    """Where `the minister`, `a clerk` is the subject of a verb, outside of what is quoted; with the noun."""
    found: list[tuple[int, str]] = []
    for at in range(start, stop - 2):
        if not view.is_(at, "determiners") or view.in_speech(at) or (at > start and view.is_(at - 1, "prepositions", "auxiliaries")):
            continue
        noun = _role_after(view, at, stop)
        if noun is not None and (view.finite(noun + 1) or view.is_(noun + 1, "auxiliaries") or view.lower[noun + 1].endswith("ed")):
            found.append((at, view.lower[noun]))
    return found


def _role_after(view: View, at: int, stop: int) -> int | None:
    """The role at the end of the words after a determiner; None for bodies, plurals and names."""
    noun: int | None = None
    for i in range(at + 1, min(at + 1 + ROLE, stop - 1)):
        if not view.word(i) or view.is_(i, "prepositions", "auxiliaries", "conjunctions") or view.finite(i):
            break
        noun = i if view.is_(i, "roles") and not view.capital(i) and not view.lower[i].endswith("s") else None
    return noun


def _described(view: View, names: Names, person: Mention, role: str) -> bool:
    """Whether the article gives a person that role: right before the name, or in the words after it."""
    near = (m.where for m in names.mentions if m.words and m.words[-1] == person.words[-1])
    return any(role in view.lower[max(0, w.start - 4) : w.start] or role in view.lower[w.end : w.end + 8] for w in near)


def is_pronoun(view: View, source: Stretch) -> bool:
    return len(source) == 1 and view.is_(source.start, "subject_pronouns")
