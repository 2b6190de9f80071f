"""Runs PDFium on one file in a process of its own: `python pdfium.py < FILE`. It imports nothing of Firsthand, so that it starts quickly.

PDFium is C++, and a PDF is a program for drawing: a file of 3 kB can draw for hours, need all memory, or end the process. Here it can only end
this one. Standard output: a line of JSON for the file ({"error"} or {"pages", "info"}), then for each page a line ({"page", "count", "picture",
"broken"}) and as many bytes of UTF-32 and of boxes (four 32-bit floats a character: left, bottom, right, top; points, from the lower left corner).
"""

from __future__ import annotations

import ctypes
import json
import sys
import threading
from array import array
from typing import Any, BinaryIO

# Seconds of the clock and bytes of memory: a million characters on a thousand pages take a tenth of either.
LONGEST = 120
MOST_MEMORY = 3_000_000_000
# Characters after which the file is no article; the reader refuses it.
MOST_CHARACTERS = 1_000_001
# The password is asked for by this code, all else is damage (FPDF_GetLastError).
PASSWORD = 4
# 2 and U+FFFE stand for the hyphen at the end of a line.
HYPHENS = (0x02, 0xFFFE)
GENERATED = (0x20, 0x0A, 0x0D)


def main(file: BinaryIO, out: BinaryIO) -> None:
    _limit()
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower()
        _line(out, {"error": "locked" if locked else "damaged"})
        return
    _line(out, {"pages": len(document), "info": document.get_metadata_dict()})
    count = 0
    for number in range(1, len(document) + 1):
        try:
            text, boxes, picture = _page(document, number)
        except pypdfium2.PdfiumError:
            _line(out, {"page": number, "count": 0, "picture": False, "broken": True})
            continue
        _line(out, {"page": number, "count": len(text), "picture": picture, "broken": False})
        out.write(text.encode("utf-32-le"))
        out.write(boxes.tobytes())
        count += len(text)
        if count > MOST_CHARACTERS:
            break


def _page(document: Any, number: int) -> tuple[str, array[float], bool]:
    """The characters of a page in the file's order with their boxes, and whether it shows a picture and no text.

    White space that PDFium adds (between words, at the end of a line) has no box: four zeros.
    """
    import pypdfium2.raw as pdfium

    page = document[number - 1]
    textpage = page.get_textpage()
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    characters: list[str] = []
    boxes = array("f")
    for i in range(min(textpage.count_chars(), MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        if code in GENERATED and (code != 0x20 or pdfium.FPDFText_IsGenerated(raw, i) == 1):
            characters.append(chr(code))
            boxes.extend((0, 0, 0, 0))
        elif pdfium.FPDFText_GetLooseCharBox(raw, i, reference):
            characters.append(_character(code))
            boxes.extend((box.left, box.bottom, box.right, box.top))
    text = "".join(characters)
    picture = not text.strip() and any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    textpage.close()
    page.close()
    return text, boxes, picture


def _character(code: int) -> str:
    """What no text may hold is a character that nobody can tell."""
    if code in HYPHENS:
        return "-"
    if code in (0x09, 0xA0):
        return " "
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code != 0x7F else "\ufffd"


def _line(out: BinaryIO, value: dict[str, object]) -> None:
    out.write(json.dumps(value).encode("ascii") + b"\n")


def _limit() -> None:
    """End this process where it takes too long, whatever becomes of the one that waits for it, or too much memory."""
    import os

    watch = threading.Timer(LONGEST, os._exit, [1])
    watch.daemon = True
    watch.start()
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout.flush()
