from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers import write

from firsthand.errors import UnreadableInput, WrongCall
from firsthand.model import Known
from firsthand.reading.files import opened
from firsthand.reading.inputs import list_inputs, unmatched_sources

FILES = {"b.txt": "b", "a.md": "a", "sub/c.html": "<p>c", "sub/deeper/d.json": "{}"}


def names(*paths: Path | str) -> list[str]:
    return [item.name for item in list_inputs(paths)]


def test_a_folders_files_by_their_names_inside_it(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert names(tmp_path) == ["a.md", "b.txt", "sub/c.html", "sub/deeper/d.json"]
    assert names(tmp_path / "sub" / "c.html") == ["c.html"]


def test_names_tell_nothing_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path / "sub")
    for path in (tmp_path, Path(".."), Path("."), Path("../sub"), Path("../sub/c.html"), "../b.txt", str(tmp_path / "a.md")):
        for name in names(path):
            assert not os.path.isabs(name)
            assert ".." not in name
            assert tmp_path.name not in name


def test_a_file_given_twice_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    assert names(tmp_path, ".", tmp_path / "b.txt", "b.txt", "./b.txt") == ["a.md", "b.txt", "sub/c.html", "sub/deeper/d.json"]


def test_the_order_of_paths_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    paths = [tmp_path / name for name in FILES]
    assert names(*paths) == names(*reversed(paths)) == ["a.md", "b.txt", "c.html", "d.json"]


def test_hidden_files_sidecars_and_own_outputs_are_no_articles(tmp_path: Path) -> None:
    page = '<!doctype html><html><head><meta charset="utf-8"><meta name="generator" content="firsthand 0.1.0"></head></html>'
    others = [
        ".hidden.txt",
        ".git/config.txt",
        "sources.csv",
        "decisions.toml",
        "sub/decisions.toml",
        "story.duckdb",
        ".story.duckdb.building",
        ".story.duckdb.lock",
        "sub/.DS_Store",
    ]
    write(tmp_path, {**FILES, **dict.fromkeys(others, "path\n"), "story.html": page, "sub/STORY.HTM": page})
    assert names(tmp_path) == ["a.md", "b.txt", "sub/c.html", "sub/deeper/d.json"]


def test_a_page_by_another_generator_is_an_article(tmp_path: Path) -> None:
    write(tmp_path, {"page.html": '<meta name="generator" content="WordPress 9"><p>About content="firsthand'})
    assert names(tmp_path) == ["page.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "here", FILES)
    write(tmp_path / "elsewhere", {"e.txt": "e"})
    (tmp_path / "here" / "loop").symlink_to(tmp_path / "here", target_is_directory=True)
    (tmp_path / "here" / "sub" / "away").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    items = list_inputs([tmp_path / "here"])
    assert [item.name for item in items] == ["a.md", "b.txt", "sub/away", "sub/c.html", "sub/deeper/d.json"]
    with pytest.raises(UnreadableInput, match=r"^sub/away: is a link to a folder outside .* Give that folder itself\.$"):
        items[2].read()
    assert names(tmp_path / "here", tmp_path / "elsewhere") == ["a.md", "b.txt", "e.txt", "sub/c.html", "sub/deeper/d.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_file_outside_is_named_and_not_followed(tmp_path: Path) -> None:
    """A pile from elsewhere may link to a private file."""
    write(tmp_path, {"here/a.txt": "a", "private.txt": "secret", "private.warc": "secret", "here-too/b.txt": "b"})
    (tmp_path / "here" / "one.txt").symlink_to(tmp_path / "private.txt")
    (tmp_path / "here" / "two.warc").symlink_to("../private.warc")
    (tmp_path / "here" / "three.txt").symlink_to("../here-too/b.txt")
    (tmp_path / "here" / "same.txt").symlink_to("a.txt")
    items = {item.name: item for item in list_inputs([tmp_path / "here"])}
    assert items["same.txt"].read() == b"a"
    for name in ("one.txt", "two.warc", "three.txt"):
        with pytest.raises(UnreadableInput, match=rf"^{name}: is a link to a file outside the folder .*\.$"):
            items[name].read()
    with pytest.raises(UnreadableInput, match="link to a file outside"), opened(items["two.warc"]):
        pass
    assert list_inputs([tmp_path / "here" / "one.txt"])[0].read() == b"secret"


@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("Ferry stays.html", "Ferry stays_files"),
        ("Ferry.htm", "Ferry-Dateien"),
        ("Ferry.HTML", "Ferry_fichiers"),
        ("ferry.html", "Ferry_archivos"),
        ("Ferry.xhtml", "Ferry_bestanden"),
        ("Fähre.html", "Fa\u0308hre_fájlok"),
        ("Ferry.html", "Ferry.files"),
    ],
)
def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path, page: str, folder: str) -> None:
    write(tmp_path, {page: "<p>f", f"{folder}/frame.html": "<p>ad", f"{folder}/deep/script.txt": "x", "other_files/a.txt": "a"})
    assert sorted(names(tmp_path)) == sorted([page, "other_files/a.txt"])


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": "a", "closed/b.txt": "b"})
    scan = os.scandir

    def refusing(path: str) -> object:
        if os.path.basename(path) == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    items = list_inputs([tmp_path])
    assert [item.name for item in items] == ["a.txt", "closed"]
    with pytest.raises(UnreadableInput, match=r"^closed: cannot be opened \(Permission denied\)\. Check that the folder may be read\.$"):
        items[1].read()


@pytest.mark.skipif(sys.platform == "win32", reason="no devices by name there")
def test_a_device_is_no_file(tmp_path: Path) -> None:
    """/dev/zero never ends."""
    (item,) = list_inputs(["/dev/zero"])
    with pytest.raises(UnreadableInput, match=r"^zero: is a device or a socket, not a file\. .*\.$"):
        item.read()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "a"})
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    items = list_inputs([tmp_path])
    assert [item.name for item in items] == ["a.txt", "broken.txt", "round.txt"]
    for item in items[1:]:
        with pytest.raises(UnreadableInput, match=rf"^{item.name}: cannot be opened .*\.$") as caught:
            item.read()
        assert str(tmp_path) not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_in_a_folder_is_no_file(tmp_path: Path) -> None:
    """To open it would wait for ever."""
    write(tmp_path, {"a.txt": "a"})
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names in Unicode")
def test_a_name_that_is_no_unicode_can_be_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"f\xe4hre.txt")).write_bytes(b"Ferry")
    (item,) = list_inputs([tmp_path])
    item.name.encode("utf-8")
    assert item.read() == b"Ferry"


def test_what_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=r"ghost\.txt: there is no such file or folder\. Check the spelling\."):
        list_inputs([tmp_path / "ghost.txt"])


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Ferry stays")))
    (item,) = list_inputs(["-", "-"])
    assert (item.name, item.file) == ("stdin", None)
    assert item.read() == b"Ferry stays"


# --- what a person knows ----------------------------------------------------------------------------------------------------------


def known(*paths: Path) -> dict[str, str | None]:
    return {item.name: item.known.outlet for item in list_inputs(paths)}


def test_the_nearest_table_counts_and_no_table_above_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {
        "sources.csv": "path,outlet\narticles/a.txt,Above\na.txt,Above\n",
        "articles/sources.csv": "path,outlet\na.txt,The Quay\nsub/b.txt,The Quay\nsub/c.txt,The Quay\n",
        "articles/sub/sources.csv": "path,outlet\nc.txt,Island Post\n",
        "articles/a.txt": "a", "articles/d.txt": "d", "articles/sub/b.txt": "b", "articles/sub/c.txt": "c",
    })  # fmt: skip
    assert known(tmp_path / "articles") == {"a.txt": "The Quay", "d.txt": None, "sub/b.txt": "The Quay", "sub/c.txt": "Island Post"}


def test_a_single_file_has_the_table_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"sources.csv": "path,outlet\na.txt,The Quay\n", "a.txt": "a"})
    (item,) = list_inputs([tmp_path / "a.txt"])
    assert item.known == Known(outlet="The Quay")


def test_names_that_no_file_bears_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"sources.csv": "path,outlet\na.txt,A\nghost.txt,B\nsub/b.txt,C\nsub/ghost.txt,D\n", "a.txt": "a", "sub/b.txt": "b"})
    assert unmatched_sources([tmp_path]) == ["ghost.txt", "sub/ghost.txt"]


def test_names_that_no_file_bears_are_told_by_their_name_in_the_story(tmp_path: Path) -> None:
    """Tables stand anywhere in the folder that was given, also where no article lies beside them."""
    write(tmp_path, {"sources.csv": "path,outlet\nsub/ghost.txt,A\n", "sub/a.txt": "a"})
    assert unmatched_sources([tmp_path]) == ["sub/ghost.txt"]
    write(tmp_path / "sub", {"sources.csv": "path,outlet\nother.txt,A\n"})
    assert "sub/other.txt" in unmatched_sources([tmp_path])
