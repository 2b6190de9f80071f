from __future__ import annotations

import pytest

from firsthand.model import Evidence, Quantity, Span
from firsthand.view import say_amount


def row(low: float | None, high: float | None, unit: str | None = "1", how: str | None = None, **roles: str) -> Quantity:
    evidence = [Evidence("quantity", 0, 1, "9"), *(Evidence(role, 0, 1, words) for role, words in roles.items())]
    told: object = how
    return Quantity("id", "a", tuple(evidence), Span(0, 1), low, high, unit, told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "unit", "hedge", "said"),
    [
        (412, 412, "1", None, "412"),
        (380_000, 380_000, "t", "about", "about 380 000 tonnes"),
        (150, None, "1", "more-than", "more than 150"),
        (None, 80, "m", "up-to", "up to 80 metres"),
        (1, 1, "km", None, "1 kilometre"),
        (3, 5, "[mi_i]", None, "3 to 5 miles"),
        (24, None, "1", None, "24 or more"),
        (None, 5, "1", None, "5 or less"),
        (3_200_000, 3_200_000, "USD", "about", "about USD 3.2 million"),
        (2_000_000, 2_000_000, None, None, "2 million (money; of which currency is not told for sure)"),
        (1_234_567, 1_234_567, "1", None, "1 234 567"),
        (4.5, 4.5, "%", None, "4.5 per cent"),
        (71, 71, "a", None, "71 years old"),
        (0, 0, "1", None, "none"),
        (0.5, 0.5, "1", None, "one half"),
        (7, 7, "[smoot]", None, "7 [smoot]"),
        (None, None, "1", None, "an unknown number"),
    ],
)  # fmt: skip
def test_what_it_comes_to(low: float | None, high: float | None, unit: str | None, hedge: str | None, said: str) -> None:
    assert say_amount.says(row(low, high, unit, hedge)).replace("\u00a0", " ").replace("\u202f", " ") == said


@pytest.mark.parametrize(
    ("unit", "roles", "said"),
    [
        ("1", {"of": "barges"}, "what is counted: “barges”"),
        ("1", {"of": "barges", "hedge": "some"}, "what is counted: “barges”; “some” in the text"),
        ("t", {"of": "wheat"}, "of what: “wheat”"),
        ("a", {"of": "Odo Marsh"}, "whose age: “Odo Marsh”"),
        ("1", {}, "what is counted: not found in its sentence"),
    ],
)
def test_what_is_counted(unit: str, roles: dict[str, str], said: str) -> None:
    assert say_amount.why(row(9, 9, unit, **roles)) == said
