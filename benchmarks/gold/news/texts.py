"""The texts that this gold labels, rebuilt from the public sets that hold them.

    python benchmarks/gold/news/texts.py DATA_DIR OUT_DIR      writes each text to OUT_DIR/<id>.txt, with `/` in the id as `_`

`texts(data_dir)` gives (id, source, place, text), always in the same order and always the same characters:

* gum (amir-zeldes/gum, texts CC BY, CC BY-SA or public domain): each sentence as its `# text` line; sentences are joined with a newline,
  with a blank line where `# newpar` begins a new block;
* ewt (UniversalDependencies/UD_English-EWT, CC BY-SA 4.0): weblogs and newsgroups that tell or discuss news, built as gum;
* meantime (NewsReader MEANTIME, CC BY 4.0): tokens joined by the rules in `detokenise`, one sentence a line;
* re3d (dstl/re3d, licence per folder): `text` of `documents.json` as it stands.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

GUM_GENRES = ("news", "interview", "speech", "court")
RE3D_FOLDERS = {
    "CENTCOM": "centcom",
    "UK Government": "uk",
    "US State Department": "us",
    "Australian Department of Foreign Affairs": "dfat",
}
RE3D_LEFT_OUT = {  # lists of strikes, near copies of one that is in; texts of a few lines
    "F5B5E86320A4E95E92A7EA2FB8E8B484", "6B183780227A18218A12E917A5BC8654", "C044623AD872323AF717F26F21E9352B",
    "28829CF80D445874061C5948E6A3751D", "FAB032C0995F606F54B1DD3EA8D61930", "4174EF50EF8D9024BCC261D602202738",
    "340238F0CEF0581CBBA9106FFB2EA97C", "9104BDCC8E9A1CD2090757B487421DC6", "F669C19A4C3DB410BBEC57ECC5DC62B1",
    "2C271BB862754AECF35665280FE7B93C", "31E63458C6BF8F6F1D50D7041E5B89C9", "B5E6AB37F9BF98EC2A4EFDDACE2768C9",
    "58A3656BDCA7B89C38CE5A1985834740", "D863D678C3A4BD8EDFCE2B7D27881974", "DEC7A9B44536B3E01C85E64BAF2E07A6",
    "E1526BBD89FAB8E7914B3CF5867666CC", "C02FDFE461425ED8B64B982D05BD2D62", "2C6CB502FAD51B6B4CA765E57E221BEA",
    "CBD73D24324D3C3A3A76AC430E05A069", "D23AD6D80730BEF27D23CDD2287AC200", "821F5BBD9F50DD7301C12ECCC926B00C",
    "8B3BA274503F6D30F7E80C41E7568744", "C66A9E77E1142C3F0909657DDDD475A5", "E967805EB658EB937216A53EE9733656",
    "C3BB2D0EE548765402C961463415E4CA", "204532F7EDD22A40E15407ADA16AC058",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    name: str  # the corpus's own name of the token: "sentence.token" (GUM), t_id (MEANTIME)


@dataclass(frozen=True)
class Text:
    id: str
    source: str
    place: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]
    file: Path
    key: str
    date: str | None


def file_name(id: str) -> str:
    return id.replace("/", "_")


def texts(data_dir: Path | str) -> Iterator[tuple[str, str, str, str]]:
    """(id, source, published place, text) of every article of this gold."""
    for one in articles(data_dir):
        yield one.id, one.source, one.place, one.text


def articles(data_dir: Path | str) -> Iterator[Text]:
    """The same with the sentences and tokens that the source itself gives."""
    data = Path(data_dir)
    yield from _gum(data / "gum")
    yield from _meantime(data / "meantime" / "intra_cross-doc_annotation")
    yield from _re3d(data / "re3d")
    yield from _ewt(data / "ud-ewt")


# --- GUM -------------------------------------------------------------------------------------------------------------------------


def _gum(folder: Path) -> Iterator[Text]:
    files = [f for part in ("train", "dev") for genre in GUM_GENRES for f in (folder / part).glob(f"GUM_{genre}_*.conllu")]
    for file in sorted(files, key=lambda f: (GUM_GENRES.index(f.name.split("_")[1]), f.name)):
        meta, pieces, sentences, tokens = {}, [], [], []
        position, new_block, words, sent = 0, True, None, 0
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.startswith("# meta::"):
                key, _, value = line[8:].partition(" = ")
                meta[key] = value
            elif re.match(r"# newpar\b", line):
                new_block = True
            elif line.startswith("# text = "):
                words = line[9:]
                sent += 1
                if pieces:
                    joint = "\n\n" if new_block else "\n"
                    pieces.append(joint)
                    position += len(joint)
                new_block = False
                sentences.append((position, position + len(words)))
                pieces.append(words)
                at = 0
                position += len(words)
            elif line and line[0].isdigit():
                number, form = line.split("\t")[:2]
                if "-" in number:
                    first, last = map(int, number.split("-"))
                    whole = words.index(form, at)
                    covered = range(first, last + 1)
                    inner = whole
                    multi = (covered, whole + len(form))
                elif number.isdigit():
                    base = sentences[-1][0]
                    if "multi" in locals() and multi and int(number) in multi[0]:
                        found = words.find(form, inner, multi[1])
                        start, end = (found, found + len(form)) if found >= 0 else (inner, multi[1])
                        inner = end
                        at = multi[1]
                        if int(number) == multi[0][-1]:
                            multi = None
                    else:
                        start = words.index(form, at)
                        end = at = start + len(form)
                    tokens.append(Token(base + start, base + end, f"{sent}.{number}"))
        multi = None
        stem = file.stem.removeprefix("GUM_")
        yield Text(
            f"gum/{stem}", "gum", meta["sourceURL"], "".join(pieces), tuple(sentences), tuple(tokens), file, stem, meta.get("dateCreated")
        )


# --- EWT --------------------------------------------------------------------------------------------------------------------------

EWT_NEWS = re.compile(
    r"weblog-.*_(?:juancole|dakbangla|healingiraq|alaindewitt|rigorousintuition|thelameduck|ripples|tacitusproject|aggressivevoicedaily)_"
    r"|newsgroup-.*_(?:IndiaNewsWindow|civicamerican|GayMarriage)_"
)


def _ewt(folder: Path) -> Iterator[Text]:
    """Documents in the order of their names; a sentence as its `# text` line, a blank line where `# newpar` begins a block."""
    found = []
    for file in sorted(folder.glob("*.conllu")):
        for part in file.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
            name = part.split("\n", 1)[0].strip()
            if EWT_NEWS.match(name):
                found.append((name, file, part))
    for name, file, part in sorted(found):
        pieces: list[str] = []
        sentences = []
        position, new_block = 0, True
        for line in part.split("\n"):
            if line.startswith("# newpar"):
                new_block = True
            elif line.startswith("# text = "):
                words = line[9:]
                joint = ("\n\n" if new_block else "\n") if pieces else ""
                pieces += (joint, words)
                position += len(joint)
                sentences.append((position, position + len(words)))
                position += len(words)
                new_block = False
        blog, _, stamp = name.partition("_ENG_")
        day = stamp[:8]
        short = re.sub(r"^.*\.com_", "", blog)
        short = re.sub(r"_[0-9a-f]{16}$", "", short)
        short = short if short[-1].isdigit() and "_20" in short else f"{short}_{day}"
        yield Text(
            f"ewt/{short}",
            "ewt",
            f"UD_English-EWT {name}",
            "".join(pieces),
            tuple(sentences),
            (),
            file,
            name,
            f"{day[:4]}-{day[4:6]}-{day[6:]}",
        )


# --- MEANTIME ------------------------------------------------------------------------------------------------------------------

NO_SPACE_BEFORE = {
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    ")",
    "]",
    "%",
    "'s",
    "’s",
    "n't",
    "n’t",
    "'re",
    "'ve",
    "'ll",
    "'d",
    "'m",
    "’re",
    "’ve",
    "...",
    "”",
}
NO_SPACE_AFTER = {"(", "[", "$", "US$", "CA$", "AU$", "£", "€", "#", "“"}
JOINING = {"-", "/"}


def detokenise(tokens: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """One sentence: the words in a row, and where each token stands. `` and '' become straight double quotation marks.

    Straight quotation marks open and close in turn; an apostrophe after s that no single mark opened is a possessive; a hyphen or a slash
    between two words joins them.
    """
    row = list(tokens)
    out, spans, length, glue, double, single = [], [], 0, True, False, False
    for i, word in enumerate(row):
        text, before, after = word, not glue, True
        if word in ("``", "''", '"'):
            text = '"'
            last = i > 0 and (i == len(row) - 1 or (row[i - 1] in (".", ",", "!", "?") and i == len(row) - 2))
            opens = word == "``" or (word == '"' and not double and not last) or (word == "''" and not double and i == 0)
            before, after = (before, False) if opens else (False, True)
            double = opens
        elif word == "`":
            text, after, single = "'", False, True
        elif word in ("'", "’") and 0 < i < len(row) - 1 and row[i + 1] in ("s", "t", "re", "ve", "ll", "d", "m"):
            before, after = False, False
        elif word[0] == "'" and i and row[i - 1] == "O":
            before = False
        elif word == "$" and i and row[i - 1] == "US":
            before, after = False, False
        elif word[0] == "'" and word[1:2].isalpha() and word[1:] not in ("s", "t", "re", "ve", "ll", "d", "m") and "'" in row[i + 1 :]:
            single = True
        elif word == "'":
            if single:
                before, single = False, False
            elif i and row[i - 1].endswith(("s", "S")):
                before = False
            else:
                after, single = False, True
        elif word in NO_SPACE_BEFORE or (word[0] in "'’" and word[1:] in ("s", "t", "re", "ve", "ll", "d", "m")):
            before = False
        elif word in NO_SPACE_AFTER:
            after = False
        elif word in JOINING and 0 < i < len(row) - 1:
            before, after = False, False
        if i == 0:
            before = False
        if before:
            out.append(" ")
            length += 1
        spans.append((length, length + len(text)))
        out.append(text)
        length += len(text)
        glue = not after
    return "".join(out), spans


def _meantime(folder: Path) -> Iterator[Text]:
    for file in sorted(folder.glob("corpus_*/*.xml"), key=lambda f: (f.parent.name, int(f.name.split("_")[0]))):
        root = ET.parse(file).getroot()
        rows: dict[int, list[ET.Element]] = {}
        for token in root.findall("token"):
            rows.setdefault(int(token.get("sentence")), []).append(token)
        lines, sentences, tokens, position = [], [], [], 0
        for number in sorted(rows):
            line, spans = detokenise(t.text for t in rows[number])
            tokens += [Token(position + a, position + b, t.get("t_id")) for t, (a, b) in zip(rows[number], spans, strict=True)]
            sentences.append((position, position + len(line)))
            lines.append(line)
            position += len(line) + 1
        topic, number = file.parent.name.removeprefix("corpus_"), file.name.split("_")[0]
        yield Text(
            f"meantime/{topic}_{number}",
            "meantime",
            root.get("url"),
            "\n".join(lines),
            tuple(sentences),
            tuple(tokens),
            file,
            number,
            lines[1],
        )


# --- re3d ------------------------------------------------------------------------------------------------------------------------

ABBREVIATIONS = (
    r"(?:\b(?:U\.S|U\.K|U\.N|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Spc|Brig|Adm|Cmdr|Sen|Rep|St|No|Jr|Sr|Inc|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec"
    r"|a\.m|p\.m|[A-Z])\.)"
)


def _split(text: str) -> list[tuple[int, int]]:
    """Sentences to address words by; a reader mends what is wrong with SPLIT and JOIN."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for mark in re.finditer(r"[.!?][\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])", line.group()):
            head = line.group()[: mark.start() + 1]
            if re.search(ABBREVIATIONS + r"$", head) and not re.search(r"(?:a\.m|p\.m)\.$", head):
                continue
            spans.append((start, line.start() + mark.end()))
            start = line.start() + mark.end()
        spans.append((start, line.end()))
    out = []
    for a, b in spans:
        words = text[a:b]
        if words.strip():
            out.append((a + len(words) - len(words.lstrip()), b - len(words) + len(words.rstrip())))
    return out


def _slug(words: str, limit: int) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:limit].strip("-")


def _re3d(folder: Path) -> Iterator[Text]:
    for name, short in RE3D_FOLDERS.items():
        file = folder / name / "documents.json"
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
        for row in sorted(rows, key=lambda r: r["_id"]):
            if row["_id"] in RE3D_LEFT_OUT:
                continue
            text = row["text"]
            yield Text(
                f"re3d/{short}_{row['_id'][:6].lower()}",
                "re3d",
                row["sourceUrl"],
                text,
                tuple(_split(text)),
                (),
                file.parent,
                row["_id"],
                row["title"].strip(),
            )


def main() -> int:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for id, _, _, text in texts(data):
        (out / f"{file_name(id)}.txt").write_text(text, encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) == 3 else __doc__)
