"""Sources as whole phrases and contents as whole clauses, on small trees."""

from __future__ import annotations

from test_attribution_decode import PLAIN, text

from firsthand.language.attribution.borders import Borders
from firsthand.language.attribution.found import Found


def mended(sentence: str, cue: tuple[int, ...], source: tuple[int, ...], content: tuple[int, ...]) -> Found:
    return Borders(text(sentence)).mended(Found(cue[0], 0, 0.9, cue, source, content))


def test_time_before_that_is_no_content() -> None:
    assert mended(PLAIN, (1,), (0,), (2, 3, 4, 5, 6)).content == (4, 5, 6)


def test_the_clause_under_the_cue_is_taken_whole() -> None:
    assert mended(PLAIN, (1,), (0,), (5, 6)).content == (4, 5, 6)


def test_the_sentence_before_a_cue_is_taken_whole() -> None:
    sentence = "It|PRON|nsubj|3 will|AUX|aux|3 enjoy|VERB|root|0 a|DET|det|5 surge|NOUN|obj|3 ,|PUNCT|punct|8 Varro|PROPN|nsubj|8 said|VERB|parataxis|3"
    assert mended(sentence, (7,), (6,), (3, 4)).content == (0, 1, 2, 3, 4)


def test_what_has_little_in_common_with_the_clause_stays() -> None:
    sentence = "Varro|PROPN|nsubj|2 said|VERB|root|0 of|ADP|case|4 rain|NOUN|obl|2 that|SCONJ|mark|8 the|DET|det|7 wells|NOUN|nsubj|8 dry|VERB|ccomp|2"
    assert mended(sentence, (1,), (0,), (2, 3)).content == (2, 3)


def test_what_is_quoted_stays_as_its_marks_tell() -> None:
    sentence = 'Varro|PROPN|nsubj|2 said|VERB|root|0 the|DET|det|4 wells|NOUN|nsubj|5 dry|VERB|ccomp|2 "|PUNCT|punct|7 fast|ADV|advmod|5 "|PUNCT|punct|7'
    assert mended(sentence, (1,), (0,), (6,)).content == (6,)


def test_a_name_is_not_cut() -> None:
    sentence = (
        "Mayor|NOUN|nmod:desc|2 Ines|PROPN|nsubj|6 Varro|PROPN|flat|2 of|ADP|case|5 Harrow|PROPN|nmod|2 said|VERB|root|0 so|ADV|advmod|6"
    )
    assert mended(sentence, (5,), (1,), (6,)).source == (0, 1, 2, 3, 4)
    assert mended(sentence, (5,), (0,), (6,)).source == (0, 1, 2, 3, 4)


def test_a_clause_beside_a_name_is_not_added() -> None:
    sentence = "Varro|PROPN|nsubj|5 ,|PUNCT|punct|4 who|PRON|nsubj|4 resigned|VERB|acl:relcl|1 said|VERB|root|0 so|ADV|advmod|5"
    assert mended(sentence, (4,), (0,), (5,)).source == (0,)
    assert mended(sentence, (4,), (0, 1, 2, 3), (5,)).source == (0, 1, 2, 3)


def test_a_bracket_is_closed() -> None:
    sentence = "Varro|PROPN|nsubj|7 (|PUNCT|punct|3 D|PROPN|list|1 -|PUNCT|punct|5 Harrow|PROPN|dep|3 )|PUNCT|punct|3 said|VERB|root|0 so|ADV|advmod|7"
    assert mended(sentence, (6,), (0, 1, 2, 3, 4), (7,)).source == (0, 1, 2, 3, 4, 5)


def test_a_source_never_takes_words_of_what_is_said() -> None:
    sentence = "the|DET|det|2 mayor|NOUN|nsubj|3 said|VERB|root|0 so|ADV|advmod|3"
    assert mended(sentence, (2,), (1,), (0, 3)).source == (1,)


def test_no_noun_phrase_is_cut() -> None:
    sentence = "Varro|PROPN|nsubj|2 promised|VERB|root|0 rain|NOUN|obj|2 in|ADP|case|7 the|DET|det|7 coming|ADJ|amod|7 weeks|NOUN|nmod|3"
    assert mended(sentence, (1,), (0,), (2, 3, 4, 5)).content == (2, 3, 4, 5, 6)
    sentence = "he|PRON|nsubj|2 praised|VERB|root|0 Brell|PROPN|nmod:poss|5 's|PART|case|3 lock|NOUN|obj|2"
    assert mended(sentence, (1,), (0,), (4,)).content == (2, 3, 4)
