"""The one writer: nobody else at a time, nothing of others overwritten, and never half a story."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from helpers import ARTICLES, FERRY, build, change, rows, write

from firsthand.errors import FirsthandError, NotAStory, NotOurs, StoryLocked
from firsthand.store import StoryWriter
from firsthand.verify import problems
from firsthand.view.story import Story

pytestmark = pytest.mark.usefixtures("tiny")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_build_leaves_the_story_and_nothing_else(tmp_path: Path, articles: Path) -> None:
    build(articles, tmp_path / "out.duckdb")
    build(articles, tmp_path / "out.duckdb")
    assert names(tmp_path) == {"articles", "out.duckdb"}
    assert names(articles) == set(ARTICLES)


def test_leaving_without_publishing_is_as_if_nothing_had_happened(story: Path) -> None:
    before, files = story.read_bytes(), names(story.parent)
    with StoryWriter(story) as writer:
        writer.forget_articles([row[0] for row in writer.query("SELECT article_id FROM found.article")])
    assert story.read_bytes() == before
    assert names(story.parent) == files


def test_what_raises_in_a_build_leaves_the_story_as_it_was(story: Path, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, files = story.read_bytes(), names(story.parent)
    write(articles, {"new.txt": "A boat."})

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("firsthand.store.os.replace", refuse)
    with pytest.raises((OSError, FirsthandError)):
        build(articles, story)
    assert story.read_bytes() == before
    assert names(story.parent) == files


def test_a_second_writer_is_refused(story: Path, articles: Path) -> None:
    with StoryWriter(story):
        with pytest.raises(StoryLocked, match=r"story\.duckdb: another build is writing this story\. Wait"):
            build(articles, story)
        assert not list(problems(story))
        build(articles, story.parent / "other.duckdb")
    build(articles, story)


def test_readers_and_a_writer_do_not_stop_each_other(story: Path, articles: Path) -> None:
    """In one process, as an application has it: the reader keeps the story that it opened."""
    write(articles, {"new.txt": "A boat."})
    with Story.open(story) as reader:
        build(articles, story)
        assert reader.overview().articles == 3
    with Story.open(story) as reader:
        assert reader.overview().articles == 4


def foreign_database(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE story AS SELECT 'somebody else''s' AS tool, 1 AS schema_version")


@pytest.mark.parametrize("kind", ["text", "empty", "database", "database with other tables", "newer"])
def test_a_file_of_others_is_never_overwritten(tmp_path: Path, articles: Path, story: Path, kind: str) -> None:
    target = tmp_path / "mine.duckdb"
    if kind == "text":
        target.write_text("my notes")
    elif kind == "empty":
        target.write_bytes(b"")
    elif kind == "database":
        foreign_database(target)
    elif kind == "newer":
        target.write_bytes(story.read_bytes())
        change(target, "UPDATE main.story SET schema_version = 99")
    else:
        with duckdb.connect(str(target)) as con:
            con.execute("CREATE TABLE mine AS SELECT 1 AS a")
    before = target.read_bytes()
    with pytest.raises(NotAStory, match=r"mine\.duckdb: .*\."):
        build(articles, target)
    assert target.read_bytes() == before
    assert names(tmp_path) == {"articles", "story.duckdb", "mine.duckdb"}


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path, articles: Path) -> None:
    with pytest.raises(NotOurs, match=r"is a folder\. Give a file name"):
        build(articles, articles)
    with pytest.raises(NotOurs, match=r"there is no such folder\. Make it"):
        build(articles, tmp_path / "none" / "story.duckdb")


def test_other_clients_can_open_a_story(story: Path) -> None:
    """The tables are plain: no Firsthand is needed to ask them."""
    with duckdb.connect(str(story), read_only=True, config={"enable_external_access": "false"}) as con:
        wrong = con.execute("""
            SELECT count(*) FROM attribution t JOIN article a USING (article_id), unnest(t.evidence) AS u(e)
            WHERE substr(a.text, e."start" + 1, e."end" - e."start") <> e.words
        """).fetchone()
    assert wrong == (0,)


# --- killed -----------------------------------------------------------------------------------------------------------------------

# Imports once, then for each line on standard input forks a child that builds and kills itself at the n-th call into the store.
KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    import firsthand.store as store
    from firsthand.engines.local import build
    articles, story = Path(sys.argv[1]), Path(sys.argv[2])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.dup2(2, 1)  # what a library says in the child is no answer
            left = int(line)
            def count(real):
                def call(*given, **named):
                    global left
                    left -= 1
                    if left == 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return real(*given, **named)
                return call
            for name in ("_create", "_create_table", "_insert", "_run", "_views", "_put", "flush", "_close"):
                setattr(store.StoryWriter, name, count(getattr(store.StoryWriter, name)))
            os.replace = count(os.replace)
            try:
                build([articles], story, workers=1)
            finally:
                os._exit(0)
        print(os.waitpid(child, 0)[1], flush=True)
""")


@pytest.fixture
def killed_after(story: Path, articles: Path) -> Iterator[object]:
    """Adds the articles to the story in a process that is killed at its n-th step; gives whether it was."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(articles), str(story)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def kill(step: int) -> bool:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{step}\n")
        process.stdin.flush()
        return int(process.stdout.readline()) == signal.SIGKILL

    yield kill
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_build_leaves_the_last_good_story(story: Path, articles: Path, killed_after: object) -> None:
    before = story.read_bytes()
    write(articles, {"new.txt": FERRY + "A boat was seen.\n"})
    steps = [random.Random(7).randrange(2, 20), 25, 32, 40, 46]
    killed = 0
    for step in steps:
        if not killed_after(step):  # type: ignore[operator]
            break
        killed += 1
        if story.read_bytes() != before:  # the kill came after the new story was in place
            break
        assert not list(problems(story, [articles / name for name in ARTICLES])), f"killed at step {step}"
    assert killed >= 3
    assert not list(problems(story))
    build(articles, story)
    assert rows(story, "SELECT count(*) FROM article") == [(4,)]
    assert not list(problems(story, [articles]))
    assert names(story.parent) == {"articles", "story.duckdb"}


@pytest.mark.skipif(os.name != "posix", reason="signals are others there")
@pytest.mark.parametrize("files", [15, 60], ids=["in-process", "pool"])
def test_ctrl_c_leaves_the_last_good_story(tmp_path: Path, story: Path, files: int) -> None:
    """As a terminal sends it: to the build and to its workers."""
    before = story.read_bytes()
    many = write(tmp_path / "many", {f"{number}.txt": (FERRY + f"Edition {number}.\n") * 120 for number in range(files)})
    # A shell's background job ignores the signal, and its children inherit that; a terminal's do not.
    heeding = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); runpy.run_module('firsthand', run_name='__main__')"
    )
    command = [sys.executable, "-c", heeding, "build", str(many), "--store", str(story)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    building = story.with_name(f".{story.name}.building")
    until = time.monotonic() + 20
    while not building.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    if files > 20:
        time.sleep(1.0)  # the workers are up, or nearly
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, (out, err)
    assert story.read_bytes() == before
    assert not list(problems(story))
    assert names(tmp_path) == {"articles", "many", "story.duckdb"}
    assert err.decode() == "firsthand: Stopped; what was there before is as it was.\n"


@pytest.mark.skipif(os.name != "posix", reason="signals are others there")
def test_workers_end_with_a_killed_build(tmp_path: Path, story: Path) -> None:
    many = write(tmp_path / "many", {f"{number}.txt": (FERRY + f"Edition {number}.\n") * 40 for number in range(60)})
    code = "import sys; from pathlib import Path; from firsthand.engines.local import build; build([Path(sys.argv[1])], Path(sys.argv[2]), workers=2)"
    process = subprocess.Popen([sys.executable, "-c", code, str(many), str(story)], start_new_session=True, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    process.kill()
    process.wait(10)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        os.killpg(process.pid, signal.SIGKILL)
        pytest.fail("workers went on")
    assert not list(problems(story))
    build(tmp_path / "articles", story)
    assert names(tmp_path) == {"articles", "many", "story.duckdb"}
