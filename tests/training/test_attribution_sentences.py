"""Made-up sentences: their spans stand at the words that the templates mark."""

from __future__ import annotations

import random

import pytest

from training.attribution_sentences import IRREGULAR, TEMPLATES, _made, _verbs, inflected, sentences


def test_every_template_can_be_filled() -> None:
    verbs = _verbs()
    draw = random.Random(1)
    for template in TEMPLATES:
        text, given = _made(template, verbs, draw, 0)
        assert not set("<>{}") & set(text)
        assert bool(given) == ("C" in template and "{" in template)
        for one in given:
            for spans in one.values():
                assert all(0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b in spans)
            assert one["cue"]
            assert one["content"]


def test_spans_stand_at_their_words() -> None:
    text, (one,) = _made("“ T{Rain fell} , ” S{Varro} C{said} . “ T{It was late} . ”", {}, random.Random(1), 0)
    assert text == "“Rain fell,” Varro said. “It was late.”"
    assert [text[a:b] for a, b in one["content"]] == ["Rain fell", "It was late"]
    assert [text[a:b] for a, b in one["source"]] == ["Varro"]


def test_two_attributions_share_a_source() -> None:
    text, (first, second) = _made("S1,2{Varro} C1{praised} T1{Lund} and C2{mocked} T2{Rook} .", {}, random.Random(1), 10)
    assert first["source"] == second["source"] == [(10, 15)]
    assert text[second["content"][0][0] - 10 : second["content"][0][1] - 10] == "Rook"


def test_the_same_lot_makes_the_same_texts() -> None:
    assert list(sentences(3, random.Random(4))) == list(sentences(3, random.Random(4)))


@pytest.mark.parametrize(
    ("verb", "form", "made"),
    [
        ("deny", "past", "denied"),
        ("deny", "third", "denies"),
        ("praise", "ing", "praising"),
        ("slam", "ing", "slamming"),
        ("bash", "third", "bashes"),
        ("say", "past", "said"),
    ],
)
def test_forms_of_verbs(verb: str, form: str, made: str) -> None:
    assert inflected(verb, form) == made


def test_irregular_verbs_are_base_forms() -> None:
    assert not any(verb.endswith("ing") for verb in IRREGULAR if verb not in ("bring", "sing"))
