"""What is done to an article, and to a story: PLAN and STORY_PLAN, in order.

An *article stage* sees one article and nothing else; its rows are kept as long as the text and the stage's version stay, and an article's
rows never depend on its neighbours. A *story stage* sees the stored rows of all articles and runs again whole at each build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

from firsthand import reading
from firsthand.align import articles, decisions, findings, marks, neighbours
from firsthand.align import versions as found_at
from firsthand.align.query import Query
from firsthand.extract.attributions import attributions
from firsthand.extract.quotations import quotations
from firsthand.extract.sentences import sentences
from firsthand.language import LANGUAGES
from firsthand.language.parse import parse
from firsthand.model import (
    TABLES,
    Article,
    Attribution,
    Capture,
    Decision,
    Furniture,
    Link,
    Metadata,
    Neighbour,
    Outcome,
    Page,
    Parsed,
    Quotation,
    Sentence,
    Status,
    Unread,
)  # fmt: skip
from firsthand.reading import furniture, metadata


@dataclass(frozen=True, slots=True)
class Stage:
    """An article stage. `takes`: the page as it was read, or the parsed text of a supported language."""

    name: str
    version: int
    function: Callable[[Page], Iterable[Any]] | Callable[[Parsed], Iterable[Any]]
    row: type[Any]
    takes: Literal["page", "parsed"]
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryStage:
    """A story stage: `function(query, decisions)` gives either rows, or the SELECT that makes them from rows already checked."""

    name: str
    version: int
    function: Callable[[Query, Sequence[Decision]], str | Iterable[Any]]
    row: type[Any]


@dataclass(frozen=True, slots=True)
class StageRows:
    """What one stage gave for one article."""

    stage: str
    version: str
    status: Status
    rows: tuple[Any, ...]
    error: str | None


PLAN: tuple[Stage, ...] = (
    Stage("furniture", 2, furniture.furniture, Furniture, "page", ("reading/patterns",)),
    Stage("metadata", 2, metadata.candidates, Metadata, "page", ("reading/patterns",)),
    Stage("sentence", 2, sentences, Sentence, "parsed", ("language/data",)),
    Stage("quotation", 2, quotations, Quotation, "parsed", ("language/data",)),
    Stage("attribution", 2, attributions, Attribution, "parsed", ("language/data",)),
)

STORY_PLAN: tuple[StoryStage, ...] = (
    StoryStage("metadata", 1, articles.metadata, Metadata),
    StoryStage("article", 1, articles.articles, Article),
    StoryStage("capture", 1, articles.captures, Capture),
    StoryStage("link", 1, found_at.links, Link),
    StoryStage("furniture", 1, marks.furniture, Furniture),
    StoryStage("attribution", 1, findings.attributions, Attribution),
    StoryStage("unread", 1, findings.unread, Unread),
    StoryStage("neighbour", 1, neighbours.neighbours, Neighbour),
    StoryStage("outcome", 1, articles.outcomes, Outcome),
    StoryStage("decision", 1, decisions.decisions, Decision),
)


@cache
def version(stage: Stage) -> str:
    """The stage's version with the hash of its data files: a stored row is stale where it differs."""
    if not stage.data:
        return str(stage.version)
    whole = hashlib.sha256()
    for folder in stage.data:
        for file in sorted(resources.files("firsthand").joinpath(folder).iterdir(), key=lambda f: f.name):
            if file.is_file():
                whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{stage.version}+{whole.hexdigest()[:8]}"


def versions() -> dict[str, str]:
    return {"read": reading.READ_VERSION, **{stage.name: version(stage) for stage in PLAN}}


def run(page: Page, names: frozenset[str]) -> Iterator[StageRows]:
    """The stages in `names` on one article. What goes wrong in one of them is its result, and stops nothing else."""
    parsed: Parsed | str | None = None
    for stage in PLAN:
        if stage.name not in names:
            continue
        if stage.takes == "page":
            yield _run_one(stage, page)
            continue
        if parsed is None:
            parsed = _parse(page)
        if isinstance(parsed, str):
            yield StageRows(stage.name, version(stage), "failed" if _analysed(page) else "skipped", (), parsed)
        else:
            yield _run_one(stage, parsed)


def _run_one(stage: Stage, given: Page | Parsed) -> StageRows:
    function = cast("Callable[[Any], Iterable[Any]]", stage.function)
    try:
        return StageRows(stage.name, version(stage), "done", tuple(function(given)), None)
    except Exception as error:  # whatever an article does to a stage, the batch goes on and the outcome names it
        return StageRows(stage.name, version(stage), "failed", (), _described(error))


def _parse(page: Page) -> Parsed | str:
    if not _analysed(page):
        return f"language {page.language!r} is not analysed; the text is kept. Supported: {', '.join(LANGUAGES)}."
    try:
        return parse(page)
    except Exception as error:
        return _described(error)


def _analysed(page: Page) -> bool:
    """A text too short to tell its language is read as the first of LANGUAGES."""
    return page.language is None or page.language in LANGUAGES


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}. Please report it with the article."


def found_tables() -> dict[str, type[Any]]:
    """Tables of the schema `found`: what one article alone gave, by stage, kept between builds."""
    rows = {row.TABLE: row for row in TABLES}
    return {
        "article": Article,
        "capture": Capture,
        "block": rows["block"],
        "field": Metadata,
        "known": Metadata,
        **{s.name: s.row for s in PLAN},
    }
