"""What the measure of details counts, on one invented article with its gold written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.attribution_details import answers, by_value, on_words, shares, tally
from firsthand.extract.details import details
from tests.extract.trees import article, chain
from training.gold import Labelled

WRITTEN = article(
    "Minister|NOUN|nmod:desc|2 Varro|PROPN|nsubj|4 never|ADV|advmod|4 told~tell|VERB|root|0 reporters~reporter|NOUN|iobj|4 on|ADP|case|7 "
    "Friday|PROPN|obl|4 that|SCONJ|mark|10 gates~gate|NOUN|nsubj|10 hold|VERB|ccomp|4",
    chains=(chain("PER", "name 1", name="1"),),
)


def spans(*words: str) -> list[list[int]]:
    return [[WRITTEN.text.index(each), WRITTEN.text.index(each) + len(each)] for each in words]


def labelled(**changes: Any) -> Labelled:
    attribution = {
        "id": "a1", "source": spans("Minister Varro"), "cue": spans("never told"), "content": spans("that gates hold"), "form": "indirect", "sort": "said",
        "within": None, "speaker": "varro", "source_class": "named", "addressee": spans("reporters"), "occasion": spans("on Friday"),
        "descriptor": spans("Minister"), "anonymity": [], "condition": [], "polarity": "negative", "certainty": "certain",
    }  # fmt: skip
    start = WRITTEN.text.index("Varro")
    entities = [{"start": start, "end": start + 5, "type": "PER", "instance": "varro", "government": False}]
    labels = {
        "attributions": [attribution | changes],
        "entities": entities,
        "coreference": [{"instance": "varro", "mentions": [[start, start + 5]]}],
    }
    return Labelled("invented", WRITTEN.text, (), labels, Path(), "invented", "train")


def counted(one: Labelled) -> dict[str, tuple[float, float, float]]:
    each = [answer for _, _, answer in answers(one, WRITTEN, details)]
    count = tally(each) + by_value(each)
    return {key: shares(count, key) for key, _ in count}


def test_a_word_counts_if_its_middle_lies_in_the_span() -> None:
    start = WRITTEN.text.index("reporters")
    assert on_words(WRITTEN, [(start, start + 5)]) == (4,)
    assert on_words(WRITTEN, [(start, start + 4)]) == ()


def test_all_right() -> None:
    made = counted(labelled())
    assert set(made) == {
        "addressee", "occasion", "descriptor", "polarity", "  polarity negative", "source class", "  source class named", "speaker", "named speaker",
    }  # fmt: skip
    assert set(made.values()) == {(1.0, 1.0, 1.0)}


def test_half_of_the_words_are_enough_and_less_is_wrong() -> None:
    assert counted(labelled(occasion=spans("Friday")))["occasion"][0] == 1.0
    assert counted(labelled(addressee=spans("reporters on Friday")))["addressee"][0] == 0.0


def test_another_person_is_wrong() -> None:
    assert counted(labelled(speaker=None))["named speaker"][0] == 0.0
