from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, Problem, read_bytes

HTML = (
    '<html><body><div style="display:none">preheader</div><table><tr><td><h1>Quay Letter</h1></td></tr><tr><td>'
    "<p>“The ferry will not sail before Monday,” said Oriel Tamsin, who runs the harbour of Dunmarrow.</p>"
    "<p>The island has bread for another four days, and nobody could say when the next boat would come.</p></td></tr></table></body></html>"
)


def message(text: str | None = "The ferry stays.\n", html: str | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": "Quay Letter <desk@quay.example>",
        "Subject": "Ferry stays",
        "Date": "Sat, 02 Aug 2031 10:15:00 +0200",
        **headers,
    }.items():
        made[name.replace("_", "-")] = value
    if text is not None:
        made.set_content(text)
    if html is not None:
        if text is None:
            made.set_content(html, subtype="html")
        else:
            made.add_alternative(html, subtype="html")
    return made


def read(data: bytes | EmailMessage) -> list[Frozen | Problem]:
    return read_bytes(data if isinstance(data, bytes) else bytes(data), "letter.eml", Known())


def one(data: bytes | EmailMessage) -> Frozen:
    (frozen,) = read(data)
    assert isinstance(frozen, Frozen)
    return frozen


def fields(frozen: Frozen) -> list[tuple[str, str, str]]:
    return [(row.field, row.value, row.rule) for row in frozen.page.fields if row.rule.startswith("mail")]


def test_the_html_part_goes_before_the_plain_one() -> None:
    frozen = one(message("Read it on the web.", HTML))
    assert frozen.article.text.startswith("Quay Letter\n")
    assert "preheader" not in frozen.article.text
    assert [block.main for block in frozen.page.blocks if "Monday" in block.words or "bread" in block.words] == [True, True]
    assert frozen.capture.place is None
    assert frozen.capture.recorded is None


def test_a_plain_message() -> None:
    frozen = one(message("The ferry stays.\n\nThe wall broke — “twice”.\n"))
    assert frozen.article.text == "The ferry stays.\n\nThe wall broke — “twice”."
    assert [block.place for block in frozen.page.blocks] == ["line 1", "line 3"]


def test_what_the_headers_say() -> None:
    made = message(
        Subject="Fwd: AW: Fähre “stays”", List_Id="Letters from the Quay <letters.quay.example>", Archived_At="<https://quay.example/l/7>"
    )
    assert fields(one(made)) == [
        ("title", "Fähre “stays”", "mail subject"),
        ("outlet", "Quay Letter", "mail from"),
        ("outlet", "Letters from the Quay", "mail list"),
        ("published", "2031-08-02T10:15:00+02:00", "mail date"),
        ("url", "https://quay.example/l/7", "mail archived-at"),
    ]


@pytest.mark.parametrize(
    ("date", "value"),
    [("Sat, 02 Aug 2031 10:15:00 GMT", "2031-08-02T10:15:00Z"), ("Sat, 02 Aug 2031 10:15:00 -0000", "2031-08-02T10:15:00Z"), ("soon", None), ("9" * 9999, None)],
)  # fmt: skip
def test_dates(date: str, value: str | None) -> None:
    data = b"From: a@quay.example\nDate: " + date.encode() + b"\n\nThe ferry stays.\n"
    assert [found for field, found, _ in fields(one(data)) if field == "published"] == ([value] if value else [])


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "koi8-r", "iso-2022-jp", "utf-7"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_encodings(charset: str, encoding: str) -> None:
    words = {"koi8-r": "Паром стоит", "iso-2022-jp": "港は閉まった", "iso-8859-1": "Fähre"}.get(charset, "Fähre “steht”")
    made = EmailMessage()
    made["From"] = "a@quay.example"
    made.set_content("x")
    del made["Content-Type"], made["Content-Transfer-Encoding"]
    made["Content-Type"] = f'text/plain; charset="{charset}"'
    made["Content-Transfer-Encoding"] = encoding
    import base64
    import quopri

    body = words.encode(charset)
    made.set_payload((base64.encodebytes(body) if encoding == "base64" else quopri.encodestring(body)).decode("ascii"))
    assert one(made).article.text.strip() == words


def test_a_message_that_is_attached_is_an_article_of_its_own() -> None:
    inner = message("The wall broke.\n", Subject="Wall", From="Island Post <post@isle.example>")
    outer = message("See below.\n")
    outer.add_attachment(inner)
    found = read(outer)
    assert [(f.article.text.strip(), f.capture.place) for f in found if isinstance(f, Frozen)] == [
        ("See below.", "message 1"),
        ("The wall broke.", "message 2"),
    ]
    assert isinstance(found[1], Frozen)
    assert ("outlet", "Island Post", "mail from") in fields(found[1])


def test_a_message_forwarded_without_a_word_is_no_problem() -> None:
    outer = message("\n")
    outer.add_attachment(message("The wall broke.\n"))
    (frozen,) = read(outer)
    assert isinstance(frozen, Frozen)
    assert frozen.article.text.strip() == "The wall broke."


def test_attachments_that_could_be_articles_are_named_and_pictures_are_not() -> None:
    made = message("See the minutes.\n")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../../minutes.pdf")
    made.add_attachment("Notes of Oriel Tamsin", filename="notes.txt")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    frozen, *problems = read(made)
    assert isinstance(frozen, Frozen)
    assert frozen.article.text.strip() == "See the minutes."
    assert [problem.error for problem in problems if isinstance(problem, Problem)] == [
        "letter.eml: the attachment minutes.pdf is not read. Save it as a file beside the message.",
        "letter.eml: the attachment notes.txt is not read. Save it as a file beside the message.",
    ]


@pytest.mark.parametrize(
    "data", [b"<html><p>a page", b"no headers at all", b"From: a@quay.example\n\n  \n", b"\x00\x00\x00", bytes(message(None, "<p></p>"))]
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"^letter\.eml: .*\.$"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: " + b"=?utf-8?q?=20?= " * 100_000 + b"\nFrom: " + b"(" * 50_000 + b"\n\nThe ferry stays.\n",
        b"Subject: =?bogus?q?x?= =?utf-8?b?!!!?= \xff\xfe\n\nThe ferry stays.\n",
        b'Content-Type: text/plain; charset="hex"\nContent-Transfer-Encoding: base64\n\nVGhlIGZlcnJ5IHN0YXlzLg==\n',
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nThe ferry stays.\n',
        b"From: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe ferry stays.=ZZ=\n",
    ],
    ids=["long headers", "bad words", "bad charset", "breaks off", "bad quoting"],
)
def test_hostile_messages_are_read_at_once(data: bytes) -> None:
    """The decoder of the standard library takes minutes for the first one's subject."""
    start = time.process_time()
    assert one(data).article.text.startswith("The ferry stays.")
    assert time.process_time() - start < 5
