"""The language of a text."""

from __future__ import annotations

import pytest

from firsthand.reading.detect import detect_language

EN = "The reservoir above the town has fallen to a fifth of its depth, and the water board will meet again on Thursday to decide what is done. "
DE = "Der Stausee über der Stadt ist auf ein Fünftel gesunken, und die Behörde wird am Donnerstag wieder beraten, was nun geschehen soll. "


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (DE, "de"), (EN * 40, "en"), (DE * 40, "de"), ("Read more", None), ("", None)])
def test_languages(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_foreign_head_does_not_decide() -> None:
    assert detect_language("Home News Sport Weather " * 5 + DE * 20) == "de"
