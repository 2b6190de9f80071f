"""The commands: what they print, what they refuse, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import FERRY, build, firsthand, rows, write

from firsthand import __version__
from firsthand.cli import main

VERBS = sorted(main.commands)
ESCAPE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def call(*arguments: str | Path, data: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=data)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


# --- help and wrong calls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], *([verb] for verb in VERBS)], ids=str)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help(arguments: list[str], flag: str) -> None:
    result = call(*arguments, flag)
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    assert all(line.strip() != "" for line in result.output.splitlines()[:1])
    if arguments:
        described = main.commands[arguments[0]].help
        assert described
        assert described.split(".")[0].split("\n")[0][:30] in result.output


def test_every_verb_stands_in_the_help_with_a_sentence() -> None:
    lines = call("--help").output.splitlines()
    for verb in VERBS:
        assert any(re.match(rf"  {verb}\s+[A-Z].+", line) for line in lines), verb


def test_version() -> None:
    assert call("--version").output.strip().endswith(__version__)


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["report"], ["build", "x.txt"], ["build", "--store", "s.duckdb"], ["who"], ["export", "s.duckdb", "d"], ["export", "s.duckdb", "d", "--format", "xls"],
     ["who", "s.duckdb", "--class", "liars"], ["who", "s.duckdb", "--form", "sung"], ["who", "s.duckdb", "--sort", "dreamt"], ["report", "x.txt", "--decisions", "none.toml"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_a_wrong_call_ends_with_2(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["report", "ghost.txt"], "ghost.txt: there is no such file or folder. Check the spelling."),
        (["build", "ghost.txt", "--store", "s.duckdb"], "ghost.txt: there is no such file or folder. Check the spelling."),
        (["who", "none.duckdb"], "none.duckdb: there is no such file. Build one with: firsthand build PATH... --store story.duckdb"),
        (["unread", "none.duckdb"], "none.duckdb: there is no such file. Build one with: firsthand build PATH... --store story.duckdb"),
        (["verify", "none.duckdb"], "none.duckdb: there is no such file. Build one with: firsthand build PATH... --store story.duckdb"),
        (["export", "none.duckdb", "d", "--format", "csv"], "none.duckdb: there is no such file. Build one with: firsthand build PATH... --store story.duckdb"),
        (["build", "mine.txt", "--store", "nowhere/s.duckdb"], "nowhere: there is no such folder. Make it, or write the story elsewhere."),
        (["build", "mine.txt", "--store", "mine.txt"], "mine.txt: is not a story that Firsthand wrote. Give another name, or move the file away."),
        (["report", "mine.txt", "-o", "nowhere/p.html"], "nowhere: there is no such folder. Make it, or write the page elsewhere."),
    ],
)  # fmt: skip
def test_errors_name_the_input_and_the_remedy(here: Path, arguments: list[str], names: str) -> None:
    write(here, {"mine.txt": "mine"})
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"firsthand: {names}\n"
    assert sorted(file.name for file in here.iterdir()) == ["mine.txt"]


@pytest.mark.usefixtures("here")
def test_wrong_sidecars_end_with_2(here: Path) -> None:
    write(here, {"a.txt": "A boat.", "decisions.toml": "[[mood]]\n"})
    result = call("build", "a.txt", "--store", "s.duckdb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("firsthand: decisions.toml: does not know [[mood]].")
    write(here, {"decisions.toml": "", "sources.csv": "mood\nsad\n"})
    result = call("build", "a.txt", "--store", "s.duckdb")
    assert (result.exit_code, result.stderr.split(":")[1]) == (2, " sources.csv")
    assert not (here / "s.duckdb").exists()


# --- build --------------------------------------------------------------------------------------------------------------------------


def test_build(here: Path, articles: Path) -> None:
    result = call("build", articles, "--store", "s.duckdb")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "3 files read, 0 unchanged, 0 not read\nStory  s.duckdb\n"
    assert call("build", articles, "--store", "s.duckdb").stdout.startswith("0 files read, 3 unchanged")
    assert sorted(file.name for file in here.iterdir()) == ["s.duckdb"]


def test_what_could_not_be_read_is_named_and_the_rest_is_done(here: Path, articles: Path) -> None:
    write(articles, {"gone.rtf": "{\\rtf1", "bad.txt": b"\x00", "sources.csv": "path,outlet\nghost.txt,X\n"})
    result = call("build", articles, "--store", "s.duckdb")
    assert result.exit_code == 3
    assert "3 files read, 0 unchanged, 3 not read" in result.stdout
    for line in (
        "  ghost.txt: sources.csv names this file, but it is not there. Correct the path in sources.csv.",
        "  gone.rtf: .rtf files are not read yet. Save it as .docx, .txt or .html.",
    ):
        assert line in result.stdout.splitlines()
    assert rows(here / "s.duckdb", "SELECT count(*) FROM article") == [(3,)]
    listed = call("unread", "s.duckdb")
    assert listed.exit_code == 0
    assert all(name in listed.stdout for name in ("bad.txt", "ghost.txt", "gone.rtf"))


def test_standard_input(here: Path) -> None:
    done = firsthand("build", "-", "--store", "s.duckdb", cwd=here, data=FERRY.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert rows(here / "s.duckdb", "SELECT path, text FROM article") == [("stdin", FERRY)]


def test_standard_input_beside_many_files(here: Path) -> None:
    """More than one process is at work then, and only this one has the input."""
    write(here, {f"in/{number:02}.txt": f"Boat {number} stays in port." for number in range(24)})
    done = firsthand("build", "in", "-", "--store", "s.duckdb", cwd=here, data=FERRY.encode())
    assert (done.returncode, done.stderr) == (0, b""), done.stdout
    assert rows(here / "s.duckdb", "SELECT text FROM article WHERE path = 'stdin'") == [(FERRY,)]


def test_in_a_pipe_there_is_no_progress_and_no_colour(here: Path, articles: Path) -> None:
    done = firsthand("build", articles, "--store", "s.duckdb", cwd=here)
    assert done.stdout.decode().splitlines() == ["3 files read, 0 unchanged, 0 not read", "Story  s.duckdb"]
    assert done.stderr == b""


def test_libraries_say_nothing_of_their_own(here: Path) -> None:
    write(here, {"in/empty.html": "<html><body></body></html>", "in/odd.html": "<p></p><div><b>Boats</b></div>", "in/a.html": "<"})
    done = firsthand("build", "in", "--store", "s.duckdb", cwd=here)
    assert done.stderr == b""


# --- report -------------------------------------------------------------------------------------------------------------------------


def test_report_writes_page_and_story_and_says_where(here: Path, articles: Path) -> None:
    result = call("report", articles)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("\nPage   story.html\nStory  story.duckdb\n")
    assert sorted(file.name for file in here.iterdir()) == ["story.duckdb", "story.html"]
    assert result.stdout.splitlines()[1].startswith("3 articles, ")
    assert call("verify", "story.duckdb", articles).exit_code == 0


def test_report_with_names(here: Path, articles: Path) -> None:
    result = call("report", articles / "ferry.txt", articles / "bread.txt", "-o", "page.html", "--store", "mine.duckdb")
    assert result.exit_code == 0
    assert sorted(file.name for file in here.iterdir()) == ["mine.duckdb", "page.html"]
    call("report", articles / "wall.txt", "-o", "page.html", "--store", "mine.duckdb")
    assert rows(here / "mine.duckdb", "SELECT count(*) FROM article") == [(3,)], "a story that is named is added to"


def test_report_again_is_the_same_page_of_these_files_alone(here: Path, articles: Path) -> None:
    call("report", articles)
    page = (here / "story.html").read_bytes()
    assert call("report", articles).exit_code == 0
    assert (here / "story.html").read_bytes() == page
    (articles / "wall.txt").unlink()
    call("report", articles)
    assert rows(here / "story.duckdb", "SELECT count(*) FROM article") == [(2,)]
    call("report", articles, "-o", "other.html")
    assert (here / "other.html").read_bytes() == (here / "story.html").read_bytes()


def test_report_into_the_folder_of_the_articles(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(articles)
    assert call("report", ".").exit_code == 0
    page = (articles / "story.html").read_bytes()
    result = call("report", ".")
    assert result.exit_code == 0
    assert (articles / "story.html").read_bytes() == page
    assert result.stdout.splitlines()[1].startswith("3 articles, ")


def test_report_names_what_could_not_be_read(here: Path, articles: Path) -> None:
    write(articles, {"gone.rtf": "{\\rtf1"})
    result = call("report", articles)
    assert result.exit_code == 3
    assert result.stdout.endswith("Not read:\n  gone.rtf: .rtf files are not read yet. Save it as .docx, .txt or .html.\n")
    assert (here / "story.html").exists()


@pytest.mark.parametrize("content", ["<html>my own page</html>", "", '<p>about content="firsthand</p>'])
def test_a_page_of_others_is_not_overwritten(here: Path, articles: Path, content: str) -> None:
    write(here, {"story.html": content})
    result = call("report", articles)
    assert result.exit_code == 2
    assert "story.html: is not a page that Firsthand wrote. Give another name with -o, or move the file away." in result.stderr
    assert (here / "story.html").read_text() == content
    assert sorted(file.name for file in here.iterdir()) == ["story.html"]


def test_page_and_story_cannot_be_one_file(here: Path, articles: Path) -> None:
    for arguments in (["-o", "page.duckdb"], ["-o", "page.html", "--store", "page.html"]):
        result = call("report", articles, *arguments)
        assert result.exit_code == 2
        assert not list(here.iterdir())
    call("build", articles, "--store", "story.duckdb")
    before = (here / "story.duckdb").read_bytes()
    assert call("report", articles, "-o", "story.duckdb").exit_code == 2
    assert (here / "story.duckdb").read_bytes() == before


# --- showing ------------------------------------------------------------------------------------------------------------------------


def test_who_and_unread(story: Path) -> None:
    result = call("who", story)
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert {"Oriel Tamsin", "Bram Ostler", "“We have flour until Thursday”"} <= set(lines)
    shown = call("who", story, "--speaker", "ostler").stdout
    assert "Bram Ostler" in shown
    assert "Oriel Tamsin" not in shown
    assert "Bram Ostler said, in outlet not known · bread.txt" in shown.replace("    ", "")
    assert "Bram Ostler" in call("who", story, "--form", "direct", "--sort", "said").stdout
    assert call("who", story, "--sort", "intended").stdout.startswith("No attributed words were found.")
    assert (
        call("unread", story).stdout
        == "Nothing is left over: every quotation, date and number is used by a row, every file was read, every decision applies.\n"
    )


def test_origins_can_be_narrowed(story: Path) -> None:
    shown = call("origins", story, "--article", "bread.txt")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Of the 1 article asked for, out of ")
    assert [line for line in shown.stdout.splitlines() if line.endswith(".txt")] == ["  outlet not known · bread.txt"]
    assert call("origins", story, "--outlet", "nobody").stdout.startswith("No article was found that was asked for.")
    answer = json.loads(call("origins", story, "--article", "bread.txt", "--json").stdout)
    assert answer["asked"] == {"outlet": None, "article": "bread.txt"}
    assert [one["place"]["path"] for one in answer["articles"]] == ["bread.txt"]
    assert len(answer["map"]["nodes"]) == 1


def test_json_parses(story: Path) -> None:
    speakers = json.loads(call("who", story, "--json").stdout)
    assert {speaker["name"] for speaker in speakers} == {"Oriel Tamsin", "Bram Ostler"}
    assert sum(len(speaker["quotes"]) for speaker in speakers) == 3
    assert json.loads(call("who", story, "--json", "--speaker", "nobody").stdout) == []
    pile = {"articles": 3, "alone": [], "groups": [], "not_told": 3}  # the texts are too short to tell their language
    nothing = {"unread": [], "outcomes": [], "decisions": [], "pile": pile, "versions": []}
    assert json.loads(call("unread", story, "--json").stdout) == nothing
    assert json.loads(call("verify", story, "--json").stdout) == {"story": "story.duckdb", "stands": True, "problem": None}


def test_decisions_that_no_longer_apply_are_listed(tmp_path: Path, articles: Path, tiny: None) -> None:
    write(articles, {"decisions.toml": '[[outlet]]\narticle = "ghost.txt"\nvalue = "X"\n'})
    build(articles, tmp_path / "story.duckdb")
    assert (
        "[[outlet]] ghost.txt: applies to nothing, no file 'ghost.txt' is in the story" in call("unread", tmp_path / "story.duckdb").stdout
    )
    assert json.loads(call("unread", tmp_path / "story.duckdb", "--json").stdout)["decisions"][0]["position"] == 1


def test_verify(story: Path, articles: Path) -> None:
    result = call("verify", story)
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ rows and their texts stand\.\n", result.stdout)
    assert call("verify", story, articles).stdout.endswith("and the files give the same texts.\n")
    write(articles, {"ferry.txt": FERRY.replace("Monday", "Mondby")})
    result = call("verify", story, articles)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("ferry.txt: the file has changed")
    result = call("verify", story, articles, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["stands"] is False


def test_export(story: Path, here: Path) -> None:
    for file_format in ("parquet", "csv", "jsonl", "web-annotation"):
        result = call("export", story, file_format, "--format", file_format)
        assert result.exit_code == 0
        assert re.fullmatch(rf"\d+ files in {file_format}\n", result.stdout)
    write(here, {"mine/notes.txt": "mine"})
    result = call("export", story, "mine", "--format", "csv")
    assert result.exit_code == 2
    assert result.stderr == "firsthand: mine: holds files that no export wrote. Give a new or empty folder.\n"


# --- what articles cannot do ----------------------------------------------------------------------------------------------------------

HOSTILE = "\x1b]0;owned\x07Title \x1b[2J\n\n“Boats \x1b[31mred\x9b1m \u202eback\u2066wards\u200f \x08\x7f,” said Oriel Tamsin.\n\n“Loose \x1b[1m\x9b2J words” stand here.\n"


@pytest.fixture
def hostile(tmp_path: Path, tiny: None) -> Path:
    folder = write(tmp_path / "hostile", {"a\x1b[1m\u202e.txt": HOSTILE, "b\x1b[7m.pdf": "%PDF"})
    write(
        folder,
        {
            "sources.csv": '"path","outlet"\n"a\x1b[1m\u202e.txt","The \x1b[5mQuay\x9b"\n',
            "decisions.toml": '[[title]]\narticle = "\\u001b[1mghost"\nvalue = "x"\n',
        },
    )
    store = tmp_path / "hostile.duckdb"
    build(folder, store)
    return store


@pytest.mark.parametrize(
    "arguments",
    [["who"], ["unread"], ["who", "--json"], ["unread", "--json"], ["verify"]],
    ids=" ".join,
)
def test_control_characters_never_reach_the_terminal(hostile: Path, arguments: list[str]) -> None:
    result = call(*arguments[:1], hostile, *arguments[1:])
    assert result.exit_code == 0
    assert result.stdout.strip()
    assert not ESCAPE.search(result.stdout), repr(ESCAPE.findall(result.stdout))
    if "--json" in arguments:
        assert "\x1b[" in json.dumps(json.loads(result.stdout), ensure_ascii=False).replace("\\u001b", "\x1b"), "the values are whole"


def test_nor_by_errors_and_reports(hostile: Path, here: Path) -> None:
    folder = hostile.parent / "hostile"
    for arguments in (
        ["report", folder],
        ["build", folder, "--store", "s\x1b[1m.duckdb"],
        ["verify", hostile, folder / "b\x1b[7m.pdf"],
        ["who", "no\x1b[1m\n.duckdb"],
    ):
        result = call(*arguments)
        assert result.exit_code in (1, 2, 3)
        assert not ESCAPE.search(result.output), (arguments[0], result.output)


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, articles: Path, tiny: None) -> None:
    import subprocess
    import sys

    write(articles, {f"{number}.txt": f"“{number} {'boats wait at the quay ' * 900}” it read.\n" for number in range(12)})
    build(articles, tmp_path / "story.duckdb")
    command = [sys.executable, "-m", "firsthand", "unread", str(tmp_path / "story.duckdb"), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(20) == 0
    assert err == b""
