"""What is found of dates, times, durations and sets, and what it comes to on Thursday, 17 April 2031."""

from __future__ import annotations

import random
import time
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from firsthand.extract.quantities import quantities
from firsthand.extract.time_tense import Tenses
from firsthand.extract.times import times
from firsthand.language import language
from firsthand.model import Span, Token
from firsthand.tables import problem_with
from tests.extract import trees
from tests.extract.timed import DAY, interval, plain, read, rows, values

# Words in a sentence, TIMEX3 type, value, first and last day.
TABLE = [
    ("The lock broke on |April 3, 2031|.", "DATE", "2031-04-03", "2031-04-03", "2031-04-03"),
    ("The lock broke on |3 April 2031|.", "DATE", "2031-04-03", "2031-04-03", "2031-04-03"),
    ("The lock broke on |Thursday, April 3|, at dawn.", "DATE", "2031-04-03", "2031-04-03", "2031-04-03"),
    ("The lock broke on |the 3rd of April|.", "DATE", "2031-04-03", "2031-04-03", "2031-04-03"),
    ("Filed |2031-04-03| by hand.", "DATE", "2031-04-03", "2031-04-03", "2031-04-03"),
    ("The lock broke on |Thursday|.", "DATE", "2031-04-17", "2031-04-17", "2031-04-17"),
    ("The lock broke on |Friday|.", "DATE", "2031-04-11", "2031-04-11", "2031-04-11"),
    ("The lock broke |last Thursday|.", "DATE", "2031-04-10", "2031-04-10", "2031-04-10"),
    ("It opens |next Tuesday|.", "DATE", "2031-04-22", "2031-04-22", "2031-04-22"),
    ("It opens |next Saturday|.", "DATE", "[2031-04-19,2031-04-26]", "2031-04-19", "2031-04-26"),
    ("It broke |yesterday|.", "DATE", "2031-04-16", "2031-04-16", "2031-04-16"),
    ("It opens |the day after tomorrow|.", "DATE", "2031-04-19", "2031-04-19", "2031-04-19"),
    ("They met |earlier this week|.", "DATE", "2031-W16", "2031-04-14", "2031-04-17"),
    ("They met |last week|.", "DATE", "2031-W15", "2031-04-07", "2031-04-13"),
    ("They meet |next month|.", "DATE", "2031-05", "2031-05-01", "2031-05-31"),
    ("They met |in late May|.", "DATE", "2031-05", "2031-05-21", "2031-05-31"),
    ("They met in |early 2030|.", "DATE", "2030", "2030-01-01", "2030-04-30"),
    ("They met in |mid-March|.", "DATE", "2031-03", "2031-03-11", "2031-03-21"),
    ("It was built |two months ago|.", "DATE", "2031-02", "2031-02-01", "2031-02-28"),
    ("It was built |three days ago|.", "DATE", "2031-04-14", "2031-04-14", "2031-04-14"),
    ("It was built |more than two years ago|.", "DATE", "2029", None, "2029-12-31"),
    ("It was built |a year and a half ago|.", "DATE", "2029-10", "2029-10-01", "2029-10-31"),
    ("It arrived |this month|.", "DATE", "2031-04", "2031-04-01", "2031-04-30"),
    ("It arrived in |March|.", "DATE", "2031-03", "2031-03-01", "2031-03-31"),
    ("It arrived in |October 2029|.", "DATE", "2029-10", "2029-10-01", "2029-10-31"),
    ("It arrived in |October of last year|.", "DATE", "2030-10", "2030-10-01", "2030-10-31"),
    ("It fell in |the first quarter of 2030|.", "DATE", "2030-Q1", "2030-01-01", "2030-03-31"),
    ("It fell in |the second half of last year|.", "DATE", "2030-H2", "2030-07-01", "2030-12-31"),
    ("It fell in |the summer of 2030|.", "DATE", "2030-SU", "2030-06-01", "2030-08-31"),
    ("It fell |last winter|.", "DATE", "2031-WI", "2030-12-01", "2031-02-28"),
    ("It fell in |the last week of March|.", "DATE", "2031-W13", "2031-03-24", "2031-03-30"),
    ("It fell on |the first Monday of May 2030|.", "DATE", "2030-05-06", "2030-05-06", "2030-05-06"),
    ("It fell |over the weekend|.", "DATE", "2031-W15-WE", "2031-04-12", "2031-04-13"),
    ("After |the 2028 election| it fell.", "DATE", "2028", "2028-01-01", "2028-12-31"),
    ("It stood since |the 1990s|.", "DATE", "199", "1990-01-01", "1999-12-31"),
    ("It stood since |the early 90s|.", "DATE", "199", "1990-01-01", "1993-05-01"),
    ("It stood since |the 19th century|.", "DATE", "18", "1800-01-01", "1899-12-31"),
    ("It stood until |Christmas 2029|.", "DATE", "2029-12-25", "2029-12-25", "2029-12-25"),
    ("It fell on |Easter Monday|.", "DATE", "2031-04-14", "2031-04-14", "2031-04-14"),
    ("The days of |3|-5 March 2031 were wet.", "DATE", "2031-03-03", "2031-03-03", "2031-03-03"),
    ("It lost money in |fiscal 2030|.", "DATE", "FY2030", None, None),
    ("It stays shut |for now|.", "DATE", "PRESENT_REF", "2031-04-17", "2031-04-17"),
    ("It was |recently| painted.", "DATE", "PAST_REF", None, "2031-04-17"),
    ("It will do in |the near future|.", "DATE", "FUTURE_REF", "2031-04-17", None),
    ("It broke at |16:00 UTC on Tuesday|.", "TIME", "2031-04-15T16:00Z", "2031-04-15", "2031-04-15"),
    ("It broke at |4:30 p.m. EDT on April 3, 2031|.", "TIME", "2031-04-03T16:30-04:00", "2031-04-03", "2031-04-03"),
    ("It broke at |9.30pm on Tuesday|.", "TIME", "2031-04-15T21:30", "2031-04-15", "2031-04-15"),
    ("It broke |Tuesday night|.", "TIME", "2031-04-15TNI", "2031-04-15", "2031-04-15"),
    ("It broke |last night|.", "TIME", "2031-04-16TNI", "2031-04-16", "2031-04-16"),
    ("It broke |this morning|.", "TIME", "2031-04-17TMO", "2031-04-17", "2031-04-17"),
    ("It broke |overnight|.", "TIME", "2031-04-17TNI", "2031-04-16", "2031-04-17"),
    ("It took |six months|.", "DURATION", "P6M", None, None),
    ("It took |more than two and a half years|.", "DURATION", "P2.5Y", None, None),
    ("It took |twenty-five minutes|.", "DURATION", "PT25M", None, None),
    ("It took |half an hour|.", "DURATION", "PT30M", None, None),
    ("It took |a few weeks|.", "DURATION", "PXW", None, None),
    ("A |two-year| plan was made.", "DURATION", "P2Y", None, None),
    ("It sank in |the past two months|.", "DURATION", "P2M", "2031-02-17", "2031-04-17"),
    ("It opens within |the next 30 days|.", "DURATION", "P30D", "2031-04-17", "2031-05-17"),
    ("It takes |two| to three weeks.", "DURATION", "P2W", None, None),
    ("It opens |every night|.", "SET", "XXXX-XX-XXTNI", None, None),
    ("It opens |every Monday|.", "SET", "XXXX-WXX-1", None, None),
    ("It opens |twice a week|.", "SET", "P1W", None, None),
    ("It opens |on Mondays|.", "SET", "XXXX-WXX-1", None, None),
    ("It opens |every two weeks|.", "SET", "P2W", None, None),
]


@pytest.mark.parametrize(("text", "kind", "value", "earliest", "latest"), TABLE, ids=[row[0] for row in TABLE])
def test_words_type_value_and_interval(text: str, kind: str, value: str, earliest: str | None, latest: str | None) -> None:
    before, marked, _ = text.split("|")
    found = [row for row in read(plain(text.replace("|", ""))) if row.span.start >= len(before)]
    row = found[0]
    assert row.evidence[0].words in marked
    assert (row.type, row.value, row.earliest, row.latest) == (kind, value, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "It was called Black Monday.",
        "See https://example.org/2031/04/17/lock and www.example.org/2031-04-17 for more.",
        "You may march on the second floor.",
        "He sold 2000 boats and 1,985 oars.",
        "The fall of the tower was heard.",
        "It cost $2031 in all.",
        "A quarter of the boats sank.",
        "They won 3.45 points in a row.",
        "She sat in the sun.",
        "I am here.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [row for row in rows(text) if not row.formula.startswith("unread")] == []


def test_a_word_that_could_be_a_date_and_is_none_is_listed() -> None:
    assert [(row.evidence[0].words, row.formula) for row in rows("May they rest.")] == [("May", "unread another word")]
    assert [row.formula for row in rows("The count was 12:40 then.")] == ["unread no reading"]


# --- dates that count from others --------------------------------------------------------------------------------------------------


def test_a_date_after_another_one_counts_from_it() -> None:
    text = "The gate broke on March 3, 2030. The next day it was mended. Two weeks later it broke again."
    found = read(plain(text))
    assert [row.value for row in found] == ["2030-03-03", "2030-03-04", "2030-W12"]
    assert [row.anchor for row in found] == [None, "March 3, 2030", "The next day"]
    assert found[1].anchor_span == found[0].span
    assert {problem_with_words(row, text) for row in found} == {None}


def problem_with_words(row: object, text: str) -> str | None:
    return problem_with(row, {"a": text})


def test_what_counts_from_a_counted_date_follows_it() -> None:
    text = (
        "On June 17, 2030 the mill was lit. Three weeks later it burnt. Fifteen days after that it was sold. It was heard of the next day."
    )
    found = read(plain(text))
    assert [row.value for row in found] == ["2030-06-17", "2030-W28", "2030-07-23", "2030-07-24"]
    assert [row.anchor for row in found] == [None, "June 17, 2030", "Three weeks later", "Fifteen days after that"]


@pytest.mark.parametrize(
    "told", ["On June 17, 2030 the mill was lit. Two months later it burnt.", "The mill was lit in 2030. Three weeks ago it burnt."]
)
def test_no_day_is_counted_from_what_is_no_day(told: str) -> None:
    last = read(plain(f"{told} Ten days after that it was sold."))[-1]
    assert (last.evidence[0].words, last.value, last.earliest) == ("Ten days after that", None, None)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It was lit two years ago in March.", "two years ago in March", "2029-03"),
        ("It was lit March two years ago.", "March two years ago", "2029-03"),
        ("It was lit two years ago on 3 March.", "two years ago on 3 March", "2029-03-03"),
        ("It burnt at a quarter to ten on Wednesday evening.", "a quarter to ten on Wednesday evening", "2031-04-16T21:45"),
        ("It burnt at a quarter past one on Wednesday.", "a quarter past one on Wednesday", "2031-04-16T01:15"),
        ("It burnt Wednesday evening at 7:30.", "Wednesday evening at 7:30", "2031-04-16T19:30"),
        ("It opens on Monday next, April 21, for bread.", "Monday next, April 21", "2031-04-21"),
        ("It will be sold by the end of the month after its owner left.", "the end of the month", "2031-04"),
        ("It burnt on 3 March 2031. The morning after, it rained.", "The morning after", "2031-03-04TMO"),
    ],
)
def test_dates_of_several_parts(text: str, words: str, value: str) -> None:
    assert (words, value) in values(text)


@pytest.mark.parametrize("text", ["It fell by a quarter to ten million.", "It burnt the morning after the vote."])
def test_what_only_begins_like_a_time(text: str) -> None:
    assert values(text) == []


def test_without_a_date_before_it_nothing_is_known() -> None:
    (row,) = read(plain("The next day it was mended."))
    assert (row.value, row.earliest) == ("XXXX-XX-XX", None)
    assert "no date to count from" in (row.rule or "") or "not known" in (row.rule or "")


def test_the_day_after_something_else_is_no_date_of_its_own() -> None:
    assert values("It was mended the day after the vote in May 2030.") == [("May 2030", "2030-05")]


def test_the_clock_belongs_to_the_day_of_its_sentence() -> None:
    assert values("At 16:15 UTC it was heard, on March 3, 2030.")[0] == ("16:15 UTC", "2030-03-03T16:15Z")


def test_the_first_of_two_months_has_the_year_of_the_second() -> None:
    assert [value for _, value in values("It ran from March to June 2029.")] == ["2029-03", "2029-06"]
    assert [value for _, value in values("It ran from November to June 2029.")] == ["2028-11", "2029-06"]


def test_the_second_of_two_months_follows_the_first() -> None:
    assert [value for _, value in values("It ran from November to January.")] == ["2030-11", "2031-01"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It ended two years after it began in February 2027.", ("2029-02-01", "2029-02-28")),
        ("It ended more than two years after it began in February 2027.", ("2029-02-01", None)),
        ("It ended less than two years after it began in February 2027.", ("2027-02-01", "2029-02-28")),
        ("It was sold two weeks before the vote on March 20, 2030.", ("2030-03-06", "2030-03-06")),
        ("It was sold two weeks after the vote, he said in May 2030.", (None, None)),
    ],
)
def test_a_length_is_counted_from_the_date_of_its_clause(text: str, days: tuple[str | None, str | None]) -> None:
    first = read(plain(text))[0]
    assert (first.type, first.earliest, first.latest) == ("DURATION", *days)
    assert problem_with_words(first, text) is None


def test_a_range_is_two_expressions() -> None:
    assert values("It takes two to three weeks, or a 30-to-60-day wait, and between 5 and 7 years.") == [
        ("two", "P2W"), ("three weeks", "P3W"), ("30", "P30D"), ("60-day", "P60D"), ("5", "P5Y"), ("7 years", "P7Y"),
    ]  # fmt: skip
    assert values("It ran 25-26 May 2031, and May 3 and 4, 2030.") == [
        ("25", "2031-05-25"), ("26 May 2031", "2031-05-26"), ("May 3", "2030-05-03"), ("4, 2030", "2030-05-04"),
    ]  # fmt: skip
    assert values("It killed 30 and 5 days later it rained.") == [("5 days later", "2031-04-22")]


@pytest.mark.parametrize(
    "text",
    ["The boat is 42 years old.", "a 3-month-old seal", "She is 42 years of age.", "They are five to seven years old.", "the 42-year-olds"],
)
def test_an_age_is_a_quantity_alone(text: str) -> None:
    assert values(text) == []
    units = {row.unit for row in quantities(plain(text))}
    assert units
    assert units <= {"a", "mo"}


@pytest.mark.parametrize(
    ("text", "value"), [("It lasted several weeks.", "PXW"), ("It brought weeks of rain.", "PXW"), ("a quarter-century ago", "2006")]
)
def test_lengths_that_are_not_counted(text: str, value: str) -> None:
    assert [found for _, found in values(text)] == [value]


# --- dates in digits ----------------------------------------------------------------------------------------------------------------


def test_day_and_month_in_digits_are_two_days() -> None:
    (row,) = read(plain("Filed on 03/04/2031 by hand."))
    assert (row.value, row.earliest, row.latest) == ("[2031-03-04,2031-04-03]", "2031-03-04", "2031-04-03")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Filed on 03/04/2031 and on 17/04/2031.", "2031-04-03"),
        ("Filed on 03/04/2031 and on 04/17/2031.", "2031-03-04"),
        ("Filed on 03/04/2031, to the honour of the harbour.", "2031-04-03"),
        ("Filed on 03/04/2031, to the honor of the harbor.", "2031-03-04"),
        ("Filed on 03/04/2031, opened on April 19, 2031.", "2031-03-04"),
        ("Filed on 03.04.2031 in full.", "2031-04-03"),
        ("Filed on 2031/04/03 in full.", "2031-04-03"),
        ("Filed on 03/03/2031 in full.", "2031-03-03"),
    ],
)
def test_what_tells_day_from_month(text: str, value: str) -> None:
    assert values(text)[0][1] == value


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("Filed on Thursday, 03/04/2031.", "2031-04-03", "the weekday beside them tells"),
        ("Filed on 03/04/2031 (Tuesday).", "2031-03-04", "the weekday beside them tells"),
        ("Filed on Thursday 03/04/2031 and 04/17/2031.", "2031-04-03", "the weekday beside them tells"),
        ("Filed on 03/04/2031 and on 17/04/2031.", "2031-04-03", "another date in digits"),
        ("Filed on 03/04/2031, opened on 19 April.", "2031-04-03", "name the month"),
        ("Filed on 17/04/2031.", "2031-04-17", "day and month in digits"),
    ],
)
def test_why_a_date_in_digits_is_that_day(text: str, value: str, why: str) -> None:
    row = read(plain(text))[0]
    assert row.value == value
    assert why in (row.rule or "")


FILED = "Varro|PROPN|nsubj|2 filed~file|VERB|root|0 it|PRON|obj|2 on|ADP|case|5 03/04/2031|NUM|obl|2 .|PUNCT|punct|2"
OPENS = "It|PRON|nsubj|3 will|AUX|aux|3 open|VERB|root|0 on|ADP|case|5 03/04/2031|NUM|obl|3 .|PUNCT|punct|3"


def whole(sentence: str) -> trees.Written:
    """A tree with the sentence's bounds."""
    written = trees.article(sentence)
    return replace(written, sentences=(Span(0, len(written.text)),), tokens=(Token(0, len(written.text), written.text, ""),))


@pytest.mark.parametrize(
    ("sentence", "published", "value", "why"),
    [
        (FILED, date(2031, 3, 20), "2031-03-04", "the other order is after the day of publication"),
        (OPENS, date(2031, 3, 20), "2031-04-03", "the other order is before the day of publication"),
        (FILED, date(2031, 4, 3), "2031-04-03", "that is the day of publication"),
        (FILED, date(2031, 4, 17), "[2031-03-04,2031-04-03]", "in either order"),
        (OPENS, None, "[2031-03-04,2031-04-03]", "in either order"),
    ],
)
def test_the_day_of_publication_tells_day_from_month(sentence: str, published: date | None, value: str, why: str) -> None:
    (row,) = read(whole(sentence), published)
    assert row.value == value
    assert why in (row.rule or "")


# --- zones ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "value"),
    [
        ("4 p.m. IST", "16:00"),  # India, Israel, Ireland: the words keep it
        ("4 p.m. CST", "16:00"),
        ("4 p.m. ET", "16:00-04:00"),
        ("4 p.m. EST", "16:00-05:00"),
        ("4 p.m. EDT", "16:00-04:00"),
        ("4 p.m. Eastern time", "16:00-04:00"),
        ("16:00 GMT", "16:00Z"),
        ("16:00 BST", "16:00+01:00"),
        ("16:00 CET", "16:00+01:00"),
        ("16:00 Central European Summer Time", "16:00+02:00"),
        ("16:00 UTC+3", "16:00+03:00"),
        ("16:00 GMT+5:30", "16:00+05:30"),
        ("16:00 UTC-10", "16:00-10:00"),
        ("4 p.m. local time", "16:00"),
    ],
)
def test_time_zones_are_kept(clock: str, value: str) -> None:
    assert values(f"It opened on Tuesday at {clock}.") == [(f"Tuesday at {clock}", f"2031-04-15T{value}")]


# --- tense ----------------------------------------------------------------------------------------------------------------------------

PAST = "Varro|PROPN|nsubj|2 met~meet|VERB|root|0 them|PRON|obj|2 on|ADP|case|5 Sunday|PROPN|obl|2 .|PUNCT|punct|2"
FUTURE = "Varro|PROPN|nsubj|3 will|AUX|aux|3 meet|VERB|root|0 them|PRON|obj|3 on|ADP|case|6 Sunday|PROPN|obl|3 .|PUNCT|punct|3"
PLANNED = "Varro|PROPN|nsubj|2 plans~plan|VERB|root|0 to|PART|mark|4 go|VERB|xcomp|2 on|ADP|case|6 Sunday|PROPN|obl|4 .|PUNCT|punct|2"
PERFECT = "Varro|PROPN|nsubj|3 has|AUX|aux|3 gone~go|VERB|root|0 since|ADP|case|5 Sunday|PROPN|obl|3 .|PUNCT|punct|3"


@pytest.mark.parametrize(
    ("sentence", "value"), [(PAST, "2031-04-13"), (FUTURE, "2031-04-20"), (PLANNED, "2031-04-20"), (PERFECT, "2031-04-13")]
)
def test_the_tense_of_the_verb_tells_the_week(sentence: str, value: str) -> None:
    written = trees.article(sentence)
    words = written.syntax
    rules = language("en")
    assert rules is not None
    at = words.text.index("Sunday")
    direction = Tenses(written, rules).direction(words.start[at], words.end[at])
    assert direction == ("past" if value < "2031-04-17" else "future")


# --- without the day of publication ---------------------------------------------------------------------------------------------------


def test_an_unknown_anchor_leaves_what_is_known() -> None:
    assert values("It broke on Thursday.", None) == [("Thursday", "XXXX-WXX-4")]
    assert values("It broke on April 3.", None) == [("April 3", "XXXX-04-03")]


def test_a_day_without_a_year_has_that_of_a_full_date_before_it() -> None:
    found = read(plain("It broke on March 3, 2030. On March 9 it was mended."), None)
    assert [(row.value, row.anchor) for row in found] == [("2030-03-03", None), ("2030-03-09", "March 3, 2030")]


def test_a_full_date_far_away_tells_no_year() -> None:
    assert values("It was built on March 3, 2030. It broke on September 9.", None)[1] == ("September 9", "XXXX-09-09")
    assert values("It was built in March 2030. It broke on March 9.", None)[1] == ("March 9", "XXXX-03-09")
    assert values("It was built on March 3, 2030. It broke last April.", None)[1] == ("last April", "XXXX-04")


def test_an_anchor_of_several_days_gives_an_interval() -> None:
    found = read(plain("It broke on Thursday."), DAY, DAY.replace(day=25))
    assert interval(found) == ("2031-04-17", "2031-04-24")
    assert found[0].value is None


# --- any text -------------------------------------------------------------------------------------------------------------------------

PIECES = (
    "the last of March April 17 , 2031 - : / two years ago 03/04/2031 every Monday 16:00 UTC p.m. noon half an hour from to in on next later earlier than more "
    "99/99/2031 31 30 February 0000 9999-12-31 99999999999999999999 1990s 's o ' clock end early quarter week decade century . \n ( ) Q9 12.61 29 Feb 2030 millennium"
).split(" ")


def test_any_words_in_any_order_give_spans_with_their_words() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = " ".join(chance.choices(PIECES, k=chance.randint(1, 40)))
        before = 0
        for row in read(plain(text)):
            assert problem_with(row, {"a": text}) is None
            assert row.span.start >= before
            before = row.span.end
            assert row.earliest is None or row.latest is None or row.earliest <= row.latest
            assert row.rule


def test_any_characters_are_read() -> None:
    chance = random.Random(8)
    characters = [
        chr(i) for i in (*range(32, 0x500), *range(0x2000, 0x2100), *range(0x1F600, 0x1F640)) if unicodedata.category(chr(i)) != "Cs"
    ]
    for _ in range(200):
        text = "".join(chance.choices(characters, k=60)) + " 3٠/٠4/2031 ²²:¹¹ May"
        for row in times(plain(text)):
            assert text[row.span.start : row.span.end] == row.evidence[0].words


@pytest.mark.parametrize(
    "piece", ["the end of ", "two and a half ", "1,", "12:", "31/", "early ", "April 17 ", "more than ", "2031-", "the first half of "]
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    short, long = (plain(piece * number) for number in (400, 3200))
    seconds = []
    for article in (short, long):
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            list(times(article))
            best = min(best, time.process_time() - began)
        seconds.append(best)
    assert seconds[1] < 40 * max(seconds[0], 0.002)


# --- months that the tense alone would put most of a year away ---------------------------------------------------------------------

SAID = "They|PRON|nsubj|3 had|AUX|aux|3 booked|VERB|root|0 rooms|NOUN|obj|3 for|ADP|case|6 June|PROPN|obl|3 .|PUNCT|punct|3"
BURNT = "It|PRON|nsubj|2 burnt~burn|VERB|root|0 in|ADP|case|4 June|PROPN|obl|2 .|PUNCT|punct|2"
SINCE = "It|PRON|nsubj|4 has|AUX|aux|4 been|AUX|cop|4 shut~shut|ADJ|root|0 since|ADP|case|6 June|PROPN|obl|4 .|PUNCT|punct|4"
IS = "It|PRON|nsubj|4 is|AUX|cop|4 the|DET|det|4 answer|NOUN|root|0 of|ADP|case|6 June|PROPN|nmod|4 .|PUNCT|punct|4"
WILL = "It|PRON|nsubj|3 will|AUX|aux|3 open|VERB|root|0 in|ADP|case|5 June|PROPN|obl|3 .|PUNCT|punct|3"


@pytest.mark.parametrize(
    ("sentence", "published", "value", "formula"),
    [
        (SAID, date(2031, 5, 20), "2031-06", "anchor > month 6 backward"),
        (SAID, date(2031, 7, 20), "2031-06", "anchor > month 6 backward"),
        (SAID, date(2031, 1, 20), "2030-06", "anchor > month 6 backward"),
        (BURNT, date(2031, 5, 20), "2030-06", "anchor > month 6 past"),
        (SINCE, date(2031, 5, 20), "2030-06", "anchor > month 6 past"),
        (IS, date(2031, 8, 10), "2031-06", "anchor > month 6 forward"),
        (IS, date(2031, 12, 10), "2032-06", "anchor > month 6 forward"),
        (WILL, date(2031, 8, 10), "2032-06", "anchor > month 6 future"),
    ],
)
def test_the_nearer_month_where_only_the_tense_chooses(sentence: str, published: date, value: str, formula: str) -> None:
    (row,) = read(whole(sentence), published)
    assert (row.formula, row.value) == (formula, value)


def test_the_nearer_month_says_why() -> None:
    (row,) = read(whole(SAID), date(2031, 5, 20))
    assert row.rule == "the first June after the day of publication; nearer than 2030-06, to which the tense alone points"
