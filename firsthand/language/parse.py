"""A page into what extractors ask of it: tokens, sentences, quotations. The only place that knows which tokeniser that takes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import partial

from firsthand.language import language
from firsthand.language.guesses import Around, guess
from firsthand.language.paragraphs import paragraphs
from firsthand.language.quotations import Structure, structures
from firsthand.language.sentences import sentences
from firsthand.language.tokens import tokens
from firsthand.model import Language, Page, Quotation, Span, Token

# Tokens beside a quotation that its guess may look at.
BESIDE = 4
# And in its sentence, on each side.
SENTENCE = 40


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """A `model.Parsed`. Its words come from the tokens' own strings, never from the article's text."""

    article_id: str
    language: str | None
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    rules: Language | None = field(default=None, repr=False, compare=False)
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def words(self, start: int, end: int) -> str:
        """The words between two code points, joined from the tokens there."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        pieces = [token.text + token.space for token in self.tokens[first:last]]
        base = self._starts[first] if first < last else 0
        return "".join(pieces)[start - base : end - base]


def parse(page: Page) -> ParsedArticle:
    """Linear in the page's text. A language without rules is still read: sentences and marks, but no guesses."""
    rules = language(page.language)
    found = tokens(page.text, rules["clitics"], rules["abbreviations_inner"]) if rules else tokens(page.text)
    starts = tuple(token.start for token in found)
    bare = ParsedArticle(page.article_id, page.language, found, _starts=starts)
    units = paragraphs(page)
    marks = structures(page.text, units, *_quoting(rules))
    split = sentences(page.text, units, rules)
    bare = replace(bare, sentences=split)
    return ParsedArticle(
        page.article_id,
        page.language,
        found,
        split,
        tuple(_quotation(bare, each, units, rules) for each in marks),
        units,
        rules,
        starts,
    )


def _quoting(rules: Language | None) -> tuple[frozenset[str], frozenset[str]]:
    """Elisions, and the verbs that end a sentence which quotes."""
    if rules is None:
        return frozenset(), frozenset()
    return rules["elisions"], frozenset(w for w, verb in rules.verbs.items() if verb.kind == "speech" and verb.forms & {"past", "third"})


def _quotation(parsed: ParsedArticle, found: Structure, units: tuple[Span, ...], rules: Language | None) -> Quotation:
    span = found.span
    at = bisect_right(units, span.start, key=lambda unit: unit.start) - 1
    last = bisect_right(units, span.end - 1, key=lambda unit: unit.start) - 1
    first_inside, after_last = bisect_left(parsed._starts, span.start), bisect_left(parsed._starts, span.end)
    before = [t for t in parsed.tokens[max(0, first_inside - BESIDE) : first_inside] if t.start >= units[at].start]
    after = [t for t in parsed.tokens[after_last : after_last + BESIDE] if t.end <= units[last].end]
    beside = Around(before, after, partial(_sentence, parsed, first_inside, after_last, span))
    inside = parsed.tokens[first_inside + 1 : after_last - found.closed]
    return Quotation(
        article_id=parsed.article_id,
        span=span,
        words=parsed.words(span.start, span.end),
        content_spans=found.content_spans,
        depth=found.depth,
        closed=found.closed,
        guess=guess(beside, inside, found.closed, rules),
    )


def _sentence(parsed: ParsedArticle, first: int, last: int, span: Span) -> tuple[Token, ...]:
    """What stands beside a quotation in the sentence where it opens, at most `SENTENCE` tokens on each side."""
    index = bisect_right(parsed.sentences, span.start, key=lambda sentence: sentence.start) - 1
    if index < 0:
        return ()
    sentence = parsed.sentences[index]
    before = (t for t in parsed.tokens[max(0, first - SENTENCE) : first] if t.start >= sentence.start)
    after = (t for t in parsed.tokens[last : last + SENTENCE] if t.end <= sentence.end)
    return (*before, *after)
