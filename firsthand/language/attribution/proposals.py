"""The attributions that the network proposes for a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from firsthand.language.attribution.decode import SORTS, attributions
from firsthand.language.attribution.features import Text, text_of
from firsthand.language.attribution.found import Found
from firsthand.language.attribution.network import Attributor, shipped
from firsthand.model import Proposal, Quotation, Span, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def proposals(
    doc: Doc, words: Words, quotations: Sequence[Quotation], paragraphs: Sequence[Span], attributor: Attributor | None = None
) -> tuple[Proposal, ...]:
    """In the order of their heads. `words` are the columns of `doc`; quotations and paragraphs those of `parse`."""
    attributor = attributor or shipped()
    text = text_from(doc, words, quotations, paragraphs)
    states = np.asarray(doc.tensor)[text.places]
    return tuple(_proposal(text, each) for each in attributions(text, attributor.read(text, states), attributor.settings))


def text_from(doc: Doc, words: Words, quotations: Sequence[Quotation], paragraphs: Sequence[Span]) -> Text:
    names = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
    outer = [[(span.start, span.end) for span in each.content_spans] for each in quotations if each.depth == 0]
    return text_of(words, names, outer, [span.start for span in paragraphs])


def _proposal(text: Text, found: Found) -> Proposal:
    places = text.places.tolist()
    cue, source, content = (tuple(places[i] for i in group) for group in (found.cue, found.source, found.content))
    return Proposal(places[found.head], SORTS[found.sort], min(found.score, 1.0), cue, source, content)
