"""Programmes by their titles and hosts: `her podcast “Harrow Hours”`, `the radio show "Dawn Watch"`, `Ines Varro's radio show`."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.outlet_list import CLOSING, OPENING
from firsthand.extract.outlet_names import Named, Names

# Words of the longest title, and of what stands between a host and the word for a programme.
TITLE, BETWEEN = 8, 4


def shows(names: Names) -> Iterator[Named]:
    """`sure`: where the words say that it is on the air, or the list has it; a `show` alone may be a play."""
    for place in range(len(names.words.text)):
        if not names.is_(place, "programmes"):
            continue
        found = _titled_after(names, place) or _titled_before(names, place) or _of_host(names, place)
        if found is not None:
            yield found


def _on_the_air(names: Names, place: int) -> bool:
    return names.is_(place, "sure_programmes") or names.is_(place - 1, "kinds_of_news", "talk_shows")


def _titled_after(names: Names, place: int) -> Named | None:
    first = place + 2 if names.words.text[place + 1 : place + 2] == [","] else place + 1
    if not names._same(place, first) or first >= len(names.words.text) or names.words.text[first] not in OPENING:
        return None
    end = next((i for i in range(first + 1, min(first + TITLE + 2, len(names.words.text))) if names.words.text[i] in CLOSING), 0)
    return _title(names, first + 1, end, _on_the_air(names, place)) if end else None


def _titled_before(names: Names, place: int) -> Named | None:
    end = place - 2 if names.is_(place - 1, "kinds_of_news", "talk_shows") else place - 1
    if end < 1 or not names._same(place, end) or names.words.text[end] not in CLOSING:
        return None
    first = next((i for i in range(end - 1, max(end - TITLE - 2, -1), -1) if names.words.text[i] in OPENING), -1)
    return _title(names, first + 1, end, _on_the_air(names, place)) if first >= 0 and names._same(first, end) else None


def _title(names: Names, start: int, end: int, sure: bool) -> Named | None:
    while end > start and names.words.text[end - 1] in (",", "."):
        end -= 1
    if end <= start or not names._capital(start) or not names._capital(end - 1) or not names._same(start, end - 1):
        return None
    name = names._called(start, end)
    return Named(start, end, name, "name", sure or name in names.known.kinds)


def _of_host(names: Names, place: int) -> Named | None:
    """`Ines Varro's syndicated radio show`; its name where the list has one."""
    owner = next((i for i in range(place - 1, max(place - BETWEEN - 2, 0), -1) if names.words.text[i] in ("'s", "’s", "'", "’")), -1)
    if owner < 1 or not names._same(owner - 1, place) or any(names._capital(i) for i in range(owner + 1, place)):
        return None
    last = start = owner - 1
    while start > 0 and names._same(start, start - 1) and names._capital(start - 1) and last - start < 2 and not names._begins(start - 1):
        start -= 1
    if (
        start == last
        or not names._capital(last)
        or names.label_over(last, last + 1) in ("ORG", "MISC", "LOC")
        or names._match(start, names.words.text[start])
    ):
        return None
    host = names.text[names.words.start[start] : names.words.end[last]]
    spoken = names.text[names.words.start[start] : names.words.end[place]]
    called = (f"The {host} Show", f"{host} Show", f"The {host} Program", f"The {host} Podcast")
    name = next((names.known.canonical[each] for each in called if each in names.known.canonical), None)
    if name is None and not _on_the_air(names, place):
        return None
    return Named(start, place + 1, name or spoken, "name", True)
