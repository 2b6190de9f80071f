"""Texts into words: nothing is lost, whatever the text, and the words are those of the treebanks."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy")

from firsthand.errors import UnreadableInput  # noqa: E402
from firsthand.language import words as module  # noqa: E402
from firsthand.language.words import LONGEST_RUN, LONGEST_TEXT, blank, words  # noqa: E402


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
    whole = before.strip() * (not before.endswith(" ")) + run
    assert [token.text for token in found if "x" in token.text] == [whole[at : at + 200] for at in range(0, len(whole), 200)]


# Runs of which no two are alike, so that the tokeniser remembers none.
FACES = [f"{number:0190b}".replace("0", "🙂").replace("1", "🙃") for number in range(250)]


@pytest.mark.parametrize(
    "text",
    ["🙂" * 200_000, " ".join(FACES), "!?" * 100_000, "-" * 200_000, "(" * 150_000, "a-" * 100_000, "'s" * 90_000],
)
def test_hostile_texts_are_cut_soon(text: str) -> None:
    start = time.process_time()
    assert words(text).text == text
    assert time.process_time() - start < 10


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="1,000,001 characters, at most 1,000,000 are analysed: split"):
        words("a" * (LONGEST_TEXT + 1))
    assert len(words("a" * LONGEST_TEXT)) == LONGEST_TEXT // LONGEST_RUN


def test_a_text_of_too_many_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 8)
    assert len(words("a b c d e f g h")) == 8
    assert len(words("abc " * 8)) == 8
    for text in ("a b c d e f g h i", "abc " * 9, "x" * 900 + " a b c d", "x" * 1800):
        with pytest.raises(UnreadableInput, match="more than 8 words, the most that are analysed: split"):
            words(text)


def test_a_text_of_too_many_words_is_refused_before_all_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    tokenizer = blank().tokenizer
    monkeypatch.setattr(blank(), "tokenizer", lambda text: given.append(text) or tokenizer(text))
    with pytest.raises(UnreadableInput, match="more than 100,000 words"):
        words("a " * (LONGEST_TEXT // 2))
    assert sum(map(len, given)) < LONGEST_TEXT // 4


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from((" ", "  ", "\n", " \n ", "\u2028", "word", "Mr.", "(", "don't", "é", "'")), max_size=40), st.integers(1, 9)
)
def test_parts_change_no_word(pieces: list[str], size: int) -> None:
    text = "".join(pieces)
    whole = blank().tokenizer(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PART", size)
        patch.setattr(module, "RUN", re.compile("(?!)"))
        patch.setattr(module, "MOST_WORDS", max(len(whole), len(text) - 1))
        found = words(text)
    assert [(token.text, token.whitespace_) for token in found] == [(token.text, token.whitespace_) for token in whole]


def test_a_vocabulary_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(f"lock{number}boat{n}" for n in range(40)) for number in range(3)]
    before = [cut(text) for text in texts]
    blank.cache_clear()
    new = len(blank().vocab.strings)
    monkeypatch.setattr(module, "MOST_STRINGS", new + 60)
    docs = []
    for text, expected in zip(texts, before, strict=True):
        docs.append(words(text))
        assert [token.text for token in docs[-1]] == expected
        assert len(blank().vocab.strings) < new + 250
    assert len({id(doc.vocab) for doc in docs}) > 1
    assert [doc.text for doc in docs] == texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # prefixes that are no words; names after them are
        ("a non-profit, pre-war e-mail", "a|non-profit|,|pre-war|e-mail"),
        ("the pro-Ormund mayor", "the|pro|-|Ormund|mayor"),
        ("a well-known harbour", "a|well|-|known|harbour"),
        ("the 26-year-old", "the|26|-|year|-|old"),
        ("a U.S.-led convoy", "a|U.S.|-|led|convoy"),
        # dashes and marks at the end of a word, and where a space is missing
        ("the harbourmaster- no, Ilka-- said", "the|harbourmaster|-|no|,|Ilka|--|said"),
        ("pre- and post-war", "pre-|and|post-war"),
        ("late?Anyway, page?id=4 .?", "late|?|Anyway|,|page?id=4|.?"),
        ("6'2 tall, the skipper`s 40-", "6|'|2|tall|,|the|skipper|`s|40|-"),
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
        ("Ormund\u200e, then", "Ormund|\u200e|,|then"),
    ],
)
def test_words_of_the_treebanks(text: str, expected: str) -> None:
    assert cut(text) == expected.split("|")
