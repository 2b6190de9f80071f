"""A parsed article with what the language model says of it: words, chains of coreference, proposed attributions. All that extractors see of the model."""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.language.coreference.chains import chains
from firsthand.language.coreference.mentions import columns
from firsthand.language.parse import ParsedArticle, parse
from firsthand.language.pipeline import english
from firsthand.model import Chain, Page, Proposal, Words


@dataclass(frozen=True, slots=True)
class AnalysedArticle(ParsedArticle):
    """A `model.Analysed`. It is made of plain columns; nothing of the libraries leaves this part of the house."""

    syntax: Words = field(default_factory=lambda: Words([], [], [], [], [], [], [], [], [], []), repr=False, compare=False)
    chains: tuple[Chain, ...] = ()
    proposals: tuple[Proposal, ...] = ()


def analyse(page: Page) -> AnalysedArticle:
    """The sentences are those of `parse`; the network may part one of them further. Raises `UnreadableInput` for a text that is too long for the model."""
    parsed = parse(page)
    doc = english(page.text, parsed.sentences)
    words = columns(doc)
    return AnalysedArticle(
        **{name: getattr(parsed, name) for name in ParsedArticle.__slots__},
        syntax=words,
        chains=chains(doc, words),
    )
