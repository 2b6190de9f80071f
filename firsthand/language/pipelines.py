"""Pipelines by their names: ours, or another that spaCy knows. That one reads our sentences, and its labels are mapped to ours as far as they mean the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from firsthand.language.pipeline import Pipeline, english, sentences_of
from firsthand.language.words import words
from firsthand.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ENGLISH = "english"
# OntoNotes (Weischedel et al. 2013) and WikiNER's types; times and numbers are no names.
TYPES = {
    "PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "PRODUCT": "MISC", "EVENT": "MISC",
    "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC", "MISC": "MISC",
}  # fmt: skip
# Stanford and ClearNLP dependencies that have one name in Universal Dependencies; where a tree is built otherwise (`pobj`) the label is left as it is.
RELATIONS = {
    "ROOT": "root", "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "relcl": "acl:relcl", "poss": "nmod:poss", "prt": "compound:prt", "npadvmod": "obl:unmarked", "neg": "advmod", "intj": "discourse",
    "predet": "det:predet", "preconj": "cc:preconj",
}  # fmt: skip


def pipeline(name: str = ENGLISH) -> Pipeline:
    """`read(text, sentences=None) -> Doc` of the pipeline of that name: ours, or any that `spacy.load` knows. Raises `OSError` where it knows none."""
    if name == ENGLISH:
        return english
    nlp = _loaded(name)
    return lambda text, sentences=None: _read(nlp, text, sentences_of(text) if sentences is None else sentences)


@cache
def _loaded(name: str) -> Language:
    import spacy

    return spacy.load(name)


def _read(nlp: Language, text: str, sentences: Sequence[Span]) -> Doc:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Named

    ours = words(text)
    doc = Doc(nlp.vocab, words=[token.text for token in ours], spaces=[bool(token.whitespace_) for token in ours])
    starts = [token.idx for token in ours]
    begins = {0, *(bisect_left(starts, span.start) for span in sentences)}
    for token in doc:
        token.is_sent_start = token.i in begins
    for _, component in nlp.pipeline:
        doc = component(doc)
    for token in doc:
        token.dep_ = RELATIONS.get(token.dep_, token.dep_)
    doc.ents = [Named(doc, ent.start, ent.end, TYPES[ent.label_]) for ent in doc.ents if ent.label_ in TYPES]
    return doc
