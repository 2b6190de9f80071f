"""Quantities: values, units, hedges, what is counted; and the numbers that are none."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any

import pytest

from firsthand.extract.numbers import numbers
from firsthand.extract.quantities import quantities
from firsthand.language.analyse import without_model
from firsthand.model import Analysed, Page, Quantity
from firsthand.tables import check_rows
from tests.extract.trees import article


def plain(text: str) -> Analysed:
    """Words without trees: values, units and hedges need none."""
    return without_model(Page("a", text, "en", None, (), ()))


def read(text: str) -> list[Quantity]:
    found = plain(text)
    rows = list(quantities(found))
    check_rows(rows, {"a": text})
    return rows


def words(row: Quantity, text: str) -> str:
    return text[row.span.start : row.span.end]


# Words of the quantity, low, high, unit, hedge.
Expected = tuple[str, float | None, float | None, str | None, str | None]

VALUES: Sequence[tuple[str, Expected]] = (
    # counts in digits and words
    ("They counted 345 boats.", ("345", 345, 345, "1", None)),
    ("They counted 1,234,567 herrings.", ("1,234,567", 1234567, 1234567, "1", None)),
    ("They counted 12,34,567 herrings.", ("12,34,567", 1234567, 1234567, "1", None)),
    ("They counted 10 000 herrings.", ("10 000", 10000, 10000, "1", None)),
    ("They counted 10\u00a0250 herrings.", ("10\u00a0250", 10250, 10250, "1", None)),
    ("They counted twenty-one boats.", ("twenty-one", 21, 21, "1", None)),
    ("They counted twenty one boats.", ("twenty one", 21, 21, "1", None)),
    ("They counted two hundred and five boats.", ("two hundred and five", 205, 205, "1", None)),
    ("They counted three thousand two hundred boats.", ("three thousand two hundred", 3200, 3200, "1", None)),
    ("They counted a hundred boats.", ("a hundred", 100, 100, "1", None)),
    ("They counted 3 million herrings.", ("3 million", 3e6, 3e6, "1", None)),
    ("They counted 3bn herrings.", ("3bn", 3e9, 3e9, "1", None)),
    ("They counted two and a half million herrings.", ("two and a half million", 2.5e6, 2.5e6, "1", None)),
    ("They counted half a million herrings.", ("half a million", 5e5, 5e5, "1", None)),
    ("They counted 2½ loads.", ("2½", 2.5, 2.5, "1", None)),
    ("They counted 2 1/2 loads.", ("2 1/2", 2.5, 2.5, "1", None)),
    ("They counted a dozen boats.", ("a dozen", 12, 12, "1", None)),
    ("They counted two dozen boats.", ("two dozen", 24, 24, "1", None)),
    ("They counted a couple of boats.", ("a couple", 2, 2, "1", "about")),
    ("They turned round twice.", ("twice", 2, 2, "1", None)),
    ("They sailed at least once.", ("once", 1, None, "1", "at-least")),
    # many
    ("They counted dozens of boats.", ("dozens", 24, None, "1", None)),
    ("They counted hundreds of boats.", ("hundreds", 200, None, "1", None)),
    ("They counted tens of thousands of boats.", ("tens of thousands", 20000, None, "1", None)),
    ("They counted several hundred boats.", ("several hundred", 200, None, "1", None)),
    # parts
    ("Half of the boats sank.", ("Half", 0.5, 0.5, "1", None)),
    ("A third of the boats sank.", ("A third", 1 / 3, 1 / 3, "1", None)),
    ("Sales rose by a third in May.", ("a third", 1 / 3, 1 / 3, "1", None)),
    ("Sales fell more than a quarter.", ("a quarter", 0.25, None, "1", "more-than")),
    ("Two-thirds of the boats sank.", ("Two-thirds", 2 / 3, 2 / 3, "1", None)),
    ("Three quarters of the boats sank.", ("Three quarters", 0.75, 0.75, "1", None)),
    # percentages
    ("It fell 10%.", ("10%", 10, 10, "%", None)),
    ("It fell 10.5 per cent.", ("10.5 per cent", 10.5, 10.5, "%", None)),
    ("It fell two percentage points.", ("two percentage points", 2, 2, "%", None)),
    ("It fell seven point six five percent.", ("seven point six five percent", 7.65, 7.65, "%", None)),
    # money
    ("It cost $1.2 billion.", ("$1.2 billion", 1.2e9, 1.2e9, "USD", None)),
    ("It cost £3m.", ("£3m", 3e6, 3e6, "GBP", None)),
    ("It cost US$5.", ("US$5", 5, 5, "USD", None)),
    ("It cost US $ 5.", ("US $ 5", 5, 5, "USD", None)),
    ("It cost NZ$26 million.", ("NZ$26 million", 2.6e7, 2.6e7, "NZD", None)),
    ("It cost $10k.", ("$10k", 1e4, 1e4, "USD", None)),
    ("It cost EUR 5bn.", ("EUR 5bn", 5e9, 5e9, "EUR", None)),
    ("It cost 422,000 euros.", ("422,000 euros", 422000, 422000, "EUR", None)),
    ("It cost 5 million US dollars.", ("5 million US dollars", 5e6, 5e6, "USD", None)),
    ("It cost 77 cents.", ("77 cents", 0.77, 0.77, "USD", None)),
    ("It cost ten dollars and fifty cents.", ("ten dollars and fifty cents", 10.5, 10.5, "USD", None)),
    ("It cost millions of dollars.", ("millions of dollars", 2e6, None, "USD", None)),
    ("It cost 500 rupees.", ("500 rupees", 500, 500, None, None)),
    ("It cost Rs 500 crore.", ("Rs 500 crore", 5e9, 5e9, None, None)),
    ("It cost $1-million.", ("$1-million", 1e6, 1e6, "USD", None)),
    ("It cost A$7, not $8.", ("A$7", 7, 7, "AUD", None)),
    ("It cost 40 pounds sterling.", ("40 pounds sterling", 40, 40, "GBP", None)),
    # measures
    ("It lies 100 km away.", ("100 km", 100, 100, "km", None)),
    ("It lies 100km away.", ("100km", 100, 100, "km", None)),
    ("It is a 10-kilometre walk.", ("10-kilometre", 10, 10, "km", None)),
    ("It lies half a mile away.", ("half a mile", 0.5, 0.5, "[mi_i]", None)),
    ("He is 5ft 6in tall.", ("5ft 6in", 5.5, 5.5, "[ft_i]", None)),
    ("He is six feet, three inches tall.", ("six feet, three inches", 6.25, 6.25, "[ft_i]", None)),
    ("It weighs 20kg.", ("20kg", 20, 20, "kg", None)),
    ("It weighs 20 pounds.", ("20 pounds", 20, 20, "[lb_av]", None)),
    ("It covers 18,000 square kilometers.", ("18,000 square kilometers", 18000, 18000, "km2", None)),
    ("It covers 5 hectares.", ("5 hectares", 5, 5, "har", None)),
    ("It blew at 90 km/h.", ("90 km/h", 90, 90, "km/h", None)),
    ("It blew at 60 miles an hour.", ("60 miles an hour", 60, 60, "[mi_i]/h", None)),
    ("It does 40 miles per gallon.", ("40 miles per gallon", 40, 40, "[mi_i]/[gal_us]", None)),
    ("It was 30 degrees Celsius.", ("30 degrees Celsius", 30, 30, "Cel", None)),
    ("It was -5 °C.", ("-5 °C", -5, -5, "Cel", None)),
    ("It was minus 5 degrees.", ("minus 5 degrees", -5, -5, "deg", None)),
    ("It holds 30GB.", ("30GB", 30, 30, "GBy", None)),
    ("It holds hundreds of litres.", ("hundreds of litres", 200, None, "L", None)),
    # ages
    ("A 3-year-old boat.", ("3-year-old", 3, 3, "a", None)),
    ("The boat is 42 years old.", ("42 years old", 42, 42, "a", None)),
    ("A boy aged 7 swam.", ("7", 7, 7, "a", None)),
    ("Anyone 65 or older sails free.", ("65", 65, None, "a", "at-least")),
    ("At the age of 40 she sailed.", ("40", 40, 40, "a", None)),
    ("An 18-month-old goat.", ("18-month-old", 18, 18, "mo", None)),
    # ranges
    ("Between 5 and 7 boats sank.", ("5 and 7", 5, 7, "1", None)),
    ("It fell 10-15 %.", ("10-15 %", 10, 15, "%", None)),
    ("It fell 10 to 15 percent.", ("10 to 15 percent", 10, 15, "%", None)),
    ("It costs from $2m to $3m.", ("$2m to $3m", 2e6, 3e6, "USD", None)),
    ("It costs $2-3 million.", ("$2-3 million", 2e6, 3e6, "USD", None)),
    ("It costs US$300 to 350 million.", ("US$300 to 350 million", 3e8, 3.5e8, "USD", None)),
    ("Two or three boats sank.", ("Two or three", 2, 3, "1", None)),
    ("About 15 or 20 boats sank.", ("15 or 20", 15, 20, "1", "about")),
    ("It lies 5 to 7 km away.", ("5 to 7 km", 5, 7, "km", None)),
    # hedges
    ("About 30 boats sank.", ("30", 30, 30, "1", "about")),
    ("Some 30 boats sank.", ("30", 30, 30, "1", "about")),
    ("An estimated 30 boats sank.", ("30", 30, 30, "1", "about")),
    ("Close to 30 boats sank.", ("30", 30, 30, "1", "about")),
    ("Nearly 30 boats sank.", ("30", 30, 30, "1", "nearly")),
    ("Almost 30 boats sank.", ("30", 30, 30, "1", "nearly")),
    ("More than 30 boats sank.", ("30", 30, None, "1", "more-than")),
    ("Over 30 boats sank.", ("30", 30, None, "1", "more-than")),
    ("Just over 30 boats sank.", ("30", 30, None, "1", "more-than")),
    ("At least 30 boats sank.", ("30", 30, None, "1", "at-least")),
    ("At least another 30 boats sank.", ("30", 30, None, "1", "at-least")),
    ("No fewer than 30 boats sank.", ("30", 30, None, "1", "at-least")),
    ("30 or more boats sank.", ("30", 30, None, "1", "at-least")),
    ("Fewer than 30 boats sank.", ("30", None, 30, "1", "less-than")),
    ("Under 30 boats sank.", ("30", None, 30, "1", "less-than")),
    ("No more than 30 boats sank.", ("30", None, 30, "1", "at-most")),
    ("Up to 30 boats sank.", ("30", None, 30, "1", "up-to")),
    ("As many as 30 boats sank.", ("30", None, 30, "1", "up-to")),
    ("Up to 10-15 boats sank.", ("10-15", 10, 15, "1", "up-to")),
    ("It cost more than $5 million.", ("$5 million", 5e6, None, "USD", "more-than")),
    ("More than two dozen boats sank.", ("two dozen", 24, None, "1", "more-than")),
    ("It lies about 30 km away.", ("30 km", 30, 30, "km", "about")),
    ("Only 30 boats sank.", ("30", 30, 30, "1", None)),
)


@pytest.mark.parametrize(("text", "expected"), VALUES, ids=[text for text, _ in VALUES])
def test_values(text: str, expected: Expected) -> None:
    row = read(text)[0]
    span, low, high, unit, hedge = expected
    assert (words(row, text), row.unit, row.hedge) == (span, unit, hedge)
    assert row.low == (None if low is None else pytest.approx(low))
    assert row.high == (None if high is None else pytest.approx(high))


REASONS: Sequence[tuple[str, str, str]] = (
    ("The bridge opened on 16 May.", "16", "date"),
    ("The bridge opened on May 16, 2031.", "16", "date"),
    ("The bridge opened on May 16, 2031.", "2031", "year"),
    ("The bridge opened on the 16th of May.", "16th", "date"),
    ("The bridge opened on 03/04/2031.", "03/04/2031", "date"),
    ("The bridge opened on 2031-04-03.", "2031-04-03", "date"),
    ("The bridge opened in 1931.", "1931", "year"),
    ("The bridge opened in the 1930s.", "1930s", "decade"),
    ("The bridge opened at 10:30.", "10:30", "clock time"),
    ("The bridge opened at 9 am.", "9", "clock time"),
    ("The bridge opened for two hours.", "two hours", "duration"),
    ("The bridge opened for 20 minutes.", "20 minutes", "duration"),
    ("It was the 21st bridge.", "21st", "ordinal"),
    ("Dunmarrow won 3-1.", "3-1", "score"),
    ("Dunmarrow won 1-3.", "1-3", "score"),
    ("The council voted 5-4.", "5-4", "score"),
    ("Call 555-0143 for help.", "555-0143", "telephone"),
    ("Call +44 20 7946 0958 for help.", "44 20 7946 0958", "telephone"),
    ("The F-16 flew.", "16", "name"),
    ("The MP3 played.", "3", "name"),
    ("The 5G mast fell.", "5G", "name"),
    ("See page 7 for more.", "7", "label"),
    ("It is No. 1 here.", "1", "label"),
    ("It is #3 here.", "3", "label"),
    ("She lives at 10 Harbour Street now.", "10", "address"),
    ("See www.example.org/2031/story for more.", "2031/story", "address"),
    ("As shown before [3], it fell.", "3", "list number"),
)


@pytest.mark.parametrize(("text", "number", "reason"), REASONS, ids=[f"{text} {number}" for text, number, _ in REASONS])
def test_numbers_that_are_no_quantities(text: str, number: str, reason: str) -> None:
    found = plain(text)
    rows = list(numbers(found))
    check_rows(rows, {"a": text})
    assert (number, reason) in [(row.words, row.guess) for row in rows]
    assert not [row for row in quantities(found) if text[row.span.start : row.span.end] == number]


def test_dollars_of_a_text_that_has_others() -> None:
    assert [row.unit for row in read("It cost A$7. Then it cost $8.")] == ["AUD", "AUD"]
    assert [row.unit for row in read("It cost A$7 or US$6. Then it cost $8.")] == ["AUD", "USD", "USD"]
    assert [row.unit for row in read("It cost A$7 or NZ$6. Then it cost $8.")] == ["AUD", "NZD", None]


def test_pounds_are_money_where_the_text_has_sterling() -> None:
    assert [row.unit for row in read("It cost £7. Then it cost eight pounds.")] == ["GBP", "GBP"]
    assert [row.unit for row in read("It cost £7 for eight pounds of flour.")] == ["GBP", "[lb_av]"]


def test_a_change_is_two_quantities() -> None:
    assert [(row.low, row.high, row.unit) for row in read("It rose from 5% to 7%.")] == [(5, 5, "%"), (7, 7, "%")]
    assert [row.low for row in read("It fell by a quarter to 30.")] == [0.25, 30]


def test_a_hedge_holds_for_what_or_joins() -> None:
    rows = read("It holds up to 160 GB or 40,000 songs.")
    assert [(row.low, row.high, row.hedge) for row in rows] == [(None, 160, "up-to"), (None, 40000, "up-to")]
    assert [row.hedge_spans for row in rows] == [rows[0].hedge_spans] * 2


def test_evidence_holds_the_words_of_the_hedge() -> None:
    row = read("More than 30 boats sank.")[0]
    assert [(piece.role, piece.words) for piece in row.evidence] == [("quantity", "30"), ("hedge", "More than")]


def test_the_unit_of_the_second_is_that_of_the_first() -> None:
    assert [(row.low, row.unit) for row in read("They gained eight and fourteen percent.")] == [(8, "%"), (14, "%")]


def test_what_is_no_part() -> None:
    assert not read("It was hit by a third boat. It fell by a third boat's length.")
    assert not read("It lost for almost a third time.")


def test_no_language_no_quantities() -> None:
    assert not list(quantities(without_model(Page("a", "", "en", None, (), ()))))


# --- what is counted, by the tree ------------------------------------------------------------------------------------------------------

COUNTED: Sequence[tuple[str, str, str | None]] = (
    ("Three|NUM|nummod|3 grey|ADJ|amod|3 boats~boat|NOUN|nsubj|4 sank|VERB|root|0", "Three", "grey boats"),
    ("Half|NOUN|nsubj|5 of|ADP|case|4 the|DET|det|4 boats~boat|NOUN|nmod|1 sank|VERB|root|0", "Half", "boats"),
    ("Dozens|NOUN|nsubj|4 of|ADP|case|3 boats~boat|NOUN|nmod|1 sank|VERB|root|0", "Dozens", "boats"),
    (
        "They|PRON|nsubj|2 gave|VERB|root|0 $|SYM|obj|2 5|NUM|nummod|3 in|ADP|case|6 aid|NOUN|nmod|3",
        "$ 5",
        "aid",
    ),
    (
        "It|PRON|nsubj|2 made|VERB|root|0 a|DET|det|6 $|SYM|compound|6 5|NUM|nummod|4 loss|NOUN|obj|2",
        "$ 5",
        "loss",
    ),
    (
        "The|DET|det|3 ferry|NOUN|compound|3 ticket|NOUN|nsubj|4 costs~cost|VERB|root|0 $|SYM|obj|4 9|NUM|nummod|5",
        "$ 9",
        "ferry ticket",
    ),
    (
        "Its|PRON|nmod:poss|2 rents~rent|NOUN|nsubj|3 rose~rise|VERB|root|0 5|NUM|nummod|5 %|SYM|obl:unmarked|3",
        "5 %",
        "rents",
    ),
    (
        "They|PRON|nsubj|2 hold|VERB|root|0 20|NUM|nummod|4 %|SYM|compound|5 stake|NOUN|obj|2 in|ADP|case|8 the|DET|det|8 mill|NOUN|nmod|5",
        "20 %",
        "mill",
    ),
    (
        "A|DET|det|4 30|NUM|nummod|3 km|NOUN|compound|4 canal|NOUN|nsubj|5 froze|VERB|root|0",
        "30 km",
        "canal",
    ),
    (
        "Ines|PROPN|nsubj|6 Varro|PROPN|flat|1 ,|PUNCT|punct|4 42|NUM|appos|1 ,|PUNCT|punct|1 sang|VERB|root|0",
        "42",
        "Ines Varro",
    ),
    ("They|PRON|nsubj|2 wounded|VERB|root|0 12|NUM|obj|2 .|PUNCT|punct|2", "12", None),
)


@pytest.mark.parametrize(("sentence", "number", "of"), COUNTED, ids=[of or number for _, number, of in COUNTED])
def test_what_is_counted(sentence: str, number: str, of: str | None) -> None:
    found = article(sentence)
    row = next(row for row in quantities(found) if found.text[row.span.start : row.span.end] == number)
    assert (found.text[row.of_span.start : row.of_span.end] if row.of_span else None) == of


def test_an_age_stands_after_a_name() -> None:
    found = article("Ines|PROPN|nsubj|6 Varro|PROPN|flat|1 ,|PUNCT|punct|4 42|NUM|appos|1 ,|PUNCT|punct|1 sang|VERB|root|0")
    assert [(row.low, row.unit) for row in quantities(found)] == [(42, "a")]


def test_one_counts_before_a_noun_alone() -> None:
    counted = article("One|NUM|nummod|2 ferry|NOUN|nsubj|3 sank|VERB|root|0")
    pronoun = article("This|DET|det|2 one|NOUN|nsubj|3 sank|VERB|root|0")
    assert [row.low for row in quantities(counted)] == [1]
    assert not list(quantities(pronoun))


def test_no_counts_before_a_plural() -> None:
    plural = article("No|DET|det|2 boats~boat|NOUN|nsubj|3 sank|VERB|root|0")
    single = article("No|DET|det|2 bread|NOUN|nsubj|3 came|VERB|root|0")
    assert [(row.low, row.high) for row in quantities(plural)] == [(0, 0)]
    assert not list(quantities(single))


def test_four_digits_before_a_plural_noun_count() -> None:
    found = article("They|PRON|nsubj|2 sold|VERB|root|0 2000|NUM|nummod|4 boats~boat|NOUN|obj|2")
    assert [row.low for row in quantities(found)] == [2000]


def test_what_is_left_out_has_what_the_one_before_has() -> None:
    found = article(
        "Lund|PROPN|nsubj|2 sent|VERB|root|0 three|NUM|nummod|4 boats~boat|NOUN|obj|2 ,|PUNCT|punct|7 Varro|PROPN|nsubj|7 sent|VERB|conj|2 six|NUM|obj|7 .|PUNCT|punct|2"
    )
    assert [found.text[row.of_span.start : row.of_span.end] for row in quantities(found) if row.of_span] == ["boats", "boats"]


# --- whatever the text ---------------------------------------------------------------------------------------------------------------

SNIPPETS = (
    "1", "23", "4,567", "8.9", "½", "$", "£", "US$", "%", "km", "in", "m", "bn", "million", "hundred", "and", "a", "half", "third", "of", "to", "-", "–", "between", "from", "or",
    "more than", "up to", "dozens", "no", "twice", "May", "2031", "year-old", "years", ":", "/", ".", ",", "(", ")", "[", "]", "#", "+", "°C", "the", "boats", "٣", "²", "\u00a0", "'",
    "s", "th", "x", "point", "minus", "🙂", "\n",
)  # fmt: skip


def test_any_text_gives_rows_that_stand(capsys: Any) -> None:
    chance = random.Random(7)
    for _ in range(400):
        text = "".join(chance.choice(SNIPPETS) + chance.choice(("", " ", " ")) for _ in range(chance.randrange(1, 40)))
        found = plain(text)
        rows = list(quantities(found))
        others = list(numbers(found))
        check_rows([*rows, *others], {"a": text})
        for row in rows:
            assert row.low is not None or row.high is not None
            assert row.low is None or row.high is None or row.low <= row.high
        assert len({row.span for row in rows} | {row.span for row in others}) == len(rows) + len(others)


def test_any_characters() -> None:
    chance = random.Random(11)
    for _ in range(200):
        text = "".join(
            chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x2FFF), chance.randrange(0x1F000, 0x1FAFF)))) for _ in range(60)
        )
        text = text.encode("utf-8", "ignore").decode("utf-8")
        found = plain(text)
        check_rows([*quantities(found), *numbers(found)], {"a": text})


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "1-",
        "1,111,",
        "111 ",
        "$",
        "1/2",
        "one hundred and ",
        "between 1 and ",
        "twenty-",
        "a half ",
        "1.1.",
        "about ",
        "1 to ",
        "(1) ",
    ],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(many: int) -> float:
        found = plain(unit * many)
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            list(quantities(found))
            list(numbers(found))
            best = min(best, time.process_time() - start)
        return best

    assert seconds(2000) < 12 * max(seconds(400), 0.002)
