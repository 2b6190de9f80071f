"""The news gold: compact forms that readers write, compiled to offsets and labels; checked, shown, counted, compared.

    tool.py compile RAW_DIR DATA_DIR OUT [--prefill DIR] [--force]   *.ann -> OUT/<id>.json; names every problem by file:line
    tool.py check GOLD_DIR DATA_DIR                                   lays the labels over the texts, refuses what does not fit
    tool.py show ID GOLD_DIR DATA_DIR                                 the labels over the text, for a reader's eye
    tool.py counts GOLD_DIR DATA_DIR                                  how many labels of each kind
    tool.py agree DIR_A DIR_B DATA_DIR [--each]                       one reader against the other
    tool.py brat GOLD_DIR DATA_DIR OUT                                text/ and attributions/ as PolNeAR has them
    tool.py read DATA_DIR OUT                                         numbered sentences, for readers
    tool.py doubts RAW_DIR                                            what readers marked with `?`

GOLD_DIR may have sub-folders (train, tune, measure). The compact form is explained in GUIDELINES.md. Exit code 1: something does not fit.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import itertools

from texts import Text, articles, file_name

Span = tuple[int, int]
TYPES = ("PER", "ORG", "LOC", "MISC")
FORMS = {"d": "direct", "i": "indirect", "m": "mixed", "h": "headline"}
SORTS = {"s": "said", "b": "believed", "n": "intended"}
CLASSES = {"N": "named", "R": "role", "A": "anonymous", "C": "collective", "D": "document", "O": "outlet"}
POLARITIES = ("positive", "negative", "denied")
CERTAINTIES = ("certain", "uncertain", "future", "question")
FLAGS = {
    "neg": ("polarity", "negative"),
    "deny": ("polarity", "denied"),
    "maybe": ("certainty", "uncertain"),
    "future": ("certainty", "future"),
    "ask": ("certainty", "question"),
}
EXTRAS = {"to": "addressee", "at": "occasion", "desc": "descriptor", "anon": "anonymity", "if": "condition"}
CREDITS = ("according-to", "told", "reported", "wire", "hyperlink", "hat-tip", "other")
REASONS = {
    "nospeaker": "no speaker found",
    "title": "title of a work",
    "scare": "scare quotes",
    "term": "term",
    "unclosed": "unclosed",
    "furniture": "furniture",
}
FURNITURE = (
    "title",
    "byline",
    "author",
    "date",
    "share",
    "related",
    "caption",
    "comment",
    "tip",
    "subscribe",
    "legal",
    "navigation",
    "ad",
    "other",
)
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "\u200e": " ", "\n": " ", "\t": " "}
)
MARKS = "\"“”„'‘’"
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


class Misfit(Exception):
    """A line that does not fit its text."""


# --- compact form -> labels --------------------------------------------------------------------------------------------------------


class Compiler:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.plain = text.text.translate(PLAIN)
        self.names: dict[Span, dict[str, Any]] = {}
        self.everywhere: list[tuple[str, dict[str, Any]]] = []
        self.mentions: dict[Span, str] = {}
        self.attributions: list[dict[str, Any]] = []
        self.credits: list[dict[str, Any]] = []
        self.quotes: dict[Span, str] = {}
        self.furniture: list[list[Any]] = []
        self.sentences = list(text.sentences)
        self.merges: dict[str, str] = {}
        self.drops: set[str] = set()
        self.deleted: set[Span] = set()
        self.notes: list[str] = []

    # addressing

    def sentence(self, number: int) -> Span:
        if not 0 <= number < len(self.text.sentences):
            raise Misfit(f"no sentence {number} (0 to {len(self.text.sentences) - 1})")
        return self.text.sentences[number]

    def hits(self, words: str, start: int, end: int) -> list[Span]:
        words = words.translate(PLAIN).strip()
        if not words:
            raise Misfit("empty words")
        pattern = r"\s+".join(re.escape(w) for w in words.split())
        if words[0].isalnum():
            pattern = r"(?<!\w)" + pattern
        if words[-1].isalnum():
            pattern += r"(?!\w)"
        return [m.span() for m in re.compile(pattern).finditer(self.plain, start, end)]

    def find(self, words: str, start: int, end: int, near: Span | None = None) -> Span:
        asked = words.strip()
        nth = None
        if m := re.search(r"#(\d+)$", asked):
            asked, nth = asked[: m.start()], int(m.group(1))
        found = self.hits(asked, start, end)
        if not found:
            raise Misfit(f"not there: {asked!r}")
        if nth is not None:
            if not 1 <= nth <= len(found):
                raise Misfit(f"{asked!r} stands {len(found)} times, not {nth}")
            return found[nth - 1]
        if len(found) == 1:
            return found[0]
        if near is not None:
            return min(found, key=lambda f: max(near[0] - f[1], f[0] - near[1], 0))
        raise Misfit(f"{asked!r} stands {len(found)} times: write {asked}#1 to #{len(found)}")

    def piece(self, words: str, number: int, near: Span | None = None) -> Span:
        words = words.strip()
        first = last = number
        if m := re.match(r"(\d+)(?:-(\d+))?:\s*", words):
            first, last = int(m.group(1)), int(m.group(2) or m.group(1))
            words = words[m.end() :].strip()
        start, end = self.sentence(first)[0], self.sentence(last)[1]
        if words in ("*", ""):
            return start, end
        if " ... " in words:
            head, tail = (w.strip() for w in words.split(" ... ", 1))
            begin = (start, start) if head == "^" else self.find(head, start, self.sentence(first)[1], near)
            low = max(begin[1], self.sentence(last)[0])
            finish = (end, end) if tail == "$" else self.find(tail, low, end)
            return begin[0], finish[1]
        return self.find(words, start, end, near)

    def pieces(self, words: str, number: int, near: Span | None = None) -> list[Span]:
        return [self.piece(w, number, near) for w in re.split(r"\s\+\s", words)]

    def trim(self, span: Span, content: bool) -> Span:
        """White space, quotation marks and stray punctuation at the borders are no part of a span; a full stop inside the marks is."""
        text, (start, end) = self.text.text, span
        while start < end and (
            text[start].isspace()
            or text[start] in '"“”„,;:'
            or (content and text[start] in "‘'—–" and text[start : start + 2] not in ("'s", "‘n"))
        ):
            start += 1
        while end > start and (
            text[end - 1].isspace()
            or text[end - 1] in '"“”„,;:—–'
            or (content and text[end - 1] in "‘’'" and text.count(text[end - 1], start, end) == 1 and text[end - 2] in ".,!?")
        ):
            end -= 1
        if content:
            quoted = re.match(r"[.,!?…;:]*[\"”]", text[end:])
            if quoted and start and text[start - 1] in '"“':
                end += len(quoted.group()) - 1
            elif (
                text[end - 1] == "."
                and (text[end : end + 1] in ("", "\n", " ", '"', "”"))
                and any(0 <= e - end <= 2 for _, e in self.sentences)
                and not re.search(r"\b\w\.\w\.$", text[start:end])
            ):
                end -= 1
        if start >= end:
            raise Misfit("nothing is left of the span without marks")
        return start, end

    # lines

    def line(self, line: str, prefill: bool = False) -> None:
        if m := re.match(r"=\s*(\S+)\s+(\S+)$", line):
            self.merges[m.group(2)] = m.group(1)
            return
        if m := re.match(r"drop\s+(.+)$", line):
            self.drops |= set(m.group(1).split())
            return
        m = re.match(r"(\d+|\*)\s+(-?E|-?M|A|K|Q|F|SPLIT|JOIN|\?)(?:\s+(.*))?$", line)
        if not m:
            raise Misfit("not a line of the form `NUMBER E|M|A|K|Q|F|SPLIT|JOIN|? ...`")
        number, kind, rest = m.group(1), m.group(2), (m.group(3) or "").strip()
        if number == "*":
            if kind != "E":
                raise Misfit("`*` goes with E only")
            for item in self.items(rest):
                words, label = self.entity(item)
                if not self.hits(words, 0, len(self.plain)):
                    raise Misfit(f"not there: {words!r}")
                self.everywhere.append((words, label))
            return
        n = int(number)
        start, end = self.sentence(n)
        if kind == "E":
            for item in self.items(rest):
                words, label = self.entity(item)
                for span in self.hits(words[:-2], start, end) if words.endswith("#*") else [self.find(words, start, end)]:
                    if not prefill:
                        for other in [s for s in self.names if s[0] < span[1] and span[0] < s[1] and s != span]:
                            if self.names[other].get("prefill"):
                                del self.names[other]
                            else:
                                raise Misfit(f"{words!r} overlaps {self.text.text[slice(*other)]!r}")
                        self.mentions.pop(span, None)
                    self.names[span] = {**label, "prefill": prefill}
        elif kind == "-E":
            for item in self.items(rest):
                for span in self.hits(item[:-2], start, end) if item.endswith("#*") else [self.find(item.split("/")[0], start, end)]:
                    self.names.pop(span, None)
                    self.deleted.add(span)
        elif kind == "M":
            for item in self.items(rest):
                words, _, instance = item.rpartition("/")
                if not words or not re.fullmatch(r"[\w.-]+", instance):
                    raise Misfit(f"write words/instance: {item!r}")
                for span in self.hits(words[:-2], start, end) if words.endswith("#*") else [self.find(words, start, end)]:
                    self.mentions[span] = instance
        elif kind == "-M":
            for item in self.items(rest):
                if item == "*":
                    for span in [s for s in self.mentions if start <= s[0] and s[1] <= end]:
                        del self.mentions[span]
                    continue
                for span in self.hits(item[:-2], start, end) if item.endswith("#*") else [self.find(item.split("/")[0], start, end)]:
                    if self.mentions.pop(span, None) is None:
                        raise Misfit(f"no mention to delete: {item!r}")
        elif kind == "A":
            self.attribution(n, rest)
        elif kind == "K":
            fields = [f.strip() for f in rest.split(" | ")]
            if len(fields) != 3 or fields[1] not in CREDITS:
                raise Misfit(f"write `K outlet | kind | words of the credit`; kinds: {', '.join(CREDITS)}")
            whole = self.trim(self.piece(fields[2], n), False)
            name = self.find(fields[0], start, end, whole)
            self.credits.append({"start": whole[0], "end": whole[1], "name": list(name), "kind": fields[1]})
        elif kind == "Q":
            words, _, reason = rest.rpartition(" | ")
            if reason.strip() not in REASONS or not words:
                raise Misfit(f"write `Q words | reason`; reasons: {', '.join(REASONS)}")
            a, b = self.piece(words, n)
            text = self.text.text
            if text[a] not in MARKS and a and text[a - 1] in MARKS:
                a -= 1
            tail = re.match(r"[.,!?;:…]*[\"“”'‘’]", text[b:])
            if text[b - 1] not in MARKS and tail:
                b += len(tail.group())
            self.quotes[a, b] = REASONS[reason.strip()]
        elif kind == "F":
            label, _, words = rest.partition(" | ")
            if label.strip() not in FURNITURE:
                raise Misfit(f"furniture kinds: {', '.join(FURNITURE)}")
            span = self.piece(words, n) if words else (start, end)
            self.furniture = [f for f in self.furniture if f[:2] != list(span)]
            self.furniture.append([*span, label.strip()])
        elif kind == "SPLIT":
            at = self.find(rest, start, end)[0]
            self.sentences = sorted(
                {p for s in self.sentences for p in ([s] if not s[0] < at < s[1] else [(s[0], self.back(at)), (at, s[1])])}
            )
        elif kind == "JOIN":
            after = self.sentence(n + 1)
            one = next(s for s in self.sentences if s[1] == end)
            two = next(s for s in self.sentences if s[0] == after[0])
            self.sentences = sorted([s for s in self.sentences if s not in (one, two)] + [(one[0], two[1])])
        elif kind == "?":
            self.notes.append(f"{n}: {rest}")

    def back(self, at: int) -> int:
        while at and self.text.text[at - 1].isspace():
            at -= 1
        return at

    @staticmethod
    def items(rest: str) -> list[str]:
        return [item.strip() for item in re.split(r"\s*;\s+|\s*;$", rest) if item.strip()]

    @staticmethod
    def entity(item: str) -> tuple[str, dict[str, Any]]:
        m = re.fullmatch(r"(.+)/(PER|ORG|LOC|MISC)/([\w.-]+?)(/gov)?", item)
        if not m:
            raise Misfit(f"write words/TYPE/instance or words/TYPE/instance/gov; types: {', '.join(TYPES)}: {item!r}")
        return m.group(1), {"type": m.group(2), "instance": m.group(3), "government": bool(m.group(4))}

    def attribution(self, n: int, rest: str) -> None:
        fields = [f.strip() for f in re.split(r"(?:^|\s)\|(?:\s|$)", rest)]
        label = fields.pop(0) if not re.match(r"[SCT]\s", fields[0]) else ""
        roles: dict[str, str] = {}
        extra: dict[str, str] = {}
        flags, tags = [], None
        for one in fields:
            if not one:
                continue
            if m := re.match(r"([SCT])\s+(.+)$", one):
                roles[m.group(1)] = m.group(2)
            elif m := re.match(r"(to|at|desc|anon|if|in)=(.+)$", one):
                extra[m.group(1)] = m.group(2)
            elif all(f in FLAGS for f in one.split()):
                flags += one.split()
            elif len(one.split()) == 4 and tags is None:
                tags = one.split()
            else:
                raise Misfit(
                    f"what is {one!r}? fields: S, C, T, four tags (form sort class speaker), to= at= desc= anon= if= in=, {' '.join(FLAGS)}"
                )
        if tags is None:
            raise Misfit("four tags are missing: form sort class speaker, as in `i s N varro` or `d s - -`")
        if "T" not in roles or "C" not in roles:
            raise Misfit("an attribution has a cue (C) and a content (T)")
        form, sort, klass, speaker = tags
        if form not in (*FORMS, ".") or sort not in SORTS or klass not in (*CLASSES, "-"):
            raise Misfit(
                f"tags: form {' '.join(FORMS)} or . ; sort {' '.join(SORTS)}; class {' '.join(CLASSES)} or - ; speaker instance or -"
            )
        cue = [self.trim(s, False) for s in self.pieces(roles["C"], n)]
        source = [self.trim(s, False) for s in self.pieces(roles["S"], n, cue[0])] if roles.get("S", "-") != "-" else []
        content = [self.trim(s, True) for s in self.pieces(roles["T"], n)]
        row: dict[str, Any] = {
            "id": label, "source": sorted(source), "cue": sorted(cue), "content": sorted(content),
            "form": FORMS[form] if form != "." else self.form(content), "sort": SORTS[sort], "within": extra.pop("in", None),
            "speaker": None if speaker == "-" else speaker, "source_class": CLASSES.get(klass),
        }  # fmt: skip
        for short, name in EXTRAS.items():
            row[name] = [list(self.trim(self.piece(extra[short], n, cue[0]), False))] if short in extra else []
        row["polarity"], row["certainty"] = "positive", "certain"
        for flag in flags:
            row[FLAGS[flag][0]] = FLAGS[flag][1]
        self.attributions.append(row)

    def form(self, content: list[Span]) -> str:
        pairs = pairs_of(self.text.text)
        whole = sum(b - a for a, b in content)
        inside = sum(max(0, min(b, y) - max(a, x)) for a, b in content for x, y in pairs)
        return "direct" if inside >= 0.97 * whole else "mixed" if inside else "indirect"

    # all together

    def done(self) -> tuple[dict[str, Any], list[str]]:
        wrong: list[str] = []
        text = self.text.text
        for words, label in sorted(self.everywhere, key=lambda w: -len(w[0])):
            for span in self.hits(words, 0, len(self.plain)):
                if span in self.deleted or any(a < span[1] and span[0] < b for a, b in self.names if (a, b) != span):
                    continue
                if span not in self.names or self.names[span].get("prefill"):
                    self.names[span] = {**label, "prefill": False}

        def final(instance: str) -> str:
            seen = set()
            while instance in self.merges and instance not in seen:
                seen.add(instance)
                instance = self.merges[instance]
            return instance

        entities = [
            {"start": a, "end": b, "type": e["type"], "instance": final(e["instance"]), "government": e["government"]}
            for (a, b), e in sorted(self.names.items())
            if not (e.get("prefill") and final(e["instance"]) in self.drops)
        ]
        chains: dict[str, set[Span]] = defaultdict(set)
        for e in entities:
            if e["type"] in ("PER", "ORG") or e["government"]:
                chains[e["instance"]].add((e["start"], e["end"]))
        for span, instance in self.mentions.items():
            if final(instance) not in self.drops:
                chains[final(instance)].add(span)
        known = set(chains) | {e["instance"] for e in entities}
        rows = sorted(self.attributions, key=lambda r: (min(s[0] for s in r["cue"]), r["content"]))
        names: dict[str, str] = {}
        for i, row in enumerate(rows, 1):
            if row["id"]:
                if row["id"] in names:
                    wrong.append(f"two attributions are called {row['id']}")
                names[row["id"]] = f"a{i}"
            row["id"] = f"a{i}"
        for row in rows:
            if row["speaker"]:
                row["speaker"] = final(row["speaker"])
                if row["speaker"] not in known:
                    wrong.append(f"speaker {row['speaker']!r} is no instance (cue {text[slice(*row['cue'][0])]!r}): give it an E or M line")
            if row["within"] is None:
                row["within"] = holder(row, rows)
            elif row["within"] == "-":
                row["within"] = None
            elif row["within"] in names:
                row["within"] = names[row["within"]]
            else:
                wrong.append(f"in={row['within']} is no attribution")
        gold = {
            "id": self.text.id, "source": self.text.source, "place": self.text.place, "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "sentences": [list(s) for s in self.sentences], "entities": entities,
            "coreference": [{"instance": i, "mentions": [list(s) for s in sorted(m)]} for i, m in sorted(chains.items())],
            "attributions": [{k: [list(s) for s in v] if k in ("source", "cue", "content") else v for k, v in r.items()} for r in rows],
            "credits": sorted(self.credits, key=lambda c: (c["start"], c["end"], c["name"])),
            "quotation_marks": [{"start": a, "end": b, "reason": r} for (a, b), r in sorted(self.quotes.items())],
            "furniture": sorted(self.furniture),
        }  # fmt: skip
        return gold, wrong


def holder(row: dict[str, Any], rows: list[dict[str, Any]]) -> str | None:
    """The attribution whose content holds this one's cue and content: the smallest."""
    own = [*row["cue"], *row["content"]]

    def inside(span: Span, spans: list[Span]) -> bool:
        low, high = min(s[0] for s in spans), max(s[1] for s in spans)
        return any(a <= span[0] and span[1] <= b for a, b in spans) or (
            len(spans) > 1 and low <= span[0] and span[1] <= high and len(own) > 2
        )

    best = [o for o in rows if o is not row and all(inside(tuple(s), [tuple(x) for x in o["content"]]) for s in own)]
    best = [o for o in best if sum(b - a for a, b in o["content"]) > sum(b - a for a, b in row["content"])]
    return min(best, key=lambda o: sum(b - a for a, b in o["content"]))["id"] if best else None


def pairs_of(text: str) -> list[Span]:
    """What stands between double quotation marks, paragraph by paragraph; an opening mark that a paragraph does not close runs to its end."""
    out: list[Span] = []
    start: int | None = None
    for line in re.finditer(r"[^\n]+", text):
        marks = [(line.start() + m.start(), m.group()) for m in re.finditer(r"[\"“”]", line.group())]

        def opens(at: int, mark: str) -> bool:
            left, right = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
            return mark == "“" or (mark == '"' and (not left or left.isspace() or left in "([—–-") and bool(right) and not right.isspace())

        if start is not None and (text[line.start() - 2 : line.start()] == "\n\n" or not marks or opens(*marks[0])):
            out.append((start, line.start() - 1))
            start = None
        for at, mark in marks:
            if opens(at, mark):
                if start is None:
                    start = at + 1
            elif start is not None:
                out.append((start, at))
                start = None
    if start is not None:
        out.append((start, len(text)))
    return [(x, y) for x, y in out if text[x:y].strip()]


def unused_marks(gold: dict[str, Any], text: str) -> Iterator[Span]:
    used = [tuple(s) for a in gold["attributions"] for s in a["content"]] + [(q["start"], q["end"]) for q in gold["quotation_marks"]]
    used += [(a, b) for a, b, _ in gold["furniture"]]
    for a, b in pairs_of(text):
        if not any(x < b and a < y for x, y in used):
            yield a, b


def compile_(raw: Path, data: Path, out: Path, prefill: Path | None, force: bool) -> int:
    out.mkdir(parents=True, exist_ok=True)
    bad = done = 0
    known = set()
    for text in articles(data):
        name = file_name(text.id)
        known.add(name)
        file = raw / f"{name}.ann"
        if not file.exists():
            continue
        one = Compiler(text)
        problems = []
        for source, pre in ((prefill / f"{name}.ann" if prefill else None, True), (file, False)):
            if source is None or not source.exists():
                continue
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
                line = line.strip()
                if not line or line.startswith("//"):
                    continue
                try:
                    one.line(line, pre)
                except Misfit as error:
                    if not pre:
                        problems.append(f"{file}:{number}: {error}\n    {line[:160]}")
        gold, wrong = one.done()
        problems += [f"{file}: {w}" for w in wrong]
        remarks = [
            f"{file}: quotation marks in no content and without a Q line: {text.text[a:b][:60]!r}" for a, b in unused_marks(gold, text.text)
        ]
        for problem in problems + remarks:
            print(problem)
        if (problems or remarks) and not force:
            bad += 1
            continue
        faults = faults_of(gold, text)
        for fault in faults:
            print(f"{file}: {fault}")
        if faults and not force:
            bad += 1
            continue
        (out / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
        done += 1
    for file in raw.glob("*.ann"):
        if file.stem not in known:
            print(f"{file}: no article of this name")
            bad += 1
    print(f"{done} compiled, {bad} refused")
    return bad > 0


# --- check ----------------------------------------------------------------------------------------------------------------------------


def load(folder: Path) -> dict[str, dict[str, Any]]:
    rows = (json.loads(f.read_text(encoding="utf-8")) for f in sorted(folder.rglob("*.json")) if f.name != "split.json")
    return {r["id"]: r for r in rows}


def faults_of(gold: dict[str, Any], text: Text | None) -> list[str]:
    if text is None:
        return [f"{gold['id']}: no such text"]
    out: list[str] = []
    body = text.text
    if hashlib.sha256(body.encode()).hexdigest() != gold["sha256"]:
        return [f"{gold['id']}: the text is another one (sha256)"]
    if (gold["source"], gold["place"]) != (text.source, text.place):
        out.append("source or place differs")

    def span(pair: Any, what: str, edges: bool = True) -> None:
        a, b = pair
        if not (isinstance(a, int) and isinstance(b, int) and 0 <= a < b <= len(body)):
            out.append(f"{what} out of bounds: {a}-{b}")
        elif edges and (body[a].isspace() or body[b - 1].isspace()):
            out.append(f"{what} begins or ends with white space: {body[a:b]!r}")
        elif edges and (
            (body[a].isalnum() and a and body[a - 1].isalnum()) or (body[b - 1].isalnum() and b < len(body) and body[b].isalnum())
        ):
            out.append(f"{what} cuts a word: {body[max(0, a - 5) : b + 5]!r}")

    def apart(spans: list[Any], what: str) -> None:
        row = sorted(map(tuple, spans))
        out.extend(f"{what} overlap at {y}" for (_, x), (y, _) in itertools.pairwise(row) if y < x)

    for s in gold["sentences"]:
        span(s, "sentence")
    apart(gold["sentences"], "sentences")
    if re.sub(r"\s", "", "".join(body[a:b] for a, b in gold["sentences"])) != re.sub(r"\s", "", body):
        out.append("the sentences do not cover the text")
    for e in gold["entities"]:
        span((e["start"], e["end"]), "entity")
        if e["type"] not in TYPES or not isinstance(e["government"], bool) or not e["instance"]:
            out.append(f"entity at {e['start']}: labels")
    apart([(e["start"], e["end"]) for e in gold["entities"]], "entities")
    chains = {c["instance"]: {tuple(m) for m in c["mentions"]} for c in gold["coreference"]}
    for c in gold["coreference"]:
        for m in c["mentions"]:
            span(m, f"mention of {c['instance']}")
    owners = Counter(m for ms in chains.values() for m in ms)
    out += [f"one mention in two chains: {body[slice(*m)]!r} at {m[0]}" for m, n in owners.items() if n > 1]
    for e in gold["entities"]:
        if (e["type"] in ("PER", "ORG") or e["government"]) and (e["start"], e["end"]) not in chains.get(e["instance"], ()):
            out.append(f"the name at {e['start']} is not in the chain {e['instance']}")
    kinds = defaultdict(set)
    for e in gold["entities"]:
        kinds[e["instance"]].add((e["type"], e["government"]))
    known = set(chains) | set(kinds)
    ids = [a["id"] for a in gold["attributions"]]
    if len(set(ids)) != len(ids):
        out.append("attribution ids repeat")
    by_id = {a["id"]: a for a in gold["attributions"]}
    seen = set()
    for a in gold["attributions"]:
        for role in ("source", "cue", "content", *EXTRAS.values()):
            for s in a[role]:
                span(s, f"{role} of {a['id']}")
            apart(a[role], f"{role} of {a['id']}")
        if not a["cue"] or not a["content"]:
            out.append(f"{a['id']} has no cue or no content")
        for c in a["content"]:
            if body[c[0]] in '"“”' or (body[c[1] - 1] in '"“”'):
                out.append(f"{a['id']}: a quotation mark at the border of the content")
            if any(x < c[1] and c[0] < y for x, y in a["cue"] + a["source"]):
                out.append(f"{a['id']}: content overlaps its cue or source: {body[slice(*c)][:50]!r}")
        if any(x < c[1] and c[0] < y for c in a["cue"] for x, y in a["source"]):
            out.append(f"{a['id']}: cue overlaps source")
        labels = (a["form"] in FORMS.values(), a["sort"] in SORTS.values(), a["source_class"] in (None, *CLASSES.values()))
        if not all((*labels, a["polarity"] in POLARITIES, a["certainty"] in CERTAINTIES)):
            out.append(f"{a['id']}: unknown label")
        if a["speaker"] is not None and a["speaker"] not in known:
            out.append(f"{a['id']}: speaker {a['speaker']} is no instance")
        if a["within"] is not None:
            up, steps = a["within"], 0
            while up is not None and steps < 20:
                if up not in by_id or up == a["id"]:
                    out.append(f"{a['id']}: within {a['within']} leads nowhere")
                    break
                up, steps = by_id[up]["within"], steps + 1
            low, high = (f(x for s in by_id.get(a["within"], a)["content"] for x in s) for f in (min, max))
            if not all(low <= s[0] and s[1] <= high for s in a["cue"]):
                out.append(f"{a['id']}: its cue is not in the content of {a['within']}")
        key = json.dumps([a["source"], a["cue"], a["content"]])
        if key in seen:
            out.append(f"{a['id']} stands twice")
        seen.add(key)
    for c in gold["credits"]:
        span((c["start"], c["end"]), "credit")
        span(c["name"], "credited name")
        if c["kind"] not in CREDITS:
            out.append("credit: kind")
        if not (c["start"] <= c["name"][0] and c["name"][1] <= c["end"]):
            out.append(f"credit at {c['start']}: the name is not inside")
    for q in gold["quotation_marks"]:
        span((q["start"], q["end"]), "quotation mark", False)
        if q["reason"] not in REASONS.values() or body[q["start"]] not in MARKS:
            out.append(f"quotation mark at {q['start']}: {body[q['start'] : q['end']][:40]!r}")
    for a, b, kind in gold["furniture"]:
        span((a, b), "furniture")
        if kind not in FURNITURE:
            out.append("furniture: kind")
    return out


def check(folder: Path, data: Path) -> int:
    golds, by_id = load(folder), {t.id: t for t in articles(data)}
    bad = 0
    for id, gold in golds.items():
        faults = faults_of(gold, by_id.get(id))
        bad += bool(faults)
        for fault in faults:
            print(f"{id}: {fault}")
    print(f"{len(golds)} checked, {bad} do not fit")
    return bad > 0


# --- show, read, counts -----------------------------------------------------------------------------------------------------------------


def read(data: Path, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    for text in articles(data):
        lines, before = [f"{text.id}  {text.place}  {text.date or ''}"], 0
        for n, (a, b) in enumerate(text.sentences):
            if "\n\n" in text.text[before:a]:
                lines.append("")
            lines.append(f"[{n}] {text.text[a:b]}")
            before = b
        (out / f"{file_name(text.id)}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def show(id: str, folder: Path, data: Path) -> int:
    gold = load(folder)[id]
    text = next(t for t in articles(data) if t.id == id)
    body = text.text
    chain = {tuple(m): c["instance"] for c in gold["coreference"] for m in c["mentions"]}
    names = {(e["start"], e["end"]): e for e in gold["entities"]}
    words = lambda spans: " + ".join(body[a:b].replace("\n", " ") for a, b in spans) or "-"  # noqa: E731
    for n, (a, b) in enumerate(gold["sentences"]):
        marks: list[tuple[int, int, str]] = []
        for span in set(chain) | set(names):
            if a <= span[0] and span[1] <= b:
                e = names.get(span)
                close = f"]{e['type']}{'!' if e['government'] else ''}:{e['instance']}" if e else f"]{chain[span]}"
                marks += [(span[0], -(span[1]), "["), (span[1], 10**9 - span[0], close)]
        line, at = "", a
        for where, _, mark in sorted(marks, key=lambda m: (m[0], 0 if m[2] != "[" else 1, m[1])):
            line += body[at:where] + mark
            at = where
        print(f"{n:3} {line}{body[at:b]}")
        for x in gold["attributions"]:
            if a <= x["cue"][0][0] < b:
                extra = [f"{k}={words(x[k])}" for k in EXTRAS.values() if x[k]]
                tags = [
                    x["form"],
                    x["sort"],
                    str(x["source_class"]),
                    str(x["speaker"]),
                    x["polarity"] * (x["polarity"] != "positive"),
                    x["certainty"] * (x["certainty"] != "certain"),
                ]
                print(
                    f"      {x['id']}{' in ' + x['within'] if x['within'] else ''}: S[{words(x['source'])}] C[{words(x['cue'])}] T[{words(x['content'])}] {' '.join(t for t in tags if t)} {' '.join(extra)}"
                )
        for c in gold["credits"]:
            if a <= c["start"] < b:
                print(f"      credit {c['kind']}: {body[c['start'] : c['end']]} ({body[slice(*c['name'])]})")
        for q in gold["quotation_marks"]:
            if a <= q["start"] < b:
                print(f"      marks {q['reason']}: {body[q['start'] : q['end']]}")
        for x, y, kind in gold["furniture"]:
            if a <= x < b:
                print(f"      furniture {kind}: {body[x:y]}")
    return 0


def counts(folder: Path, data: Path) -> int:
    total: Counter[str] = Counter()
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for gold in load(folder).values():
        total["articles"] += 1
        labels["source"][gold["source"]] += 1
        for kind in ("sentences", "entities", "attributions", "credits", "quotation_marks", "furniture"):
            total[kind] += len(gold[kind])
        total["coreference mentions"] += sum(len(c["mentions"]) for c in gold["coreference"])
        total["coreference mentions in chains of two or more"] += sum(
            len(c["mentions"]) for c in gold["coreference"] if len(c["mentions"]) > 1
        )
        total["within another"] += sum(a["within"] is not None for a in gold["attributions"])
        for e in gold["entities"]:
            labels["type"][e["type"]] += 1
            total["governments"] += e["government"]
        for a in gold["attributions"]:
            for key in ("form", "sort", "source_class", "polarity", "certainty"):
                labels[key][str(a[key])] += 1
            for key in EXTRAS.values():
                total[key] += bool(a[key])
    for key, n in total.items():
        print(f"{key:46} {n}")
    for key, counter in labels.items():
        print(f"{key:14}", ", ".join(f"{k} {n}" for k, n in counter.most_common()))
    return 0


# --- agreement --------------------------------------------------------------------------------------------------------------------------


def f1(right: float, pred: float, gold: float, right_gold: float | None = None) -> tuple[float, float, float]:
    p, r = right / pred if pred else 0.0, (right if right_gold is None else right_gold) / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def words_in(words: list[Span], spans: list[Any]) -> frozenset[int]:
    return frozenset(i for i, (a, b) in enumerate(words) if any(a < e and s < b for s, e in spans))


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return 1.0 if not a and not b else len(a & b) / len(a | b)


def match(gold: list[Any], pred: list[Any], alike: Any) -> list[tuple[int, int]]:
    """One to one, greedily, most alike first."""
    pairs = sorted(((s, g, p) for g, x in enumerate(gold) for p, y in enumerate(pred) if (s := alike(x, y)) > 0), reverse=True)
    used_g, used_p, out = set(), set(), []
    for _, g, p in pairs:
        if g not in used_g and p not in used_p:
            used_g.add(g), used_p.add(p)
            out.append((g, p))
    return out


def assignment(cost: list[list[float]]) -> list[int]:
    """Hungarian: for each row its column, least cost; rows <= columns."""
    n, m = len(cost), len(cost[0])
    u, v, p, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        p[0], j0 = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = p[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    here = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if here < least[j]:
                        least[j], way[j] = here, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[p[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if p[j0] == 0:
                break
        while j0:
            p[j0] = p[way[j0]]
            j0 = way[j0]
    out = [0] * n
    for j in range(1, m + 1):
        if p[j]:
            out[p[j] - 1] = j - 1
    return out


class Coreference:
    """MUC, B3, CEAF-e, summed over articles; chains of one mention are left out, as in CoNLL 2012."""

    def __init__(self) -> None:
        self.sums = [[0.0] * 4 for _ in range(3)]  # right_pred, pred, right_gold, gold

    def add(self, gold: list[set[Span]], pred: list[set[Span]]) -> None:
        gold, pred = [c for c in gold if len(c) > 1], [c for c in pred if len(c) > 1]
        for row, (a, b) in ((0, (pred, gold)), (2, (gold, pred))):
            where = {m: i for i, c in enumerate(b) for m in c}
            for c in a:
                parts = len({where[m] for m in c if m in where}) + sum(m not in where for m in c)
                self.sums[0][row] += len(c) - parts
                self.sums[0][row + 1] += len(c) - 1
                inside = Counter(where[m] for m in c if m in where)
                self.sums[1][row] += sum(n * n for n in inside.values()) / len(c)
                self.sums[1][row + 1] += len(c)
        if gold and pred:
            rows, columns = (gold, pred) if len(gold) <= len(pred) else (pred, gold)
            phi = [[2 * len(x & y) / (len(x) + len(y)) for y in columns] for x in rows]
            best = sum(phi[i][j] for i, j in enumerate(assignment([[-x for x in row] for row in phi])))
            self.sums[2][0] += best
            self.sums[2][2] += best
        self.sums[2][1] += len(pred)
        self.sums[2][3] += len(gold)

    def figures(self) -> list[tuple[float, float, float]]:
        return [f1(rp, p, g, rg) for rp, p, rg, g in self.sums]


def agree(folder_a: Path, folder_b: Path, data: Path, each: bool) -> int:
    A, B = load(folder_a), load(folder_b)
    ids = sorted(set(A) & set(B))
    texts_ = {t.id: t.text for t in articles(data) if t.id in ids}
    if not ids:
        print("no article in both")
        return 1
    tok = {r: [0, 0, 0] for r in ("source", "cue", "content")}
    rel, half, exact, ent, untyped, quotes = ([0, 0, 0] for _ in range(6))
    same: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    coref = Coreference()
    for id in ids:
        a, b = A[id], B[id]
        words = [m.span() for m in WORD.finditer(texts_[id])]
        G, P = ([{r: words_in(words, x[r]) for r in tok} for x in one["attributions"]] for one in (a, b))
        for r, sums in tok.items():
            g, p = frozenset().union(*(x[r] for x in G)), frozenset().union(*(x[r] for x in P))
            for i, n in enumerate((len(g & p), len(p), len(g))):
                sums[i] += n
        content = lambda x, y: jaccard(x["content"], y["content"]) if x["content"] and y["content"] else 0  # noqa: E731
        loose = match(G, P, lambda x, y: j if (j := content(x, y)) >= 0.5 else 0)
        full = match(G, P, lambda x, y: j + s if (j := content(x, y)) >= 0.5 and (s := jaccard(x["source"], y["source"])) >= 0.5 else 0)
        tight = match(G, P, lambda x, y: 1 if x["content"] and x["content"] == y["content"] else 0)
        for sums, hits in ((rel, full), (half, loose), (exact, tight)):
            for i, n in enumerate((len(hits), len(P), len(G))):
                sums[i] += n
        back = {p: g for g, p in full}
        names = {a["attributions"][g]["id"]: b["attributions"][p]["id"] for g, p in full}
        for p, g in back.items():
            x, y = a["attributions"][g], b["attributions"][p]
            for key in ("form", "sort", "source_class", "polarity", "certainty"):
                same[key][0] += x[key] == y[key]
                same[key][1] += 1
            same["within"][0] += (names.get(x["within"], x["within"]) if x["within"] else None) == y["within"]
            same["within"][1] += 1
            for key in EXTRAS.values():
                if x[key] or y[key]:
                    same[key][0] += jaccard(words_in(words, x[key]), words_in(words, y[key])) >= 0.5
                    same[key][1] += 1
        E, F = ({(e["start"], e["end"], e["type"]) for e in one["entities"]} for one in (a, b))
        for i, n in enumerate((len(E & F), len(F), len(E))):
            ent[i] += n
        E, F = ({x[:2] for x in one} for one in (E, F))
        for i, n in enumerate((len(E & F), len(F), len(E))):
            untyped[i] += n
        Q, R = ({(q["start"], q["end"]) for q in one["quotation_marks"]} for one in (a, b))
        for i, n in enumerate((len(Q & R), len(R), len(Q))):
            quotes[i] += n
        coref.add(*([{tuple(m) for m in c["mentions"]} for c in one["coreference"]] for one in (a, b)))
        if each:
            print(
                f"{id:32} relation {f1(len(full), len(P), len(G))[2]:.3f}  entities {f1(len(E & F), len(F), len(E))[2]:.3f}  attributions {len(G)} {len(P)}"
            )
            used_g, used_p = {g for g, _ in full}, set(back)
            for side, one, used in (("only A", a, used_g), ("only B", b, used_p)):
                for i, x in enumerate(one["attributions"]):
                    if i not in used:
                        w = lambda spans: " + ".join(texts_[id][s:e] for s, e in spans)[:70].replace("\n", " ")  # noqa: E731
                        print(f"    {side}: S[{w(x['source'])}] C[{w(x['cue'])}] T[{w(x['content'])}]")
    print(f"articles in both: {len(ids)}")
    for name, sums in (("relation", rel), ("content half", half), ("content exact", exact), *((f"token {r}", s) for r, s in tok.items()),
                       ("entities", ent), ("entity spans", untyped), ("quotation marks", quotes)):  # fmt: skip
        print("%-16s P %.3f R %.3f F1 %.3f" % (name, *f1(*sums)))
    figures = coref.figures()
    for name, one in zip(("MUC", "B3", "CEAF-e"), figures, strict=True):
        print("%-16s P %.3f R %.3f F1 %.3f" % (name, *one))
    print("%-16s F1 %.3f" % ("CoNLL", sum(x[2] for x in figures) / 3))
    for key, (n, of) in same.items():
        print("same %-14s %.3f (%d/%d)" % (key, n / of if of else 0, n, of))
    return 0


def brat(folder: Path, data: Path, out: Path) -> int:
    (out / "text").mkdir(parents=True, exist_ok=True)
    (out / "attributions").mkdir(exist_ok=True)
    golds = load(folder)
    for text in articles(data):
        if text.id not in golds:
            continue
        lines, n = [], 0
        for i, a in enumerate(golds[text.id]["attributions"], 1):
            parts = []
            for role in ("Source", "Cue", "Content"):
                if spans := a[role.lower()]:
                    n += 1
                    words = " ".join(text.text[s:e].replace("\n", " ") for s, e in spans)
                    lines.append(f"T{n}\t{role} {';'.join(f'{s} {e}' for s, e in spans)}\t{words}")
                    parts.append(f"{role}:T{n}")
            n += 1
            s, e = a["cue"][0]
            lines.append(f"T{n}\tAttribution {s} {e}\t{text.text[s:e]}")
            lines.append(f"E{i}\tAttribution:T{n} {' '.join(parts)}")
        name = file_name(text.id)
        (out / "text" / f"{name}.txt").write_text(text.text, encoding="utf-8", newline="")
        (out / "attributions" / f"{name}_gold.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def doubts(raw: Path) -> int:
    for file in sorted(raw.rglob("*.ann")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if re.match(r"\d+\s+\?", line):
                print(f"{file.parent.name}/{file.stem}: {line}")
    return 0


def main(argv: list[str]) -> int:
    force, each, prefill = "--force" in argv, "--each" in argv, None
    if "--prefill" in argv:
        at = argv.index("--prefill")
        prefill = Path(argv[at + 1])
        del argv[at : at + 2]
    rest = [a for a in argv if not a.startswith("--")]
    match rest:
        case ["compile", raw, data, out]:
            return compile_(Path(raw), Path(data), Path(out), prefill, force)
        case ["check", folder, data]:
            return check(Path(folder), Path(data))
        case ["show", id, folder, data]:
            return show(id, Path(folder), Path(data))
        case ["counts", folder, data]:
            return counts(Path(folder), Path(data))
        case ["agree", a, b, data]:
            return agree(Path(a), Path(b), Path(data), each)
        case ["brat", folder, data, out]:
            return brat(Path(folder), Path(data), Path(out))
        case ["read", data, out]:
            return read(Path(data), Path(out))
        case ["doubts", raw]:
            return doubts(Path(raw))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
