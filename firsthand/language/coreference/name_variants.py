"""Which names in one text are the same person's or body's, by rules on their words: `Ines Varro`, `Ms Varro`, `Varro`; `River Water Board`, `RWB`, `the Board`.

Names are taken in the order of the text; each is linked to an entity named before, or begins one. Two full names that share a last name stay two people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from firsthand.model import Language

SMALL = frozenset("of the and for in on at to a an de la & , . -".split())
# Entities that share a word, and names of one entity, that are looked at, at most: a text of one name over and over stays cheap.
MOST = 32
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


@dataclass(slots=True)
class Named:
    """What is known of a named entity: `forms` are its first `MOST` names as tuples of lower-case words; `number` is the caller's, another for each."""

    number: int
    kind: str
    forms: set[tuple[str, ...]] = field(default_factory=set)
    gender: str = ""


@dataclass(slots=True)
class Name:
    """A name's words (lower case), as written, its type, and what the words beside it tell of gender."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    kind: str
    gender: str = ""


def clean(written: Sequence[str], kind: str, rules: Language) -> Name:
    """The name without titles, possessive marks and points. A title inside tells gender; `Jr` and company endings are left out."""
    words = [word for word in written if word not in POSSESSIVE and any(char.isalnum() for char in word)]
    gender = ""
    if kind == "PER":
        while len(words) > 1 and words[0].lower().rstrip(".") in rules["titles"]:
            gender = gender or title_gender(words[0], rules)
            words = words[1:]
        words = [word for word in words if word.lower().rstrip(".") not in ("jr", "sr", "ii", "iii", "iv")] or words
        gender = gender or (given_gender(words[0], rules) if len(words) > 1 else "")
    else:
        if len(words) > 1 and words[0].lower() == "the":
            words = words[1:]
        while len(words) > 1 and words[-1].lower().rstrip(".") in ("inc", "corp", "ltd", "llc", "plc", "co", "gmbh", "ag"):
            words = words[:-1]
    lower = tuple(word.lower().removesuffix("'s").removesuffix("’s").rstrip(".") or word.lower() for word in words)
    return Name(lower, tuple(words), kind, gender)


def title_gender(word: str, rules: Language) -> str:
    low = word.lower().rstrip(".")
    return "male" if low in rules["male_titles"] else "female" if low in rules["female_titles"] else ""


def given_gender(word: str, rules: Language) -> str:
    low = word.lower()
    return "male" if low in rules["given_names.male"] else "female" if low in rules["given_names.female"] else ""


class Names:
    """The named entities so far, found by their words in constant time."""

    def __init__(self) -> None:
        # by number, in the order of the text
        self._whole: dict[tuple[str, ...], dict[int, Named]] = {}
        self._word: dict[str, dict[int, Named]] = {}
        self._acronym: dict[str, list[Named]] = {}

    def find(self, name: Name) -> tuple[Named, str] | None:
        """(the entity that the name belongs to, the rule), None where there is none or more than one."""
        if not name.words:
            return None
        same = [one for one in self._called(name.words) if alike(one.kind, name.kind) and not _conflict(one.gender, name.gender)]
        if name.kind == "PER" and len(name.words) == 1 and self._shared(name):
            # nobody can tell which of them: those who are called so and no more stay by themselves
            same = [one for one in same if one.forms == {name.words}]
            return (same[-1], "same name") if same else None
        if len(same) > 1:
            same = [one for one in same if one.kind == name.kind] or same
        if same:
            return same[-1], "same name"
        return self._person(name) if name.kind == "PER" else self._body(name)

    def _called(self, words: tuple[str, ...]) -> Iterator[Named]:
        return iter(self._whole.get(words, {}).values())

    def _near(self, word: str) -> Iterator[Named]:
        """The first entities with a name that begins or ends with the word."""
        return islice(self._word.get(word, {}).values(), MOST)

    def _shared(self, name: Name) -> bool:
        """Whether two people with different full names go by this last name."""
        near = (one for one in self._near(name.words[0]) if one.kind == "PER" and not _conflict(one.gender, name.gender))
        return sum(any(len(form) > 1 and form[-1] == name.words[0] for form in one.forms) for one in near) > 1

    def _person(self, name: Name) -> tuple[Named, str] | None:
        found = [one for one in self._near(name.words[-1]) if one.kind == "PER" and not _conflict(one.gender, name.gender)]
        if len(name.words) == 1:
            by_last = [one for one in found if any(form[-1] == name.words[0] for form in one.forms)]
            by_first = [one for one in found if any(len(form) > 1 and form[0] == name.words[0] for form in one.forms)]
            if len(by_last) == 1:
                return by_last[0], "last name"
            return (by_first[0], "given name") if not by_last and len(by_first) == 1 else None
        fits = [one for one in found if all(_fits(name.words, form) for form in one.forms)]
        if any(one not in fits for one in found):  # a last name alone beside others of that name may be anybody's
            fits = [one for one in fits if any(len(form) > 1 for form in one.forms)]
        if not fits:
            # a given name alone before: `Ines ... Ines Varro`
            first = [one for one in self._near(name.words[0]) if one.kind == "PER" and one.forms == {name.words[:1]}]
            return (first[0], "given name") if len(first) == 1 and not _conflict(first[0].gender, name.gender) else None
        return (fits[0], "last name") if len(fits) == 1 else None

    def _body(self, name: Name) -> tuple[Named, str] | None:
        if len(name.words) == 1 and len(name.written[0]) > 1:
            letters = name.written[0].replace(".", "")
            if letters.isupper() or (letters[0].isupper() and sum(map(str.isupper, letters)) > 1):
                found = self._acronym.get(letters.lower(), [])
                if len(found) == 1 and alike(found[0].kind, name.kind):
                    return found[0], "acronym"
        for letters in acronyms(name.written):
            found = [one for one in self._called((letters,)) if one.kind in ("ORG", "MISC")]
            if len(found) == 1:
                return found[0], "acronym"
        if name.kind != "ORG":
            return None
        near = [one for one in self._near(name.words[0]) if one.kind == "ORG"]
        parts = [one for one in near if any(_short(name.words, form) or _short(form, name.words) for form in one.forms)]
        if parts or len(name.words) > 1:
            return (parts[0], "short form") if len(parts) == 1 else None
        # `the Board` of the `River Water Board`
        ends = [one for one in near if any(form[-1] == name.words[0] for form in one.forms)]
        return (ends[0], "head noun") if len(ends) == 1 else None

    def add(self, named: Named, name: Name) -> None:
        """The entity goes by this name, too."""
        named.gender = named.gender or name.gender
        if not name.words:
            return
        called = self._whole.setdefault(name.words, {})
        if named.number in called:
            return
        called[named.number] = named
        if len(named.forms) < MOST:
            named.forms.add(name.words)
        for word in {name.words[0], name.words[-1]}:
            self._word.setdefault(word, {})[named.number] = named
        if named.kind != "PER":
            for letters in acronyms(name.written):
                self._acronym.setdefault(letters, []).append(named)


def acronyms(written: Sequence[str]) -> Iterator[str]:
    """The first letters of a name of several words (lower case), small words left out and with them."""
    words = [word for word in written if word[:1].isalnum()]
    if len(words) < 2:
        return
    strong = "".join(word[0] for word in words if word.lower() not in SMALL).lower()
    every = "".join(word[0] for word in words).lower()
    for letters in dict.fromkeys((strong, every)):
        if len(letters) > 1:
            yield letters


def alike(a: str, b: str) -> bool:
    """Whether two types may be one entity's: a recogniser wavers between bodies, places and works, not between them and people."""
    return (a == "PER") == (b == "PER")


def _conflict(a: str, b: str) -> bool:
    return bool(a and b and a != b)


def _fits(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether both can be one person's: the same last name, and given names that are the same, initials of each other, or missing."""
    if words[-1] != form[-1]:
        return False
    if len(form) == 1 or len(words) == 1:
        return True
    a, b = words[0], form[0]
    return a == b or (a[0] == b[0] and (len(a) == 1 or len(b) == 1))


def _short(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is what remains of `full` when words at its end are left out."""
    return len(short) < len(full) and full[: len(short)] == short and (len(short) > 1 or len(short[0]) > 3)
