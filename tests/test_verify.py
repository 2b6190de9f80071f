"""One changed character anywhere fails, and the line says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import FERRY, build, change, rows, write

from firsthand.errors import FirsthandError, NotAStory
from firsthand.verify import problems, rows_checked


def test_a_story_stands(story: Path, articles: Path) -> None:
    assert list(problems(story)) == []
    assert list(problems(story, [articles])) == []
    assert list(problems(story, sorted(articles.iterdir()))) == []
    assert rows_checked(story) > 20


def test_a_real_story_of_every_format_stands(tmp_path: Path) -> None:
    folder = write(tmp_path / "f", {
        "a.txt": FERRY, "b.md": "---\noutlet: The Quay\n---\n# Ferry\n\n“No boat,” said Oriel Tamsin.\n", "c.html": f"<h1>Ferry</h1><p>{FERRY}</p><p>Share</p>",
        "d.json": '[{"body_text": "No boat \\ud83d\\udea2 today.", "uri": "https://wire.example/1"}, {"body_html": "<p>No boat</p>"}]', "e.txt": "Ferry\r\nstays\r",
        "f.txt": FERRY.encode("utf-16"), "sources.csv": "path,outlet\ne.txt,Island Post\n", "gone.pdf": "%PDF",
    })  # fmt: skip
    store = tmp_path / "story.duckdb"
    build(folder, store)
    assert list(problems(store, [folder])) == []


def first(story: Path, *paths: Path) -> str:
    found = list(problems(story, paths))
    assert found, "nothing fails"
    assert all(line.endswith(".") and "\n" not in line for line in found)
    return found[0]


LETTER = "replace(text, 'Monday', 'Mondby')"


@pytest.mark.parametrize("schema", ["found", "main"])
def test_one_character_of_a_text(story: Path, schema: str) -> None:
    change(story, f"UPDATE {schema}.article SET text = {LETTER} WHERE path = 'ferry.txt'")
    assert "its text is not the one that was frozen" in first(story)


@pytest.mark.parametrize("schema", ["found", "main"])
def test_one_character_of_a_text_with_its_hash(story: Path, schema: str) -> None:
    change(story, f"UPDATE {schema}.article SET text = {LETTER}, sha256 = sha256({LETTER}) WHERE path = 'ferry.txt'")
    assert "article" in first(story)


def test_one_character_of_a_text_everywhere_with_its_hash(story: Path) -> None:
    for schema in ("found", "main"):
        change(story, f"UPDATE {schema}.article SET text = {LETTER}, sha256 = sha256({LETTER}) WHERE path = 'ferry.txt'")
    assert "its name does not follow" in first(story)


@pytest.mark.parametrize("schema", ["found", "main"])
def test_a_hash(story: Path, schema: str) -> None:
    change(story, f"UPDATE {schema}.article SET sha256 = repeat('0', 64) WHERE path = 'ferry.txt'")
    assert "SHA-256 differs" in first(story)


@pytest.mark.parametrize(
    ("table", "says"),
    [("found.sentence", "sentence"), ("found.block", "block"), ("found.quotation", "quotation"), ("found.furniture", "furniture"),
     ("main.furniture", "furniture"), ("found.metadata", "metadata"), ("main.metadata", "metadata"), ("main.unread", "unread")],
)  # fmt: skip
def test_one_character_of_a_rows_words(tmp_path: Path, articles: Path, tiny: None, table: str, says: str) -> None:
    write(articles, {"odd.txt": "A note\n\n“Nobody” read it.\n\nShare\n"})
    store = tmp_path / "story.duckdb"
    build(articles, store)
    change(store, f"UPDATE {table} SET words = 'X' || words[2:] WHERE rowid = (SELECT min(rowid) FROM {table} WHERE words IS NOT NULL)")
    assert first(store).startswith(f"{says}: article ")


@pytest.mark.parametrize("schema", ["found", "main"])
@pytest.mark.parametrize(
    "changed",
    [
        "evidence = list_transform(evidence, lambda e: struct_update(e, words := replace(e.words, 'said', 'paid')))",
        'evidence = list_transform(evidence, lambda e: struct_update(e, "start" := (e."start" + 1)::INTEGER))',
        "evidence = evidence[2:]",
        "content_spans = []",
        "sort = 'believed'",
        "finding_id = '0000000000000000'",
        "article_id = (SELECT article_id FROM main.article WHERE path = 'wall.txt')",
    ],
    ids=["words", "offset", "fewer", "spans", "value", "name", "article"],
)
def test_a_finding(story: Path, schema: str, changed: str) -> None:
    change(
        story,
        f"UPDATE {schema}.attribution SET {changed} WHERE starts_with(speaker, 'Oriel') AND rowid = (SELECT min(rowid) FROM {schema}.attribution WHERE starts_with(speaker, 'Oriel'))",
    )
    assert first(story).startswith("attribution")


def test_a_finding_that_no_stage_gave(story: Path) -> None:
    change(story, "DELETE FROM found.attribution")
    assert "none that a stage of this build gave" in first(story)


def test_offsets_of_a_row(story: Path) -> None:
    change(story, 'UPDATE found.sentence SET span = struct_pack("start" := span."start" + 1, "end" := span."end" + 1)')
    assert "holds" in first(story)


def test_a_row_of_no_article(story: Path) -> None:
    change(story, "UPDATE found.sentence SET article_id = 'nobody' WHERE rowid = 0")
    assert "names article nobody, which is not in the story" in first(story)


# --- the files ----------------------------------------------------------------------------------------------------------------------


def test_one_character_of_a_file(story: Path, articles: Path) -> None:
    write(articles, {"ferry.txt": FERRY.replace("Monday", "Mondby")})
    assert list(problems(story)) == []
    assert first(story, articles).startswith("ferry.txt: the file has changed since it was read")


def test_one_character_of_a_file_and_of_its_hash(story: Path, articles: Path) -> None:
    import hashlib

    changed = FERRY.replace("Monday", "Mondby")
    write(articles, {"ferry.txt": changed})
    raw = hashlib.sha256(changed.encode()).hexdigest()
    for schema in ("found", "main"):
        change(story, f"UPDATE {schema}.capture SET raw_sha256 = '{raw}' WHERE path = 'ferry.txt'")
    assert first(story, articles).startswith("ferry.txt: reading the file again gives another text")


def test_a_hash_of_a_file(story: Path, articles: Path) -> None:
    for schema in ("found", "main"):
        change(story, f"UPDATE {schema}.capture SET raw_sha256 = repeat('0', 64) WHERE path = 'ferry.txt'")
    assert first(story, articles).startswith("ferry.txt: ")


def test_a_removed_file(story: Path, articles: Path) -> None:
    (articles / "ferry.txt").unlink()
    assert (
        first(story, articles)
        == "ferry.txt: is in the story, but not among the files given. Give every file that the story was built from."
    )


def test_a_file_that_is_not_in_the_story(story: Path, articles: Path) -> None:
    write(articles, {"new.txt": "A boat."})
    assert first(story, articles) == "new.txt: is not in the story. Add it with `firsthand build`."


def test_a_story_without_a_file_that_could_not_be_read(story: Path, articles: Path) -> None:
    write(articles, {"new.txt": b"\x00"})
    build(articles, story)
    assert list(problems(story, [articles])) == []
    write(articles, {"new.txt": "A boat that nobody has read about."})
    assert first(story, articles).startswith("new.txt: ")


def test_a_file_whose_new_bytes_could_not_be_read(story: Path, articles: Path) -> None:
    """Its old text is in the story still, and no file holds it."""
    write(articles, {"ferry.txt": b"\x00"})
    build(articles, story)
    assert rows(story, "SELECT count(*) FROM article WHERE path = 'ferry.txt'") == [(1,)]
    assert first(story, articles).startswith("ferry.txt: ")


def test_a_table_of_sources_that_names_a_ghost_hides_no_file(story: Path, articles: Path) -> None:
    """`sub/sources.csv` names `sub/ferry.txt`, which is not there; the `ferry.txt` above it is another file."""
    write(articles, {"sub/sources.csv": "path,outlet\nferry.txt,The Quay\n", "sub/note.txt": "A boat."})
    build(articles, story)
    assert list(problems(story, [articles])) == []
    write(articles, {"ferry.txt": FERRY.replace("Monday", "Mondby")})
    assert first(story, articles).startswith("ferry.txt: the file has changed")


# --- what is no story ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [None, b"", b"notes", b"\x00" * 5000])
def test_no_story(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "notes.duckdb"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotAStory, match=r"notes\.duckdb: "):
        list(problems(file))


def test_damaged_bytes_are_told_and_never_a_crash(story: Path) -> None:
    """DuckDB finds out by its own sums; it may also be a byte that nothing uses."""
    whole = story.read_bytes()
    told = 0
    for at in range(9000, len(whole), max(1, len(whole) // 9)):
        damaged = story.with_name("damaged.duckdb")
        damaged.write_bytes(whole[:at] + bytes(b ^ 0xFF for b in whole[at : at + 64]) + whole[at + 64 :])
        try:
            told += bool(list(problems(damaged)))
        except FirsthandError:
            told += 1
    assert told


def test_a_cut_file_is_no_story(story: Path) -> None:
    whole = story.read_bytes()
    story.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FirsthandError):
        assert list(problems(story))
