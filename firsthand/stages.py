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
from importlib.resources.abc import Traversable
from typing import Any, Literal, cast

from firsthand import reading
from firsthand.align import (
    anonymous,
    articles,
    carried,
    corrections,
    dates_resolved,
    decisions,
    edges_decided,
    entities,
    findings,
    marks,
    neighbours,
    published,
    reuse,
)
from firsthand.align import numbers as numbers_of_story
from firsthand.align import versions as found_at
from firsthand.align.query import Query
from firsthand.errors import UnreadableInput
from firsthand.extract.attributions import attributions
from firsthand.extract.corrections import corrections as corrections_of
from firsthand.extract.credits import credited
from firsthand.extract.mentions import mentions
from firsthand.extract.numbers import numbers
from firsthand.extract.quantities import quantities
from firsthand.extract.quotations import quotations
from firsthand.extract.sentences import sentences
from firsthand.extract.statements import statements
from firsthand.extract.times import times
from firsthand.language import LANGUAGES
from firsthand.language.analyse import AnalysedArticle, analyse, without_model
from firsthand.language.parse import parse
from firsthand.model import (
    TABLES,
    Analysed,
    Article,
    Attribution,
    Capture,
    Correction,
    Credit,
    Decision,
    Derivation,
    Entity,
    Furniture,
    Link,
    Mention,
    Metadata,
    Neighbour,
    Number,
    Outcome,
    Page,
    Parsed,
    Quantity,
    Quotation,
    Reuse,
    Sentence,
    Statement,
    Status,
    TimeExpression,
    Unread,
)  # fmt: skip
from firsthand.reading import furniture, metadata


@dataclass(frozen=True, slots=True)
class Stage:
    """An article stage. `takes`: the page as it was read, the parsed text of a supported language, or that with what the language model says of it.

    `data`: folders of the package on which the rows depend; of one that lists its files in `weights.sha256`, the list.
    """

    name: str
    version: int
    function: Callable[[Page], Iterable[Any]] | Callable[[Parsed], Iterable[Any]] | Callable[[Analysed], Iterable[Any]]
    row: type[Any]
    takes: Literal["page", "parsed", "analysed"]
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryStage:
    """A story stage: `function(query, decisions)` gives either rows, or the SELECT that makes them from rows already checked.

    One that has the name of its row's table makes that table; one of another name adds to it.
    """

    name: str
    version: int
    function: Callable[[Query, Sequence[Decision]], str | Iterable[Any]]
    row: type[Any]


@dataclass(frozen=True, slots=True)
class StageRows:
    """What one stage gave for one article. `error`: why it gave nothing; beside rows, what they lack."""

    stage: str
    version: str
    status: Status
    rows: tuple[Any, ...]
    error: str | None


# The weights of the language model, and the file there that lists them.
MODEL, MANIFEST = "language/model/english", "weights.sha256"

PLAN: tuple[Stage, ...] = (
    Stage("furniture", 2, furniture.furniture, Furniture, "page", ("reading/patterns",)),
    Stage("metadata", 2, metadata.candidates, Metadata, "page", ("reading/patterns",)),
    Stage("sentence", 2, sentences, Sentence, "parsed", ("language/data",)),
    Stage("quotation", 2, quotations, Quotation, "parsed", ("language/data",)),
    Stage("mention", 2, mentions, Mention, "analysed", ("language/data", MODEL)),
    Stage("attribution", 5, attributions, Attribution, "analysed", ("language/data", MODEL)),
    Stage("statement", 3, statements, Statement, "analysed", ("language/data", MODEL)),
    Stage("time_expression", 3, times, TimeExpression, "analysed", ("language/data", MODEL)),
    Stage("quantity", 3, quantities, Quantity, "analysed", ("language/data", MODEL)),
    Stage("number", 3, numbers, Number, "analysed", ("language/data", MODEL)),
    Stage("credit", 2, credited, Credit, "analysed", ("language/data", MODEL)),
    Stage("correction", 1, corrections_of, Correction, "parsed", ("language/data",)),
)

STORY_PLAN: tuple[StoryStage, ...] = (
    StoryStage("metadata", 1, articles.metadata, Metadata),
    StoryStage("published", 1, published.undated, Metadata),
    StoryStage("article", 2, articles.articles, Article),
    StoryStage("capture", 1, articles.captures, Capture),
    StoryStage("link", 1, found_at.links, Link),
    StoryStage("furniture", 1, marks.furniture, Furniture),
    StoryStage("time_expression", 3, dates_resolved.times, TimeExpression),
    StoryStage("same-entity", 1, entities.links, Link),
    StoryStage("entity", 1, entities.entities, Entity),
    StoryStage("mention", 1, entities.mentions, Mention),
    StoryStage("attribution", 3, findings.attributions, Attribution),
    StoryStage("statement", 2, findings.statements, Statement),
    StoryStage("quantity", 1, numbers_of_story.quantities, Quantity),
    StoryStage("credit", 2, edges_decided.credits_decided, Credit),
    StoryStage("unnamed", 1, anonymous.links, Link),
    StoryStage("unread", 1, findings.unread, Unread),
    StoryStage("unread-dates", 1, dates_resolved.unread, Unread),
    StoryStage("unread-numbers", 1, numbers_of_story.unread, Unread),
    StoryStage("correction", 1, corrections.rows, Correction),
    StoryStage("reuse", 1, reuse.reuse, Reuse),
    StoryStage("derivation", 1, edges_decided.derivations, Derivation),
    StoryStage("corrects", 1, carried.links, Link),
    StoryStage("neighbour", 1, neighbours.neighbours, Neighbour),
    StoryStage("outcome", 1, articles.outcomes, Outcome),
    StoryStage("decision", 2, decisions.decisions, Decision),
)


@cache
def version(stage: Stage) -> str:
    """The stage's version with the hash of its data files: a stored row is stale where it differs."""
    if not stage.data:
        return str(stage.version)
    whole = hashlib.sha256()
    for folder in stage.data:
        for file in _files(folder):
            whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{stage.version}+{whole.hexdigest()[:8]}"


def _files(folder: str) -> list[Traversable]:
    """Its files by name; where they are too large to be read in every process, the list of them."""
    root = resources.files("firsthand").joinpath(folder)
    listed = root.joinpath(MANIFEST)
    return [listed] if listed.is_file() else sorted((file for file in root.iterdir() if file.is_file()), key=lambda file: file.name)


def versions() -> dict[str, str]:
    return {"read": reading.READ_VERSION, **{stage.name: version(stage) for stage in PLAN}}


def run(page: Page, names: frozenset[str]) -> Iterator[StageRows]:
    """The stages in `names` on one article. What goes wrong in one of them is its result, and stops nothing else."""
    wanted = [stage for stage in PLAN if stage.name in names]
    text = _Text(page, any(stage.takes == "analysed" for stage in wanted))
    for stage in wanted:
        if stage.takes == "page":
            yield _run_one(stage, page)
            continue
        given, remark = text.analysed() if stage.takes == "analysed" else text.parsed()
        if given is None:
            yield StageRows(stage.name, version(stage), "failed" if _analysed(page) else "skipped", (), remark)
        else:
            yield _run_one(stage, given, remark)


class _Text:
    """One page for the stages, read once: where any of them takes what the model says, the others take the same text."""

    def __init__(self, page: Page, model: bool) -> None:
        self._page = page
        self._model = model
        self._made: tuple[AnalysedArticle | None, str | None] | None = None
        self._plain: tuple[Parsed | None, str | None] | None = None

    def analysed(self) -> tuple[Analysed | None, str | None]:
        """The text with what the model says, or without where it is too long for it, which the remark tells; nothing where that failed."""
        if self._made is None:
            self._made = self._analyse()
        return self._made

    def parsed(self) -> tuple[Parsed | None, str | None]:
        if self._model and (found := self.analysed()[0]) is not None:
            return found, None
        if self._plain is None:
            self._plain = self._parse()
        return self._plain

    def _analyse(self) -> tuple[AnalysedArticle | None, str | None]:
        if not _analysed(self._page):
            return None, _unknown(self._page)
        try:
            return analyse(self._page), None
        except UnreadableInput as error:
            return without_model(self._page), f"read by rules alone, not by the language model: {error}."
        except Exception as error:
            return None, _described(error)

    def _parse(self) -> tuple[Parsed | None, str | None]:
        if not _analysed(self._page):
            return None, _unknown(self._page)
        try:
            return parse(self._page), None
        except Exception as error:
            return None, _described(error)


def _run_one(stage: Stage, given: Page | Parsed, remark: str | None = None) -> StageRows:
    function = cast("Callable[[Any], Iterable[Any]]", stage.function)
    try:
        return StageRows(stage.name, version(stage), "done", tuple(function(given)), remark)
    except Exception as error:  # whatever an article does to a stage, the batch goes on and the outcome names it
        return StageRows(stage.name, version(stage), "failed", (), _described(error))


def _unknown(page: Page) -> str:
    return f"language {page.language!r} is not analysed; the text is kept. Supported: {', '.join(LANGUAGES)}."


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
