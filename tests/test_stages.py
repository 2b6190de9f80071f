"""One text for all stages of an article: read once, with what the model says where a stage asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firsthand import stages
from firsthand.errors import UnreadableInput
from firsthand.extract.mentions import mentions
from firsthand.model import Mention, Page, Sentence, Span
from firsthand.stages import MANIFEST, MODEL, Stage, run, version

PAGE = Page("a1", "Ines Varro opened the sluice. Varro closed it again.", "en", None, (), ())


def counted(calls: list[str], name: str, real: Any) -> Any:
    def call(*given: Any) -> Any:
        calls.append(name)
        return real(*given)

    return call


def sentences(parsed: Any) -> Iterator[Sentence]:
    for span in parsed.sentences:
        yield Sentence(parsed.article_id, span, parsed.words(span.start, span.end))


def words(analysed: Any) -> Iterator[Sentence]:
    """As many rows as the model knows words."""
    for start, end in zip(analysed.syntax.start, analysed.syntax.end, strict=True):
        yield Sentence(analysed.article_id, Span(start, end), analysed.words(start, end))


PLAIN, DEEP = Stage("sentence", 1, sentences, Sentence, "parsed"), Stage("word", 1, words, Sentence, "analysed")
NAMES = frozenset(("sentence", "word", "mention"))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    for name in ("analyse", "parse"):
        monkeypatch.setattr(stages, name, counted(found, name, getattr(stages, name)))
    return found


def test_the_model_reads_once_and_for_all(use_plan: Any, calls: list[str]) -> None:
    use_plan((PLAIN, DEEP, Stage("mention", 1, mentions, Mention, "analysed")))
    first, second, third = run(PAGE, NAMES)
    assert calls == ["analyse"]
    assert [len(first.rows), len(second.rows) > 8, {row.name for row in third.rows if row.name}] == [2, True, {"Ines Varro", "Varro"}]
    assert {one.error for one in (first, second, third)} == {None}


def test_the_model_reads_only_where_a_stage_asks(use_plan: Any, calls: list[str]) -> None:
    use_plan((PLAIN, DEEP))
    (only,) = run(PAGE, frozenset(("sentence",)))
    assert calls == ["parse"]
    assert len(only.rows) == 2


def test_a_text_that_is_too_long_is_read_by_rules_and_says_so(use_plan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_page: Page) -> None:
        raise UnreadableInput("the text has 9 characters, at most 8 are analysed: split it into its articles")

    monkeypatch.setattr(stages, "analyse", refuse)
    use_plan((PLAIN, DEEP, Stage("mention", 1, mentions, Mention, "analysed")))
    first, second, third = run(PAGE, NAMES)
    assert {one.status for one in (first, second, third)} == {"done"}
    assert (len(first.rows), first.error) == (2, None)
    assert third.rows == ()
    assert (
        second.error
        == third.error
        == (
            "read by rules alone, not by the language model: the text has 9 characters, at most 8 are analysed: split it into its articles."
        )
    )


def test_a_model_that_fails_stops_only_its_stages(use_plan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_page: Page) -> None:
        raise ValueError("no such row")

    monkeypatch.setattr(stages, "analyse", fail)
    use_plan((PLAIN, DEEP))
    first, second = run(PAGE, NAMES)
    assert (first.status, len(first.rows)) == ("done", 2)
    assert (second.status, second.rows) == ("failed", ())
    assert "ValueError: no such row" in (second.error or "")


def test_another_language_is_skipped(use_plan: Any) -> None:
    use_plan((PLAIN, DEEP))
    found = list(run(Page("a1", "Ines Varro.", "xx", None, (), ()), NAMES))
    assert {one.status for one in found} == {"skipped"}


def test_a_version_follows_the_list_of_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not the weights: they are too large to be read in every process."""
    folder = tmp_path / MODEL
    folder.mkdir(parents=True)
    (folder / "encoder.onnx").write_bytes(b"one")
    (folder / MANIFEST).write_text("1  encoder.onnx\n")
    monkeypatch.setattr(stages.resources, "files", lambda _: tmp_path)

    def now() -> str:
        version.cache_clear()
        return version(Stage("mention", 1, mentions, Mention, "analysed", (MODEL,)))

    first = now()
    (folder / "encoder.onnx").write_bytes(b"two")
    assert now() == first
    (folder / MANIFEST).write_text("2  encoder.onnx\n")
    assert now() != first
    monkeypatch.undo()
    version.cache_clear()
