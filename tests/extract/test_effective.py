"""From when to when what is stated holds, on trees that are written out."""

from __future__ import annotations

import pytest

from firsthand.extract.effective import effective
from firsthand.extract.time_phrases import TimePhrases
from tests.extract.trees import article, said, tree

PASS = "Boats~boat|NOUN|nsubj|3 may|AUX|aux|3 pass|VERB|root|0 from|ADP|case|5 1|NUM|obl|3 June|PROPN|nmod:unmarked|5 until|ADP|case|8 July|PROPN|obl|3"
FEE = "The|DET|det|2 fee|NOUN|nsubj|3 takes~take|VERB|root|0 effect|NOUN|obj|3 on|ADP|case|6 Monday|PROPN|obl|3"
BAN = "Lund|PROPN|nsubj|2 imposed~impose|VERB|root|0 a|DET|det|4 ban|NOUN|obj|2 starting~start|VERB|acl|4 Monday|PROPN|obl:unmarked|5"
AS_OF = "As|ADP|case|3 of|ADP|fixed|1 Friday|PROPN|obl|6 gates~gate|NOUN|nsubj|6 are|AUX|cop|6 shut|ADJ|root|0"
SINCE = "Gates~gate|NOUN|nsubj|4 have|AUX|aux|4 been|AUX|cop|4 shut|ADJ|root|0 since|ADP|case|6 March|PROPN|obl|4"
BROKE = "Gates~gate|NOUN|nsubj|2 broke~break|VERB|root|0 on|ADP|case|4 Monday|PROPN|obl|2"
FELL = "Tolls~toll|NOUN|nsubj|2 fell~fall|VERB|root|0 from|ADP|case|5 last|ADJ|amod|5 year|NOUN|obl|2"
FIRST = "It|PRON|nsubj|3 has|AUX|aux|3 seen~see|VERB|root|0 its|PRON|nmod:poss|6 first|ADJ|amod|6 loss|NOUN|obj|3 since|ADP|case|8 2029|NUM|obl|3"
OTHER = (
    "Lund|PROPN|nsubj|7 ,|PUNCT|punct|4 who|PRON|nsubj|4 sailed~sail|VERB|acl:relcl|1 until|ADP|case|6 2029|NUM|obl|4 sang~sing|VERB|root|0"
)


@pytest.mark.parametrize(
    ("sentence", "whole", "start", "end"),
    [
        (PASS, "from 1 June until July", "1 June", "July"),
        (FEE, "takes effect on Monday", "Monday", None),
        (BAN, "starting Monday", "Monday", None),
        (AS_OF, "As of Friday", "Friday", None),
        (SINCE, "since March", "March", None),
    ],
)
def test_from_when_until_when(sentence: str, whole: str, start: str | None, end: str | None) -> None:
    written = article(sentence)
    made = tree(written)
    found = effective(made, TimePhrases(made), range(len(written.syntax.text)))
    assert found is not None
    assert (said(written, found.whole), said(written, found.start), said(written, found.end)) == (whole, start, end)


@pytest.mark.parametrize("sentence", [BROKE, FELL, FIRST, OTHER])
def test_the_words_say_nothing_of_it(sentence: str) -> None:
    written = article(sentence)
    made = tree(written)
    assert effective(made, TimePhrases(made), range(len(written.syntax.text))) is None


def test_dates_outside_of_the_statement_do_not_count() -> None:
    written = article(PASS)
    made = tree(written)
    found = effective(made, TimePhrases(made), range(6))
    assert found is not None
    assert found.end is None
