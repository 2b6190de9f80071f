"""A build gives the same story whatever the order, the batch or the number of processes, and one bad article stops nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers import ARTICLES, BREAD, FERRY, NAMES, TINY_PLAN, WALL, UsePlan, build, lines, rows, snapshot, spoken, write

from firsthand import reading
from firsthand.engines.pace import Progressed
from firsthand.engines.workers import IN_PROCESS_UP_TO
from firsthand.errors import WrongCall
from firsthand.model import Attribution, Evidence, Furniture, Page, Sentence, Span, finding_id
from firsthand.stages import Stage
from firsthand.verify import problems
from firsthand.view.exports import export
from firsthand.view.story import Story


def plan_with(stage: Stage) -> tuple[Stage, ...]:
    """The tiny plan with this stage in the place of the one of its name."""
    return tuple(stage if one.name == stage.name else one for one in TINY_PLAN)


def exported(store: Path, folder: Path) -> dict[str, bytes]:
    found = {}
    for file_format in ("parquet", "csv", "jsonl", "web-annotation"):
        with Story.open(store) as story:
            export(story, folder / file_format, file_format)
        found.update(
            {str(file.relative_to(folder)): file.read_bytes() for file in sorted((folder / file_format).rglob("*")) if file.is_file()}
        )
    return found


MIXED: dict[str, str | bytes] = {
    **ARTICLES,
    "copy/ferry.txt": FERRY,  # one article in two files
    "post.txt": WALL,  # equal text in another outlet
    "gone.pdf": b"%PDF",
    "list.json": json.dumps(
        [{"body_text": BREAD + "!", "uri": "https://wire.example/1"}, {"body_text": WALL, "uri": "https://wire.example/2"}]
    ),
    "sources.csv": "path,outlet,published\npost.txt,Island Post,2031-08-02\nwall.txt,The Quay,\nghost.txt,Nobody,\n",
    "decisions.toml": '[[title]]\narticle = "bread.txt"\nvalue = "Flour"\n[[title]]\narticle = "ghost.txt"\nvalue = "Boo"\n',
}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return write(tmp_path / "mixed", MIXED)


# --- the same story ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tiny")
def test_the_order_of_paths_does_not_count(tmp_path: Path, mixed: Path) -> None:
    paths = [mixed / name for name in (*ARTICLES, "post.txt", "list.json")]
    stories = []
    for number, order in enumerate([paths, paths[::-1], paths[2:] + paths[:2]]):
        store = tmp_path / f"{number}.duckdb"
        build(list(order), store)
        stories.append(snapshot(store))
    assert all(story == stories[0] for story in stories)
    assert len(stories[0]["article"]) == 6
    assert stories[0]["attribution"]


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("turn", [1, -1])
def test_one_by_one_or_together(tmp_path: Path, mixed: Path, turn: int) -> None:
    together, apart = tmp_path / "together.duckdb", tmp_path / "apart.duckdb"
    paths = [mixed / name for name in (*ARTICLES, "post.txt", "list.json", "gone.pdf")][::turn]
    build(paths, together)
    for path in paths:
        build(path, apart)
    assert snapshot(apart) == snapshot(together)
    assert exported(apart, tmp_path / "a") == exported(together, tmp_path / "b")


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("turn", [1, -1])
def test_two_folders_one_by_one_or_together(tmp_path: Path, turn: int) -> None:
    """The same names, and one same file, in both folders."""
    folders = [
        write(tmp_path / "a", {"ferry.txt": FERRY, "note.txt": WALL}),
        write(tmp_path / "b", {"ferry.txt": FERRY, "note.txt": BREAD}),
    ]
    together, apart = tmp_path / "together.duckdb", tmp_path / "apart.duckdb"
    build(folders, together)
    for folder in folders[::turn]:
        build(folder, apart)
    assert snapshot(apart) == snapshot(together)
    assert not list(problems(together, folders))


@pytest.mark.usefixtures("tiny")
def test_a_second_build_of_the_same_folder_changes_nothing(tmp_path: Path, mixed: Path) -> None:
    store = tmp_path / "story.duckdb"
    first = build(mixed, store)
    before, files = snapshot(store), exported(store, tmp_path / "a")
    second = build(mixed, store)
    assert snapshot(store) == before
    assert exported(store, tmp_path / "b") == files
    assert (first.read, first.unchanged) == (6, 0)
    assert (second.read, second.unchanged) == (0, 6)
    assert [outcome.path for outcome in first.failed] == [outcome.path for outcome in second.failed] == ["ghost.txt", "gone.pdf"]


@pytest.mark.usefixtures("tiny")
def test_names_of_folders_and_of_the_story_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = write(tmp_path / "one", MIXED), write(tmp_path / "elsewhere" / "two", MIXED)
    build(one, tmp_path / "one.duckdb")
    monkeypatch.chdir(two)
    build(Path("."), tmp_path / "it's two.duckdb")
    assert snapshot(tmp_path / "one.duckdb") == snapshot(tmp_path / "it's two.duckdb")


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    """With the real stages: more than IN_PROCESS_UP_TO files are read by workers."""
    many = write(tmp_path / "many", {f"{number:02}.txt": f"{text}\nEdition {number}\n" for number in range(8) for text in (FERRY,)} | {f"b{n:02}.md": f"{BREAD}\n{n}\n" for n in range(14)} | {"gone.pdf": "%PDF"})  # fmt: skip
    assert len(list(many.iterdir())) > IN_PROCESS_UP_TO
    alone, pool = tmp_path / "alone.duckdb", tmp_path / "pool.duckdb"
    seen: list[Progressed] = []
    assert build(many, alone) == build(many, pool, workers=2, progress=seen.append)
    assert snapshot(alone) == snapshot(pool)
    reading = [now for now in seen if now.phase == "reading"]
    assert [now.articles for now in reading] == [*range(1, 23), 22], "the last file cannot be read"
    assert [now.done for now in reading] == sorted(now.done for now in reading)
    assert reading[-1].done == pytest.approx(1.0)
    assert [now.done for now in seen if now.phase == "story"][-1] == 1.0
    assert not list(problems(pool, [many]))


# --- only what is new -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read for their text."""
    names: list[str] = []
    real = reading.read_bytes

    def spy(data: bytes, path: str, known: Any) -> Any:
        names.append(path)
        return real(data, path, known)

    monkeypatch.setattr(reading, "read_bytes", spy)
    return names


@pytest.mark.usefixtures("tiny")
def test_adding_reads_only_what_is_new(tmp_path: Path, articles: Path, read: list[str]) -> None:
    store = tmp_path / "story.duckdb"
    assert build(articles, store).read == 3
    write(articles, {"new.txt": "Another boat was seen at the quay."})
    read.clear()
    built = build(articles, store)
    assert (built.read, built.unchanged, read) == (1, 3, ["new.txt"])
    assert len(rows(store, "SELECT * FROM article")) == 4


@pytest.mark.usefixtures("tiny")
def test_what_a_person_knows_is_taken_in_later_and_taken_back(tmp_path: Path, articles: Path, read: list[str]) -> None:
    store, fresh = tmp_path / "story.duckdb", tmp_path / "fresh.duckdb"
    build(articles, store)
    bare = snapshot(store)
    read.clear()
    write(articles, {"sources.csv": "path,outlet,title\nferry.txt,The Quay,No ferry\n"})
    build(articles, store)
    build(articles, fresh)
    assert read[0] == "ferry.txt"
    assert read.count("bread.txt") == 1  # for the fresh story
    assert snapshot(store) == snapshot(fresh)
    assert rows(store, "SELECT outlet, title FROM article WHERE path = 'ferry.txt'") == [("The Quay", "No ferry")]
    (articles / "sources.csv").unlink()
    build(articles, store)
    assert snapshot(store) == bare


@pytest.mark.usefixtures("tiny")
def test_a_changed_file_beside_its_old_text_or_instead_of_it(tmp_path: Path, articles: Path) -> None:
    store, fresh = tmp_path / "story.duckdb", tmp_path / "fresh.duckdb"
    build(articles, store)
    write(articles, {"ferry.txt": FERRY.replace("Monday", "Tuesday")})
    build(articles, store)
    texts = "SELECT text FROM article WHERE path = 'ferry.txt'"
    assert len(rows(store, texts)) == 2, "build adds"
    assert list(problems(store, [articles])), "the old text is in no file any more"
    build(articles, store, only=True)
    build(articles, fresh, only=True)
    assert rows(store, texts) == [(FERRY.replace("Monday", "Tuesday"),)]
    assert snapshot(store) == snapshot(fresh)


@pytest.mark.usefixtures("tiny")
def test_only_forgets_what_is_not_there_any_more(tmp_path: Path, mixed: Path) -> None:
    store, fresh = tmp_path / "story.duckdb", tmp_path / "fresh.duckdb"
    build(mixed, store)
    (mixed / "bread.txt").unlink()
    (mixed / "gone.pdf").unlink()
    (mixed / "list.json").unlink()
    build(mixed, store, only=True)
    build(mixed, fresh, only=True)
    assert snapshot(store) == snapshot(fresh)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("how", ["removed", "changed", "named otherwise"])
def test_when_the_first_of_two_files_leaves_the_second_stands_for_the_article(tmp_path: Path, how: str) -> None:
    folder = write(tmp_path / "two", {"a.html": "<h1>Ferry</h1><p>The ferry stays.</p>", "b.txt": "Ferry\n\nThe ferry stays."})
    store, fresh = tmp_path / "story.duckdb", tmp_path / "fresh.duckdb"
    build(folder, store, only=True)
    assert rows(store, "SELECT path FROM article") == [("a.html",)]
    assert len(rows(store, "SELECT * FROM capture")) == 2
    if how == "removed":
        (folder / "a.html").unlink()
    elif how == "changed":
        write(folder, {"a.html": "<p>Something else.</p>"})
    else:
        write(folder, {"sources.csv": "path,url\na.html,https://quay.example/1\n"})
    build(folder, store, only=True)
    build(folder, fresh, only=True)
    assert snapshot(store) == snapshot(fresh)


@pytest.mark.usefixtures("tiny")
def test_a_failure_is_forgotten_when_the_file_can_be_read(tmp_path: Path, articles: Path) -> None:
    store = tmp_path / "story.duckdb"
    write(articles, {"new.txt": b"\x00"})
    assert [outcome.path for outcome in build(articles, store).failed] == ["new.txt"]
    write(articles, {"new.txt": "A boat."})
    assert build(articles, store).failed == ()
    assert rows(store, "SELECT count(*) FROM outcome WHERE status <> 'done'") == [(0,)]
    assert not list(problems(store, [articles]))


@pytest.mark.usefixtures("tiny")
def test_a_new_way_of_reading_reads_again(tmp_path: Path, articles: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "story.duckdb"
    build(articles, store)
    read.clear()
    monkeypatch.setattr(reading, "READ_VERSION", "next")
    assert build(articles, store).read == 3
    assert sorted(read) == sorted(ARTICLES)
    assert rows(store, "SELECT DISTINCT version FROM outcome WHERE stage = 'read'") == [("next",)]
    assert rows(store, "SELECT count(*) FROM capture") == [(3,)]


# --- stages -----------------------------------------------------------------------------------------------------------------------


def counted(calls: list[str], name: str) -> Any:
    real = next(stage for stage in TINY_PLAN if stage.name == name).function

    def function(page: Page) -> Iterator[Any]:
        calls.append(name)
        yield from real(page)  # type: ignore[arg-type]

    return function


def test_a_stage_of_another_version_runs_again_alone(tmp_path: Path, articles: Path, use_plan: UsePlan, read: list[str]) -> None:
    store, calls = tmp_path / "story.duckdb", list[str]()
    plan = tuple(replace(stage, function=counted(calls, stage.name)) for stage in TINY_PLAN)
    use_plan(plan)
    build(articles, store)
    assert sorted(set(calls)) == sorted(stage.name for stage in plan)
    read.clear()
    calls.clear()
    build(articles, store)
    assert (calls, read) == ([], [])

    def shouted(page: Page) -> Iterator[Furniture]:
        calls.append("furniture 2")
        block = page.blocks[0]
        yield Furniture(page.article_id, block.span, block.words, "other", "second version")

    use_plan(tuple(replace(stage, function=shouted, version=2) if stage.name == "furniture" else stage for stage in plan))
    built = build(articles / "wall.txt", store)
    assert (built.read, built.unchanged) == (0, 1)
    assert (calls, read) == (["furniture 2"] * 3, [])
    assert rows(store, "SELECT DISTINCT rule FROM furniture") == [("second version",)]
    assert rows(store, "SELECT DISTINCT version FROM outcome WHERE stage = 'furniture'") == [("2",)]
    fresh = tmp_path / "fresh.duckdb"
    build(articles, fresh)
    assert snapshot(store) == snapshot(fresh)


def test_a_stage_that_raises_fails_only_itself_and_is_listed(tmp_path: Path, articles: Path, use_plan: UsePlan) -> None:
    def fragile(page: Page) -> Iterator[Sentence]:
        yield from lines(page)
        if "engineers" in page.text:
            raise ValueError("no sentence ends")

    use_plan(plan_with(Stage("sentence", 1, fragile, Sentence, "page")))
    store = tmp_path / "story.duckdb"
    assert build(articles, store).failed == ()
    assert rows(store, "SELECT path, stage, status, rows, error FROM outcome WHERE status <> 'done'") == [
        ("wall.txt", "sentence", "failed", 0, "ValueError: no sentence ends. Please report it with the article.")
    ]
    assert rows(store, "SELECT count(*) FROM sentence SEMI JOIN article a USING (article_id)") == [(7,)]
    assert rows(store, "SELECT DISTINCT path FROM metadata JOIN article USING (article_id) ORDER BY 1") == [
        ("bread.txt",),
        ("ferry.txt",),
        ("wall.txt",),
    ]
    assert len(rows(store, "SELECT * FROM attribution")) == 3
    assert not list(problems(store, [articles]))


def shifted(page: Page) -> Iterator[Sentence]:
    for sentence in lines(page):
        span = Span(sentence.span.start + 1, sentence.span.end + 1) if sentence.words.startswith("Bread") else sentence.span
        yield replace(sentence, span=span)


def test_a_row_with_wrong_words_is_refused_and_listed(tmp_path: Path, articles: Path, use_plan: UsePlan) -> None:
    use_plan(plan_with(Stage("sentence", 1, shifted, Sentence, "page")))
    store = tmp_path / "story.duckdb"
    build(articles, store)
    ((path, rows_given, error),) = rows(store, "SELECT path, rows, error FROM outcome WHERE status = 'failed'")
    assert (path, rows_given) == ("bread.txt", 0)
    assert (
        re.match(
            r"sentence: article [0-9a-f]{16}, 1:32 holds 'read runs short on the island\\n', not 'Bread runs short on the island'\.", error
        )
        or "holds 'read runs" in error
    )
    assert rows(store, "SELECT DISTINCT path FROM sentence JOIN article USING (article_id) ORDER BY 1") == [("ferry.txt",), ("wall.txt",)]
    assert not list(problems(store, [articles]))


def test_a_renewed_stage_passes_the_same_door(tmp_path: Path, articles: Path, use_plan: UsePlan) -> None:
    store = tmp_path / "story.duckdb"
    use_plan(TINY_PLAN)
    build(articles, store)
    use_plan(plan_with(Stage("sentence", 2, shifted, Sentence, "page")))
    build(articles, store)
    assert rows(store, "SELECT path, status FROM outcome WHERE stage = 'sentence' ORDER BY 1") == [
        ("bread.txt", "failed"),
        ("ferry.txt", "done"),
        ("wall.txt", "done"),
    ]
    assert not list(problems(store, [articles]))


def test_a_row_of_another_article_is_refused(tmp_path: Path, articles: Path, use_plan: UsePlan) -> None:
    def stranger(page: Page) -> Iterator[Sentence]:
        yield Sentence("0" * 16, Span(0, 1), page.text[0])

    use_plan(plan_with(Stage("sentence", 1, stranger, Sentence, "page")))
    store = tmp_path / "story.duckdb"
    build(articles, store)
    assert rows(store, "SELECT count(*) FROM sentence") == [(0,)]
    assert rows(store, "SELECT count(*) FROM outcome WHERE stage = 'sentence' AND status = 'failed'") == [(3,)]


def test_attributions_in_furniture_are_none(tmp_path: Path, use_plan: UsePlan) -> None:
    def whole_line(page: Page) -> Iterator[Furniture]:
        for block in page.blocks:
            if block.words.startswith("Share"):
                yield Furniture(page.article_id, block.span, block.words, "share", "tiny")

    use_plan(plan_with(Stage("furniture", 1, whole_line, Furniture, "page")))
    folder = write(
        tmp_path / "f", {"a.txt": "Share “this page,” said Nobody.\n“We have flour,” said Bram Ostler.\n“Nothing else,” it read."}
    )
    store = tmp_path / "story.duckdb"
    build(folder, store)
    assert rows(store, "SELECT speaker FROM attribution") == [("Bram Ostler",)]
    assert rows(store, "SELECT words, reason FROM unread ORDER BY span") == [
        ("“this page,”", "furniture"),
        ("“Nothing else,”", "no speaker found"),
    ]


def test_a_language_that_is_not_analysed_is_said(tmp_path: Path) -> None:
    text = (
        "Die Fähre fährt nicht über den Sund, sagte der Hafenmeister am Sonntag, weil die Mole gebrochen ist und niemand weiß, wann sie wieder steht. "
        * 3
    )
    store = tmp_path / "story.duckdb"
    built = build(write(tmp_path / "de", {"a.txt": text}), store)
    assert (built.read, built.failed) == (1, ())
    assert rows(store, "SELECT language, text FROM article") == [("de", text)]
    skipped = rows(store, "SELECT stage, error FROM outcome WHERE status = 'skipped'")
    assert {"sentence", "attribution"} <= {stage for stage, _ in skipped}
    assert all("'de' is not analysed" in error for _, error in skipped)


def test_a_finding_of_one_article_does_not_hang_on_its_neighbours(tmp_path: Path, articles: Path, use_plan: UsePlan) -> None:
    use_plan(plan_with(Stage("attribution", 1, spoken, Attribution, "page")))
    for name in ARTICLES:
        build(articles / name, tmp_path / f"{name}.duckdb")
    build(articles, tmp_path / "all.duckdb")
    alone = sorted(row for name in ARTICLES for row in rows(tmp_path / f"{name}.duckdb", "SELECT finding_id FROM attribution"))
    assert alone == sorted(rows(tmp_path / "all.duckdb", "SELECT finding_id FROM attribution"))
    page = Page(rows(tmp_path / "all.duckdb", "SELECT article_id FROM article WHERE path = 'ferry.txt'")[0][0], FERRY, "en", None, (), ())
    (row,) = spoken(page)
    assert row.finding_id == finding_id(
        "attribution", page.article_id, [Evidence(e.role, e.start, e.end, "") for e in row.evidence], ("direct", "said")
    )
    assert (row.finding_id,) in alone


# --- articles and files -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tiny")
def test_two_files_with_one_article(tmp_path: Path) -> None:
    folder = write(tmp_path / "f", {"b.txt": FERRY, "a.md": FERRY, "c.txt": "\ufeff" + FERRY})
    store = tmp_path / "story.duckdb"
    assert build(folder, store).read == 3
    assert rows(store, "SELECT path FROM article") == [("a.md",)]
    assert rows(store, "SELECT path FROM capture ORDER BY 1") == [("a.md",), ("b.txt",), ("c.txt",)]
    assert rows(store, "SELECT count(DISTINCT raw_sha256) FROM capture") == [(2,)]
    assert len(rows(store, "SELECT * FROM attribution")) == 1
    assert not list(problems(store, [folder]))


@pytest.mark.usefixtures("tiny")
def test_equal_text_of_two_outlets_is_two_articles(tmp_path: Path) -> None:
    table = "path,outlet,url\na.txt,The Quay,\nb.txt,Island Post,\nc.txt,Island Post,\nd.txt,,https://quay.example/1\ne.txt,,https://quay.example/1\n"
    folder = write(tmp_path / "f", {**{f"{name}.txt": FERRY for name in "abcde"}, "sources.csv": table})
    store = tmp_path / "story.duckdb"
    build(folder, store)
    assert rows(store, "SELECT path, outlet, url FROM article ORDER BY 1") == [
        ("a.txt", "The Quay", None),
        ("b.txt", "Island Post", None),
        ("d.txt", None, "https://quay.example/1"),
    ]
    assert len(rows(store, "SELECT * FROM attribution")) == 3
    assert not list(problems(store, [folder]))


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    "bad",
    [
        {"x.txt": b"\x00\x01"},
        {"x.json": b'{"body_text": "Ferry", "headline": "half \\ud800 a pair"}'},
        {"x.json": b'{"body_text": "Ferry", "byline": "half \\ud800 a pair", "uri": "https://x.example/\\udfff"}'},
        {"x.md": b'---\ntitle: "half \\ud800"\n---\nFerry'},
        {"x.json": b"[" * 50_000},
        {"x.json": b'{"body_text": "a \\u0000 b", "headline": "c \\u0000 d"}'},
        {"x.txt": b""},
        {"x.html": b"<html></html>"},
        {"x.pdf": b"%PDF-1.7"},
        {"x.json": b"[]"},
    ],
    ids=["nul", "pair-title", "pair-url", "pair-front-matter", "deep", "escaped-nul", "empty", "empty-page", "pdf", "no-articles"],
)
def test_one_bad_file_never_stops_a_batch(tmp_path: Path, articles: Path, bad: dict[str, bytes]) -> None:
    store = tmp_path / "story.duckdb"
    built = build(write(articles, bad), store)
    assert rows(store, "SELECT path FROM article WHERE NOT starts_with(path, 'x.') ORDER BY 1") == [(name,) for name in sorted(ARTICLES)]
    (name,) = bad
    if name not in {path for (path,) in rows(store, "SELECT path FROM article")}:
        assert [outcome.path for outcome in built.failed] == [name]
        assert rows(store, "SELECT path, stage, status FROM outcome WHERE status <> 'done'") == [(name, "read", "failed")]
        assert built.failed[0].error is not None
        assert built.failed[0].error.startswith(f"{name}: ")
        assert "Please report" not in built.failed[0].error


@pytest.mark.usefixtures("tiny")
@pytest.mark.skipif(os.name != "posix", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_never_stops_a_batch(tmp_path: Path, articles: Path) -> None:
    try:
        (articles / os.fsdecode(b"f\xe4hre.txt")).write_text("Ferry")
    except OSError:
        pytest.skip("this file system keeps names in Unicode")
    build(articles, tmp_path / "story.duckdb")
    assert len(rows(tmp_path / "story.duckdb", "SELECT * FROM article")) >= 3


@pytest.mark.usefixtures("tiny")
def test_nothing_of_the_machine_and_no_clock_in_any_row(tmp_path: Path, mixed: Path) -> None:
    store = tmp_path / "story.duckdb"
    build(mixed, store)
    everything = repr(
        [
            rows(store, f"SELECT * FROM {schema}.{name}")
            for schema, name in rows(store, "SELECT schema_name, table_name FROM duckdb_tables()")
        ]
    )
    everything += repr(snapshot(store))
    assert str(tmp_path) not in everything
    assert tmp_path.name not in everything
    assert os.sep + "mixed" not in everything
    years = {int(year) for year in re.findall(r"datetime\.datetime\((\d{4})", everything)}
    assert years == {2031}, "no date but those of the articles"


@pytest.mark.usefixtures("tiny")
def test_every_table_is_there_and_sorted_by_its_key(tmp_path: Path, mixed: Path) -> None:
    from firsthand.model import TABLES
    from firsthand.tables import sort_key

    store = tmp_path / "story.duckdb"
    build(mixed, store)
    assert sorted(NAMES) == sorted(
        name for (name,) in rows(store, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
    )
    for row in TABLES:
        keys = ", ".join(sort_key(row))
        found = rows(store, f"SELECT {keys} FROM {row.TABLE}")
        assert found == rows(store, f"SELECT {keys} FROM {row.TABLE} ORDER BY {keys}"), row.TABLE
        assert len(found) == len({repr(key) for key in found}), f"{row.TABLE} has two rows of one key"


@pytest.mark.usefixtures("tiny")
def test_nothing_to_read_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongCall, match=r"holds no file to read\. Give a folder"):
        build([tmp_path / "empty"], tmp_path / "story.duckdb")
    assert not (tmp_path / "story.duckdb").exists()


@pytest.mark.usefixtures("tiny")
def test_a_changed_file_is_told(tmp_path: Path, articles: Path) -> None:
    store = tmp_path / "story.duckdb"
    assert build(articles, store).changed == ()
    write(articles, {"ferry.txt": FERRY.replace("Monday", "Tuesday")})
    assert build(articles, store).changed == ("ferry.txt",)
    assert build(articles, store, only=True).changed == ()
