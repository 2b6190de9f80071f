"""What a folder can hold besides files: links, pipes, sockets; names that no terminal should see; a person's own tables gone wrong."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from corpus import PROSE, SAILS, Kind, holds, page

POSIX = os.name == "posix"


def _text(folder: Path, name: str | bytes) -> None:
    with open(os.path.join(os.fsencode(folder), os.fsencode(name)), "wb") as handle:
        handle.write(PROSE.encode())


def _named(name: str, file: str | bytes) -> Kind:
    return Kind(name, os.fsdecode(file), lambda folder: _text(folder, file), "read", words=SAILS)


def _loop(folder: Path) -> None:
    (folder / "round.txt").symlink_to(folder / "round.txt")


def _to_itself(folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "up").symlink_to(folder, target_is_directory=True)


def _nowhere(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")


def _outside(folder: Path) -> None:
    (folder / "out.txt").symlink_to(Path("..") / ".." / "outside.txt")


def _unreadable(folder: Path) -> None:
    _text(folder, "shut.txt")
    (folder / "shut.txt").chmod(0)


def _shut_folder(folder: Path) -> None:
    (folder / "shut").mkdir()
    _text(folder / "shut", "in.txt")
    (folder / "shut").chmod(0)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")


def _socket(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)  # a socket's name may not be long
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind("socket.txt")
    finally:
        os.chdir(here)


def _folder_as_page(folder: Path) -> None:
    (folder / "page.html").mkdir()


def kinds() -> list[Kind]:
    """Without those that this system cannot have: links and pipes on Windows; a file that may not be read, for root, who may read all."""
    found = [
        holds("hidden", ".ferry.txt", lambda: PROSE, "no input"),
        holds("own-store", "story.duckdb", lambda: b"\0" * 500, "no input"),
        holds("other-store", "base.db", lambda: b"\0" * 500, "refused", says=r"\.db files are not read"),
        Kind("folder-named-like-a-page", "page.html", _folder_as_page, "no input"),
        holds("page-of-another-tool", "own.html", lambda: page(head="<meta name=generator content='firsthands'>"), "read", words=SAILS),
    ]
    if POSIX:
        found += [
            _named("name-with-newline", "a\nb.txt"),
            _named("name-with-controls", "a\x1b[31mred\x07.txt"),
            _named("name-not-utf8", b"caf\xe9.txt"),
            _named("name-of-255-bytes", "n" * 251 + ".txt"),
            _named("name-right-to-left", "\u202eyrref.txt"),
            _named("name-with-markup", "<script>alert(4)<'\"&.txt"),
            _named("name-like-an-option", "--store.txt"),
            Kind("link-to-itself", "round.txt", _loop, "refused", r"cannot be opened \(.*\)\. Check"),
            Kind("link-in-a-circle", "up", _to_itself, "no input"),
            Kind("link-to-nothing", "gone.txt", _nowhere, "refused", r"cannot be opened \(.*\)\. Check"),
            Kind("link-out-of-the-folder", "out.txt", _outside, "refused", r"is a link to a file outside the folder that was given.* Give"),
            Kind("pipe", "pipe.txt", _pipe, "no input"),
            Kind("socket", "socket.txt", _socket, "no input"),
        ]
        if os.geteuid() != 0:
            found += [
                Kind("unreadable", "shut.txt", _unreadable, "refused", r"cannot be opened \(.*\)\. Check"),
                Kind("unreadable-folder", "shut", _shut_folder, "refused", r"cannot be opened \(.*\)\. Check"),
            ]
    return found
