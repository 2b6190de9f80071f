"""Sources that no article names: compatible, incompatible, cannot tell; never one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers import TINY_PLAN, UsePlan, build, rows, write

from firsthand.align.anonymous import compare, describe
from firsthand.model import Attribution, Evidence, Page, Span, finding_id
from firsthand.verify import problems

UNNAMED = re.compile(r"“(?P<content>[^”\n]+?),?” (?P<cue>said) (?P<source>(?:an?|two|the|several) [\w .]+?)(?=\.\n|,)")


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("a senior US official", "a U.S. official", []),
        ("a Ukrainian official", "a US official", ["nation"]),
        ("a White House official", "a State Department official", ["institution"]),
        ("a US intelligence official", "a Pentagon official", []),
        ("a Western diplomat", "a US diplomat", []),
        ("a diplomat", "an official", []),
        ("a diplomat", "a soldier", []),
        ("a lawyer", "a soldier", ["office"]),
        ("a source", "a lawyer", []),
        ("two officials", "an official", ["number"]),
        ("officials", "several officials", []),
        ("a Russian army commander", "two US officials", ["nation", "number"]),
    ],
)
def test_what_keeps_two_descriptions_apart(one: str, other: str, against: list[str]) -> None:
    for first, second in ((one, other), (other, one)):
        found, _ = compare(describe([first]), describe([second]))
        assert [reason.partition(" (")[0] for reason in found] == against


def test_what_they_share() -> None:
    assert compare(describe(["a senior US official"]), describe(["the American diplomat"]))[1] == ["us"]
    assert compare(describe(["an official"]), describe(["an official"]))[1] == []
    assert compare(describe(["the official", "a Pentagon official"]), describe(["an official of the Defense Department"]))[1] == [
        "pentagon"
    ]


# --- end to end -------------------------------------------------------------------------------------------------------------------------


def unnamed(page: Page) -> Iterator[Attribution]:
    for match in UNNAMED.finditer(page.text):
        pieces = tuple(Evidence(role, match.start(role), match.end(role), match[role]) for role in ("source", "cue", "content"))
        source, cue, content = (Span(piece.start, piece.end) for piece in pieces)
        name = finding_id("attribution", page.article_id, pieces, ("direct", "said"))
        yield Attribution(name, page.article_id, pieces, (source,), (cue,), (content,), "direct", "said", source_class="anonymous")


def told(tmp_path: Path, use_plan: UsePlan, said: dict[str, str]) -> list[tuple[Any, ...]]:
    use_plan(tuple(replace(stage, function=unnamed) if stage.name == "attribution" else stage for stage in TINY_PLAN))
    folder = write(tmp_path / "in", {f"{name}.txt": f"Title of {name}\n\n{text}\n" for name, text in said.items()})
    build(folder, tmp_path / "story.duckdb")
    assert not list(problems(tmp_path / "story.duckdb", [folder]))
    assert rows(tmp_path / "story.duckdb", "SELECT count(*) FROM attribution WHERE entity_id IS NOT NULL") == [(0,)]
    return rows(tmp_path / "story.duckdb", "SELECT judgement, type, reason FROM link WHERE kind = 'same-entity' ORDER BY reason")


LIKE = "“The barges of Ormund wait for the sluice keeper,” said {}."
ALMOST = "“Barges at Ormund wait until the keeper opens the sluice,” said {}."
OTHER = "“Bread costs more on every island,” said {}."


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (LIKE.format("a senior US official"), ALMOST.format("a U.S. official"), ("unsure", "compatible")),
        (LIKE.format("an official"), ALMOST.format("a source"), ("unsure", "compatible")),
        (LIKE.format("a US official"), ALMOST.format("a Ukrainian official"), ("different", "incompatible")),
        (LIKE.format("a former US official"), ALMOST.format("a US official"), ("unsure", None)),
        (LIKE.format("two US officials"), OTHER.format("a US official"), ("different", "incompatible")),
        (LIKE.format("a US official"), OTHER.format("an American official"), ("unsure", "compatible")),
    ],
)
def test_pairs(tmp_path: Path, use_plan: UsePlan, one: str, other: str, wanted: tuple[str, str | None]) -> None:
    (found,) = told(tmp_path, use_plan, {"a": one, "b": other})
    assert found[:2] == wanted
    assert found[2].startswith("`")


def test_who_has_nothing_in_common_is_no_pair(tmp_path: Path, use_plan: UsePlan) -> None:
    assert told(tmp_path, use_plan, {"a": LIKE.format("an official"), "b": OTHER.format("an official")}) == []


def test_one_article_is_no_pair(tmp_path: Path, use_plan: UsePlan) -> None:
    assert told(tmp_path, use_plan, {"a": LIKE.format("a US official") + "\n\n" + ALMOST.format("a US official"), "b": "Nothing."}) == []


def test_the_reason_says_what_both_say(tmp_path: Path, use_plan: UsePlan) -> None:
    ((_, _, reason),) = told(tmp_path, use_plan, {"a": LIKE.format("a senior US official"), "b": ALMOST.format("a U.S. official")})
    assert "nothing differs; both us" in reason
    assert "both say" in reason
    assert "sluice" in reason


def test_reports_that_lie_days_apart(tmp_path: Path, use_plan: UsePlan) -> None:
    texts = {"a": LIKE.format("a US official"), "b": ALMOST.format("a US official")}
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, {"sources.csv": "path,published\na.txt,2031-08-02\nb.txt,2031-08-20\n"})
    ((judgement, kind, reason),) = told(tmp_path, use_plan, texts)
    assert (judgement, kind) == ("unsure", None)
    assert "days apart" in reason
