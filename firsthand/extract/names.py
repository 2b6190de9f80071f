"""Names of people in one article: full forms, short forms that lead back to one of them, and pronouns that can mean only one.

No name is looked up anywhere: a full name is two capitalised words or more that a title, a role, a given name or a description marks as
a person, or that speak. Where two people fit, or an unknown name stands nearer, there is no answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from firsthand.extract.runs import runs
from firsthand.extract.view import Stretch, View

Gender: TypeAlias = Literal["male", "female"] | None
GENDERS: tuple[Literal["male", "female"], ...] = ("male", "female")
# Tokens, at most, in which a description after a name shows that it is a person's.
DESCRIPTION = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: `words` are its tokens without titles; `where` is the name, titles aside; `modifies`: a noun comes after it."""

    where: Stretch
    words: tuple[str, ...]
    person: bool
    body: bool
    gender: Gender
    modifies: bool


class Names:
    """All mentions of an article, in order; `speakers` are stretches that are known to speak, so that names there are of people."""

    def __init__(self, view: View, speakers: Iterable[Stretch]) -> None:
        self.view = view
        speaking = {place for stretch in speakers for place in range(stretch.start, stretch.end)}
        found = [run for run in runs(view) if self._named(run)]
        self._places = {self._words(run) for run in found if self._place_like(run)}
        self.mentions = [self._mention(run, speaking) for run in found]
        self._starts = [mention.where.start for mention in self.mentions]
        self.people = {m.words for m in self.mentions if m.person and len(m.words) > 1}
        # who speaks under a last name alone was named in full before, whatever the given name is
        last_names = {m.words[0] for m in self.mentions if len(m.words) == 1 and m.where.start in speaking}
        self.people |= {m.words for m in self.mentions if len(m.words) > 1 and not m.body and m.words[-1] in last_names}
        self._named_so: dict[tuple[str, ...], list[Mention]] = {}
        for mention in self.mentions:
            self._named_so.setdefault(mention.words, []).append(mention)
        self._by_word: dict[int, dict[str, set[tuple[str, ...]]]] = {0: {}, -1: {}}
        for place, index in self._by_word.items():
            for words in self.people:
                index.setdefault(words[place], set()).add(words)
        self._full: dict[tuple[tuple[str, ...], Gender, bool], Mention | None] = {}
        self._by_gender = self._genders()
        self._by_last_name = self._last_name_genders()

    def _named(self, run: Stretch) -> bool:
        """More than titles; a title that is a last name too counts after another title: `Mr. King`."""
        words = [i for i in range(run.start, run.end) if self.view.word(i)]
        return any(self.view.capital(i) and not self.view.is_(i, "titles") for i in words) or (
            len(words) > 1 and self.view.is_(words[-1], "name_words") and self.view.is_(words[-2], "bare_titles")
        )

    def _words(self, stretch: Stretch) -> tuple[str, ...]:
        return tuple(self.view.tokens[i].text.replace("’", "'") for i in range(stretch.start, stretch.end) if self.view.word(i))

    def _place_like(self, run: Stretch) -> bool:
        """`in NAME`, `the NAME`: no person, wherever else it stands."""
        view = self.view
        possessive = run.end < len(view.tokens) and view.is_(run.end, "possessives")
        modifies = possessive or self._noun_follows(run)
        return run.start > 0 and not modifies and view.is_(run.start - 1, "place_starts")

    def _noun_follows(self, run: Stretch) -> bool:
        view, end = self.view, run.end
        if end >= len(view.tokens) or not view.word(end) or view.capital(end):
            return False
        return not view.is_(end, "prepositions", "conjunctions", "auxiliaries", "adverbs", "relative_pronouns", "object_pronouns") and not (
            view.finite(end)
        )

    def _mention(self, run: Stretch, speaking: set[int]) -> Mention:
        view = self.view
        start = self._name_start(run)
        inside = run.end < len(view.tokens) and run.end in speaking
        modifies = inside and (view.is_(run.end, "possessives") or self._noun_follows(run))
        words = self._words(Stretch(start, run.end))
        given = words[0].lower() if words else ""
        titled = start > 0 and (
            view.is_(start - 1, "titles", "roles") or (view.tokens[start - 1].text == "." and view.is_(start - 2, "titles"))
        )
        placed = len(words) == 1 and words in self._places
        known = titled or (not placed and bool(words) and self._given(start))
        shown = len(words) > 1 and words not in self._places and (start in speaking or self._acts(run))
        bodies = view.rules["collectives"] | view.rules["outlets"] | view.rules["company_endings"]
        body = any(word.lower().rstrip(".") in bodies for word in words)
        person = (known or shown) and not body and not modifies
        return Mention(Stretch(start, run.end), words, person, body, self._gender(given if len(words) > 1 else "", start), modifies)

    def _name_start(self, run: Stretch) -> int:
        """Past titles and roles, and past a body before a given name: `Secretary of State NAME`."""
        view = self.view
        start = max((i + 1 for i in range(run.start, run.end - 1) if view.is_(i, "titles", "roles")), default=run.start)
        while start < run.end - 1 and not view.word(start):
            start += 1
        given = next((i for i in range(start + 1, run.end - 1) if self._given(i)), start)
        return given if any(view.is_(i, "collectives", "outlets") for i in range(start, given)) else start

    def _given(self, place: int) -> bool:
        """A given name; in capitals throughout it is more often an acronym (`LEO`), alone at least."""
        if self.view.tokens[place].text.isupper() and not self.view.capital(min(place + 1, len(self.view.tokens) - 1)):
            return False
        return any(self.view.is_(place, f"given_names.{gender}") for gender in GENDERS)

    def _acts(self, run: Stretch) -> bool:
        """`NAME said`, `NAME, a spokesman for`, `NAME, who`, `NAME, 43`: what only a person does, or nobody but a body besides."""
        view, end = self.view, run.end
        if end + 1 >= len(view.tokens) or end in view.sentence_ends:
            return False
        verb = view.finite(end)
        if verb:
            return verb.kind == "speech" and "past" in verb.forms
        if view.tokens[end].text != ",":
            return False
        if view.lower[end + 1] == "who" or (view.tokens[end + 1].text.isdigit() and len(view.tokens[end + 1].text) == 2):
            return True
        for i in range(end + 1, min(end + 1 + DESCRIPTION, len(view.tokens))):
            if not view.word(i) or view.is_(i, "prepositions", "auxiliaries") or i in view.sentence_ends:
                return False
            if view.is_(i, "roles") and not view.capital(i):
                return view.is_(end + 1, "determiners") or not view.capital(end + 1)
        return False

    def _gender(self, given: str, start: int) -> Gender:
        """A title right before the name, else the given name (none where a name may be a last name), else a role near before it."""
        view, rules = self.view, self.view.rules
        at = start
        while at > 0 and (view.is_(at - 1, "titles", "roles") or (view.tokens[at - 1].text == "." and view.is_(at - 2, "titles"))):
            at -= 1
        titles = set(view.lower[at:start])
        near = set(view.lower[max(0, start - 3) : start])
        for gender in GENDERS:
            if titles & (rules[f"{gender}_titles"] | rules[f"{gender}_roles"]):
                return gender
        for gender in GENDERS:
            if given in rules[f"given_names.{gender}"]:
                return gender
        return next((gender for gender in GENDERS if near & rules[f"{gender}_roles"]), None)

    def _genders(self) -> dict[tuple[str, ...], Gender]:
        """By full name, where all mentions that tell agree."""
        found: dict[tuple[str, ...], Gender] = {}
        for mention in self.mentions:
            if mention.gender and found.setdefault(mention.words, mention.gender) != mention.gender:
                found[mention.words] = None
        return found

    def _last_name_genders(self) -> dict[str, Gender]:
        """By last name, where all mentions that tell agree."""
        found: dict[str, Gender] = {}
        clash: set[str] = set()
        for mention in self.mentions:
            if mention.gender and mention.words:
                last = mention.words[-1]
                if found.setdefault(last, mention.gender) != mention.gender:
                    clash.add(last)
        return {last: gender for last, gender in found.items() if last not in clash}

    # --- from a source to the fullest name

    def person_in(self, source: Stretch) -> Mention | None:
        """The name that is the head of a source, or of the apposition to it; None where `and` joins it to somebody else."""
        index = bisect_left(self._starts, source.start)
        for mention in self.mentions[index : index + 8]:
            if mention.where.end > source.end:
                return None
            if not (mention.person or (len(mention.words) == 1 and self._known(mention))) or not self._heads(mention, source):
                continue
            end = mention.where.end
            return None if end < source.end and self.view.is_(end, "conjunctions") else mention
        return None

    def _heads(self, mention: Mention, source: Stretch) -> bool:
        """Whether no preposition or relative clause stands before it in its part between commas, `Secretary of State` aside."""
        view, start = self.view, mention.where.start
        for i in range(start - 1, source.start - 1, -1):
            if view.tokens[i].text == ",":
                return not self._lists(source.start, i)
            if view.is_(i, "conjunctions") and i > source.start and view.capital(i - 1):
                return False
            if view.is_(i, "prepositions", "relative_pronouns") and not (
                view.lower[i] == "of" and i + 1 < start and i > 0 and view.is_(i - 1, "titles", "roles")
            ):
                return False
        return True

    def _lists(self, start: int, comma: int) -> bool:
        """Whether the part before a comma is a name itself or a relative clause, so that the next name is nobody's apposition."""
        return any(self.view.is_(i, "relative_pronouns") for i in range(start, comma))

    def _known(self, mention: Mention) -> bool:
        """Whether a single word is a known person's last name, and modifies no noun (`the Varro plan`)."""
        after = mention.where.end
        alone = after >= len(self.view.tokens) or not self.view.is_(after, "possessives")
        return alone and not mention.modifies and self.full(mention) is not None

    def full(self, mention: Mention) -> Mention | None:
        """The first mention of the one person whose full name ends (or begins) as a short form does; itself where it is a full name."""
        key = (mention.words, mention.gender, self._titled(mention))
        if key not in self._full:
            self._full[key] = self._fullest(mention)
        return self._full[key]

    def _fullest(self, mention: Mention) -> Mention | None:
        words = mention.words
        if len(words) == 1:
            fitting = self._agreeing(mention, -1) or (set() if self._titled(mention) else self._agreeing(mention, 0))
            if len(fitting) != 1:
                return None
            words = fitting.pop()
        same = self._named_so[words] if words in self.people else [mention]
        return next((m for m in same if self.view.running(m.where.start)), mention if len(mention.words) > 1 else same[0])

    def _titled(self, mention: Mention) -> bool:
        start = mention.where.start
        return start > 0 and self.view.is_(start - (2 if self.view.tokens[start - 1].text == "." else 1), "titles")

    def _agreeing(self, mention: Mention, place: int) -> set[tuple[str, ...]]:
        """The full names that have a short one as their last (or first) word, and no other gender than its title."""
        return {
            words
            for words in self._by_word[place].get(mention.words[0], ())
            if not mention.gender or self._by_gender.get(words) in (None, mention.gender)
        }

    # --- whom a pronoun can mean

    def between(self, start: int, stop: int) -> list[Mention]:
        """Mentions in a stretch, outside of what is quoted there."""
        found = self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]
        return [m for m in found if not self.view.in_speech(m.where.start)]

    def person(self, mention: Mention) -> Mention | None:
        """The person that a mention surely means, by the fullest name."""
        full = self.full(mention)
        if full and (full.person or full.words in self.people):
            return full
        return mention if mention.person and len(mention.words) == 1 and full is None and not self._several(mention) else None

    def _several(self, mention: Mention) -> bool:
        return len(self._by_word[-1].get(mention.words[0], ())) > 1

    def can_be(self, person: Mention, gender: Gender) -> bool:
        """Whether nothing tells that someone is of another gender."""
        told = self._by_gender.get(person.words) or self._by_last_name.get(person.words[-1])
        if told is None and len(person.words) == 1:
            told = self._gender(person.words[0].lower(), person.where.start)
        return told is None or told == gender

    def unknown(self, mention: Mention) -> bool:
        """Whether a name that no person is known under may well be one: two capitals or more in no place's place, or a last name that acts."""
        view, (start, end) = self.view, (mention.where.start, mention.where.end)
        if mention.body or mention.words in self._places or (start and view.is_(start - 1, "place_starts", "determiners", "possessives")):
            return False
        if start and view.is_(start - 1, "prepositions") and view.lower[start - 1] not in ("with", "by"):
            return False
        if self._noun_follows(mention.where) and not view.lower[end].endswith("ed"):
            return False
        if end >= len(view.tokens) or view.is_(end, "possessives"):
            return False
        acts = view.is_(end, "auxiliaries") or view.finite(end) is not None or (view.lower[end].endswith("ed") and not view.capital(end))
        return len(mention.words) > 1 or acts or (view.tokens[end].text == "," and view.lower[min(end + 1, len(view.lower) - 1)] == "who")
