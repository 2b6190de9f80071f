from __future__ import annotations

import pytest

from firsthand.model import Attribution, Evidence, Span, TimeExpression
from firsthand.view import say_time


def row(type_: str, value: str | None, days: str = "", mod: str | None = None, anchor: str | None = None, rule: str = "") -> TimeExpression:
    """`days`: `first/last`, an open side empty."""
    first, _, last = days.partition("/")
    evidence = (Evidence("time_expression", 0, 4, "then"),)
    kind: object = type_
    return TimeExpression("id", "a", evidence, Span(0, 4), kind, "", value, first or None, last or None, mod, anchor, None, rule)  # type: ignore[arg-type]


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("type_", "value", "days", "mod", "said"),
    [
        ("DATE", "2031-06-04", "2031-06-04/2031-06-04", None, "Wednesday 4 June 2031"),
        ("DATE", "2031-06", "2031-06-01/2031-06-30", None, "June 2031"),
        ("DATE", "2031-06", "2031-06-21/2031-06-30", "END", "between 21 and 30 June 2031"),
        ("DATE", "2031", "2031-01-01/2031-12-31", None, "2031"),
        ("DATE", "203", "2030-01-01/2039-12-31", None, "the 2030s"),
        ("DATE", "2031-W36", "2031-09-01/2031-09-07", None, "in the week from 1 to 7 September 2031"),
        ("DATE", "2031-SP", "2031-03-01/2031-05-31", None, "spring 2031, between 1 March and 31 May 2031"),
        ("DATE", "2031-Q2", "2031-04-01/2031-06-30", None, "the second quarter of 2031, between 1 April and 30 June 2031"),
        ("DATE", "[2031-03-04,2031-04-03]", "2031-03-04/2031-04-03", None, "4 March 2031 or 3 April 2031"),
        ("DATE", None, "2031-06-03/2031-07-09", None, "between 3 June and 9 July 2031"),
        ("DATE", "2029", "/2029-12-31", "MORE_THAN", "on 31 December 2029 or earlier"),
        ("TIME", "2031-07-23T22:00", "2031-07-23/2031-07-23", None, "Wednesday 23 July 2031, at 22:00"),
        ("TIME", "2031-07-23T22:00Z", "2031-07-23/2031-07-23", None, "Wednesday 23 July 2031, at 22:00 UTC"),
        ("TIME", "2031-07-23T22:00-04:30", "2031-07-23/2031-07-23", None, "Wednesday 23 July 2031, at 22:00 UTC−4:30"),
        ("TIME", "2031-07-23TEV", "2031-07-23/2031-07-23", None, "Wednesday 23 July 2031, in the evening"),
        ("TIME", "2031-07-24TNI", "2031-07-23/2031-07-24", None, "in the night from 23 to 24 July 2031"),
        ("DURATION", "P2M", "", None, "2 months"),
        ("DURATION", "P1Y", "", "MORE_THAN", "more than 1 year"),
        ("DURATION", "P2W/P3W", "", None, "2 to 3 weeks"),
        ("DURATION", "PXW", "", None, "some weeks"),
        ("DURATION", "PT36H", "", "APPROX", "about 36 hours"),
        ("DURATION", "P2Y", "2029-02-01/", "MORE_THAN", "more than 2 years: on 1 February 2029 or later"),
        ("SET", "XXXX-WXX-1", "", None, "every Monday"),
        ("SET", "XXXX-XX-XXTNI", "", None, "every night"),
        ("SET", "XXXX-WXX-5TEV", "", None, "every Friday evening"),
        ("SET", "P1W", "", None, "every week"),
        ("SET", "P2D", "", None, "every 2 days"),
        ("DATE", "XXXX-WXX-4", "", None, "Thursday: which one is not known"),
        ("DATE", "XXXX-05-16", "", None, "16 May: of which year is not known"),
        ("DATE", "XXXX-FA", "", None, "autumn: of which year is not known"),
        ("DATE", "XXXX-XX", "", None, "which month is not known"),
        ("DATE", None, "", None, "which day is not known"),
        ("DATE", "PAST_REF", "", None, "in the past: no day is told"),
        ("DATE", "PAST_REF", "/2031-06-06", None, "in the past: on 6 June 2031 or earlier"),
        ("DATE", "FY2031", "", None, "the financial year 2031: on which days it begins and ends is not told"),
    ],
)  # fmt: skip
def test_what_it_comes_to(type_: str, value: str | None, days: str, mod: str | None, said: str) -> None:
    assert plain(say_time.says(row(type_, value, days, mod))) == said


@pytest.mark.parametrize(
    ("anchor", "rule", "said"),
    [
        (
            "published 2031-06-06", "the last Thursday up to the day of publication",
            "the last Thursday up to the day of publication (6 June 2031)",
        ),
        (
            "published 2031-06-03/2031-06-09", "the last May up to the day of publication",
            "the last May up to the day of publication (between 3 and 9 June 2031)",
        ),
        ("published 2031-06-06", "a length of time", "counted from the day of publication"),
        ("published 2031-06-06", "in digits", "in digits; counted from the day of publication, 6 June 2031"),
        (None, "again and again", ""),
        ("Thursday", "that time on the day of publication", "counted from “Thursday”: that time on the day of publication"),
        (None, "in the year of `May 2031`; the day of publication is not known", "in the year of “May 2031”, but the day of publication is not known"),
    ],
)  # fmt: skip
def test_why(anchor: str | None, rule: str, said: str) -> None:
    assert plain(say_time.why(row("DATE", "2031-06-05", "2031-06-05/2031-06-05", None, anchor, rule))) == said


def test_what_names_no_day_needs_no_reason_unless_a_person_said_so() -> None:
    assert say_time.why(row("DATE", "PRESENT_REF", rule="about the present")) == ""
    assert say_time.why(row("DATE", "PRESENT_REF", rule="a person decided it")) == "a person decided it"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2031-06-04", "2031-06-04", "Wednesday 4 June 2031"),
        ("2031-06-04", None, "on 4 June 2031 or later"),
        (None, None, "which day is not known"),
        ("nonsense", None, "which day is not known"),
    ],
)
def test_heads_of_a_list(first: str | None, last: str | None, said: str) -> None:
    assert plain(say_time.heading(first, last)) == said


def test_when_something_was_said() -> None:
    said = Attribution("id", "a", (), (), (), (), "direct", "said", said_earliest="2031-06-04", said_latest="2031-06-04")
    assert plain(say_time.said_on(said) or "") == "Wednesday 4 June 2031"
    assert say_time.said_on(Attribution("id", "a", (), (), (), (), "direct", "said")) is None
