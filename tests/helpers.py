"""Small helpers: invented articles, a plan of tiny stages, and a story as plain values."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from firsthand.engines.local import Built
from firsthand.engines.local import build as run_build
from firsthand.model import (
    TABLES,
    Attribution,
    Correction,
    Credit,
    Evidence,
    Furniture,
    Mention,
    Metadata,
    Number,
    Page,
    Quantity,
    Quotation,
    Sentence,
    Span,
    Statement,
    TimeExpression,
    chain_id,
    finding_id,
)
from firsthand.stages import Stage

UsePlan = Callable[[tuple[Stage, ...]], None]
NAMES = [row.TABLE for row in TABLES]

FERRY = (
    "Ferry to Dunmarrow stays in port\n"
    "\n"
    "“The ferry will not sail before Monday,” said Oriel Tamsin.\n"
    "\n"
    "The harbour of Dunmarrow has been closed since a storm broke its outer wall, and the island has bread for another four days.\n"
    "\n"
    "Share this page\n"
)
BREAD = (
    "Bread runs short on the island\n"
    "\n"
    "“We have flour until Thursday,” said Bram Ostler. Nobody at the harbour office could say when the next boat would come to the island.\n"
    "\n"
    "“Thursday is an optimist’s guess,” said Oriel Tamsin.\n"
)
WALL = (
    "Engineers look at the harbour wall\n"
    "\n"
    "Four engineers from the mainland measured the gap in the wall on Sunday and went home again without a word to the people on the quay.\n"
)
ARTICLES = {"ferry.txt": FERRY, "bread.txt": BREAD, "wall.txt": WALL}

SPOKEN = re.compile(r"“(?P<content>[^”\n]+?),?” (?P<cue>said) (?P<source>[A-Z]\w+(?: [A-Z]\w+)*)")


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def build(paths: list[Path] | Path, store: Path, **options: Any) -> Built:
    """A build in this process."""
    return run_build(paths if isinstance(paths, list) else [paths], store, **{"workers": 1, **options})


def rows(store: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(store), read_only=True) as con:
        return con.execute(sql, list(parameters)).fetchall()


def snapshot(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every public table, in the order of its rows."""
    return {name: rows(store, f"SELECT * FROM main.{name}") for name in NAMES}


def change(store: Path, *statements: str) -> None:
    """Tamper with a story."""
    with duckdb.connect(str(store)) as con:
        for statement in statements:
            con.execute(statement)


def firsthand(*arguments: str | Path, cwd: Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "firsthand", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=data, capture_output=True, timeout=60, check=False)


# --- tiny stages: what engine and store do must not hang on what the extractors can -----------------------------------------------


def spoken(page: Page) -> Iterator[Attribution]:
    for match in SPOKEN.finditer(page.text):
        pieces = tuple(Evidence(role, match.start(role), match.end(role), match[role]) for role in ("source", "cue", "content"))
        source, cue, content = (Span(piece.start, piece.end) for piece in pieces)
        name = finding_id("attribution", page.article_id, pieces, ("direct", "said"))
        yield Attribution(name, page.article_id, pieces, (source,), (cue,), (content,), "direct", "said", speaker=match["source"])


def stated(page: Page) -> Iterator[Statement]:
    """What is said, by the same name."""
    for row in spoken(page):
        pieces = tuple(piece for piece in row.evidence if piece.role == "content")
        row_id = finding_id("statement", page.article_id, pieces, ("attributed",))
        yield Statement(row_id, page.article_id, pieces, "attributed", row.content_spans, "positive", "certain")


def named(page: Page) -> Iterator[Mention]:
    """Who speaks, by the same name: one chain."""
    chains: dict[str, str] = {}
    for match in SPOKEN.finditer(page.text):
        name, span = match["source"], Span(*match.span("source"))
        chain = chains.setdefault(name, chain_id(page.article_id, span))
        pieces = (Evidence("mention", span.start, span.end, name),)
        row_id = finding_id("mention", page.article_id, pieces, (chain, "name"))
        yield Mention(row_id, page.article_id, pieces, span, chain, "name", "person", name, None, "same name", 1.0)


def quoted(page: Page) -> Iterator[Quotation]:
    for match in re.finditer(r"“([^”\n]+)”", page.text):
        inner = (Span(match.start(1), match.end(1)),)
        yield Quotation(page.article_id, Span(match.start(), match.end()), match[0], inner, 0, True, "no speaker found")


def lines(page: Page) -> Iterator[Sentence]:
    for block in page.blocks:
        yield Sentence(page.article_id, block.span, block.words)


def share(page: Page) -> Iterator[Furniture]:
    for block in page.blocks:
        if block.words.startswith("Share"):
            yield Furniture(page.article_id, block.span, block.words, "share", "tiny")


def titles(page: Page) -> Iterator[Metadata]:
    block = page.blocks[0]
    yield Metadata(page.article_id, "title", block.words, block.span, block.words, "first line")


TINY_PLAN = (
    Stage("furniture", 1, share, Furniture, "page"),
    Stage("metadata", 1, titles, Metadata, "page"),
    Stage("sentence", 1, lines, Sentence, "page"),
    Stage("quotation", 1, quoted, Quotation, "page"),
    Stage("mention", 1, named, Mention, "page"),
    Stage("attribution", 1, spoken, Attribution, "page"),
    Stage("statement", 1, stated, Statement, "page"),
    Stage("time_expression", 1, lambda _page: (), TimeExpression, "page"),
    Stage("quantity", 1, lambda _page: (), Quantity, "page"),
    Stage("number", 1, lambda _page: (), Number, "page"),
    Stage("credit", 1, lambda _page: (), Credit, "page"),
    Stage("correction", 1, lambda _page: (), Correction, "page"),
)
