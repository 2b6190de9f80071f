"""Entities and coreference that the corpora's own gold gives, in the compact form of `tool.py`: a start that a reader corrects.

    python benchmarks/gold/news/prefill.py DATA_DIR OUT_DIR

Only what the corpora label is taken over, and a reader confirms it: a name is taken where the corpus marks a mention as one (GUM: the head of the mention is a proper noun;
MEANTIME: syntactic type NAM or PRE.NAM; re3d: an entity of confidence 0.5 or more whose words are capitalised), the rest is left to readers.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

sys.path.insert(0, str(Path(__file__).parent))
from texts import Text, articles, file_name

TITLES = (
    r"(?:(?:President|Vice|Prime|Minister|Foreign|Defense|Defence|Secretary|Senator|Sen\.|Rep\.|Gov\.|Governor|Chairman|Chancellor|King|Queen|Prince|"
    r"Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|Lord|Lady|Gen\.|General|Maj\.|Major|Lt\.|Col\.|Colonel|Capt\.|Captain|Brig\.|Sgt\.|Spc\.|Adm\.|Admiral|Cmdr\.|Navy|Army|"
    r"Pentagon|Air|Force|Marine|Professor|Prof\.|Judge|Justice|CEO|Pope|Speaker|Ambassador|Deputy|Senior|Chief|Press|Special|Commander|Madam|Leader|State|of|Staff|"
    r"Petty|Officer|Congressman|Congresswoman|Attorney|US|U\.S\.|UK|Iraqi|Syrian|Russian|British|American|H\.\s?E\.|the|The)\s+)+"
)
PLACES = {
    "U.S.",
    "US",
    "UK",
    "United States",
    "United Kingdom",
    "Iraq",
    "Syria",
    "Russia",
    "Turkey",
    "France",
    "Jordan",
}  # re3d: Organisation
NATIONALITIES = r"American|British|Canadian|German|Australian|Italian|Romanian|Swedish|Japanese|Chinese|Iraqi|Syrian|Russian|French|Turkish|Kurdish|European"
GENERIC = {"you", "your", "yours", "yourself", "one", "one's", "we", "our", "ours", "us", "ourselves"}
DROP = {"time", "quantity", "percent", "money"}


def slug(words: str) -> str:
    words = re.sub(r"^(?:the|a|an)\s+|['’]s$", "", words.strip(), flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:24].strip("-") or "x"


class Sheet:
    """Names and other mentions of one article."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.names: dict[tuple[int, int], tuple[str, str]] = {}  # span -> type, chain
        self.mentions: dict[tuple[int, int], str] = {}
        self.kinds: dict[str, Counter] = defaultdict(Counter)
        self.labels: dict[str, str] = {}

    def name(self, start: int, end: int, type: str, chain: str) -> None:
        words = self.text.text[start:end]
        if (type == "PER" and (m := re.match(TITLES, words)) and m.end() < len(words)) or (
            type != "PER" and (m := re.match(r"(?:[Tt]he|[Aa]n?|its|their|our|his)\s+", words))
        ):
            start += m.end()
        words = self.text.text[start:end]
        cut = (
            len(words) - len(re.sub(r"(?:['’]s?|[,.;:]|['’]s)$", "", words))
            if not re.search(r"\.[A-Z]?\.$|(?:Inc|Corp|Co|Jr|Ltd)\.$", words)
            else 0
        )
        end -= cut
        words = self.text.text[start:end]
        if type == "PER" and re.fullmatch(TITLES, words + " "):
            return
        if type == "PER" and re.fullmatch(
            r"(?:[A-Z]\w+(?:ians|eans|icans|anis|ish|ese)|Jews|Arabs|Saudis|Iraqis|Israelis|Afghans|Germans|Christians|Muslims|Sunnis|Kurds|Shiites)",
            words,
        ):
            type = "MISC"
        if words in PLACES:
            type = "LOC"
        elif re.fullmatch(NATIONALITIES, words):
            type = "MISC"
        if not words or not (words[0].isupper() or re.match(r"i[A-Z]|al-", words)) or "\n" in words:
            return
        if any(a < end and start < b for a, b in self.names):
            longer = [(a, b) for a, b in self.names if a < end and start < b]
            if all(b - a < end - start for a, b in longer):
                for span in longer:
                    del self.names[span]
            else:
                return
        self.names[start, end] = (type, chain)

    def mention(self, start: int, end: int, chain: str) -> None:
        if not self.text.text[start:end].isdigit():
            self.mentions.setdefault((start, end), chain)

    def compact(self) -> str:
        chains: dict[str, str] = {}
        used: set[str] = set()

        def instance(chain: str) -> str:
            if chain not in chains:
                own = [self.text.text[a:b] for (a, b), (_, c) in self.names.items() if c == chain]
                other = [self.text.text[a:b] for (a, b), c in self.mentions.items() if c == chain]
                base = slug(self.labels.get(chain) or max(own, key=len, default="") or max(other, key=len, default="x"))
                name, n = base, 2
                while name in used:
                    name, n = f"{base}{n}", n + 1
                used.add(name)
                chains[chain] = name
            return chains[chain]

        def address(start: int, end: int, base: int, words: str) -> str:
            piece = self.text.text[start:end]
            left, right = (r"(?<!\w)" if piece[0].isalnum() else ""), (r"(?!\w)" if piece[-1].isalnum() else "")
            hits = [m.start() for m in re.finditer(left + re.escape(piece) + right, words)]
            where = hits.index(start - base) if start - base in hits else None
            if where is None:
                return ""
            return re.sub(r"\s+", " ", piece) + (f"#{where + 1}" if len(hits) > 1 else "")

        members: dict[str, set[str]] = defaultdict(set)  # GUM's generic you, we, one: no chain of ours
        for (a, b), c in self.mentions.items():
            members[c].add(self.text.text[a:b].lower())
        named = {c for _, c in self.names.values()}
        generic = {c for c, m in members.items() if c not in named and m <= GENERIC and m & {"you", "your", "one"}}
        self.mentions = {span: c for span, c in self.mentions.items() if c not in generic}
        lines = []
        for number, (a, b) in enumerate(self.text.sentences):
            words = self.text.text[a:b]
            names = [(s, e, t, c) for (s, e), (t, c) in sorted(self.names.items()) if a <= s and e <= b]
            other = [(s, e, c) for (s, e), c in sorted(self.mentions.items()) if a <= s and e <= b and (s, e) not in self.names]
            row = [f"{w}/{t}/{instance(c)}" for s, e, t, c in names if (w := address(s, e, a, words))]
            if row:
                lines.append(f"{number} E " + "; ".join(row))
            row = [f"{w}/{instance(c)}" for s, e, c in other if (w := address(s, e, a, words)) and ";" not in w]
            if row:
                lines.append(f"{number} M " + "; ".join(row))
        if self.text.source == "meantime":
            lines.insert(0, "1 F date")
        return "\n".join(lines) + "\n"


def from_gum(text: Text, sheet: Sheet) -> None:
    place = {t.name: t for t in text.tokens}
    order = [t.name for t in text.tokens]
    index = {n: i for i, n in enumerate(order)}
    tags: list[str] = [""] * len(order)
    open_: dict[str, list] = defaultdict(list)
    found = []
    sentence = 0
    for line in text.file.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            sentence += 1
        if not line or not line[0].isdigit():
            continue
        cols = line.split("\t")
        if not cols[0].isdigit():
            continue
        i = index[f"{sentence}.{cols[0]}"]
        tags[i] = cols[3]
        misc = next((m[7:] for m in cols[9].split("|") if m.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", misc):
            if piece[0] == "(":
                fields = piece[1:].rstrip(")").split("-", 7)
                key = fields[0].split("[")[0]
                open_[key].append((i, fields))
                if piece.endswith(")"):
                    start, fields = open_[key].pop()
                    found.append((start, i, key, fields))
            else:
                key = piece[:-1].split("[")[0]
                if open_[key]:
                    start, fields = open_[key].pop()
                    found.append((start, i, key, fields))
    size = Counter(key for _, _, key, _ in found)
    for start, end, key, fields in sorted(found, key=lambda f: f[1] - f[0]):
        etype = fields[1]
        minimum = [int(x) for x in re.findall(r"\d+", fields[5])] or [1]
        head = min(start + minimum[0] - 1, end)
        if len(fields) > 7 and fields[7]:
            sheet.labels.setdefault(key, fields[7].replace("_", " "))
        if tags[head] == "PROPN":
            if etype in DROP:
                continue
            a = b = head
            words = lambda i: text.text[place[order[i]].start : place[order[i]].end].lower()  # noqa: E731
            while a > start and (
                tags[a - 1] == "PROPN" or (words(a - 1) in ("of", "the", "-", "&", "al") and a - 1 > start and tags[a - 2] == "PROPN")
            ):
                a -= 1
                if tags[a] != "PROPN" and a - 1 >= start and tags[a - 1] != "PROPN":
                    a += 1
                    break
            while b < end and (
                tags[b + 1] == "PROPN"
                or (
                    words(b + 1) in ("of", "for", "-", "&")
                    and b + 1 < end
                    and (tags[b + 2] == "PROPN" or (words(b + 2) == "the" and b + 2 < end and tags[b + 3] == "PROPN"))
                )
                or (words(b + 1) == "the" and words(b) in ("of", "for") and b + 1 < end and tags[b + 2] == "PROPN")
            ):
                b += 1
            type = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(etype, "MISC")
            sheet.name(place[order[a]].start, place[order[b]].end, type, key)
        elif etype in ("person", "organization") and size[key] > 1:
            last = min(start + max(minimum) - 1, end)
            sheet.mention(place[order[start]].start, place[order[last]].end, key)


def from_meantime(text: Text, sheet: Sheet) -> None:
    place = {t.name: t for t in text.tokens}
    root = ET.parse(text.file).getroot()
    instance = {e.get("m_id"): e for e in root.iter("ENTITY")}
    chain = {
        s.get("m_id"): r.find("target").get("m_id")
        for r in root.iter("REFERS_TO")
        for s in r.findall("source")
        if r.find("target") is not None
    }
    size = Counter(chain.values())
    for mark in root.iter("ENTITY_MENTION"):
        spans = sorted((place[t.get("t_id")] for t in mark.findall("token_anchor")), key=lambda t: t.start)
        entity = instance.get(chain.get(mark.get("m_id"), ""))
        if not spans or entity is None:
            continue
        start, end, key = spans[0].start, spans[-1].end, entity.get("m_id")
        sheet.labels.setdefault(key, entity.get("TAG_DESCRIPTOR") or "")
        words = text.text[start:end]
        head = re.sub(r"\s+([-,.])\s*", r"\1", mark.get("head") or "")
        kind = entity.get("ent_type")
        at = words.find(head) if head else -1
        if mark.get("syntactic_type") in ("NAM", "PRE.NAM"):
            type = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}.get(kind, "MISC")
            if at >= 0 and not head.islower():
                sheet.name(start + at, start + at + len(head), type, key)
            elif all(w[0].isupper() or w[0].isdigit() or w in ("of", "the", "'s") or w[0] == "i" for w in words.split()):
                sheet.name(start, end, type, key)
        elif mark.get("syntactic_type") in ("NOM", "PRO", "PTV") and kind in ("PER", "ORG") and size[key] > 1:
            sheet.mention(start, start + at + len(head) if at >= 0 else end, key)


def from_re3d(text: Text, sheet: Sheet) -> None:
    rows = [json.loads(line) for line in (text.file / "entities.json").read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    links = [json.loads(line) for line in (text.file / "relations.json").read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    same: dict[str, str] = {}

    def root(x: str) -> str:
        while same.get(x, x) != x:
            x = same[x]
        return x

    for link in links:
        if link["documentId"] == text.key and link["type"] == "IsSynonymOf" and link["confidence"] >= 0.5:
            a, b = root(slug(link["source"])), root(slug(link["target"]))
            if a != b:
                same[b] = a
    for row in sorted(rows, key=lambda r: r["begin"] - r["end"]):
        type = {
            "Person": "PER",
            "Organisation": "ORG",
            "Location": "LOC",
            "Nationality": "MISC",
            "MilitaryPlatform": "MISC",
            "Weapon": "MISC",
        }.get(row["type"])
        if row["documentId"] != text.key or row["confidence"] < 0.5 or type is None:
            continue
        start, end = row["begin"], row["end"]
        words = text.text[start:end]
        core = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", words)
        if core.lower() in ("he", "she", "we", "they", "it", "i", "his", "her", "their", "our", "who") or "," in core:
            continue
        if core and all(w[0].isupper() or w in ("of", "the", "for", "and", "-", "al") or w.startswith("al-") for w in core.split()):
            sheet.name(start, end, type, root(slug(words)))


SOURCES = {"gum": from_gum, "meantime": from_meantime, "re3d": from_re3d}


def main() -> int:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for text in articles(data):
        sheet = Sheet(text)
        SOURCES[text.source](text, sheet)
        (out / f"{file_name(text.id)}.ann").write_text(sheet.compact(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) == 3 else __doc__)
