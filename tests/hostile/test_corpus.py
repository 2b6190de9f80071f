"""Every broken and hostile kind of file: alone, in bounded time and memory, and all of them as one pile through a build."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from alone import Worker
from corpus import SECRET, Kind, clean, corpus, write
from helpers import build, firsthand, rows

from firsthand.engines.local import Built
from firsthand.verify import problems
from firsthand.view.report import write_page
from firsthand.view.story import Story

KINDS = corpus()
# Seconds of processor time for one kind, all stages included, and for each character of its articles: the language model takes time by the length of a text.
SECONDS, SECONDS_EACH = 30, 5e-4
# Bytes in memory; the interpreter, its libraries and the model take 450 MB of them.
BYTES = 1_200_000_000
# Wall time after which a kind is stopped: other work may share the machine.
STOPPED = 180


def test_there_are_kinds_enough() -> None:
    assert len(KINDS) >= 80


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only for root")
def test_root_may_read_everything() -> None:
    pytest.skip("run as root: files that may not be read are not tested")


# --- each alone -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    process = Worker()
    yield process
    process.close()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_each_kind_alone(kind: Kind, worker: Worker, tmp_path: Path) -> None:
    folder = write(tmp_path / "pile", [kind])
    try:
        found = worker.examine(kind, folder, STOPPED)
    finally:
        clean(folder)
    assert found is not None, "took too long, or ended the process"
    assert found.crashes == []
    _check(kind, found.articles, found.lines)
    assert found.articles == 0 or found.has_words
    assert bool(found.skipped) == (kind.becomes == "kept")
    assert found.seconds < SECONDS + SECONDS_EACH * found.characters
    assert found.peak < BYTES


def _check(kind: Kind, articles: int, lines: list[str]) -> None:
    """Whether so many articles and these lines are what must become of the kind."""
    for line in lines:
        assert line.isprintable(), "one line, which a terminal can show"
        assert re.search(rf"{re.escape(kind.name)}/", line), "names the file"
        assert line.endswith("."), "ends with the remedy"
        assert "Please report" not in line
        assert SECRET not in line
    told = "\n".join(lines)
    if kind.becomes == "no input":
        assert (articles, lines) == (0, [])
    elif kind.becomes in ("read", "kept"):
        assert articles
        assert lines == []
    elif kind.becomes == "refused":
        assert articles == 0
        assert re.search(kind.says, told), told
    elif kind.becomes == "partly":
        assert articles
        assert re.search(kind.says, told), told
    else:
        assert articles or re.search(kind.says, told), told


# --- all of them as one pile ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything but what takes long: that is read alone."""
    folder = write(tmp_path_factory.mktemp("hostile") / "pile", [kind for kind in KINDS if not kind.heavy])
    yield folder
    clean(folder)


@pytest.fixture(scope="module")
def built(pile: Path) -> tuple[Path, Built]:
    store = pile.parent / "story.duckdb"
    return store, build(pile, store, workers=None)


def test_a_pile_is_read_and_each_bad_file_named(built: tuple[Path, Built]) -> None:
    store, result = built
    articles = dict(rows(store, "SELECT split_part(path, '/', 1), count(*) FROM capture GROUP BY 1"))
    lines: dict[str, list[str]] = defaultdict(list)
    for path, error in rows(store, "SELECT path, error FROM outcome WHERE stage = 'read' AND status = 'failed'"):
        lines[path.split("/")[0]].append(error)
    for kind in KINDS:
        if not kind.heavy:
            _check(kind, articles.get(kind.name, 0), lines[kind.name])
    assert sorted(outcome.error or "" for outcome in result.failed) == sorted(error for each in lines.values() for error in each)


def test_a_refused_file_has_one_line(built: tuple[Path, Built]) -> None:
    """For the file as a whole, or for the one place in it where there would have been an article."""
    store, _ = built
    told = dict(rows(store, "SELECT split_part(path, '/', 1), count(*) FROM outcome WHERE stage = 'read' AND status = 'failed' GROUP BY 1"))
    refused = [kind.name for kind in KINDS if kind.becomes == "refused" and not kind.heavy]
    assert {name: told.get(name, 0) for name in refused} == dict.fromkeys(refused, 1)


def test_every_stage_did_every_article(built: tuple[Path, Built]) -> None:
    store, _ = built
    assert rows(store, "SELECT path, stage, error FROM outcome WHERE stage <> 'read' AND status = 'failed'") == []
    kept = {kind.name for kind in KINDS if kind.becomes == "kept"}
    assert {path for (path,) in rows(store, "SELECT DISTINCT split_part(path, '/', 1) FROM outcome WHERE status = 'skipped'")} == kept


def test_the_story_is_proved(pile: Path, built: tuple[Path, Built]) -> None:
    store, _ = built
    assert list(problems(store)) == []
    assert list(problems(store, [pile])) == []


def test_nothing_from_outside_the_pile_is_in_the_story(built: tuple[Path, Built]) -> None:
    store, _ = built
    assert rows(store, f"SELECT path FROM article WHERE contains(text, '{SECRET}') OR contains(text, 'root:')") == []


def test_the_page_holds_no_live_markup_of_an_article(built: tuple[Path, Built], tmp_path: Path) -> None:
    """tests/view/test_browser.py runs such a page; here no bracket of an article may stand in it bare."""
    store, _ = built
    target = tmp_path / "story.html"
    with Story.open(store) as story:
        write_page(story, target)
    page = target.read_text(encoding="utf-8")
    for live in ("<script>alert", "<img src=x", "<svg onload", "javascript:alert", "onerror=alert(1)>", "</title><script"):
        assert live not in page
    assert "\0" not in page


def test_the_command_names_what_it_cannot_read(pile: Path, tmp_path: Path) -> None:
    """By the command line, with the files that are no articles: one line each, and exit 3."""
    names = {kind.name for kind in KINDS if kind.becomes in ("refused", "read") and not kind.heavy}
    some = sorted(names)[::6]
    done = firsthand("build", *(pile / name for name in some), "--store", tmp_path / "some.duckdb", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    told = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "Traceback" not in told
    assert "\x1b" not in told
    refused = [kind for kind in KINDS if kind.name in some and kind.becomes == "refused"]
    assert refused
    for kind in refused:
        assert len([line for line in told.splitlines() if re.search(kind.says, line)]) >= 1, kind.name
    listed = json.loads(firsthand("unread", "some.duckdb", "--json", cwd=tmp_path).stdout)
    assert len([one for one in listed["outcomes"] if one["stage"] == "read"]) == len(refused)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("sources.csv", b"path,colour\na.txt,red\n", "does not know the column 'colour'"),
        ("sources.csv", b"outlet\nHerald\n", "has no column 'path'"),
        ("sources.csv", "path,outlet\na.txt,Caf\u00e9\n".encode("cp1252"), "cannot be read"),
        ("sources.csv", "path,outlet\na.txt,Herald\n".encode("utf-16"), "cannot be read|has no column"),
        ("sources.csv", b'path,outlet\na.txt,"never closed\n', "cannot be read"),
        ("sources.csv", b"path,outlet\na.txt,A\na.txt,B\n", "stands in two rows"),
        ("sources.csv", b"path,outlet\na.txt,a,b,c\n", "more cells"),
        ("sources.csv", b"path,published\na.txt,yesterday\n", "is no date"),
        ("sources.csv", b"path,outlet\na.txt," + b"a" * 200_000 + b"\n", "cannot be read"),
        ("sources.csv", b"path,outlet\na.txt,a\0b\n", r"cannot be read|NUL"),
        ("sources.csv", b"", "has no column 'path'"),
        ("decisions.toml", b"[[outlet]\n", r"decisions\.toml"),
        ("decisions.toml", b"\xff\xfe\x00", r"decisions\.toml"),
        ("decisions.toml", b"outlet = " + b"[" * 20_000, r"decisions\.toml"),
        ("decisions.toml", b"[[colour]]\npath = 'a.txt'\n", r"decisions\.toml"),
        ("decisions.toml", b"[[outlet]]\npath = 7\nvalue = 2031-01-01\n", r"decisions\.toml"),
        ("decisions.toml", b"outlet = 3\n", r"decisions\.toml"),
        ("decisions.toml", b"[[outlet]]\nwords = 'a\\u0000b'\nvalue = 'x'\n", r"decisions\.toml|applies|^$"),
    ],
)  # fmt: skip
def test_a_persons_own_file_gone_wrong_stops_the_build(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    """It says what the person knows: to go on without it would be to know better."""
    (tmp_path / "a.txt").write_text("The ferry stays in port, said the harbour office.\n", encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    done = firsthand("build", ".", "--store", "story.duckdb", cwd=tmp_path)
    told = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in told
    assert done.returncode == 2 or says.endswith("|^$"), told
    assert re.search(says, told), told
    assert (tmp_path / "story.duckdb").exists() == (done.returncode == 0)


def test_formulas_in_a_persons_table_are_words(tmp_path: Path) -> None:
    """What a sheet would calculate stays text, in the story and in what is exported."""
    (tmp_path / "a.txt").write_text("The ferry stays in port, said the harbour office.\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text('path,outlet\na.txt,"=HYPERLINK(""file:///etc/passwd"")"\n', encoding="utf-8")
    build(tmp_path, tmp_path / "story.duckdb")
    assert rows(tmp_path / "story.duckdb", "SELECT outlet FROM article") == [('=HYPERLINK("file:///etc/passwd")',)]
