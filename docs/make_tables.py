"""Writes docs/tables.md, the table contract, from firsthand/model.py.

python docs/make_tables.py
"""

from __future__ import annotations

import dataclasses
import typing
from pathlib import Path
from typing import Any

from firsthand.model import TABLES, Evidence, Passage, Span

HEAD = """# The table contract

One DuckDB file is the product; the page, the exports and the Python face are views of it. These names are public and stay; columns
may be added. This file is generated from `firsthand/model.py` (`python3 dev.py docs`).

Offsets are Unicode code points into `article.text`, half-open: `text[start:end]` in Python, `substring(text, "start" + 1, "end" - "start")`
in SQL, where `start` and `end` want quotes. Times are UTC. An absent value is null.

The schema `main` holds these tables. The schema `found` holds what each article alone gave, by stage, kept so that an unchanged article is never read
twice; it is not part of the contract.

A *span* is `STRUCT("start" INTEGER, "end" INTEGER)`. *Evidence* is `STRUCT("role" VARCHAR, "start" INTEGER, "end" INTEGER, words VARCHAR)`:
a span by its role, with the words that stand there. A *passage* is evidence with its `article_id`, in rows about several articles.

What the rows of `credit`, `reuse`, `derivation`, `correction` and `link` say together is told in [Where a report comes from](origins.md).
"""


def render() -> str:
    return HEAD + "".join(_table(row) for row in TABLES)


def _table(row: type[Any]) -> str:
    doc = (row.__doc__ or "").strip().splitlines()[0]
    about = "" if doc.startswith(f"{row.__name__}(") else f"{doc}\n\n"
    key = ", ".join(f"`{name}`" for name in row.KEY)
    hints = typing.get_type_hints(row)
    lines = "".join(f"| `{f.name}` | {_kind(hints[f.name])} | {f.metadata['doc']} |\n" for f in dataclasses.fields(row))
    return f"\n## {row.TABLE}\n\n{about}In the order of {key}.\n\n| column | type | what it holds |\n|---|---|---|\n{lines}"


def _kind(hint: Any) -> str:
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return f"list of {_kind(arguments[0])}"
    if typing.get_origin(hint) is typing.Literal:
        return "text"
    if arguments:
        return f"{_kind(next(a for a in arguments if a is not type(None)))}, or null"
    names = {str: "text", int: "integer", bool: "boolean", float: "number", Span: "span", Evidence: "evidence", Passage: "passage"}
    return names.get(hint, "timestamp")


if __name__ == "__main__":
    Path(__file__).with_name("tables.md").write_text(render(), encoding="utf-8")
