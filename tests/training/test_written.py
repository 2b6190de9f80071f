"""The marks of the articles written for training."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.written import articles, written


def one(tmp_path: Path, marked: str) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(f"===\n{marked}\n", encoding="utf-8")
    return file


def test_marks_become_spans_without_border_marks(tmp_path: Path) -> None:
    (found,) = articles(
        [one(tmp_path, "Gates unsafe\n\n{t1 “The gates are shut,”} {s1 Ines Varro,} {c1 said}. {t1 “Nobody {c2b fears} {t2 a flood}.”}")]
    )
    assert found.text == "Gates unsafe\n\n“The gates are shut,” Ines Varro, said. “Nobody fears a flood.”"
    words = [{role: [found.text[a:b] for a, b in spans] for role, spans in relation.items()} for relation in found.given]
    assert words == [
        {"source": ["Ines Varro"], "cue": ["said"], "content": ["The gates are shut", "Nobody fears a flood"]},
        {"source": [], "cue": ["fears"], "content": ["a flood"]},
    ]
    assert found.sorts == ["said", "believed"]


@pytest.mark.parametrize(
    "marked", ["{s1 Varro} {c1 said", "Varro} said", "{x1 Varro} said", "{s1 Varro} {c1 said} so", "{s1 Varro} said {t1 so}"]
)
def test_marks_that_do_not_fit_are_refused(tmp_path: Path, marked: str) -> None:
    with pytest.raises(ValueError, match="a/1"):
        list(articles([one(tmp_path, marked)]))


def test_every_file_can_be_read() -> None:
    found = list(written())
    assert len(found) >= 150
    assert all(0 <= a < b <= len(each.text) for each in found for relation in each.given for spans in relation.values() for a, b in spans)
