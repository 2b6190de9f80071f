"""What dateparser's search or recognizers-text finds, as JSON: run by benchmarks/times.py with an interpreter that has them, which imports nothing of ours.

    python times_peers.py dateparser | recognizers-text  < articles

Articles: a list of {"text", "day"}. Out: a list of [start, end, type, value] for each. dateparser gives a moment, not a TIMEX3 value: its day is taken, and where the words name a
month or a year alone, that (a reading in its favour). It is asked with the day of publication, to prefer the past.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

MONTHS = "january february march april may june july august september october november december".split()


def by_dateparser() -> Callable[[str, datetime], list[list[Any]]]:
    from dateparser.search import search_dates  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def read(text: str, day: datetime) -> list[list[Any]]:
        found, at = [], 0
        for line in text.splitlines(keepends=True):
            settings = {"RELATIVE_BASE": day, "PREFER_DATES_FROM": "past"}
            inside = 0
            for words, moment in search_dates(line, languages=["en"], settings=settings) or ():
                start = line.find(words, inside)
                if start >= 0:
                    inside = start + len(words)
                    found.append([at + start, at + inside, "DATE", _value(words, moment)])
            at += len(line)
        return found

    return read


def _value(words: str, moment: datetime) -> str:
    plain = words.lower().strip()
    if re.fullmatch(r"(in |since |by |of )?\d{4}", plain):
        return f"{moment:%Y}"
    if re.fullmatch(rf"(in |since |by |of )?({'|'.join(MONTHS)})( \d{{4}})?", plain):
        return f"{moment:%Y-%m}"
    return f"{moment:%Y-%m-%d}"


def by_recognizers() -> Callable[[str, datetime], list[list[Any]]]:
    from recognizers_date_time import Culture, recognize_datetime  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def read(text: str, day: datetime) -> list[list[Any]]:
        found = []
        for each in recognize_datetime(text, Culture.English, reference=day):
            values = (each.resolution or {}).get("values") or [{}]
            best = max(
                values, key=lambda one: str(one.get("end") or one.get("value") or "") <= f"{day:%Y-%m-%d}~"
            )  # of several the first that is past
            kind = each.type_name.rpartition(".")[2]
            type_ = {
                "duration": "DURATION",
                "set": "SET",
                "time": "TIME",
                "timerange": "TIME",
                "datetime": "TIME",
                "datetimerange": "TIME",
            }.get(kind, "DATE")
            timex = str(best.get("timex", ""))
            found.append([each.start, each.end + 1, type_, _resolved(timex, best)])
        return found

    return read


def _resolved(timex: str, value: dict[str, str]) -> str:
    """Its TIMEX where that is whole; else the day, week, month, quarter or year that its values give, with the part of the day."""
    start = value.get("value") or value.get("start", "")
    if timex.startswith("("):
        last = timex.rpartition(",")[2].rstrip(")")
        quarter = f"{start[:4]}-Q{(int(start[5:7]) + 2) // 3}" if last == "P3M" and start[5:7].isdigit() else start
        return {"P1M": start[:7], "P1Y": start[:4], "P3M": quarter}.get(last, start)
    if "XXXX" not in timex:
        return timex
    part = re.search(r"T(MO|AF|EV|NI)$", timex)
    if part:
        return f"{start[:10]}{part[0]}"
    return start[:7] if re.fullmatch(r"XXXX-\d\d", timex) else start


def main(name: str) -> None:
    read = {"dateparser": by_dateparser, "recognizers-text": by_recognizers}[name]()
    json.dump([read(one["text"], datetime.fromisoformat(one["day"])) for one in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
