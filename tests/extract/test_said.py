"""When something was said, on trees that are written out: the time words of the cue, never those of the content."""

from __future__ import annotations

import pytest

from firsthand.extract.said import said_when
from firsthand.extract.time_phrases import TimePhrases
from tests.extract.trees import Written, article, found, said, tree

TOLD = "Varro|PROPN|nsubj|2 told~tell|VERB|root|0 reporters~reporter|NOUN|iobj|2 on|ADP|case|5 14|NUM|obl|2 April|PROPN|nmod:unmarked|5 that|SCONJ|mark|9 gates~gate|NOUN|nsubj|9 held~hold|VERB|ccomp|2 in|ADP|case|11 March|PROPN|obl|9"
LATE = "Lund|PROPN|nsubj|2 said~say|VERB|root|0 late|ADV|advmod|4 Thursday|PROPN|obl:unmarked|2 gates~gate|NOUN|nsubj|6 hold|VERB|ccomp|2"
STATED = (
    "In|ADP|case|3 a|DET|det|3 statement|NOUN|obl|8 issued~issue|VERB|acl|3 last|ADJ|amod|6 week|NOUN|obl:unmarked|4 Lund|PROPN|nsubj|8 said~say|VERB|root|0 "
    "gates~gate|NOUN|nsubj|10 hold|VERB|ccomp|8"
)
SPEAKING = "Speaking~speak|VERB|advcl|6 on|ADP|case|3 Monday|PROPN|obl|1 ,|PUNCT|punct|1 she|PRON|nsubj|6 said~say|VERB|root|0 gates~gate|NOUN|nsubj|8 hold|VERB|ccomp|6"
FRONTED = (
    "On|ADP|case|2 Friday|PROPN|obl|7 ,|PUNCT|punct|2 Lund|PROPN|nsubj|5 said~say|VERB|root|0 gates~gate|NOUN|nsubj|7 hold|VERB|ccomp|5"
)
WEEKS = "Lund|PROPN|nsubj|2 said~say|VERB|root|0 each|DET|det|4 week|NOUN|obl:unmarked|2 gates~gate|NOUN|nsubj|6 hold|VERB|ccomp|2"
SOURCE = "In|ADP|case|2 2031|NUM|obl|8 ,|PUNCT|punct|2 according|VERB|case|6 to|ADP|fixed|4 Lund|PROPN|obl|8 gates~gate|NOUN|nsubj|8 held~hold|VERB|root|0"
AGO = "Lund|PROPN|nsubj|2 said~say|VERB|root|0 two|NUM|nummod|4 days~day|NOUN|obl:unmarked|5 ago|ADV|advmod|2 gates~gate|NOUN|nsubj|7 hold|VERB|ccomp|2"


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "when"),
    [
        (TOLD, "Varro", "told", "that gates held in March", "14 April"),
        (LATE, "Lund", "said", "gates hold", "late Thursday"),
        (STATED, "Lund", "said", "gates hold", "last week"),
        (SPEAKING, "she", "said", "gates hold", "Monday"),
        (FRONTED, "Lund", "said", "gates hold", "Friday"),
        (AGO, "Lund", "said", "gates hold", "two days ago"),
        (WEEKS, "Lund", "said", "gates hold", None),
        (SOURCE, "Lund", "according to", "gates held", None),
    ],
)
def test_when_it_was_said(sentence: str, source: str, cue: str, content: str, when: str | None) -> None:
    written: Written = article(sentence)
    one, made = found(written, source, cue, content), tree(written)
    assert said(written, said_when(made, TimePhrases(made), one)) == when


def test_a_time_of_the_content_is_none_and_a_belief_has_none() -> None:
    written = article(TOLD)
    made = tree(written)
    assert said_when(made, TimePhrases(made), found(written, "Varro", "told", "14 April + that gates held in March")) is None
    assert said_when(made, TimePhrases(made), found(written, "Varro", "told", "that gates held", "believed")) is None
