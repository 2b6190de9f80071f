"""Names of people in one article: full forms, short forms that lead back to one of them, and pronouns that can mean only one.

No name is looked up anywhere: a full name is two capitalised words or more that a title, a role or a given name marks as a person, or
that speak. Where two people fit, there is no answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from firsthand.extract.view import Stretch, View

Gender: TypeAlias = Literal["male", "female"] | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: `words` are its tokens without titles; `where` is the name, titles aside."""

    where: Stretch
    words: tuple[str, ...]
    person: bool
    body: bool
    gender: Gender


class Names:
    """All mentions of an article, in order; `speakers` are stretches that are known to speak, so that names there are of people."""

    def __init__(self, view: View, speakers: Iterable[Stretch]) -> None:
        self.view = view
        speaking = {place for stretch in speakers for place in range(stretch.start, stretch.end)}
        self.mentions = [self._mention(run, speaking) for run in _runs(view) if self._named(run)]
        self._starts = [mention.where.start for mention in self.mentions]
        self.people = {m.words for m in self.mentions if m.person and len(m.words) > 1}
        # who speaks under a last name alone was named in full before, whatever the given name is
        last_names = {m.words[0] for m in self.mentions if len(m.words) == 1 and m.where.start in speaking}
        self.people |= {m.words for m in self.mentions if len(m.words) > 1 and not m.body and m.words[-1] in last_names}
        self._genders = self._collect_genders()

    def _named(self, run: Stretch) -> bool:
        return any(self.view.capital(i) and not self.view.is_(i, "titles") for i in range(run.start, run.end))

    def _mention(self, run: Stretch, speaking: set[int]) -> Mention:
        view = self.view
        start = max((i + 1 for i in range(run.start, run.end - 1) if view.is_(i, "titles", "roles")), default=run.start)
        follows = run.end < len(view.tokens) and run.end in speaking
        modifies = follows and (
            view.is_(run.end, "possessives") or (view.word(run.end) and not view.capital(run.end) and not view.is_(run.end, "prepositions"))
        )
        words = tuple(view.tokens[i].text for i in range(start, run.end) if view.word(i))
        before = [view.lower[i] for i in range(max(0, start - 3), start)]
        given = words[0].lower() if words else ""
        titled = start > 0 and view.is_(start - 1, "titles", "roles")
        person = (
            titled
            or given in view.rules["given_names.male"]
            or given in view.rules["given_names.female"]
            or (start in speaking and len(words) > 1)
        )
        body = any(word.lower() in view.rules["collectives"] or word.lower() in view.rules["outlets"] for word in words)
        return Mention(Stretch(start, run.end), words, person and not body and not modifies, body, self._gender(given, before))

    def _gender(self, given: str, before: list[str]) -> Gender:
        rules = self.view.rules
        for gender in ("male", "female"):
            if given in rules[f"given_names.{gender}"] or any(
                w in rules[f"{gender}_titles"] or w in rules[f"{gender}_roles"] for w in before
            ):
                return "male" if gender == "male" else "female"
        return None

    def _collect_genders(self) -> dict[str, Gender]:
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
        """The first person's name inside a source; None where `and` joins it to a second one."""
        index = bisect_left(self._starts, source.start)
        inside = [m for m in self.mentions[index : index + 6] if m.where.end <= source.end]
        people = [m for m in inside if m.person or (len(m.words) == 1 and self._known(m))]
        if len(people) > 1 and self.view.lower[people[0].where.end] == "and" and people[1].where.start == people[0].where.end + 1:
            return None
        return people[0] if people else None

    def _known(self, mention: Mention) -> bool:
        """Whether a single word is a known person's last name, and modifies no noun (`the Varro plan`)."""
        after = mention.where.end
        alone = after >= len(self.view.tokens) or not self.view.is_(after, "possessives")
        return alone and self.full(mention) is not None

    def full(self, mention: Mention) -> Mention | None:
        """The first mention of the one person whose full name ends (or begins) as a short form does; itself where it is a full name."""
        if len(mention.words) > 1:
            return mention
        short = mention.words[0]
        fitting = {words for words in self.people if words[-1] == short} or {words for words in self.people if words[0] == short}
        if len(fitting) != 1:
            return None
        words = fitting.pop()
        return next(m for m in self.mentions if m.words == words)

    def fitting(self, place: int, since: int) -> list[Mention]:
        """The people named between `since` and a pronoun who can be meant by it, each by their fullest name."""
        gender = self._pronoun_gender(place)
        if gender == "none":
            return []
        candidates: dict[tuple[str, ...], Mention] = {}
        for mention in self.mentions[bisect_left(self._starts, since) : bisect_left(self._starts, place)]:
            full = self._person(mention)
            if full and self._genders.get(full.words[-1], gender) == gender:
                candidates.setdefault(full.words, full)
        return list(candidates.values())

    def _person(self, mention: Mention) -> Mention | None:
        full = self.full(mention)
        if full and (full.person or full.words in self.people):
            return full
        return mention if mention.person and len(mention.words) == 1 and full is None else None

    def _pronoun_gender(self, place: int) -> Gender | Literal["none"]:
        for gender in ("male", "female"):
            if self.view.is_(place, f"{gender}_pronouns"):
                return "male" if gender == "male" else "female"
        return "none"


def _runs(view: View) -> Iterable[Stretch]:
    """Runs of capitalised words with the particles between them; a sentence's first word counts only where it can be a name."""
    count = len(view.tokens)
    ends = set(view.sentence_ends)
    at = 0
    while at < count:
        if not view.capital(at) or _function_word(view, at):
            at += 1
            continue
        end = at + 1
        while end < count and end not in ends and not view.tokens[end - 1].space.strip(" \xa0") and _continues(view, end):
            end += 1
        while end > at + 1 and not view.capital(end - 1):
            end -= 1
        yield Stretch(at, end)
        at = end


def _continues(view: View, at: int) -> bool:
    if view.capital(at):
        return not _function_word(view, at)
    if view.tokens[at].text == ".":
        return view.is_(at - 1, "titles") or len(view.tokens[at - 1].text) == 1
    return view.is_(at, "name_particles") and at + 1 < len(view.tokens) and view.capital(at + 1)


def _function_word(view: View, at: int) -> bool:
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
