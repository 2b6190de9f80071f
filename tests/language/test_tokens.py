from __future__ import annotations

import pytest

from firsthand.language import language
from firsthand.language.tokens import tokens

RULES = language("en")
assert RULES is not None
CLITICS, SHORT = RULES["clitics"], RULES["abbreviations_inner"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don’t", ["don’t"]),
        ("Varro’s plan", ["Varro", "’s", "plan"]),
        ("the boys’ team", ["the", "boys", "’", "team"]),
        ("’90s", ["’", "90s"]),
        ("U.S. aid", ["U.S.", "aid"]),
        ("Mr. J. Brell", ["Mr.", "J.", "Brell"]),
        ("1,000.5 tons", ["1,000.5", "tons"]),
        ("kelmora.example and Kelmora.The", ["kelmora.example", "and", "Kelmora", ".", "The"]),
        ("“No,”he", ["“", "No", ",", "”", "he"]),
        ("``No''", ["``", "No", "''"]),
        ("  No", ["  ", "No"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text, CLITICS, SHORT)] == expected
