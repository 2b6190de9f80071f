"""A parsed article with what the language model says of it: words, chains of coreference, proposed attributions. All that extractors see of the model."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from firsthand.language.attribution.proposals import proposals
from firsthand.language.coreference.chains import chains
from firsthand.language.coreference.mentions import columns
from firsthand.language.parse import ParsedArticle, parse
from firsthand.language.pipeline import english
from firsthand.model import Chain, Page, Proposal, Words


def _no_words() -> Words:
    return Words([], [], [], [], [], [], [], [], [], [])


@dataclass(frozen=True, slots=True)
class AnalysedArticle(ParsedArticle):
    """A `model.Analysed`. It is made of plain columns; nothing of the libraries leaves this part of the house."""

    syntax: Words = field(default_factory=_no_words, repr=False, compare=False)
    chains: tuple[Chain, ...] = ()
    proposals: tuple[Proposal, ...] = ()


def analyse(page: Page) -> AnalysedArticle:
    """The sentences are those of `parse`; the network may part one of them further. Raises `UnreadableInput` for a text that is too long for the model."""
    parsed = parse(page)
    doc = english(page.text, parsed.sentences)
    words = columns(doc)
    proposed = proposals(doc, words, parsed.quotations, parsed.paragraphs)
    return _with(parsed, words, chains(doc, words), proposed)


def without_model(page: Page) -> AnalysedArticle:
    """For a text that the model cannot read: words without parts of speech or trees, so that what rules find of quotations stands all the same."""
    parsed = parse(page)
    starts = [sentence.start for sentence in parsed.sentences]
    words = _no_words()
    for number, token in enumerate(parsed.tokens):
        words.start.append(token.start)
        words.end.append(token.end)
        words.text.append(token.text)
        words.lower.append(token.text.lower())
        words.lemma.append(token.text.lower())
        words.pos.append("X" if any(c.isalnum() for c in token.text) else "PUNCT")
        words.dep.append("dep")
        words.head.append(number)
        words.sentence.append(bisect_right(starts, token.start))
        words.quotation.append(0)
    return _with(parsed, words, (), ())


def _with(parsed: ParsedArticle, words: Words, found: tuple[Chain, ...], proposed: tuple[Proposal, ...]) -> AnalysedArticle:
    given = {name: getattr(parsed, name) for name in ParsedArticle.__slots__}
    return AnalysedArticle(**given, syntax=words, chains=found, proposals=proposed)
