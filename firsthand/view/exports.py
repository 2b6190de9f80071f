"""A story's tables as files for other tools. Every format keeps, for each row, the span and the words that stand there.

parquet          a file a table, as in the story
csv              a file a table; what is a list in the story is a file of its own, one row a span
jsonl            a file a table, one object a line
web-annotation   W3C Web Annotation Data Model: `annotations.jsonld`, on `texts/ARTICLE.txt`
prov             PROV-O (W3C), as JSON-LD: `provenance.jsonld`, the sourcing map with the evidence of each edge, beside `texts/ARTICLE.txt`
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_origin

import pyarrow as pa
import pyarrow.parquet as pq

from firsthand.errors import NotOurs
from firsthand.model import TABLES, Passage, Quantity, Span, TimeExpression
from firsthand.tables import columns, dicts, schema, sort_key
from firsthand.view.prov import provenance
from firsthand.view.story import Story

MANIFEST = "firsthand-export.json"
# What a web annotation says of a date or number; `type` is the kind of an annotation's body.
VALUE_COLUMNS = {
    "time_expression": ("type", "value", "earliest", "latest", "mod", "anchor", "rule"),
    "quantity": ("low", "high", "unit", "hedge"),
}
VALUE_NAMES = {"type": "timex3_type"}
# Words on each side of a quotation by which it is found again where offsets have moved (TextQuoteSelector).
CONTEXT = 32


def export(story: Story, folder: Path, file_format: str) -> list[str]:
    """Write the files and give their names. A folder that holds files of other makers is not touched.

    Raises:
        NotOurs: the folder is not empty and no earlier export made it.
    """
    previous = _previous(folder)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.absolute().parent, prefix=".firsthand-") as draft:
        names = sorted(FORMATS[file_format](story, Path(draft)))
        _check_free(folder, set(names) - set(previous))
        folder.mkdir(exist_ok=True)
        for name in previous:
            (folder / name).unlink(missing_ok=True)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(Path(draft) / name, folder / name)
    for inner in {(folder / name).parent for name in previous} - {folder}:
        if inner.is_dir() and not any(inner.iterdir()):
            inner.rmdir()
    _write(folder / MANIFEST, json.dumps({"generator": "firsthand", "format": file_format, "files": names}, indent=1) + "\n")
    return names


def _previous(folder: Path) -> list[str]:
    if folder.exists() and not folder.is_dir():
        raise NotOurs(f"{folder}: is a file. Give a folder for the export.")
    if not folder.exists() or not any(folder.iterdir()):
        return []
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        names = [str(name) for name in manifest["files"]] if manifest["generator"] == "firsthand" else None
    except (OSError, ValueError, KeyError, TypeError):
        names = None
    if names is None:
        raise NotOurs(f"{folder}: holds files that no export wrote. Give a new or empty folder.")
    return [name for name in names if not os.path.isabs(name) and ".." not in Path(name).parts]


def _check_free(folder: Path, names: set[str]) -> None:
    for name in sorted(names):
        if (folder / name).exists():
            raise NotOurs(f"{folder / name}: is there, and no export wrote it. Move it away, or give another folder.")


def _rows(story: Story, row_type: type[Any]) -> list[dict[str, Any]]:
    return dicts(story.con.execute(_select(row_type)))


def _select(row_type: type[Any]) -> str:
    wanted = ", ".join(f'"{name}"' for name in columns(row_type))
    return f"SELECT {wanted} FROM main.{row_type.TABLE} ORDER BY {', '.join(sort_key(row_type))}"


def _parquet(story: Story, folder: Path) -> Iterator[str]:
    for row_type in TABLES:
        name = f"{row_type.TABLE}.parquet"
        table: pa.Table = story.con.sql(_select(row_type)).to_arrow_table()
        pq.write_table(table.cast(schema(row_type)), folder / name, compression="zstd")
        yield name


def _jsonl(story: Story, folder: Path) -> Iterator[str]:
    for row_type in TABLES:
        name = f"{row_type.TABLE}.jsonl"
        _write(folder / name, "".join(_json(row) + "\n" for row in _rows(story, row_type)))
        yield name


def _csv(story: Story, folder: Path) -> Iterator[str]:
    for row_type in TABLES:
        rows = _rows(story, row_type)
        kinds = columns(row_type)
        flat = [name for name, kind in kinds.items() if get_origin(kind) is not tuple]
        names = [column for name in flat for column in _flat_names(name, kinds[name])]
        lines = ([cell for name in flat for cell in _flat_cells(row[name], kinds[name])] for row in rows)
        yield _write_csv(folder, row_type.TABLE, names, lines)
        for name in kinds:
            if kinds[name] == tuple[str, ...]:
                listed = ([*(row[key] for key in row_type.KEY), value] for row in rows for value in row[name])
                yield _write_csv(folder, f"{row_type.TABLE}_{name}", [*row_type.KEY, name], listed)
        if kinds.get("evidence") == tuple[Passage, ...]:
            own = f"{row_type.TABLE}_id"
            passages = ([row[own], e["article_id"], e["role"], e["start"], e["end"], e["words"]] for row in rows for e in row["evidence"])
            yield _write_csv(folder, f"{row_type.TABLE}_evidence", [own, "article_id", "role", "start", "end", "words"], passages)
        elif "evidence" in kinds:
            spans = (
                [row["finding_id"], row["article_id"], e["role"], e["start"], e["end"], e["words"]] for row in rows for e in row["evidence"]
            )
            yield _write_csv(folder, f"{row_type.TABLE}_evidence", ["finding_id", "article_id", "role", "start", "end", "words"], spans)
        elif "content_spans" in kinds:
            pieces = (
                [
                    row["article_id"],
                    row["span"]["start"],
                    piece["start"],
                    piece["end"],
                    row["words"][piece["start"] - row["span"]["start"] : piece["end"] - row["span"]["start"]],
                ]
                for row in rows
                for piece in row["content_spans"]
            )
            yield _write_csv(
                folder, f"{row_type.TABLE}_content", ["article_id", f"{row_type.TABLE}_start", "start", "end", "words"], pieces
            )


def _flat_names(name: str, kind: Any) -> list[str]:
    if kind is not Span:
        return [name]
    return ["start", "end"] if name == "span" else [f"{name}_start", f"{name}_end"]


def _flat_cells(value: Any, kind: Any) -> list[Any]:
    if kind is Span:
        return [value["start"], value["end"]] if value else ["", ""]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return ["" if value is None else value.isoformat() if isinstance(value, datetime) else value]


def _write_csv(folder: Path, table: str, names: list[str], lines: Any) -> str:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)  # a lone CR wants quotes as well
        writer.writerow(names)
        writer.writerows(lines)
    return f"{table}.csv"


def _texts(story: Story, folder: Path) -> dict[str, tuple[str, str | None]]:
    """Writes the texts, and gives them with their addresses."""
    texts = {}
    (folder / "texts").mkdir(exist_ok=True)
    for article_id, text, url in story.con.execute("SELECT article_id, text, url FROM article ORDER BY 1").fetchall():
        texts[article_id] = (text, url)
        _write(folder / "texts" / f"{article_id}.txt", text)
    return texts


def _prov(story: Story, folder: Path) -> Iterator[str]:
    yield from (f"texts/{article_id}.txt" for article_id in _texts(story, folder))
    _write(folder / "provenance.jsonld", json.dumps(provenance(story.sourcing_map()), ensure_ascii=False, indent=1) + "\n")
    yield "provenance.jsonld"


def _web_annotation(story: Story, folder: Path) -> Iterator[str]:
    texts = _texts(story, folder)
    yield from (f"texts/{article_id}.txt" for article_id in texts)
    items = [
        *(_finding_annotation(row, texts) for row in _rows(story, next(t for t in TABLES if t.TABLE == "attribution"))),
        *(_value_annotation("time_expression", row, texts) for row in _rows(story, TimeExpression)),
        *(_value_annotation("quantity", row, texts) for row in _rows(story, Quantity)),
        *(_furniture_annotation(row, texts) for row in _rows(story, next(t for t in TABLES if t.TABLE == "furniture"))),
    ]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:firsthand:annotations",
        "type": "AnnotationPage",
        "items": items,
    }
    _write(folder / "annotations.jsonld", json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    yield "annotations.jsonld"


def _finding_annotation(row: dict[str, Any], texts: dict[str, tuple[str, str | None]]) -> dict[str, Any]:
    body = {
        "type": "firsthand:attribution",
        "form": row["form"],
        "sort": row["sort"],
        "speaker": row["speaker"],
        "source_class": row["source_class"],
        "entity_id": row["entity_id"],
        "polarity": row["polarity"],
        "certainty": row["certainty"],
        "within": row["within"] and f"urn:firsthand:{row['within']}",
        "relays": row["relays"] and f"urn:firsthand:{row['relays']}",
    }
    return {
        "id": f"urn:firsthand:{row['finding_id']}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {name: value for name, value in body.items() if value is not None},
        "target": [_target(row["article_id"], piece, texts) for piece in row["evidence"]],
    }


def _value_annotation(table: str, row: dict[str, Any], texts: dict[str, tuple[str, str | None]]) -> dict[str, Any]:
    """A date or number: its columns that are no spans are the body."""
    body = {"type": f"firsthand:{table}"} | {
        VALUE_NAMES.get(name, name): row[name] for name in VALUE_COLUMNS[table] if row[name] is not None
    }
    return {
        "id": f"urn:firsthand:{row['finding_id']}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [_target(row["article_id"], piece, texts) for piece in row["evidence"]],
    }


def _furniture_annotation(row: dict[str, Any], texts: dict[str, tuple[str, str | None]]) -> dict[str, Any]:
    span = row["span"]
    piece = {**span, "words": row["words"]}
    return {
        "id": f"urn:firsthand:{row['article_id']}:furniture:{span['start']}-{span['end']}:{row['kind']}:{row['rule'].replace(' ', '-')}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": "firsthand:furniture", "kind": row["kind"], "rule": row["rule"]},
        "target": [_target(row["article_id"], piece, texts)],
    }


def _target(article_id: str, piece: dict[str, Any], texts: dict[str, tuple[str, str | None]]) -> dict[str, Any]:
    text, url = texts[article_id]
    start, end = piece["start"], piece["end"]
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    quote = {
        "type": "TextQuoteSelector",
        "exact": piece["words"],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }
    target: dict[str, Any] = {"source": f"texts/{article_id}.txt", "selector": [position, quote]}
    if url:
        target["scope"] = url
    if "role" in piece:
        target["firsthand:role"] = piece["role"]
    return target


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda item: item.isoformat())


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)


FORMATS: dict[str, Callable[[Story, Path], Iterator[str]]] = {
    "parquet": _parquet,
    "csv": _csv,
    "jsonl": _jsonl,
    "web-annotation": _web_annotation,
    "prov": _prov,
}
