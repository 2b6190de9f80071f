"""What every reader and splitter must hold whatever it is given, and the mutations that it is given.

`python tests/hostile/fuzz.py --minutes 30` searches longer than the tests do, from another start each time; what it finds is printed, with the
bytes, to be made a kind of the corpus.
"""

from __future__ import annotations

import io
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from corpus import PROSE, corpus, page
from hypothesis import strategies as st

from firsthand import reading, stages
from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading.draft import Draft, Piece, Problem, freeze
from firsthand.tables import check_rows

# Seconds of processor time for one small file.
SLOW = 2.0
# Code that is imported late, and what libraries keep beside it. Everything is done once before it is watched, so that what libraries read at their first use does not count.
OWN = (".py", ".pyc", ".so", "site-packages")
# Readers that keep their library in a process of its own, with this file.
PROCESSES = ("pdfium.py",)
EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.remove", "os.rename", "os.mkdir", "shutil.", "urllib.", "ftplib.", "http.")
# What breaks parsers, put anywhere into a valid file.
BITS = tuple(
    bit if isinstance(bit, bytes) else bit.encode("utf-8", "surrogatepass")
    for bit in (
        b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b"\x1a", "\u2028", "\u202e", "\x85", "\u0301" * 9, "😀", "<", ">", "&",
        '"', "'", "\\", "\\ud800", "\\u0000", "{", "}", "[", "]]", "<!--", "<![CDATA[", "]]>", "<!DOCTYPE x [<!ENTITY e 'e'>]>", "&e;", "&#0;", "&#xD800;",
        "<script>", "</html>", "<div hidden>", "<style>p{display:none}</style>", "<br>" * 9, "<p>" * 40, "<table><tr><td>", "<pre>\n\n", "---\n", "+++\n", "- - -", ": ",
        "Content-Length: -1\r\n", "Content-Length: 99999999999\r\n", "Content-Transfer-Encoding: base64\r\n", "charset=utf-16", "=?utf-8?b?/w==?=", "WARC/1.0\r\n",
        b"\x1f\x8b\x08\0", b"PK\3\4", b"PK\1\2", b"PK\5\6", "%PDF-1.4", " 0 R", "endstream", "<<", ">>", "9" * 40, "-1", "1e999", "NaN", "null", "“", "”", '""', ",",
        ";", "\t", "2031-13-45T99:99:99Z", "99999-01-01", "file:///etc/passwd", "http://[", " " * 50, "a" * 300, "\n" * 50,
    )
)  # fmt: skip

READERS: dict[str, Callable[[bytes, str], Iterator[Draft | Problem]]] = dict(reading.READERS)
SPLITTERS = dict(reading.CONTAINERS)


class BrokenError(AssertionError):
    """An invariant does not hold."""


@cache
def seeds(suffix: str) -> list[bytes]:
    """Small files of a format: the valid ones among the corpus, and its small hostile ones."""
    found = []
    for kind in corpus():
        if kind.file.lower().endswith(suffix) and not kind.heavy and kind.becomes != "no input":
            data = _made(kind.name)
            if data is not None and len(data) <= 20_000:
                found.append(data)
    return found or [PROSE.encode(), page().encode()]


def _made(name: str) -> bytes | None:
    """The bytes of a kind that is one plain file."""
    import tempfile
    from pathlib import Path

    kind = next(kind for kind in corpus() if kind.name == name)
    with tempfile.TemporaryDirectory() as folder:
        try:
            kind.make(Path(folder))
            file = Path(folder) / kind.file
            return file.read_bytes() if file.is_file() and file.stat().st_size <= 1_000_000 else None
        except OSError:
            return None


@st.composite
def mutated(draw: st.DrawFn, files: list[bytes]) -> bytes:
    """One of the files with some of it cut, repeated, swapped, overwritten or flipped, and hostile bits in it; or bytes of any kind."""
    data = draw(st.one_of(*[st.sampled_from(files)] * 9, st.binary(max_size=400)))
    for _ in range(draw(st.integers(0, 6))):
        if not data:
            break
        a, b = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        b = min(b, a + 2_000)
        how = draw(st.sampled_from(("cut", "repeat", "swap", "insert", "insert", "insert", "flip", "end")))
        if how == "cut":
            data = data[:a] + data[b:]
        elif how == "repeat":
            data = data[:b] + data[a:b] * draw(st.integers(1, 3)) + data[b:]
        elif how == "swap":
            data = data[b:] + data[a:b] + data[:a]
        elif how == "insert":
            data = data[:a] + draw(st.sampled_from(BITS)) + data[a:]
        elif how == "flip" and a < len(data):
            data = data[:a] + bytes([data[a] ^ (1 << draw(st.integers(0, 7)))]) + data[a + 1 :]
        elif how == "end":
            data = data[:b]
        data = data[:60_000]
    return data


# --- what must hold ---------------------------------------------------------------------------------------------------------------------


def check_reader(suffix: str, data: bytes) -> None:
    """A reader gives drafts and problems, or raises UnreadableInput; the same twice; and touches nothing but its bytes."""
    name = f"a{suffix}"
    first = read(suffix, data, name)
    with watched(), in_time():
        second = read(suffix, data, name)
    if first != second:
        raise BrokenError("the same bytes were read in two ways")
    for one in first:
        if isinstance(one, Draft):
            _check_draft(one, name)
        elif isinstance(one, Problem):
            _check_line(one.error)


def read(suffix: str, data: bytes, name: str) -> list[Draft | Problem | str]:
    found: list[Draft | Problem | str] = []
    try:
        found.extend(READERS[suffix](data, name))
    except UnreadableInput as error:
        _check_line(str(error))
        found.append(str(error))
    return found


def check_splitter(ending: str, data: bytes) -> None:
    name = f"a{ending}"
    first = split(ending, data, name)
    with watched(), in_time():
        second = split(ending, data, name)
    if first != second:
        raise BrokenError("the same bytes were split in two ways")
    for one in first:
        if isinstance(one, Problem):
            _check_line(one.error)
        elif isinstance(one, Piece):
            for frozen in reading.read_piece(one, name, "0" * 64, Known()):
                if isinstance(frozen, Problem):
                    _check_line(frozen.error)
                else:
                    check_rows(frozen.page.blocks, {frozen.article.article_id: frozen.article.text})


def split(ending: str, data: bytes, name: str) -> list[Piece | Problem | str]:
    found: list[Piece | Problem | str] = []
    try:
        found.extend(SPLITTERS[ending](io.BytesIO(data), name))
    except UnreadableInput as error:
        _check_line(str(error))
        found.append(str(error))
    return found


def _check_line(line: str) -> None:
    if not line.isprintable():
        raise BrokenError(f"not one line that a terminal can show: {line!r}")
    if not line.startswith("a.") or not line.endswith("."):
        raise BrokenError(f"does not name the file, or ends without a remedy: {line!r}")


def _check_draft(draft: Draft, name: str) -> None:
    before = 0
    for block in draft.blocks:
        if not before <= block.start < block.end <= len(draft.text):
            raise BrokenError(f"block {block.start}:{block.end} behind {before} in a text of {len(draft.text)}")
        if draft.text[block.start : block.end] != block.words:
            raise BrokenError(f"block {block.start}:{block.end} has other words than the text")
        before = block.end
    try:
        frozen = freeze(draft, name, "0" * 64, Known())
    except UnreadableInput as error:
        _check_line(str(error))
        return
    check_rows(frozen.page.blocks, {frozen.article.article_id: frozen.article.text})


def check_stages(text: str) -> None:
    """No stage fails on a text that can be frozen, and every row stands on words."""
    first = _rows(text)
    with watched(), in_time():
        second = _rows(text)
    if first != second:
        raise BrokenError("the same text gave two results")


def _rows(text: str) -> list[object]:
    found: list[object] = []
    try:
        read_in = reading.read_bytes(text.encode("utf-8", "replace"), "a.txt", Known())
    except UnreadableInput as error:
        _check_line(str(error))
        return [str(error)]
    for one in read_in:
        if isinstance(one, Problem):
            continue
        texts = {one.article.article_id: one.article.text}
        for result in stages.run(one.page, frozenset(stage.name for stage in stages.PLAN)):
            if result.status == "failed":
                raise BrokenError(f"{result.stage}: {result.error}")
            check_rows(result.rows, texts)
            found.append(result)
    return found


# --- what must not happen -----------------------------------------------------------------------------------------------------------------

_seen: list[str] = []
_watching = threading.local()


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not getattr(_watching, "on", False):
        return
    if event == "open":
        if isinstance(arguments[0], str | bytes) and not any(own in str(arguments[0]) for own in OWN):  # a number is a pipe to a process
            _seen.append(f"open {arguments[0]!r}")
    elif event == "subprocess.Popen" and arguments[0] == sys.executable and str(arguments[1][-1]).endswith(PROCESSES):  # type: ignore[index]
        return
    elif event.startswith(EVENTS):
        _seen.append(f"{event} {arguments!r}"[:200])


sys.addaudithook(_audit)


@contextmanager
def watched() -> Iterator[None]:
    """Refuses every file, process and connection that is opened meanwhile."""
    _seen.clear()
    _watching.on = True
    try:
        yield
    finally:
        _watching.on = False
    if _seen:
        raise BrokenError(f"touched what is not its own: {_seen[:3]}")


@contextmanager
def in_time() -> Iterator[None]:
    start = time.process_time()
    yield
    took = time.process_time() - start
    if took > SLOW:
        raise BrokenError(f"took {took:.1f} s")


WORDS = (
    "“No,” said Ann Vell. ", "he said ", "The harbour of Dunmarrow is closed, ", "according to ", "Mr. J. R. Tamsin ", "who told reporters that ", '"', "“", "”", "‘", "’", "'",
    "\n", "\n\n", "\r", "\t", " ", "  ", ". ", "? ", "! ", "…", "— ", "- ", "(", ")", "[1]", "U.S. ", "1,000.5 ", "10:30 ", "2 March 2031 ", "By Ann Vell\n", "Share\n", "Read more: ",
    "© 2031 Herald\n", "3 comments\n", "Updated 2031-03-02 ", "https://a.example/b ", "@ann ", "😀", "\u200d", "\u0301", "\u202e", "\u2028", "\x0b", "\x85", "\ufeff", "中文。", "ก", "قال ", "İ",
    "ǅ", "ß", "ﬁ", "²", "١", "\x1c", "``", "''", "«", "»", "„", "「", "」", "a", "A", "|", "*", "#", "<p>", "&amp;",
)  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Any characters, and pieces of articles in any order; each at times again and again."""
    piece = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=8))
    repeated = st.builds(lambda words, times: words * times, piece, st.sampled_from((1, 1, 1, 2, 3, 40)))
    return st.lists(repeated, max_size=40).map("".join)


def main() -> None:
    import argparse

    from hypothesis import HealthCheck, Phase, given, settings

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    end = time.monotonic() + 60 * parser.parse_args().minutes
    long = settings(
        max_examples=300, deadline=None, derandomize=False, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    jobs: list[tuple[str, Callable[[], None]]] = [("stages", long(given(texts())(check_stages)))]
    jobs += [(suffix, long(given(mutated(seeds(suffix)))(_of(check_reader, suffix)))) for suffix in READERS]
    jobs += [(ending, long(given(mutated(seeds(ending)))(_of(check_splitter, ending)))) for ending in SPLITTERS]
    rounds, broken = 0, 0
    while time.monotonic() < end:
        rounds += 1
        for name, job in jobs:
            if time.monotonic() >= end:
                break
            try:
                job()
            except Exception as error:
                broken += 1
                told = "".join(traceback.format_exception(error))  # with the bytes, and each of several
                print(f"{name}: {told}\n", flush=True)  # noqa: T201
    print(f"{rounds} rounds of 300 examples for each of {len(jobs)} readers and splitters: {broken} found")  # noqa: T201
    sys.exit(bool(broken))


def _of(check: Callable[[str, bytes], None], name: str) -> Callable[[bytes], None]:
    """The check of one reader or splitter, as a function of its own: hypothesis asks for its name."""

    def one(data: bytes) -> None:
        check(name, data)

    return one


if __name__ == "__main__":
    main()
