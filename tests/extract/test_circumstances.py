"""To whom and on what occasion, on trees that are written out."""

from __future__ import annotations

import pytest

from firsthand.extract.circumstances import addressee, occasion
from tests.extract.trees import Written, article, chain, found, said, tree

TOLD = article(
    "Varro|PROPN|nsubj|2 told~tell|VERB|root|0 reporters~reporter|NOUN|iobj|2 on|ADP|case|5 Friday|PROPN|obl|2 that|SCONJ|mark|8 gates~gate|NOUN|nsubj|8 hold|VERB|ccomp|2"
)
WROTE = article(
    "Lund|PROPN|nsubj|2 sent~send|VERB|root|0 a|DET|det|4 warning|NOUN|obj|2 to|ADP|case|7 the|DET|det|7 council|NOUN|nmod|4 in|ADP|case|10 a|DET|det|10 letter|NOUN|obl|2"
)
SPOKE = article(
    "Speaking~speak|VERB|advcl|8 to|ADP|case|3 voters~voter|NOUN|obl|1 in|ADP|case|5 Harrow|PROPN|obl|1 ,|PUNCT|punct|1 she|PRON|nsubj|8 said~say|VERB|root|0 "
    "gates~gate|NOUN|nsubj|10 hold|VERB|ccomp|8",
    chains=(chain("LOC", "name 4", name="4"),),
)
ANSWERED = article(
    "Responding~respond|VERB|advcl|6 to|ADP|case|4 the|DET|det|4 vote|NOUN|obl|1 Lund|PROPN|nsubj|6 said~say|VERB|root|0 gates~gate|NOUN|nsubj|8 hold|VERB|ccomp|6"
)


@pytest.mark.parametrize(
    ("written", "source", "cue", "content", "hearer", "where"),
    [
        (TOLD, "Varro", "told", "that gates hold", "reporters", "on Friday"),
        (WROTE, "Lund", "sent", "a warning", "the council", "in a letter"),
        (SPOKE, "she", "said", "gates hold", "voters", "in Harrow"),
        (ANSWERED, "Lund", "said", "gates hold", None, "Responding to the vote"),
    ],
)
def test_circumstances(written: Written, source: str, cue: str, content: str, hearer: str | None, where: str | None) -> None:
    one = found(written, source, cue, content)
    assert said(written, addressee(tree(written), one)) == hearer
    assert said(written, occasion(tree(written), one)) == where


def test_a_time_inside_the_content_is_no_occasion() -> None:
    one = found(TOLD, "Varro", "told", "on Friday + that gates hold")
    assert occasion(tree(TOLD), one) is None


def test_a_belief_has_no_occasion() -> None:
    assert occasion(tree(TOLD), found(TOLD, "Varro", "told", "that gates hold", "believed")) is None


def test_a_thing_hears_nothing() -> None:
    written = article(
        "Lund|PROPN|nsubj|2 pointed~point|VERB|root|0 to|ADP|case|4 prices~price|NOUN|obl|2 that|PRON|nsubj|6 rose~rise|VERB|acl:relcl|4"
    )
    assert addressee(tree(written), found(written, "Lund", "pointed", "")) is None


def test_days_that_come_again_are_no_occasion() -> None:
    written = article(
        "Each|DET|det|2 week|NOUN|obl:unmarked|4 Lund|PROPN|nsubj|4 complains~complain|VERB|root|0 about|ADP|case|6 noise|NOUN|obl|4"
    )
    assert occasion(tree(written), found(written, "Lund", "complains about", "noise")) is None
