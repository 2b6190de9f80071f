"""Texts into words: nothing is lost, whatever the text, and the words are those of the treebanks."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy")

from firsthand.errors import UnreadableInput  # noqa: E402
from firsthand.language.words import LONGEST_RUN, LONGEST_TEXT, words  # noqa: E402


def cut(text: str) -> list[str]:
    return [token.text for token in words(text)]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
@example("")
@example("   ")
@example("\n a")
@example("a\u2028b\u200e ")
@example("(see 8).” ’s ''' 'n' !?! ---a #b")
def test_words_are_the_text(text: str) -> None:
    assert words(text).text == text


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.one_of(st.sampled_from((" ", "  ", "\n", " \n ", "word", "Mr.")), st.integers(195, 450).map(lambda n: "ab" * (n // 2))),
        max_size=8,
    )
)
def test_words_are_the_text_around_long_runs(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = words(text)
    assert found.text == text
    assert max((len(token) for token in found), default=0) <= LONGEST_RUN


@pytest.mark.parametrize("before", ["", " ", "  ", "word ", "word", "\n"])
@pytest.mark.parametrize("after", ["", " ", "  ", " word", "\nword"])
def test_white_space_beside_a_long_run(before: str, after: str) -> None:
    run = "x" * 450
    text = before + run + after
    found = words(text)
    assert found.text == text
    assert [len(token) for token in found if token.text.strip() and set(token.text) == {"x"} and "word" not in before + after][:2] in (
        [],
        [200, 200],
    )


@pytest.mark.parametrize(
    "text",
    ["🙂" * 200_000, "🙂" * 190 + (" " + "🙂" * 190) * 500, "!?" * 100_000, "-" * 200_000, "(" * 150_000, "a-" * 100_000, "'s" * 90_000],
)
def test_hostile_texts_are_cut_soon(text: str) -> None:
    start = time.process_time()
    assert words(text).text == text
    assert time.process_time() - start < 10


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="1,000,001 characters, at most 1,000,000 are analysed: split"):
        words("a" * (LONGEST_TEXT + 1))
    assert len(words("a" * LONGEST_TEXT)) == LONGEST_TEXT // LONGEST_RUN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # prefixes that are no words; names after them are
        ("a non-profit, pre-war e-mail", "a|non-profit|,|pre-war|e-mail"),
        ("the pro-Ormund mayor", "the|pro|-|Ormund|mayor"),
        ("a well-known harbour", "a|well|-|known|harbour"),
        ("the 26-year-old", "the|26|-|year|-|old"),
        ("a U.S.-led convoy", "a|U.S.|-|led|convoy"),
        # numbers
        ("5-10 boats, 2031-04-17, 555-0134", "5|-|10|boats|,|2031-04-17|,|555-0134"),
        ("200,000 and 1,50,000 and 13,14", "200,000|and|1,50,000|and|13|,|14"),
        ("7:30pm 7pm £10bn 65k 3.5m", "7:30|pm|7|pm|£|10|bn|65|k|3.5|m"),
        ("the ’90s and '60s", "the|’90s|and|'60s"),
        # marks
        ("No!!! Why?! <<x>>", "No|!!!|Why|?!|<<|x|>>"),
        ("(8 March) (CNB):", "(|8|March|)|(|CNB|)|:"),
        ("-Ilka Stell", "-|Ilka|Stell"),
        ("#lowwater #3", "#lowwater|#|3"),
        ("boat(s) and/or", "boat|(|s|)|and|/|or"),
        # contractions
        ("DON’T we'd, they wed", "DO|N’T|we|'d|,|they|wed"),
        ("Lt. Marrow and Sen. Stell came.", "Lt.|Marrow|and|Sen.|Stell|came|."),
        ("Mosul\u200e, then", "Mosul|\u200e|,|then"),
    ],
)
def test_words_of_the_treebanks(text: str, expected: str) -> None:
    assert cut(text) == expected.split("|")
