"""Feeds, saved web archives, mail, PDF and Word documents, damaged and made to hurt."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib

from corpus import PROSE, SAILS, Kind, holds, page
from corpus_archives import archive
from corpus_pages import BOMB

BODY = "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n")[1:])
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def kinds() -> list[Kind]:
    return [*_feeds(), *_saved(), *_mail(), *_pdfs(), *_words()]


def feed(*entries: str, head: str = "") -> str:
    return f"<?xml version='1.0' encoding='utf-8'?>{head}<rss version='2.0'><channel><title>Dunmarrow Herald</title>{''.join(entries)}</channel></rss>"


def entry(body: str = BODY, link: str = "https://dunmarrow-herald.example/ferry") -> str:
    return f"<item><title>The ferry stays</title><link>{link}</link><description><![CDATA[{body}]]></description></item>"


def _feeds() -> list[Kind]:
    secret = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    remedy = r"\. (?:Save|Take|Give)"
    return [
        holds("feed-entity-bomb", "bomb.rss", lambda: feed(entry(f"{BODY}&e11;"), head=f"<!DOCTYPE rss [{BOMB}]>"), "refused", says="declares entities .* Take"),
        holds("feed-entity-of-a-file", "file.rss", lambda: feed(entry("&x;"), head=secret), "refused", says="declares entities .* Take"),
        holds("feed-without-entries", "none.rss", feed, "refused", says="is a feed without entries. Save"),
        holds("feed-links-to-files", "links.rss", lambda: feed(entry(), entry(f"{BODY}<p>More.</p>", "file:///etc/passwd")), "partly", says="is no web address, and is left out|Links are never followed", words=SAILS),
        holds("feed-of-titles", "titles.rss", lambda: feed(entry(""), entry()), "partly", says="no text. Save the article itself", words=SAILS),
        holds("feed-cut", "cut.rss", lambda: feed(entry(), entry(BODY.replace("Monday", "Tuesday")))[:-150], "partly", says=remedy, words=SAILS),
        holds("feed-deep", "deep.rss", lambda: feed(entry("<div>" * 20_000 + BODY), entry()), "partly", says=remedy, words=SAILS),
        holds("feed-of-thousands", "many.rss", lambda: feed(*(entry(f"{BODY}<p>{n}</p>", f"https://a.example/{n}") for n in range(300))), "read", words=SAILS, heavy=True),
        holds("feed-that-is-a-page", "page.rss", page, "refused", says=remedy),
        holds("feed-that-is-no-xml", "prose.rss", lambda: PROSE, "refused", says=remedy),
        holds("xml-of-something-else", "sitemap.xml", lambda: "<?xml version='1.0'?><urlset><url><loc>https://a.example/</loc></url></urlset>", "refused", says=remedy),
        holds("xml-deep", "deep.xml", lambda: "<rss><channel>" + "<a>" * 100_000, "refused", says=remedy),
    ]  # fmt: skip


def message(*parts: tuple[str, str], kind: str = "mixed", head: str = "") -> str:
    """Parts are (headers, body)."""
    inner = "".join(f"--edge\r\n{headers}\r\n\r\n{body}\r\n" for headers, body in parts)
    return f"From: Dunmarrow Herald <desk@herald.example>\r\nSubject: The ferry stays\r\nDate: Sat, 2 Aug 2031 10:00:00 +0000\r\n{head}MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=edge\r\n\r\n{inner}--edge--\r\n"


HTML_PART = "Content-Type: text/html; charset=utf-8\r\nContent-Location: https://dunmarrow-herald.example/ferry"


def _saved() -> list[Kind]:
    remedy = r"\. (?:Save|Give|Take)"
    return [
        holds("web-archive-without-page", "none.mhtml", lambda: message(("Content-Type: image/png", "x"), kind="related"), "refused", says="holds no web page. Save"),
        holds("web-archive-that-is-a-page", "page.mhtml", page, "refused", says=remedy),
        holds("web-archive-cut", "cut.mhtml", lambda: message((HTML_PART, page()), kind="related")[:-300], "read", words="The ferry"),
        holds("web-archive-bad-base64", "base.mhtml", lambda: message((f"{HTML_PART}\r\nContent-Transfer-Encoding: base64", "!!!" + base64.b64encode(page().encode()).decode()[:-7]), kind="related"), "read", words="The ferry"),
        holds("web-archive-deep", "deep.mhtml", lambda: _nested(2_000), "refused", says=remedy),
    ]  # fmt: skip


def _nested(depth: int) -> str:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return f"From: a@b.example\r\nSubject: deep\r\n{head}Content-Type: text/plain\r\n\r\n{PROSE}\r\n"


def _mail() -> list[Kind]:
    remedy = r"\. (?:Save|Give|Take)"
    plain = "Content-Type: text/plain; charset=utf-8"
    return [
        holds("mail-without-body", "none.eml", lambda: "From: a@b.example\r\nSubject: nothing\r\n\r\n", "refused", says="holds no text. Save"),
        holds("mail-deep", "deep.eml", lambda: _nested(2_000), "refused", says=remedy),
        holds("mail-header-bomb", "header.eml", lambda: message((plain, PROSE), head="X-Loop: y\r\n" * 100_000), "read", words=SAILS, heavy=True),
        holds("mail-header-of-a-megabyte", "long.eml", lambda: message((plain, PROSE), head=f"References: {'<a@b.example> ' * 70_000}\r\n"), "read", words=SAILS, heavy=True),
        holds("mail-strange-charset", "charset.eml", lambda: message(("Content-Type: text/plain; charset=no-such-thing", PROSE)), "read", words="The ferry will not sail"),
        holds("mail-strange-words", "words.eml", lambda: message((plain, PROSE), head="X: =?utf-8?q?=ff=?=\r\n").replace("The ferry stays", "=?no-such?b?!!?= =?utf-8?b?/w==?="), "read", words=SAILS),
        holds("mail-that-is-no-mail", "prose.eml", lambda: b"\x00\x01" * 500, "refused", says=remedy),
        holds("mail-without-edge", "edge.eml", lambda: message((plain, PROSE)).replace("--edge", "--other"), "refused", says=remedy),
    ]  # fmt: skip


def pdf(stream: bytes, pages: str = "<</Type/Pages/Count 1/Kids[3 0 R]>>", more: str = "", end: str = "") -> bytes:
    """A PDF of one page whose content is `stream`; `pages` is the root of its page tree."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", pages,
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R{more}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    places.append(len(out))
    out += b"5 0 obj\n<</Length %d%s>>\nstream\n%s\nendstream\nendobj\n" % (len(stream), end.encode(), stream)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def lines(*words: str) -> bytes:
    return b"\n".join(b"BT /F 11 Tf 1 0 0 1 72 %d Tm (%s) Tj ET" % (760 - 14 * n, line.encode()) for n, line in enumerate(words))


TYPED = lines(
    "The ferry will not sail before Monday, said Oriel Tamsin, who", "leads the harbour office, and the island has bread for four days."
)


def _pdfs() -> list[Kind]:
    remedy = r"\. (?:Save|Run|Open|Fetch|Split|Give)"
    loop = "<</Type/Pages/Count 3/Kids[2 0 R 3 0 R 2 0 R]>>"
    return [
        holds("pdf-cut", "cut.pdf", lambda: pdf(TYPED)[:150], "refused", says="no PDF, or too damaged.* Fetch"),
        holds("pdf-that-is-none", "prose.pdf", lambda: PROSE, "refused", says=remedy),
        holds("pdf-without-text", "scan.pdf", lambda: pdf(b"0 0 100 100 re f"), "refused", says=remedy),
        holds("pdf-looping-tree", "loop.pdf", lambda: pdf(TYPED, loop), "told", says=remedy),
        holds("pdf-lying-count", "count.pdf", lambda: pdf(TYPED, "<</Type/Pages/Count 2000000000/Kids[3 0 R]>>"), "told", says=remedy),
        holds("pdf-content-bomb", "bomb.pdf", lambda: pdf(zlib.compress(b" " * 60_000_000, 9), end="/Filter/FlateDecode"), "refused", says=remedy, heavy=True),
        holds("pdf-text-bomb", "text.pdf", lambda: pdf(zlib.compress(TYPED + b"\n" + lines("x" * 90) * 2_000, 9), end="/Filter/FlateDecode"), "read", words="The ferry", heavy=True),
        holds("pdf-locked", "locked.pdf", lambda: pdf(TYPED).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Nothing/V 9>>"), "refused", says=remedy),
        holds("pdf-with-tail", "tail.pdf", lambda: pdf(TYPED) + bytes(5_000), "partly", says="ends in the middle of the file.* Fetch", words="The ferry will not sail"),
    ]  # fmt: skip


def docx(body: str, head: str = "") -> bytes:
    """The least that a Word document is."""
    rels = f"{PACKAGE}/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return archive(
        ("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'),
    )  # fmt: skip


def paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n\n"))


def _bomb() -> bytes:
    out = io.BytesIO(docx(paragraphs(PROSE)))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file, file.open("word/media/image1.png", "w", force_zip64=True) as member:
        for _ in range(300):
            member.write(bytes(1_000_000))
    return out.getvalue()


def _words() -> list[Kind]:
    remedy = r"(?:Open it|Save)"
    external = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    return [
        holds("word-no-archive", "prose.docx", lambda: PROSE, "refused", says=f"no Word document, or damaged .*{remedy}"),
        holds("word-other-archive", "other.docx", lambda: archive(("ferry.txt", PROSE)), "refused", says=f"no Word document.*{remedy}"),
        holds("word-entity-bomb", "entities.docx", lambda: docx(paragraphs(f"{PROSE}&e11;"), f"<!DOCTYPE d [{BOMB}]>"), "refused", says=remedy),
        holds("word-entity-of-a-file", "file.docx", lambda: docx(paragraphs("&x;"), external), "refused", says=remedy),
        holds("word-bomb", "bomb.docx", _bomb, "refused", says=f"unpacks to .*{remedy}", heavy=True),
        holds("word-deep", "deep.docx", lambda: docx("<w:sdt>" * 5_000 + paragraphs(PROSE) + "</w:sdt>" * 5_000), "refused", says=remedy),
        holds("word-cut", "cut.docx", lambda: docx(paragraphs(PROSE))[:-100], "refused", says=remedy),
        holds("word-empty", "empty.docx", lambda: docx(""), "refused", says=r"holds no text\. Save"),
        holds("word-plain", "ferry.docx", lambda: docx(paragraphs(PROSE)), "read", words=SAILS),
    ]  # fmt: skip
