from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime

import docx
import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes

NOTE_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document() -> bytes:
    made = docx.Document()
    made.core_properties.title = "Ferry stays"
    made.core_properties.author = "Oriel Tamsin"
    made.core_properties.created = datetime(2031, 8, 2, 10, 15)
    made.add_heading("Ferry stays", 1)
    paragraph = made.add_paragraph("“The ferry ")
    paragraph.add_run("will not").bold = True
    paragraph.add_run(" sail,” said Oriel.")
    paragraph.add_run().add_break()
    paragraph.add_run("Marker")
    made.add_paragraph("first", style="List Bullet")
    table = made.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"r{row + 1}c{column + 1}"
    made.add_paragraph("The end.")
    made.sections[0].header.paragraphs[0].text = "The Quay Daily"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    return saved(made)


def saved(made: docx.document.Document) -> bytes:  # type: ignore[name-defined]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, new: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dict.fromkeys([*old.namelist(), *new]):
            archive.writestr(name, new[name] if name in new else old.read(name))
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def body(data: bytes, old: str, new: str) -> bytes:
    source = part(data, "word/document.xml").decode()
    assert old in source
    return changed(data, {"word/document.xml": source.replace(old, new).encode()})


def read(data: bytes) -> Frozen:
    (frozen,) = read_bytes(data, "ferry.docx", Known())
    assert isinstance(frozen, Frozen)
    return frozen


def test_everything_in_its_order_and_at_its_place() -> None:
    frozen = read(document())
    assert frozen.article.text == (
        "The Quay Daily\n\nFerry stays\n\n“The ferry will not sail,” said Oriel.\nMarker\n\nfirst\n\nr1c1\tr1c2\nr2c1\tr2c2\n\nThe end.\n\nPage 1"
    )
    assert [(block.words[:12], block.kind, block.place, block.main) for block in frozen.page.blocks] == [
        ("The Quay Dai", "paragraph", "header 1 paragraph 1", False),
        ("Ferry stays", "heading", "paragraph 1", True),
        ("“The ferry w", "paragraph", "paragraph 2", True),
        ("Marker", "paragraph", "paragraph 2", True),
        ("first", "list-item", "paragraph 3", True),
        ("r1c1", "cell", "table 1 row 1 cell 1", True),
        ("r1c2", "cell", "table 1 row 1 cell 2", True),
        ("r2c1", "cell", "table 1 row 2 cell 1", True),
        ("r2c2", "cell", "table 1 row 2 cell 2", True),
        ("The end.", "paragraph", "paragraph 4", True),
        ("Page 1", "paragraph", "footer 1 paragraph 1", False),
    ]
    for block in frozen.page.blocks:
        assert frozen.article.text[block.span.start : block.span.end] == block.words
    assert [(row.field, row.value) for row in frozen.page.fields if row.rule == "docx properties"] == [
        ("title", "Ferry stays"),
        ("byline", "Oriel Tamsin"),
        ("published", "2031-08-02T10:15:00Z"),
        ("modified", "2013-12-23T23:15:00Z"),
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<w:p><w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "added"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>", "in a control"),
        ("<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", "a link"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>", "a\tb\u2011c"),
        (
            "<w:p><w:r><w:t>box:</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>inside</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
            "box:\n\ninside",
        ),
    ],
)
def test_what_word_shows_is_read(markup: str, words: str) -> None:
    made = docx.Document()
    made.add_paragraph("MARK")
    assert read(body(saved(made), "<w:p><w:r><w:t>MARK</w:t></w:r></w:p>", markup)).article.text == words


def test_footnotes_follow_the_text() -> None:
    data = document()
    relations = part(data, "word/_rels/document.xml.rels").decode()
    kinds = part(data, "[Content_Types].xml").decode()
    note = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>See page 4.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    frozen = read(
        changed(data, {
            "word/footnotes.xml": note.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", f'<Relationship Id="rId99" Type="{NOTE_TYPE}" Target="footnotes.xml"/></Relationships>').encode(),
            "[Content_Types].xml": kinds.replace("</Types>", kind).encode(),
        })
    )  # fmt: skip
    assert frozen.article.text.endswith("The end.\n\nSee page 4.\n\nPage 1")
    assert [block.place for block in frozen.page.blocks if block.words == "See page 4."] == ["footnote 2 paragraph 1"]


BOMB = "<!DOCTYPE a [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
FILE = '<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'


def test_entities_do_no_harm() -> None:
    data = body(document(), "The end.", "&a11;")
    start = time.process_time()
    for doctype in (BOMB, FILE):
        try:
            text = read(body(data, "<w:document", f"{doctype}<w:document")).article.text
        except UnreadableInput as error:
            text = str(error)
        assert "root:" not in text
        assert len(text) < 1000
    assert time.process_time() - start < 2


def unpackable(data: bytes) -> bytes:
    """The document with its list of parts unharmed, and the packed bytes of one part not."""
    at = data.index(b"_rels/.rels") + len("_rels/.rels")
    return data[:at] + b"\xff" * 16 + data[at + 16 :]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no archive", "is no Word document"),
        (document()[:-40], "is no Word document"),
        (document()[:5000], "is no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        (changed(document(), {"word/document.xml": b"<w:document"}), "damaged"),
        (unpackable(document()), "damaged"),
        (changed(document(), {"word/media/bomb.bin": bytes(260_000_000)}), "unpacks to"),
        (changed(document(), {"word/document.xml": b" " * 60_000_000}), "unpacks to"),
        (changed(document(), {f"word/{i}.bin": b"" for i in range(10_001)}), "unpacks to"),
        (changed(document(), {"[Content_Types].xml": part(document(), "[Content_Types].xml").replace(b"openxmlformats-officedocument.wordprocessingml.document", b"ms-word.document.macroEnabled")}), "holds macros"),
        (changed(document(), {"[Content_Types].xml": b"<Types/>"}), "no Word document"),
    ],
    ids=["text", "cut", "half", "locked", "bad xml", "bad packing", "bomb", "xml bomb", "many parts", "macros", "other archive"],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, says: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableInput, match=rf"^ferry\.docx: .*{re.escape(says)}.*\.$"):
        read(data)
    assert time.process_time() - start < 3


def test_a_part_that_is_larger_than_the_archive_says_is_not_unpacked() -> None:
    data = bytearray(changed(document(), {"word/document.xml": b" " * 60_000_000}))
    for place in [found.start() for found in re.finditer((60_000_000).to_bytes(4, "little"), bytes(data))]:
        data[place : place + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableInput, match=r"^ferry\.docx: .*\.$"):
        read(bytes(data))


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"^ferry\.docx: holds no text\."):
        read(saved(docx.Document()))


def test_a_document_without_properties_gets_none() -> None:
    """The library would make some up, with the time of reading."""
    made = docx.Document()
    made.add_paragraph("The ferry stays.")
    package = made.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/core-properties")]:
        del package.rels[key]
    data = saved(made)
    assert "docProps/core.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    (frozen,) = read_bytes(data, "ferry.docx", Known())
    assert isinstance(frozen, Frozen)
    assert not [row for row in frozen.page.fields if row.rule == "docx properties"]
