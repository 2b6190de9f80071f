"""The commands. The only place that prints.

Exit codes: 0 done; 1 the answer is no (verify); 2 the call is wrong; 3 something could not be read, the rest is done and named.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Unpack

import click

from firsthand import __version__
from firsthand.errors import FirsthandError, NotOurs

if TYPE_CHECKING:  # viewing must not pay for what only building needs
    from firsthand.engines.local import Built
    from firsthand.engines.pace import Progressed
    from firsthand.view.answers import Asked, Line, Pile, Place, Quote, Speaker
    from firsthand.view.origins import Report
    from firsthand.view.story import Story
    from firsthand.view.values import Day

NO, WRONG_CALL, NOT_ALL_READ = 1, 2, 3
DEFAULT_PAGE = "story.html"
WIDTH = 96
# Places of similar words that a line of the brief names before it counts the rest.
SHOWN = 3
# A progress line is worth its flicker only for builds that will take some seconds more.
PROGRESS_FROM = 2.0
# Files or places that could not be read and are named on the terminal; `unread` lists all of them.
NAMED_FAILURES = 50

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
story_argument = click.argument("story", type=click.Path(path_type=Path))
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your decisions; by default decisions.toml beside the story or the articles.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="firsthand")
def main() -> None:
    """Rebuild what stands behind the coverage of a story, on the exact words."""


@main.command()
@paths_argument
@click.option(
    "-o", "--output", "page", type=click.Path(path_type=Path, dir_okay=False), default=DEFAULT_PAGE, show_default=True, help="The page."
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A story to add to. By default the page's name with .duckdb, made anew.",
)
@decisions_option
@click.option("--excerpts", is_flag=True, help="Leave the full texts out of the page.")
def report(paths: tuple[str, ...], page: Path, store: Path | None, decisions: Path | None, excerpts: bool) -> None:
    """Read the articles under PATHS, build their story, write one page, print the brief.

    A PATH is a file, a folder, or - for standard input.
    """
    with _errors():
        from firsthand.view.report import write_page
        from firsthand.view.story import Story

        target = store or page.with_suffix(".duckdb")
        _check_page(page, target)
        if store is None:
            _check_default_store(target)
        built = _build(paths, target, decisions, only=store is None)
        with Story.open(target) as story:
            write_page(story, page, excerpts=excerpts)
            _print_brief(story)
        _say("")
        _say(f"Page   {page}")
        _say(f"Story  {target}")
        _finish(built)


@main.command()
@paths_argument
@click.option(
    "--store", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The story to add to; made where there is none."
)
@decisions_option
def build(paths: tuple[str, ...], store: Path, decisions: Path | None) -> None:
    """Add the articles under PATHS to a story. What is unchanged is not read again."""
    with _errors():
        built = _build(paths, store, decisions, only=False)
        _say(f"{_count(built.read, 'file')} read, {built.unchanged} unchanged, {len(built.failed)} not read")
        if built.changed:
            _say(
                f"{_count(len(built.changed), 'file')} changed since an earlier build; the old text stays beside the new: {', '.join(built.changed[:SHOWN])}"
            )
        _say(f"Story  {store}")
        _finish(built)


@main.command()
@story_argument
@click.option("--speaker", help="Only speakers whose name holds these words.")
@click.option(
    "--class",
    "source_class",
    type=click.Choice(["named", "role", "anonymous", "collective", "document", "outlet"]),
    help="Only sources of this class.",
)
@click.option("--outlet", help="Only this outlet.")
@click.option("--article", help="Only this article (its path).")
@click.option(
    "--form",
    type=click.Choice(["direct", "indirect", "mixed", "headline"]),
    help="Only words of this form: in quotation marks, in the outlet's words, partly in marks, in a headline.",
)
@click.option("--sort", type=click.Choice(["said", "believed", "intended"]), help="Only what is said, believed or intended.")
@json_option
def who(story: Path, as_json: bool, **asked: Unpack[Asked]) -> None:
    """Who said what, speaker by speaker, with the words, and through whom they came."""
    with _errors(), _open(story) as opened:
        speakers = opened.who(**asked)
        if as_json:
            _print_json(speakers)
            return
        if not speakers:
            _say("No attributed words were found. `firsthand unread` lists the quotation marks that no speaker was found for.")
        for person in speakers:
            _say_speaker(person)


@main.command()
@story_argument
@click.option("--outlet", help="Only this outlet.")
@click.option("--article", help="Only this article (its path).")
@json_option
def origins(story: Path, outlet: str | None, article: str | None, as_json: bool) -> None:
    """Where each article has its report from: who repeats whom, whom it credits, what leads nowhere, each with the words.

    It says which report stands on which. Whether what they say is so, and how many origins a claim has, it does not say.
    """
    with _errors(), _open(story) as opened:
        from firsthand.view import origins as whence
        from firsthand.view import queries

        found = opened.sourcing_map()
        every = whence.reports(found)
        reports, of = every, None
        if outlet is not None or article is not None:
            reports, of = queries.origins(every, found, outlet=outlet, article=article), len(every)
            found = queries.part_of_map(found, reports)
        summary = whence.summary(reports, of)
        if as_json:
            _print_json({"summary": summary, "asked": {"outlet": outlet, "article": article}, "map": found, "articles": reports})
            return
        _say_wrapped(summary, "")
        nodes = {node.key: node for node in found.nodes}
        for circle in found.circles:
            _say(f"A chain comes back to where it began: {whence.chain(circle, nodes)}")
        for under in whence.headings(reports, found):
            _say("")
            _say(_printable(under.words), bold=True)
            if under.note:
                _say(f"  {under.note}", dim=True)
            for one in under.reports:
                _say_report(one)


@main.command()
@story_argument
@click.option("--outlet", help="Only this outlet.")
@click.option("--article", help="Only this article (its path).")
@json_option
def timeline(story: Path, outlet: str | None, article: str | None, as_json: bool) -> None:
    """The dates that the articles name, in order of the days that they stand for, each in its sentence, with how it was read.

    It lists dates, not events: what happened on them is in the words. What stands for no day comes last, by the reason.
    """
    with _errors(), _open(story) as opened:
        rows = opened.timeline(outlet=outlet, article=article)
        if as_json:
            _print_json(rows)
            return
        from firsthand.view import values

        found = values.timeline(rows)
        if not found.days:
            _say(values.none_placed(found.unplaced))
        for day in (*found.days, *found.unplaced):
            _say_day(day)


@main.command()
@story_argument
@click.option("--article", help="Only this article (its path).")
@json_option
def unread(story: Path, article: str | None, as_json: bool) -> None:
    """What looks like evidence and no row uses, with the reason; and what could not be read."""
    with _errors(), _open(story) as opened:
        rows = opened.unread(article=article)
        lost = [outcome for outcome in opened.outcomes() if article is None or outcome.path == article]
        stale = [decision for decision in opened.decisions() if not decision.applied]
        if as_json:
            _print_json({"unread": rows, "outcomes": lost, "decisions": stale, "pile": opened.pile(), "versions": opened.versions()})
            return
        for row in rows:
            kind = "" if row.unread.kind == "quotation" else f"{row.unread.kind}, "
            _say(f"{kind}{row.unread.reason}: {_printable(row.unread.words)}")
            _say(f"    {_place(row.place)}", dim=True)
        # what one cause did to several stages of an article is told once
        told = dict.fromkeys((outcome.path, outcome.status, outcome.error or outcome.stage) for outcome in lost)
        for path, status, error in told:
            named = "" if error.startswith(path) else f"{path}: "
            _say(f"{'partly' if status == 'done' else status}: {_printable(named + error)}")
        for decision in stale:
            named = ", ".join(filter(None, (decision.words or decision.path, decision.other)))
            _say(f"[[{decision.kind}]] {_printable(named)}: applies to nothing, {_printable(decision.remark or '')}")
        if article is None:
            _say_pile(opened.pile())
            for version in (one for one in opened.versions() if one.link.judgement != "same"):
                _say(f"perhaps a version of {_place(version.following)}: {_printable(version.link.reason)}")
                _say(f"    {_place(version.place)}", dim=True)
        if not (rows or lost or stale):
            _say("Nothing is left over: every quotation, date and number is used by a row, every file was read, every decision applies.")


@main.command()
@story_argument
@click.argument("paths", nargs=-1, type=click.Path(path_type=str, allow_dash=True))
@json_option
def verify(story: Path, paths: tuple[str, ...], as_json: bool) -> None:
    """Prove every row and text of a story; with PATHS, read the files again and compare. Exit 1 at the first that fails."""
    with _errors():
        from firsthand.verify import problems, rows_checked

        first = next(problems(story, paths), None)
        if as_json:
            _print_json({"story": story.name, "stands": first is None, "problem": first})
        elif first is None:
            _say(f"{_count(rows_checked(story), 'row')} and their texts stand{', and the files give the same texts' if paths else ''}.")
        if first is not None:
            if not as_json:
                click.echo(_printable(first), err=True)
            sys.exit(NO)


@main.command()
@story_argument
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", "file_format", required=True, type=click.Choice(["parquet", "csv", "jsonl", "web-annotation", "prov"]))
def export(story: Path, folder: Path, file_format: str) -> None:
    """Write a story's tables to FOLDER for other tools."""
    with _errors(), _open(story) as opened:
        from firsthand.view.exports import export as write

        names = write(opened, folder, file_format)
        _say(f"{_count(len(names), 'file')} in {folder}")


# --- building ---------------------------------------------------------------------------------------------------------------------


def _build(paths: Sequence[str], store: Path, decisions: Path | None, *, only: bool) -> Built:
    from firsthand.engines.local import build as run

    with _progress() as progress:
        return run(paths, store, decisions=decisions, only=only, progress=progress, resumed=_say_resumed)


def _say_resumed(articles: int) -> None:
    click.echo(
        f"firsthand: going on from an interrupted build: {articles:,} {'article is' if articles == 1 else 'articles are'} read", err=True
    )


@contextmanager
def _progress() -> Iterator[Callable[[Progressed], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = ("{task.description}", BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=1.0, visible=False, told="")

        def show(now: Progressed) -> None:
            reading = now.phase == "reading"
            shown = not bar.finished and (bar.tasks[0].visible or (now.left or 0.0) > PROGRESS_FROM)
            bar.update(task, description="Reading" if reading else "Making the story", completed=now.done, told=_told(now), visible=shown)

        yield show


def _told(now: Progressed) -> str:
    parts = [f"{now.articles:,} articles"]
    if now.a_second:
        parts.append(f"{now.a_second:,.0f} a second" if now.a_second >= 10 else f"{now.a_second:.1f} a second")
    if now.left is not None:
        parts.append(f"{_duration(now.left)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """As long a unit as tells something: `40 s`, `12 min`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _check_page(page: Path, store: Path) -> None:
    from firsthand.reading.inputs import own_page

    if page.suffix.lower() not in (".html", ".htm"):
        raise NotOurs(f"{page}: a page's name ends with .html. Give another name with -o.")
    if os.path.realpath(page) == os.path.realpath(store):
        raise NotOurs(f"{page}: cannot be both page and story. Give another name with -o or --store.")
    if page.is_dir() or (page.exists() and not own_page(page)):
        raise NotOurs(f"{page}: is not a page that Firsthand wrote. Give another name with -o, or move the file away.")
    if not page.absolute().parent.is_dir():
        raise NotOurs(f"{page.parent}: there is no such folder. Make it, or write the page elsewhere.")


def _check_default_store(store: Path) -> None:
    """`report` makes a story of just its PATHS; one that was built up by `build` would lose the rest."""
    if not store.exists():
        return
    from firsthand.view.story import options

    if not options(store).get("only"):
        raise NotOurs(
            f"{store}: was built with `firsthand build` and may hold more. Add to it with --store, or give another page name with -o."
        )


def _finish(built: Built) -> None:
    if built.failed:
        _say("")
        _say("Not read:", bold=True)
        for outcome in built.failed[:NAMED_FAILURES]:
            _say(f"  {_printable(outcome.error or outcome.path)}")
        if len(built.failed) > NAMED_FAILURES:
            _say(f"  and {len(built.failed) - NAMED_FAILURES:,} more: `firsthand unread` lists them all")
        sys.exit(NOT_ALL_READ)


# --- printing ---------------------------------------------------------------------------------------------------------------------


def _print_brief(story: Story) -> None:
    brief = story.brief()
    overview = brief.overview
    _say(brief.title or "No article has a title", bold=True)
    named = [outlet for outlet in overview.outlets if outlet.name and outlet.articles]
    articles = f"{_count(overview.articles, 'article')}, {_count(len(named), 'outlet')} named"
    if overview.versions:
        articles += f", {_count(overview.versions, 'more version')} of them"
    if overview.listings:
        articles += f", {_count(overview.listings, 'page')} listing others"
    _say(f"{articles}; published {_between(overview.first, overview.last)}")
    _say_pile(story.pile())
    dates = f"{_count(overview.dates, 'date')} (see `firsthand timeline`), {_count(overview.amounts, 'number')}"
    _say(f"{_count(overview.findings, 'row')} of who said what; {dates}")
    left = f"{_count(overview.unread, 'quotation')}, {_count(overview.dates_unread, 'date')}, {_count(overview.numbers_unread, 'number')}"
    _say(f"not used: {left} (see `firsthand unread`)")
    for line in brief.lines:
        _say("")
        _say(_said_by(line), bold=True)
        _say_quote(line.quote)
        own = _place(line.quote.place)
        others = [place for place in dict.fromkeys(_place(place) for place in line.places) if place != own]
        _say(f"    {own}", dim=True)
        if others:
            more = f"; and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
            _say(f"    similar words in: {'; '.join(others[:SHOWN])}{more}", dim=True)


def _said_by(line: Line) -> str:
    """The speaker of a line of the brief, through whom it came, and whether it is denied or uncertain."""
    from firsthand.view import say

    steps = [f"{words} {say.whom(hop)}" for words, hop in say.steps(line.quote)]
    senses = [words for words, _ in say.senses(line.quote)]
    corrected = [f"corrected to {line.speaker.corrected.right}"] if line.speaker.corrected else []
    return ", ".join([line.speaker.name or "No speaker named", *corrected, *steps, *senses])


def _say_pile(pile: Pile) -> None:
    """Which articles are probably of another story, in a line or two."""
    if pile.alone:
        named = "; ".join(_place(place) for place in pile.alone[:SHOWN])
        more = f"; and {len(pile.alone) - SHOWN} more" if len(pile.alone) > SHOWN else ""
        shares = "shares" if len(pile.alone) == 1 else "share"
        _say(f"{len(pile.alone)} of {_count(pile.articles, 'article')} {shares} next to nothing with the rest: {named}{more}")
    if len(pile.groups) > 1:
        sizes = ", ".join(str(len(group.places)) for group in pile.groups)
        _say(f"By the names and words that they share, the articles fall into {len(pile.groups)} groups: {sizes}")


def _between(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return "not known (no article gives a date)"
    return first.date().isoformat() if first.date() == last.date() else f"{first.date().isoformat()} to {last.date().isoformat()}"


def _place(place: Place) -> str:
    from firsthand.view import say

    return _printable(" · ".join(part for part in (say.outlet(place.outlet), _published(place), place.path) if part))


def _published(place: Place) -> str | None:
    """The day, or an interval as EDTF writes it: `2031-06-03/2031-06-09`, `../2031-06-09`."""
    first, last = (one.date().isoformat() if one is not None else ".." for one in (place.earliest, place.latest))
    return None if first == last == ".." else first if first == last else f"{first}/{last}"


def _say_speaker(person: Speaker) -> None:
    from firsthand.view import say
    from firsthand.view.quotes import folded

    _say("")
    _say(person.name or "No speaker named", bold=True)
    if person.corrected:
        _say(f"    “{person.corrected.wrong}” is corrected to “{person.corrected.right}” in {_place(person.corrected.place)}", dim=True)
    for join in person.joins:
        _say(f"    “{join.one}” and “{join.other}” are taken for one: {join.reason}", dim=True)
    for other in person.perhaps:
        _say(f"    {say.perhaps(other)} “{other.name or say.NOBODY}” ({_place(other.place)}): {other.reason}", dim=True)
    for quote, inside in folded(person.quotes):
        _say_quote(quote)
        _say(f"    {_way(quote)}", dim=True)
        for one in inside:
            _say_quote(one, "      also: ")
            _say(f"      {_way(one)}", dim=True)


def _way(quote: Quote) -> str:
    """Who said it, through whom it came, where it stands, and what else is told of it."""
    from firsthand.view import say

    who = " ".join(part for part in (quote.source, quote.cue) if part)
    through = ", ".join([who, *(f"{words} {say.whom(hop)}" for words, hop in say.steps(quote))]).removeprefix(", ")
    passed = f"passing on {say.whom(quote.inward[0])}" if quote.inward else None
    told = [
        *say.known_of(quote),
        *(f"{words}: {by}" if by else words for words, by in say.senses(quote)),
        *(f"{name}{words}" for name, words in (("to ", quote.to), ("", quote.occasion), ("on condition: ", quote.condition)) if words),
        *([f"not named: {quote.why_not_named}"] if quote.why_not_named else []),
    ]
    where = f"in {_place(quote.place)}" if through else _place(quote.place)
    return " · ".join(filter(None, [f"{through}, {where}" if through else where, passed, *told])) + _in_versions(quote)


def _in_versions(quote: Quote) -> str:
    from firsthand.view import say

    said = f" · in {len(quote.versions) + 1} versions of the article" if quote.versions else ""
    return said + (f" · {say.gone(quote.gone)} ({_printable(quote.gone.place.path)})" if quote.gone else "")


def _say_report(one: Report) -> None:
    """An article, and what is told of where it has its report from, with the words below."""
    _say(f"  {_printable(one.place.title or 'No title known')}")
    _say(f"  {_place(one.place)}", dim=True)
    for line in one.lines:
        named = "; ".join(_place(node.place) if node.place else node.name for node in line.nodes)
        reason = f" ({line.reason})" if line.reason else ""
        _say_wrapped(f"{line.verb} {named}{reason}".strip() + (" [comes back to where it began]" if line.circular else ""))
        alike: dict[tuple[str, str], list[str]] = {}
        for one_of in line.words:
            words = " ".join(one_of.words.lstrip(" .,;:").split())
            alike.setdefault((one_of.whose, words.casefold()), []).append(words)
        for (whose, _), some in alike.items():
            _say_wrapped((f"{whose}: " if whose else "") + f"“{some[0]}”" + (f" ({len(some)} places)" if len(some) > 1 else ""), "        ")
    if one.followed:
        _say_wrapped(
            f"{'1 article has' if len(one.followed) == 1 else f'{len(one.followed)} articles have'} it from here: "
            + "; ".join(_place(node.place) for node in one.followed if node.place)
        )


def _say_day(day: Day) -> None:
    """What stands for the same days, each line in its sentence."""
    from firsthand.view import say_time, values

    _say("")
    _say(say_time.capital(day.heading), bold=True)
    for line in (day.remedy,) if day.remedy else ():
        _say(f"    {line}")
    for row in day.rows:
        one = row.dated
        before, after = values.beside(one)
        _say_wrapped(f"{before}[{one.words}]{after}")
        told = [*([one.says] if one.says != day.heading else []), *([one.why] if one.why else [])]
        _say(f"    {' · '.join([_place(one.place), *told])}", dim=True)
        for copy in row.copies:
            _say(f"    the same sentence in {_place(copy.place)}", dim=True)


def _say_wrapped(text: str, before: str = "    ") -> None:
    import textwrap

    for number, line in enumerate(textwrap.wrap(_printable(text), WIDTH - len(before)) or [""]):
        _say(f"{' ' * len(before) if number else before}{line}")


def _say_quote(quote: Quote, before: str = "    ") -> None:
    """The words, those between quotation marks in quotation marks: verbatim and paraphrase must not look alike."""
    _say_wrapped("".join(piece.joint + (f"“{piece.words}”" if piece.quoted else piece.words) for piece in quote.pieces), before)


def _say(text: str, *, bold: bool = False, dim: bool = False) -> None:
    plain = _printable(text)
    click.echo(click.style(plain, bold=bold or None, dim=dim or None) if bold or dim else plain)


def _printable(text: str) -> str:
    """Words of articles cannot steer the terminal: control and direction marks are shown as escapes, white space as one space."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else f"\\u{ord(c):04x}" for c in text)


def _print_json(value: Any) -> None:
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=1)
    click.echo("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# --- calls ------------------------------------------------------------------------------------------------------------------------


@contextmanager
def _open(path: Path) -> Iterator[Story]:
    from firsthand.view.story import Story

    with Story.open(path) as story:
        yield story


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except FirsthandError as error:
        _fail(str(error), WRONG_CALL)
    except KeyboardInterrupt as error:
        kept = " ".join(getattr(error, "__notes__", ()))
        _fail(f"Stopped; what was there before is as it was. {kept}".rstrip(), 128 + getattr(error, "signum", 2))
    except RuntimeError as error:  # DuckDB's word for Ctrl-C
        if "interrupt" not in str(error).lower():
            raise
        _fail("Stopped; what was there before is as it was.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away: nothing more to say
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or 'file'}: cannot be written or read ({error.strerror or error}). Choose another place.", WRONG_CALL)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"firsthand: {_printable(message)}", err=True)
    sys.exit(code)
