"""A text as the grammar of dates and times sees it: its words with their classes, and the readings that the grammar has for them.

The grammar is data of a language (`language/data/times-<code>.toml`, which explains it). What is read is the longest reading of each kind at each word, remembered, so
the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.model import Language

TOPIC = "times."
GRAMMAR = "times.grammar."
LEXICON = "times.lexicon."
KINDS = ("set", "time", "date", "duration")
# Digits of a number, at most, that counts days or years; words from where an expression begins to its first that is one by itself.
LONGEST_NUMBER = 12
FARTHEST = 7
# Numbers, and words that a tokeniser may have left in one piece: `two-year`.
PARTED = re.compile(r"[\d-]")
SHAPES = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    r"|(?P<word>(?![Qq][1-4]\b)[^\W\d_]+(?:\.[^\W\d_](?=\.)\.?)*)"
    r"|(?P<ISO>(?<![\w.-])[12]\d{3}-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<SLASH>(?<![\w/.-])\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\w/-])|(?<![\w/.-])[12]\d{3}/\d{1,2}/\d{1,2}(?![\w/-]))"
    r"|(?P<CLOCK>(?<![\d:.,])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<DOTTED>(?<![\d:.,])[0-2]?\d\.[0-5]\d(?![\d:.,]\d|\d))"
    r"|(?P<DECADE>\b[12]\d\d0(?:['’]s|s)\b)"
    r"|(?P<SHORT>['’]?(?<!\d)[1-9]0(?:['’]s|s)\b)"
    r"|(?P<DAYTH>\b\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<QUARTER>\b[Qq][1-4]\b)"
    r"|(?P<N>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<sign>[^\w\s]|_)"
)
Classes = Mapping[str, str]
NOTHING: Classes = {}


class Item(NamedTuple):
    """One place of a pattern: words that may stand there, or the name of a class or of a kind of expression; `name`: in the formula."""

    words: frozenset[str] | None
    cls: str | None
    kind: str | None
    name: str
    optional: bool


class Rule(NamedTuple):
    number: int
    items: tuple[Item, ...]
    formula: tuple[str, ...]


class Reading(NamedTuple):
    """Up to which word a reading goes, and its formula."""

    end: int
    formula: str


class Word(NamedTuple):
    """A word, number or mark; `classes`: what it can be, with the value of each; `gap`: whether white space stands before it."""

    start: int
    end: int
    text: str
    lower: str
    classes: Classes
    gap: bool


class Beginnings(NamedTuple):
    """The rules that begin with one word or class: those for which the next word or class tells nothing, and the others by it."""

    any: tuple[Rule, ...]
    next: dict[str, tuple[Rule, ...]]


@dataclass(slots=True)
class Grammar:
    """The rules of one language by kind and by what they can begin with: a word or a class. `core`: classes, `telling`: words, without which nothing is a date."""

    rules: Language
    lexicon: dict[str, dict[str, str]]
    kinds: dict[str, dict[str, Beginnings]]
    core: frozenset[str]
    firsts: frozenset[str]
    alone: frozenset[str]
    capitals: frozenset[str]
    telling: frozenset[str]

    def words(self, text: str, at: int = 0) -> list[Word]:
        """The words of a stretch of text that begins at the code point `at`."""
        found = []
        before = 0
        for match in SHAPES.finditer(text):
            shape, words = match.lastgroup or "", match[0]
            start, end = match.span()
            lower = words.lower()
            if shape == "word":
                classes = self.lexicon.get(lower, NOTHING)
                if classes and words == lower and not self.capitals.isdisjoint(classes):
                    classes = {name: value for name, value in classes.items() if name not in self.capitals}
                elif "ZONE" in classes and not words.isupper():
                    classes = {name: value for name, value in classes.items() if name != "ZONE"}
            elif shape in ("sign", "address"):
                classes = NOTHING
            else:
                classes = shaped("SLASH" if shape == "mark" else shape, words)
            found.append(Word(at + start, at + end, words, lower, classes, start > before))
            before = end
        return found

    def may_hold(self, lower: Iterable[str], text: str) -> bool:
        """Whether a sentence, by its words in lower case, can have a date or time in it."""
        return not self.telling.isdisjoint(lower) or PARTED.search(text) is not None

    def is_core(self, word: Word) -> bool:
        return (bool(word.classes) and not self.core.isdisjoint(word.classes)) or word.lower in self.alone

    def core_after(self, words: Sequence[Word]) -> list[int]:
        """For each word how far on the next one is that can be a part of a date by itself."""
        found, far = [], FARTHEST + 1
        for word in reversed(words):
            far = 0 if self.is_core(word) else far + 1
            found.append(far)
        return found[::-1]


def shaped(shape: str, words: str) -> Classes:
    """Classes that the shape of a number gives, with values."""
    if shape == "N":
        return counting(words) if len(words) <= LONGEST_NUMBER else NOTHING
    if shape == "DAYTH":
        value = words[:-2]
        return {"ORD": value, "DAYTH": value} if 1 <= int(value) <= 31 else {"ORD": value}
    value = {"SHORT": re.sub(r"\D", "", words), "DECADE": words[:3], "QUARTER": words[-1]}.get(shape, words)
    return {shape: value}


def counting(words: str) -> Classes:
    """What a number can count: anything; a day, an hour, a year of a century; a year, hours with minutes."""
    found = {"N": words.replace(",", "")}
    if not (words.isascii() and words.isdigit()):
        return found
    number, digits = int(words), len(words)
    tests = (
        ("DAY", digits <= 2 and 1 <= number <= 31, words),
        ("HR", digits <= 2 and 1 <= number <= 12, words),
        ("NN", digits == 2, words),
        ("YEAR", digits == 4 and 1000 <= number < 2200, words),
        ("HOURS", digits == 4 and number < 2400 and number % 100 < 60, f"{words[:2]}:{words[2:]}"),
    )
    return found | {name: value for name, fits, value in tests if fits}


_GRAMMARS: dict[str, Grammar] = {}


def grammar(rules: Language) -> Grammar | None:
    """The grammar of a language, made once; None where its data has none."""
    made = _GRAMMARS.get(rules.code)
    if made is None or made.rules is not rules:
        if GRAMMAR + "date" not in rules.phrases:
            return None
        made = _GRAMMARS[rules.code] = _made(rules)
    return made


def _made(rules: Language) -> Grammar:
    lexicon: dict[str, dict[str, str]] = {}
    classes = set()
    for key, entries in rules.phrases.items():
        if key.startswith(LEXICON):
            name = key.removeprefix(LEXICON)
            classes.add(name)
            for value, *words in entries:
                for word in words:
                    lexicon.setdefault(word, {})[name] = value
    listed = {
        key.removeprefix(GRAMMAR): [_rule(number, entry) for number, entry in enumerate(entries)]
        for key, entries in rules.phrases.items()
        if key.startswith(GRAMMAR)
    }
    firsts: dict[str, frozenset[str]] = {}
    kinds = {kind: _index([each for rule in some for each in _whole(rule)], listed, firsts) for kind, some in listed.items()}
    shapes = {"ISO", "SLASH", "CLOCK", "DOTTED", "DECADE", "SHORT", "DAYTH", "QUARTER", "YEAR"}
    core = frozenset(classes | shapes) - {name.upper() for name in rules["times.weak"]} - rules["times.weak"]
    begin = frozenset().union(*(kinds[kind] for kind in KINDS))
    telling = rules["times.alone"] | {word for word, classes in lexicon.items() if not core.isdisjoint(classes)}
    return Grammar(rules, lexicon, kinds, core, begin, rules["times.alone"], rules["times.capitals"], telling)


def _rule(number: int, entry: Sequence[str]) -> Rule:
    arrow = entry.index("=>")
    return Rule(number, tuple(map(_item, entry[:arrow])), tuple(re.split(r"[{}]", " ".join(entry[arrow + 1 :]))))


def _item(written: str) -> Item:
    optional = len(written) > 1 and written.endswith("?")
    body = written[:-1] if optional else written
    name, colon, rest = body.partition(":")
    body = rest if colon and rest else body
    name = name if colon and rest else body.strip("<>")
    if body.startswith("<") and len(body) > 1:
        return Item(None, None, body[1:-1], name, optional)
    if body.isalpha() and body.isupper():
        return Item(None, body, None, name, optional)
    return Item(frozenset(body.split("|")), None, None, name, optional)


def _whole(rule: Rule) -> Iterator[Rule]:
    """The rule with and without what may be missing at its beginning."""
    while rule.items and rule.items[0].optional:
        yield rule._replace(items=(rule.items[0]._replace(optional=False), *rule.items[1:]))
        rule = rule._replace(items=rule.items[1:])
    yield rule


def _index(some: Sequence[Rule], listed: Mapping[str, Sequence[Rule]], known: dict[str, frozenset[str]]) -> dict[str, Beginnings]:
    any_: dict[str, list[Rule]] = {}
    following: dict[str, dict[str, list[Rule]]] = {}
    for rule in some:
        # after one word the next is known; it may be the last one, too
        second = None if rule.items[0].kind or all(item.optional for item in rule.items[1:]) else _first(rule.items[1:], listed, known)
        for key in _first(rule.items, listed, known):
            if second is None:
                any_.setdefault(key, []).append(rule)
            else:
                for other in second:
                    following.setdefault(key, {}).setdefault(other, []).append(rule)
    return {
        key: Beginnings(tuple(any_.get(key, ())), {other: tuple(rules) for other, rules in following.get(key, {}).items()})
        for key in any_.keys() | following.keys()
    }


def _first(items: Sequence[Item], listed: Mapping[str, Sequence[Rule]], known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Words and classes that these can begin with."""
    found: set[str] = set()
    for item in items:
        if item.words:
            found |= item.words
        elif item.cls:
            found.add(item.cls)
        elif item.kind:
            if item.kind not in known:
                known[item.kind] = frozenset().union(*(_first(each.items, listed, known) for each in listed[item.kind]))
            found |= known[item.kind]
        if not item.optional:
            break
    return frozenset(found)


class Reader:
    """The readings of one sentence."""

    def __init__(self, grammar: Grammar, words: Sequence[Word]) -> None:
        self.grammar = grammar
        self.words_read = words
        self._known: list[dict[str, Reading | None]] = [{} for _ in words]
        self._core = grammar.core_after(words)
        self._keys = [(word.lower, *word.classes) for word in words] + [()]

    def readings(self, place: int) -> list[tuple[str, Reading]]:
        """What may begin at a word, by kind, the longest first."""
        word = self.words_read[place]
        firsts = self.grammar.firsts
        if self._core[place] > FARTHEST or (word.lower not in firsts and firsts.isdisjoint(word.classes)):
            return []
        found = [(kind, reading) for kind in KINDS if (reading := self.read(kind, place)) is not None]
        return sorted(found, key=lambda each: -each[1].end)

    def read(self, kind: str, place: int) -> Reading | None:
        """The longest reading of a kind at a word; the first listed of equals."""
        known = self._known[place]
        if kind in known:
            return known[kind]
        known[kind] = None
        index = self.grammar.kinds[kind]
        after = self._keys[place + 1]
        some: list[Rule] = []
        for key in self._keys[place]:
            if (begun := index.get(key)) is not None:
                some += begun.any
                for other in after:
                    if other in begun.next:
                        some += begun.next[other]
        best: Reading | None = None
        first = 0
        for rule in some:
            values: dict[str, str] = {}
            end = self._fits(rule.items, 0, place, values)
            if end is not None and end > place and (best is None or end > best.end or (end == best.end and rule.number < first)):
                best, first = Reading(end, _filled(rule.formula, values)), rule.number
        known[kind] = best
        return best

    def _fits(self, items: tuple[Item, ...], number: int, place: int, values: dict[str, str]) -> int | None:
        """Up to where the items from `number` on fit the words from `place` on; `values` gets what they stand for."""
        while number < len(items):
            item = items[number]
            number += 1
            end, value = self._stands(item, place)
            if end == place:
                if item.optional:
                    continue
                return None
            if item.optional:  # with it, if the rest fits then; else without it
                tried: dict[str, str] = {}
                stop = self._fits(items, number, end, tried)
                if stop is None:
                    continue
                values.update(tried)
                values[item.name] = value
                return stop
            if value:
                values[item.name] = value
            place = end
        return place

    def _stands(self, item: Item, place: int) -> tuple[int, str]:
        """Up to where one item goes from a word on, and its value; the same place where it does not stand there."""
        if place >= len(self.words_read):
            return place, ""
        word = self.words_read[place]
        if item.words is not None:
            return (place + 1, "") if word.lower in item.words else (place, "")
        if item.cls is not None:
            value = word.classes.get(item.cls)
            return (place, "") if value is None else (place + 1, value)
        reading = self.read(item.kind or "", place)
        return (place, "") if reading is None else reading


def _filled(formula: tuple[str, ...], values: Mapping[str, str]) -> str:
    """Every second piece is a name."""
    return "".join(values.get(piece, "-") if number % 2 else piece for number, piece in enumerate(formula))
