"""Which part of the words that two articles have in a row holds by itself: no few words of the next sentence, and something that is said of something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from firsthand.align.passages import LEAST, Shared, dense
from firsthand.align.terms import common_words, languages
from firsthand.model import Span

# So many of the equal words of a passage are no names or figures: those alone are facts that anybody may tell.
LEAST_PLAIN = 6
# Equal words of a sentence that belong to a passage which goes over its end.
BEYOND = 4
# Prose of fewer words has a verb that both have.
WITH_VERB = 20
BORDER = re.compile(r"\n|[.!?:][”\"’')\]]*\s")
# Code points of a long sentence.
FAR = 600
# Small words inside a name.
INSIDE = frozenset(("of", "the", "for", "and", "de", "la"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row in one article: the words as they stand, where each stands, which are names or figures, which begin a sentence."""

    article_id: str
    words: str
    at: Sequence[tuple[int, int]]
    named: tuple[bool, ...]
    opens: tuple[bool, ...]

    def part(self, start: int, end: int) -> tuple[Span, str]:
        """Half-open, in words."""
        span = Span(self.at[start][0], self.at[end - 1][1])
        return span, self.words[span.start - self.at[0][0] : span.end - self.at[0][0]]

    def word(self, number: int) -> str:
        first, last = self.at[number]
        return self.words[first - self.at[0][0] : last - self.at[0][0]]


def stretch(article_id: str, text: str, at: Sequence[tuple[int, int]]) -> Stretch:
    forms = [text[low:high] for low, high in at]
    named = [form[0].isdigit() or (form[0].isupper() and form.lower() not in function_words()) for form in forms]
    inside = 0
    for number, form in enumerate(forms):  # University of Harrow
        if named[number]:
            named[number - inside : number] = [True] * inside
            inside = 0
        elif number > inside and named[number - inside - 1] and form in INSIDE:
            inside += 1
        else:
            inside = 0
    opens = (False, *(bool(BORDER.search(text, at[n - 1][1], at[n][0])) for n in range(1, len(at))))
    return Stretch(article_id, text[at[0][0] : at[-1][1]], at, tuple(named), opens)


def sentence(text: str, span: Span) -> Span:
    """The sentence in which some words stand."""
    before = [match.end() for match in BORDER.finditer(text, max(0, span.start - FAR), span.start)]
    after = BORDER.search(text, max(span.start, span.end - 1), span.end + FAR)
    return Span(before[-1] if before else max(0, span.start - FAR), after.start() if after else min(len(text), span.end + FAR))


def held(item: Shared, one: Stretch, other: Stretch) -> tuple[bool, Shared] | None:
    """What is left of a passage, and whether both say something with it; None where nothing holds. The stretches are its words."""
    equal = [(i - item.start_a, j - item.start_b) for i, j in item.equal]
    equal = _without_ends(equal, one, other)
    (first_a, first_b), (last_a, last_b) = equal[0], equal[-1]
    shorter = min(last_a - first_a, last_b - first_b) + 1
    if shorter < LEAST or (len(equal) < len(item.equal) and not dense(equal)):
        return None
    if sum(not (one.named[i] and other.named[j]) for i, j in equal) < LEAST_PLAIN:
        return None
    says = item.kind != "prose" or shorter >= WITH_VERB or _says_something(equal, one, other)
    return says, Shared(
        item.start_a + first_a,
        item.start_a + last_a + 1,
        item.start_b + first_b,
        item.start_b + last_b + 1,
        tuple((i + item.start_a, j + item.start_b) for i, j in equal),
        item.kind,
    )


def _without_ends(equal: list[tuple[int, int]], one: Stretch, other: Stretch) -> list[tuple[int, int]]:
    """A few words of the sentence before or after are none of it: at either end that much is left out."""
    borders = [
        n
        for n in range(1, len(equal))
        if any(one.opens[equal[n - 1][0] + 1 : equal[n][0] + 1]) or any(other.opens[equal[n - 1][1] + 1 : equal[n][1] + 1])
    ]
    start, end = 0, len(equal)
    while borders and end - borders[-1] < BEYOND:
        end = borders.pop()
    while borders and borders[0] - start < BEYOND:
        start = borders.pop(0)
    return equal[start:end]


def _says_something(equal: Sequence[tuple[int, int]], one: Stretch, other: Stretch) -> bool:
    """Whether both have a verb in common; where no word is one of a known language, it is not asked."""
    forms = [(one.word(i), other.word(j)) for i, j in equal]
    return any(is_verb(a) or is_verb(b) for a, b in forms) or not any(a.lower() in function_words() for a, _ in forms)


def is_verb(word: str) -> bool:
    form = word.lower().replace("’", "'")
    return form in verbs() or (len(form) > 4 and form.endswith("ed") and word[0].islower() and form not in NOT_VERBS)


NOT_VERBS = frozenset("hundred indeed speed breed naked sacred crowded hatred exceed proceed succeed".split())


@cache
def verbs() -> frozenset[str]:
    text = resources.files("firsthand.align").joinpath("data", "verbs.en.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def function_words() -> frozenset[str]:
    return frozenset(word for language in languages() for word in common_words(language))
