"""Every format keeps, for each row, the span and the words that stand there; equal stories give equal bytes."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from handmade import BRIDGE, EBB, GAZETTE, JOINED, TIDE, VALUES, write_story
from helpers import ARTICLES, NAMES, build, rows, write

from firsthand.errors import NotOurs
from firsthand.model import TABLES
from firsthand.tables import columns, from_dicts, problem_with, schema
from firsthand.view.exports import FORMATS, MANIFEST, export
from firsthand.view.story import Story

NASTY = "One\r\ntwo\rthree \u2028four\x85 “a, \"b\";\tc,” said Oriel Ømsen.\r\n“\U0001f6a2 é e\u0301 \u202edesrever,” said Bram Ostler\r'=1+1'\n@x"


@pytest.fixture
def nasty(tmp_path: Path, tiny: None) -> Path:
    """A story with everything that files find hard to keep."""
    table = 'path,url,outlet,title,byline,published\nnasty.txt,https://quay.example/1?a=1&b=2,"The ""Quay"", again",\'t,,2031-08-02\n'
    folder = write(tmp_path / "nasty", {**ARTICLES, "nasty.txt": NASTY, "gone.pdf": "%PDF", "sources.csv": table})
    write(folder, {"decisions.toml": '[[title]]\narticle = "ferry.txt"\nvalue = "a\\nb,c"\nnote = "d\\re"\n'})
    store = tmp_path / "nasty.duckdb"
    build(folder, store)
    return store


def exported(store: Path, folder: Path, file_format: str) -> Path:
    with Story.open(store) as story:
        names = export(story, folder, file_format)
    on_disk = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file() and file.name != MANIFEST)
    assert on_disk == sorted(names)
    return folder


def texts(store: Path) -> dict[str, str]:
    return dict(rows(store, "SELECT article_id, text FROM article"))  # type: ignore[arg-type]


def test_parquet(nasty: Path, tmp_path: Path) -> None:
    folder = exported(nasty, tmp_path / "out", "parquet")
    frozen = texts(nasty)
    checked = 0
    for row_type in TABLES:
        table = pq.read_table(folder / f"{row_type.TABLE}.parquet")
        assert table.schema.remove_metadata() == schema(row_type)
        found = from_dicts(row_type, table.to_pylist())
        assert len(found) == rows(nasty, f"SELECT count(*) FROM {row_type.TABLE}")[0][0]
        for row in found:
            assert problem_with(row, frozen) is None
            checked += {"span", "evidence"} & set(columns(row_type)) != set()
        if row_type.TABLE == "article":
            assert {row.article_id: row.text for row in found} == frozen
    assert checked > 30


def test_jsonl(nasty: Path, tmp_path: Path) -> None:
    folder = exported(nasty, tmp_path / "out", "jsonl")
    frozen = texts(nasty)
    checked = 0
    for row_type in TABLES:
        lines = (folder / f"{row_type.TABLE}.jsonl").read_bytes().decode("utf-8").split("\n")
        assert lines.pop() == ""
        found = [json.loads(line) for line in lines]
        assert len(found) == rows(nasty, f"SELECT count(*) FROM {row_type.TABLE}")[0][0]
        for row in found:
            assert list(row) == list(columns(row_type))
            pieces = row.get("evidence") or ([{**row["span"], "words": row["words"]}] if row.get("span") else [])
            for piece in pieces:
                assert frozen[piece.get("article_id") or row["article_id"]][piece["start"] : piece["end"]] == piece["words"]
                checked += 1
        if row_type.TABLE == "article":
            assert {row["article_id"]: row["text"] for row in found} == frozen
            assert {row["published_earliest"] for row in found} == {None, "2031-08-02T00:00:00"}
    assert checked > 30


def cells(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        for row in reader:
            assert None not in row
            assert None not in row.values()
            yield row


def test_csv(nasty: Path, tmp_path: Path) -> None:
    folder = exported(nasty, tmp_path / "out", "csv")
    frozen = {row["article_id"]: row["text"] for row in cells(folder / "article.csv")}
    assert frozen == texts(nasty)
    checked = 0
    for file in sorted(folder.glob("*.csv")):
        found = list(cells(file))
        if file.stem in NAMES:
            assert len(found) == rows(nasty, f"SELECT count(*) FROM {file.stem}")[0][0]
        for row in found:
            if row.get("start") and "words" in row:
                assert frozen[row["article_id"]][int(row["start"]) : int(row["end"])] == row["words"]
                checked += 1
    assert checked > 30
    evidence = {(row["finding_id"], row["role"], row["words"]) for row in cells(folder / "attribution_evidence.csv")}
    wanted = rows(nasty, "SELECT finding_id, e.role, e.words FROM (SELECT finding_id, unnest(evidence) AS e FROM attribution)")
    assert evidence == set(wanted)
    assert len(wanted) == 15
    contents = {row["words"] for row in cells(folder / "quotation_content.csv")}
    assert any("desrever" in words for words in contents)


def test_web_annotation(nasty: Path, tmp_path: Path) -> None:
    folder = exported(nasty, tmp_path / "out", "web-annotation")
    page = json.loads((folder / "annotations.jsonld").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    ids = [item["id"] for item in page["items"]]
    assert (
        len(ids)
        == len(set(ids))
        == sum(rows(nasty, f"SELECT count(*) FROM {table}")[0][0] for table in ("attribution", "furniture", "time_expression", "quantity"))
    )
    targets: list[dict[str, Any]] = [target for item in page["items"] for target in item["target"]]
    assert len(targets) >= 16
    for target in targets:
        text = (folder / target["source"]).read_bytes().decode("utf-8")
        position, quote = target["selector"]
        start, end = position["start"], position["end"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert quote["prefix"] or start == 0
    assert {target.get("scope") for target in targets} == {None, "https://quay.example/1?a=1&b=2"}
    assert {file.read_bytes().decode() for file in (folder / "texts").iterdir()} == set(texts(nasty).values())


@pytest.mark.parametrize("file_format", FORMATS)
def test_equal_stories_give_equal_bytes(story: Path, tmp_path: Path, articles: Path, file_format: str) -> None:
    again = tmp_path / "again.duckdb"
    build(sorted(articles.iterdir(), reverse=True), again)
    one, two = exported(story, tmp_path / "one", file_format), exported(again, tmp_path / "two", file_format)
    for file in one.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert data == (two / file.relative_to(one)).read_bytes(), file.name
            assert str(tmp_path).encode() not in data


# --- whose files ----------------------------------------------------------------------------------------------------------------------


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_export_replaces_its_own(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    exported(story, folder, "web-annotation")
    exported(story, folder, "csv")
    first = files(folder)
    exported(story, folder, "csv")
    assert files(folder) == first
    assert not (folder / "texts").exists(), "nothing is left of the other format"


@pytest.mark.parametrize("manifest", [None, "not json", "[]", "{}", '{"files": 5}', '{"files": ["mine.txt"]}'])
def test_a_folder_of_others_is_not_touched(story: Path, tmp_path: Path, manifest: str | None) -> None:
    folder = write(tmp_path / "out", {"mine.txt": "my notes"} | ({MANIFEST: manifest} if manifest is not None else {}))
    before = files(folder)
    with Story.open(story) as opened, pytest.raises(NotOurs, match="holds files that no export wrote"):
        export(opened, folder, "csv")
    assert files(folder) == before


def test_a_file_of_others_beside_an_export_is_never_overwritten(story: Path, tmp_path: Path) -> None:
    folder = exported(story, tmp_path / "out", "parquet")
    write(folder, {"attribution.csv": "my own table"})
    with Story.open(story) as opened, pytest.raises(NotOurs):
        export(opened, folder, "csv")
    assert (folder / "attribution.csv").read_text() == "my own table"
    assert (folder / "attribution.parquet").exists()


def test_a_manifest_cannot_point_out_of_its_folder(story: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = exported(story, tmp_path / "out", "jsonl")
    names = ["../outside.txt", str(outside), "sub/../../outside.txt"]
    write(folder, {MANIFEST: json.dumps({"generator": "firsthand", "format": "jsonl", "files": names})})
    shutil.copytree(folder, tmp_path / "before")
    with Story.open(story) as opened:
        try:
            export(opened, folder, "jsonl")
        except NotOurs:
            assert files(folder) == files(tmp_path / "before")
    assert outside.read_text() == "mine"


def test_a_file_is_no_folder(story: Path, articles: Path) -> None:
    with Story.open(story) as opened, pytest.raises(NotOurs, match=r"ferry\.txt: is a file\. Give a folder"):
        export(opened, articles / "ferry.txt", "csv")


def test_an_empty_story_exports(tmp_path: Path, tiny: None) -> None:
    folder = write(tmp_path / "f", {"gone.pdf": "%PDF"})
    build(folder, tmp_path / "story.duckdb")
    for file_format in FORMATS:
        exported(tmp_path / "story.duckdb", tmp_path / file_format, file_format)


def test_dates_and_numbers_are_exported_with_what_they_come_to(tmp_path: Path) -> None:
    store = write_story(tmp_path / "s.duckdb", [TIDE, EBB], VALUES)
    page = json.loads((exported(store, tmp_path / "wa", "web-annotation") / "annotations.jsonld").read_text(encoding="utf-8"))
    by_words = {
        item["target"][0]["selector"][1]["exact"]: item["body"] for item in page["items"] if item["body"]["type"] != "firsthand:attribution"
    }
    assert by_words["Thursday evening"] == {
        "type": "firsthand:time_expression", "timex3_type": "TIME", "value": "2033-06-09TEV", "earliest": "2033-06-09", "latest": "2033-06-09",
        "anchor": "published 2033-06-10", "rule": "the evening of the last Thursday",
    }  # fmt: skip
    (ferries,) = [item for item in page["items"] if item["body"].get("low") == 40.0]
    assert ferries["body"] == {"type": "firsthand:quantity", "low": 40.0, "high": 40.0, "unit": "1"}
    assert {(one["firsthand:role"], one["selector"][1]["exact"]) for one in ferries["target"]} == {("quantity", "40"), ("of", "ferries")}
    folder = exported(store, tmp_path / "csv", "csv")
    evidence = {(row["finding_id"], row["role"], row["words"]) for row in cells(folder / "quantity_evidence.csv")}
    assert {(role, words) for _, role, words in evidence} >= {("quantity", "12 per cent"), ("of", "ice")}
    times = {row["value"]: row for row in cells(folder / "time_expression.csv")}
    assert times["2034-05"]["latest"] == "2034-05-31"
    assert len(pq.read_table(exported(store, tmp_path / "pq", "parquet") / "time_expression.parquet")) == 9


def test_rows_inside_rows_and_other_names_are_exported(tmp_path: Path) -> None:
    store = write_story(tmp_path / "s.duckdb", [BRIDGE, GAZETTE], JOINED)
    folder = exported(store, tmp_path / "csv", "csv")
    assert list(cells(folder / "entity_aliases.csv")) == [{"entity_id": "brandt", "aliases": "Ilka Brant"}]
    rows_there = {row["finding_id"]: row for row in cells(folder / "attribution.csv")}
    (relayed,) = [row for row in rows_there.values() if row["relays"]]
    assert rows_there[relayed["relays"]]["certainty"] == "uncertain"
    assert {row["polarity"] for row in rows_there.values()} == {"", "denied", "negative"}
    page = json.loads((exported(store, tmp_path / "wa", "web-annotation") / "annotations.jsonld").read_text(encoding="utf-8"))
    bodies = {item["id"]: item["body"] for item in page["items"]}
    assert bodies[f"urn:firsthand:{relayed['finding_id']}"]["relays"] in bodies
    assert sum(body.get("within") in bodies for body in bodies.values()) == 5
    assert all(None not in body.values() for body in bodies.values())
