"""Plain text, Markdown and JSON: encodings, sizes, characters, marks."""

from __future__ import annotations

import json
import random
import struct
import zlib
from pathlib import Path

from corpus import PROSE, SAILS, Kind, filled, holds, sparse

NEAR_THE_LIMIT = 999_999
BINARY = r"is binary, not text\. Export its text"
EMPTY = r"(?:is empty|holds no text)\. Save the article's text"
GERMAN = (
    "Die Fähre fährt nicht über den Sund, sagte der Hafenmeister, weil die Mole gebrochen ist, und niemand weiß, wann sie wieder fährt. "
    * 4
)
THAI = "เรือข้ามฟากจะไม่ออกก่อนวันจันทร์ หัวหน้าท่าเรือกล่าว เพราะเขื่อนกันคลื่นพังลงในพายุ และเกาะมีขนมปังพอสำหรับสี่วันเท่านั้น " * 8
CHINESE = "港务局局长说，渡轮星期一之前不会开航，因为风暴冲垮了防波堤，岛上的面包只够吃四天，没有人知道下一班船什么时候来。\n" * 8
ARABIC = (
    "قالت رئيسة الميناء إن العبارة لن تبحر قبل يوم الاثنين لأن العاصفة كسرت حاجز الأمواج وفي الجزيرة خبز لأربعة أيام فقط ولا أحد يعرف متى تأتي السفينة التالية. "
    * 3
)


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")) + chunk(b"IEND", b"")


def ninjs(**fields: object) -> str:
    return json.dumps({"headline": "The ferry stays", "body_text": PROSE, **fields})


def _noise(length: int) -> bytes:
    """Bytes beyond ASCII that are no encoding of anything; no zero among them."""
    return bytes(random.Random(4).choices(range(0x80, 0x100), k=length))


def _one_line_of_100_megabytes(folder: Path) -> None:
    sparse(folder / "line.txt", 100_000_000, b"a")


def kinds() -> list[Kind]:
    return [*_nothing(), *_encodings(), *_long(), *_marks(), *_scripts(), *_markdown(), *_json()]


def _nothing() -> list[Kind]:
    return [
        holds("empty", "empty.txt", lambda: b"", "refused", says=EMPTY),
        holds("white-space", "white.txt", lambda: " \t\r\n\u2003\xa0" * 2000, "refused", says=EMPTY),
        holds("one-byte", "one.txt", lambda: b"a", "read", words="a"),
        holds("mark-only", "bom.txt", lambda: b"\xef\xbb\xbf", "refused", says=EMPTY),
        holds("mark-of-utf16-only", "bom16.txt", lambda: b"\xff\xfe", "refused", says=EMPTY),
        holds("punctuation", "marks.txt", lambda: "…—!?.,;:()[]{}\n" * 500, "kept", words="…—!?"),
        holds("digits", "digits.txt", lambda: "1234567890 " * 5000, "kept", words="1234567890"),
        holds("furniture-only", "menu.txt", lambda: "Share\nTweet\nAdvertisement\nRead more\nSubscribe\n", "read", words="Advertisement"),
        holds("no-suffix", "README", lambda: PROSE, "read", words=SAILS),
        holds("unknown-suffix", "ferry.xyz", lambda: PROSE, "refused", says=r"\.xyz files are not read\. Give"),
    ]


def _encodings() -> list[Kind]:
    return [
        holds("png", "photo.txt", png, "refused", says=BINARY),
        holds("elf", "program.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(9) + bytes(range(256)) * 20, "refused", says=BINARY),
        holds("sqlite", "base.txt", lambda: b"SQLite format 3\x00\x10\x00\x01\x01" + bytes(4096), "refused", says=BINARY),
        holds("noise", "noise.txt", lambda: _noise(50_000), "refused", says="cannot be told|binary"),
        holds("nul-in-text", "nul.txt", lambda: PROSE.replace("port", "po\0rt"), "refused", says=BINARY),
        holds("utf16-with-mark", "wide.txt", lambda: PROSE.encode("utf-16"), "read", words=SAILS),
        holds("utf16-without-mark", "bare.txt", lambda: PROSE.encode("utf-16-le"), "read", words=SAILS),
        holds("utf16-big-without-mark", "bare-be.txt", lambda: PROSE.encode("utf-16-be"), "read", words=SAILS),
        holds("utf16-cut", "cut16.txt", lambda: PROSE.encode("utf-16")[:-1], "refused", says=r"UTF-16-LE but breaks at byte \d+\. Save"),
        holds("utf16-lone-half", "half16.txt", lambda: b"\xff\xfe" + b"a\0\x00\xd8b\0" * 20, "refused", says="UTF-16-LE but breaks"),
        holds("utf32", "wider.txt", lambda: PROSE.encode("utf-32"), "read", words=SAILS),
        holds("utf32-beyond", "beyond.txt", lambda: b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * 9, "refused", says="UTF-32-LE but breaks"),
        holds("windows-1252", "old.txt", lambda: (PROSE * 2).encode("cp1252"), "read", words=f"“{SAILS},”"),
        holds(
            "mixed-encodings", "mixed.txt", lambda: PROSE.encode() + "A café is open, “said” she.\n".encode("cp1252"), "partly",
            says=r"3 bytes are no UTF-8, the first at byte \d+; read as Windows-1252\. Save the file as UTF-8", words="café is open, “said”",
        ),
        holds(
            "utf8-cut", "cut8.txt", lambda: (PROSE + "“").encode()[:-1], "partly",
            says=r"breaks off in the middle of its last character, at byte \d+\. Save", words=SAILS,
        ),
        holds("utf8-overlong", "overlong.txt", lambda: PROSE.encode() + b"\xc0\xaf\xc0\xae", "partly", says="4 bytes are no UTF-8", words=SAILS),
        holds("utf8-surrogates", "cesu.txt", lambda: PROSE + "\ud83d\ude00", "partly", says="6 bytes are no UTF-8", words=SAILS),
        holds("mark-inside", "inside.txt", lambda: "\ufeff\ufeff" + PROSE.replace("\n\n", "\n\ufeff\n"), "read", words=SAILS),
        holds("controls", "controls.txt", lambda: PROSE + "".join(map(chr, range(1, 32))) + "\x7f\x85\x9f\ufffe\uffff\U0010ffff", "read", words=SAILS),
        holds("old-mac-lines", "mac.txt", lambda: PROSE.replace("\n", "\r"), "read", words=SAILS),
        holds("strange-lines", "lines.txt", lambda: PROSE.replace("\n", "\u2028\x0b\x0c\x85\u2029"), "read", words=SAILS),
    ]  # fmt: skip


def _long() -> list[Kind]:
    said = "said that the harbour wall of the island was broken by the storm and that nobody knew when the boat would come and "
    return [
        Kind("one-line-of-100-megabytes", "line.txt", _one_line_of_100_megabytes, "refused", r"holds 100 MB.*Split it"),
        holds("one-word-of-5-megabytes", "word.txt", lambda: b"a" * 5_000_000, "refused", says=r"holds 5,000,000 characters, .* Split it"),
        holds("five-million-lines", "rows.txt", lambda: b"a\n" * 5_000_000, "refused", says=r"holds 10,000,000 characters, .* Split it"),
        holds("a-million-and-one", "over.txt", lambda: filled("the boat ", 1_000_000) + "x", "refused", says="1,000,001 characters"),
        holds("one-word", "unbroken.txt", lambda: "a" * NEAR_THE_LIMIT, "read", words="aaaa"),
        holds("one-number", "number.txt", lambda: PROSE + "3 comments\n" + "7" * 900_000, "read", words=SAILS, heavy=True),
        holds("no-sentence-end", "endless.txt", lambda: filled(said, 200_000), "read", words="said that the harbour", heavy=True),
        holds("long-line-in-an-article", "run.txt", lambda: f"{PROSE}\nThe people who live on it were there to see {'a' * 800_000}\n", "read", words=SAILS),
        holds("spaces-in-an-article", "gap.txt", lambda: f"{PROSE}\nThe people{' ' * 900_000}who live on it saw\n", "read", words=SAILS),
        holds("he-said", "said.txt", lambda: filled("he said ", 100_000), "read", words="he said", heavy=True),
        holds("names", "names.txt", lambda: PROSE + filled("Oriel Tamsin and Bram Ostler of the Harbour Office ", 200_000), "read", words=SAILS, heavy=True),
        holds("short-lines", "short.txt", lambda: PROSE + "\n".join(f"{n} go" for n in range(5_000)), "read", words=SAILS, heavy=True),
        holds("short-quotes", "answers.txt", lambda: filled("“No,” she said. ", 20_000), "read", words="“No,”", heavy=True),
    ]  # fmt: skip


def _marks() -> list[Kind]:
    return [
        holds("quotation-marks", "quotes.txt", lambda: '"' * 150_000, "read", words='""', heavy=True),
        holds("single-marks", "single.txt", lambda: "'" * 300_000, "read", words="''", heavy=True),
        holds("opening-marks", "opening.txt", lambda: "“" * 300_000, "read", words="““", heavy=True),
        holds("nested-marks", "nested.txt", lambda: f"She said: {'“‘' * 5_000}no{'’”' * 5_000}.\n", "read", words="“‘no’”"),
        holds("marks-over-paragraphs", "carried.txt", lambda: "“The boat is late,\n\n" * 3_000, "read", words="“The boat", heavy=True),
        holds("brackets", "brackets.txt", lambda: "([{" * 100_000 + "}])" * 100_000, "read", words="([{", heavy=True),
        holds("full-stops", "stops.txt", lambda: "." * 500_000 + "?!" * 100_000, "read", words="...", heavy=True),
        holds("abbreviations", "letters.txt", lambda: PROSE * 6 + filled("U.S.A. Mr. J. R. ", 100_000), "read", words="U.S.A.", heavy=True),
        holds("dashes", "dashes.txt", lambda: PROSE * 6 + filled("- – — ", 300_000), "read", words="- –", heavy=True),
        holds("addresses", "links.txt", lambda: PROSE + "https://a" + "/b@c.de" * 80_000, "read", words=SAILS, heavy=True),
        holds("markup-as-text", "markup.txt", lambda: f"{PROSE}\n“<script>alert(1)</script>,” said Ann <img src=x onerror=alert(1)>.\n", "read", words="<script>alert"),
    ]  # fmt: skip


def _scripts() -> list[Kind]:
    skipped = "language '.*' is not analysed; the text is kept"
    return [
        holds("emoji", "emoji.txt", lambda: "😀" * 200_000, "read", words="😀😀", heavy=True),
        holds("joined-emoji", "family.txt", lambda: "👩\u200d" * 200_000, "read", words="👩\u200d👩", heavy=True),
        holds(
            "zalgo",
            "zalgo.txt",
            lambda: "".join(letter + "\u0301\u0323\u0489" * 300 for letter in PROSE[:300]),
            "kept",
            words="\u0301\u0323",
        ),
        holds("right-to-left", "bidi.txt", lambda: PROSE + "\u202e" * 50_000 + "said he\u202c\u2066\u2069\u200f", "read", words=SAILS),
        holds("thai", "thai.txt", lambda: THAI, "kept", says=skipped, words="เรือข้ามฟาก"),
        holds("chinese", "chinese.txt", lambda: CHINESE, "kept", says=skipped, words="港务局局长"),
        holds("arabic", "arabic.txt", lambda: ARABIC, "kept", says=skipped, words="قالت"),
        holds("german", "german.txt", lambda: GERMAN, "kept", says=skipped, words="Hafenmeister"),
        holds(
            "mixed-scripts",
            "babel.txt",
            lambda: "\n\n".join([PROSE * 3, THAI[:60], CHINESE[:20], ARABIC[:60], PROSE * 3]),
            "read",
            words=SAILS,
        ),
        holds(
            "strange-digits", "digits-of-the-world.txt", lambda: PROSE + "١٢٣ ²³ ¼ Ⅷ ㊀ ௧ 𝟘𝟙 ߁\n" * 200 + "ǅ İ ŉ ß ﬁ\n", "read", words=SAILS
        ),
    ]


def _markdown() -> list[Kind]:
    def front(matter: str) -> str:
        return f"---\n{matter}\n---\n{PROSE}"

    return [
        holds("yaml-bomb", "bomb.md", lambda: front("a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]"), "refused", says="YAML aliases. Write"),
        holds("yaml-deep", "deep.md", lambda: front("a: " + "[" * 5000 + "]" * 5000), "refused", says="nested too deeply. Keep"),
        holds("yaml-long", "long.md", lambda: front("title: " + "a" * 20_000), "refused", says="front matter is longer.* Keep"),
        holds("yaml-object", "object.md", lambda: front("title: !!python/object/apply:os.system ['true']"), "read", words=SAILS),
        holds("yaml-broken", "broken.md", lambda: front("title: [a\nb: }"), "refused", says="front matter is not YAML .* Correct"),
        holds(
            "toml-broken", "broken-toml.md", lambda: f"+++\ntitle = \n+++\n{PROSE}", "refused", says="front matter is not TOML .* Correct"
        ),
        holds("front-matter-open", "open.md", lambda: f"---\ntitle: The ferry\n{PROSE}", "read", words=SAILS),
        holds("rules", "rules.md", lambda: "---\n" * 50 + PROSE * 4 + "---\n" * 5_000, "read", words=SAILS),
    ]


def _json() -> list[Kind]:
    not_json = r"is not JSON .* Save the file again"
    return [
        holds("json-cut", "cut.json", lambda: ninjs()[:-40], "refused", says=not_json),
        holds("json-depth", "depth.json", lambda: "[" * 200_000, "refused", says=not_json),
        holds("json-depth-of-objects", "depth2.json", lambda: '{"a":' * 50_000, "refused", says=not_json),
        holds("json-giant-number", "giant.json", lambda: '{"a": ' + "9" * 100_000 + "}", "refused", says=r"is not JSON|has no body_text"),
        holds("json-nan", "nan.json", lambda: ninjs(version=float("nan"), byline=[float("inf")]), "read", words=SAILS),
        holds("json-twice-a-key", "twice.json", lambda: '{"body_text": "one", "body_text": ' + json.dumps(PROSE) + "}", "read", words=SAILS),
        holds("json-half-surrogate", "half.json", lambda: ninjs(body_text=PROSE + "\ud800"), "refused", says="half a surrogate pair .* Save"),
        holds("json-half-surrogate-in-a-field", "half-field.json", lambda: ninjs(headline="\udc00", byline="\ud800 A"), "read", words=SAILS),
        holds("json-nul", "nul.json", lambda: ninjs(body_text="a\0b"), "refused", says="NUL characters. Take them out"),
        holds("json-wrong-types", "types.json", lambda: ninjs(headline={"value": 3}, byline=[[["x"]]], uri={"a": []}, language=7), "read", words=SAILS),
        holds("json-no-object", "string.json", lambda: '"the ferry"', "refused", says="no object.* Give each article"),
        holds("json-empty-list", "list.json", lambda: "[]", "refused", says="holds no article. Give"),
        holds("json-list-with-bad-ones", "some.json", lambda: f"[1, null, {ninjs()}, {{}}]", "partly", says=r"\[0\]: is no object", words=SAILS),
        holds("json-huge-body", "huge.json", lambda: ninjs(body_text="the boat " * 200_000), "refused", says="1,800,000 characters"),
        holds("json-hostile-markup", "markup.json", lambda: json.dumps({"body_xhtml": "<div>" * 20_000 + PROSE}), "refused", says="elements deep.* Save"),
    ]  # fmt: skip
