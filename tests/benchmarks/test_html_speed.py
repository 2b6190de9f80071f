"""The benchmark of reading pages beside trafilatura alone runs, and says so where it has nothing to run on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks import html_speed

STORY = "<p>The reservoir above Harrow has fallen to a fifth of its depth, the water board said on Monday.</p>" * 6


def test_a_ratio_of_two_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "html").mkdir()
    page = f"<html><head><title>Harrow</title></head><body><article><h1>Harrow</h1>{STORY}</article></body></html>"
    (tmp_path / "html" / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    monkeypatch.setattr(html_speed, "ROUNDS", 1)
    assert html_speed.figures(tmp_path)["html_speed.trafilatura_times"] > 0


def test_nothing_is_measured_without_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert html_speed.main([str(tmp_path)]) == 0
    assert "skipped" in capsys.readouterr().out
