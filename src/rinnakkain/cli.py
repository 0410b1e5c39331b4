"""The command line: check the texts, build the site, serve it while writing."""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rinnakkain import act, checks, guideline, placeholders, report, settings
from rinnakkain.guideline import Guideline

if TYPE_CHECKING:
    from rinnakkain.forge import Forge
    from rinnakkain.proposal import Proposal

__all__ = ["main"]

# The commands that build pages below .build.
_BUILDS = ("archive", "build", "pdf", "edition", "rehearse")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 1 where something is wrong, 2 where it was misused."""
    parser = argparse.ArgumentParser(prog="rinnakkain", description=__doc__)
    parser.add_argument(
        "--root", type=Path, default=Path(), help="the folder that holds mkdocs.yml (default: here)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="print what is wrong with the texts")
    check.add_argument("--format", choices=report.FORMATS, default="text", help="(default: text)")
    why = commands.add_parser("explain", help="show a finding's page, with an example")
    why.add_argument("number", type=int, help="the number in brackets behind the message")
    check.add_argument(
        "--today",
        nargs="?",
        type=datetime.date.fromisoformat,
        const=datetime.date.today(),
        metavar="DAY",
        help="ask too what only a day can tell: a deferral that has run out (default: this day)",
    )
    _declare_options(commands)
    told = commands.add_parser("changes", help="a page for the board: what has changed since a day")
    told.add_argument(
        "--since", type=datetime.date.fromisoformat, required=True, help="later than: 2026-11-24"
    )
    told.add_argument("--pdf", type=Path, metavar="FILE", help="write it as a PDF to print")
    commands.add_parser("edition", help="keep the newest edition in editions/: data and PDFs")
    _proposal_options(commands)
    commands.add_parser("audit", help="ask whether the outside links of the texts answer")
    commands.add_parser("words", help="learn the words of the texts anew, for the search")
    site = commands.add_parser("build", help="build the site")
    site.add_argument("--site", type=Path, help="the link to publish at (default: site)")
    before = commands.add_parser("back", help="go back to the site that was published before")
    before.add_argument("--site", type=Path, help="the link that is published (default: site)")
    kept = commands.add_parser("archive", help="put sources, wheels and the site into one file")
    kept.add_argument("--folder", type=Path, help="the folder to put it into (default: archive)")
    pdf = commands.add_parser("pdf", help="make the PDFs alone")
    pdf.add_argument("--folder", type=Path, help="the folder to put them into (default: pdf)")
    tried = commands.add_parser("rehearse", help="build with Zensical, and say what is lost")
    tried.add_argument(
        "--program", type=Path, metavar="FILE", help="another copy of Zensical to run"
    )
    live = commands.add_parser("serve", help="serve the site, and build it anew after each edit")
    live.add_argument(
        "--address", default="127.0.0.1:8000", help="host:port (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    # What is read stays until the end: looking through it for what could be thrown away, again and
    # again, takes a tenth of the time.
    gc.set_threshold(50_000)
    if options.command == "explain":
        return _explain(options.number)
    root = options.root.resolve()
    if not (root / settings.FILE).is_file():
        parser.error(f"there is no {settings.FILE} in {root}: run this in the guideline's folder")
    try:
        with _alone(root) if options.command in _BUILDS else nullcontext():
            code = _run(options, root)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except _Busy:
        print("Another build is under way here: wait until it has ended.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads only the first lines (`| head`) has what they want; the interpreter must not
        # write the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


class _Busy(Exception):
    """Somebody else builds in the same folder."""


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep others from building in the same folder; raise _Busy where somebody does.

    Two builds at once would take the pages away from each other.
    """
    import fcntl

    # The folder itself is the lock: it is there, and nothing is left behind.
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _Busy from None
    else:
        yield
    finally:
        os.close(handle)


def _declare_options(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    declare = commands.add_parser("declare", help="write into history/ what became of texts")
    declare.add_argument("kind", choices=act.KINDS)
    declare.add_argument("ids", nargs="*", metavar="ID", help="the texts: check-links …")
    declare.add_argument("--languages", nargs="+", default=[], help="those that it speaks of")
    declare.add_argument(
        "--say",
        nargs="+",
        default=[],
        metavar="TAG=SENTENCE",
        help='what changed, in a language: fi="…"',
    )
    declare.add_argument(
        "--from", nargs="+", default=[], dest="origins", metavar="ID", help="moved: the ids before"
    )
    declare.add_argument("--page", default="", help="moved: every text that stood on this page")
    declare.add_argument(
        "--replaced-by", nargs="+", default=[], metavar="ID", help="withdrawn: what holds instead"
    )
    declare.add_argument("--reason", default="", help="deferred: why")
    declare.add_argument("--until", type=datetime.date.fromisoformat, help="deferred: 2027-01-31")
    declare.add_argument(
        "--day",
        type=datetime.date.fromisoformat,
        default=datetime.date.today(),
        help="(default: today)",
    )


def _proposal_options(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    told = commands.add_parser("report", help="print what a proposal changes and what it lacks")
    shown = commands.add_parser(
        "preview", help="write a page with a proposal's texts before and after"
    )
    for one in (told, shown):
        one.add_argument(
            "--base",
            default="HEAD^",
            metavar="REV",
            help="the commit before it (default: %(default)s)",
        )
        one.add_argument(
            "--repository", default="", help="https://github.com/owner/name, for links"
        )
        one.add_argument(
            "--branch", default="", help="the branch that the proposal is on, for links"
        )
        one.add_argument(
            "--day",
            type=datetime.date.fromisoformat,
            help="the day of the entries that it offers (default: that of the newest commit)",
        )
    told.add_argument(
        "--open-changes",
        type=Path,
        metavar="FILE",
        help="what `gh pr list --json number,title,headRefName,files` prints",
    )
    told.add_argument("--preview", default="", help="the address of that page, for a link")
    told.add_argument("--built", default="", help="the address of the built site, for a link")
    shown.add_argument("--file", type=Path, required=True, help="the file to write: proposal.html")


def _run(options: argparse.Namespace, root: Path) -> int:
    if options.command == "build":
        return _build(root, options.site or root / "site")
    if options.command == "back":
        return _back(options.site or root / "site")
    if options.command == "archive":
        return _archive(root, options.folder)
    if options.command == "pdf":
        return _pdf(root, options.folder or root / "pdf")
    if options.command == "serve":
        return _serve(root, options.address)
    if options.command == "rehearse":
        return _rehearse(root, options.program)
    if options.command == "audit":
        return _audit(root)
    if options.command == "changes":
        return _changes(root, options.since, options.pdf)
    if options.command == "edition":
        return _edition(root)
    if options.command == "words":
        return _words(root)
    if options.command == "declare":
        return _declare(root, options)
    if options.command == "report":
        return _report(root, options)
    if options.command == "preview":
        return _preview(root, options)
    return _check(root, options.format, options.today)


def _explain(number: int) -> int:
    page = report.explained(number)
    print(page if page else f"There is no finding {number}.")
    return 0 if page else 1


def _audit(root: Path) -> int:
    from rinnakkain import audit

    lines = audit.run(guideline.read(root))
    print(*lines, sep="\n")
    return 1 if lines else 0


def _changes(root: Path, since: datetime.date, pdf: Path | None) -> int:
    if pdf and not pdf.parent.is_dir():
        print(f"Not written: there is no folder {pdf.parent} – make it first", file=sys.stderr)
        return 1
    read, right = _checked(root, file=sys.stderr)
    if not right:
        return 1
    from rinnakkain import boardpage, changes, state
    from rinnakkain.prose import Prose

    found = changes.since(read.history, since, read.settings.codes, list(state.read(read)))
    if pdf is None:
        print(boardpage.page(read, Prose(read), found, since), end="")
        return 0
    from rinnakkain.paper import ledger, printing

    document = ledger.ledger(read, found, since, pdf.name)
    made = _printed(lambda: printing.pressed(read, [document]), sys.stderr)
    if made is None:
        return 1
    try:
        _replace(pdf, made[pdf.name])
    except OSError as error:
        print(f"Not written: {pdf}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _edition(root: Path) -> int:
    read, right = _checked(root)
    if not right:
        return 1
    from rinnakkain import edition, export, state
    from rinnakkain.prose import Prose

    # What is kept already is not made again.
    pdfs = _from_pages(root, read) if edition.pending(root, read) else {}
    if pdfs is None:
        return 1
    data = export.data(read, Prose(read), state.read(read))
    print(*edition.keep(root, read, data, pdfs), sep="\n")
    return 0


def _words(root: Path) -> int:
    """Compute the lexicon of each language anew: it takes half a minute and 1 GB of memory."""
    from rinnakkain.prose import Prose
    from rinnakkain.search import lexicon, morphology, vocabulary

    read = guideline.read(root)
    prose = Prose(read)
    for code in read.settings.codes:
        path = lexicon.path(root, code)
        path.parent.mkdir(exist_ok=True)
        known = morphology.lexicon(vocabulary.read(read, prose, code), code)
        path.write_text(lexicon.written(known), encoding="utf-8")
        print(f"{path.relative_to(root)}: {len(known.words)} words")
    return 0


def _declare(root: Path, options: argparse.Namespace) -> int:
    from rinnakkain import declaration

    read = guideline.read(root)
    if wrong := [said for said in options.say if "=" not in said]:
        print(f"Not written: --say needs a language first: fi={wrong[0]!r}", file=sys.stderr)
        return 1
    try:
        if options.kind == "first":
            acts = declaration.first(read, options.day)
        else:
            ids = options.ids or declaration.moved_from(read, options.page)
            acts = [
                declaration.make(
                    read,
                    options.kind,
                    ids,
                    options.day,
                    languages=options.languages,
                    what=dict(said.split("=", 1) for said in options.say),
                    origins=options.origins,
                    replaced_by=options.replaced_by,
                    reason=options.reason,
                    until=options.until,
                )
            ]
    except declaration.Refused as refused:
        print(f"Not written: {refused}", file=sys.stderr)
        return 1
    for one in acts:
        path = root / one.file
        path.parent.mkdir(exist_ok=True)
        path.write_text(act.written(one), encoding="utf-8")
        print(one.file)
    return 0


def _report(root: Path, options: argparse.Namespace) -> int:
    from rinnakkain import briefing, neighbour

    compared = _compared(root, options)
    if compared is None:
        return 2
    changes, day = compared
    try:
        listed = options.open_changes.read_text(encoding="utf-8") if options.open_changes else "[]"
        neighbours = neighbour.read(listed)
    except (OSError, ValueError) as error:
        print(
            f"{options.open_changes}: {getattr(error, 'strerror', None) or error}", file=sys.stderr
        )
        neighbours = []
    others = [one for one in neighbours if one.branch != options.branch]
    seen = {"preview": options.preview, "built": options.built}
    print(briefing.told(changes, day, _forge(options), others, seen), end="")
    # A record that was rewritten passes every check of the texts as they stand.
    return 1 if changes.spoiled else 0


def _preview(root: Path, options: argparse.Namespace) -> int:
    from rinnakkain import beforeafter

    compared = _compared(root, options)
    if compared is None:
        return 2
    try:
        _replace(options.file, beforeafter.page(*compared, _forge(options)).encode())
    except OSError as error:
        print(f"Not written: {options.file}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _forge(options: argparse.Namespace) -> Forge | None:
    from rinnakkain.forge import Forge

    is_linked = options.repository and options.branch
    return Forge(options.repository, options.branch) if is_linked else None


def _compared(root: Path, options: argparse.Namespace) -> tuple[Proposal, datetime.date] | None:
    """Return what a proposal changes, and its day; None, told, where no day can be known."""
    from rinnakkain import commits, proposal

    # Where a commit cannot be read the texts as they stand are told, and why is said beside it.
    with tempfile.TemporaryDirectory() as folder:
        readings: list[Guideline | None] = []
        for revision in ("HEAD", options.base):
            beside = Path(folder) / str(len(readings))
            beside.mkdir()
            try:
                commits.unpack(root, revision, beside)
                readings.append(guideline.read(beside))
            except commits.Unreadable as error:
                print(f"{revision}: {error}", file=sys.stderr)
                readings.append(None)
    head, base = readings
    try:
        day = options.day or commits.day(root)
    except commits.Unreadable:
        print("No commit says which day it is: add `--day 2026-11-27`.", file=sys.stderr)
        return None
    return proposal.compare(base if head else None, head or guideline.read(root)), day


def _checked(
    root: Path,
    form: str = "text",
    today: datetime.date | None = None,
    file: TextIO | None = None,
    *,
    preview: bool = False,
) -> tuple[Guideline, bool]:
    """Read the guideline and print its findings; say too whether it may be built."""
    read = guideline.read(root, keeps=True)
    found = checks.run(read, today)
    if found or form == "json":
        print(report.reported(found, form), file=file)
    wrong = len(checks.blocking(found))
    if wrong:
        print(f"\n{wrong} finding{'s' if wrong > 1 else ''} to mend.", file=sys.stderr)
    return read, not checks.blocking(found, preview=preview)


def _check(root: Path, form: str, today: datetime.date | None) -> int:
    read, right = _checked(root, form, today)
    if not right or form != "text":
        return 0 if right else 1
    rules, languages = len(read.numbers), len(read.settings.locales)
    print(f"Nothing to mend: {rules} rules in {languages} languages.")
    missing = read.facts.missing()
    if missing:
        print("\nNot known yet (town.yml):")
    for name, of, required in missing:
        law = " – required by law" if required else ""
        print(f"- {placeholders.fact_name(read, 'en', name, of)}{law}")
    if read.facts.questions:
        print("\nFor the Town to answer (town.yml):")
    for question in read.facts.questions:
        print(f"- {read.numbers[question.rule]}: {question.ask['en']}")
    return 0


def _build(root: Path, site: Path) -> int:
    """Build beside the site, then publish it whole; what is published stays where that fails."""
    read, right = _checked(root)
    if not right:
        return 1
    # MkDocs takes half a second to load, and a check does not need it.
    from rinnakkain import built, compression, edition, engine, publication, published
    from rinnakkain.paper import printing
    from rinnakkain.search import vocabulary

    new = root / ".build" / "site"
    shutil.rmtree(new, ignore_errors=True)
    if not _ran(engine.build, root, new, read):
        return 1
    pdfs = _printed(lambda: printing.printed(read, new))
    if pdfs is None:
        return 1
    newest = {at: pdfs[name] for at, name in edition.pending(root, read).items()}

    def publish() -> None:
        printing.place(read, new, pdfs | newest)
        compression.pack(new)
        if wrong := [*built.lost_links(new), *published.unfit(new)]:
            raise publication.Refused("\n".join(wrong))
        publication.put(new, site)

    if not _done(publish, site):
        return 1
    for code, words in vocabulary.new(read).items():
        print(f"New words ({code}), known to the search by rule for now: {', '.join(words)}")
    print(f"Built {site}")
    return 0


def _back(site: Path) -> int:
    """Show again what was published before."""
    from rinnakkain import publication

    if not _done(lambda: publication.back(site), site):
        return 1
    print(f"{site} is as it was before")
    return 0


def _done(publish: Callable[[], object], site: Path) -> bool:
    """Change what is published at `site`; where that cannot be done, tell why in a line."""
    from rinnakkain import publication

    try:
        publish()
    except publication.Refused as error:
        print(error, file=sys.stderr)
        return False
    except OSError as error:
        print(f"Not published: {error.filename or site}: {error.strerror}", file=sys.stderr)
        return False
    return True


def _archive(root: Path, folder: Path | None) -> int:
    """Build the newest commit apart from what is published, and keep all that it takes."""
    from rinnakkain import archive, commits, publication

    # Of a place of its own, so that no file of another build is beside those of this one.
    site = root / ".build" / "archived" / "site"
    shutil.rmtree(site.parent, ignore_errors=True)
    try:
        archive.ready(root)
        if code := _build(root, site):
            return code
        print(archive.make(root, site, folder or root / archive.FOLDER))
    except (publication.Refused, commits.Unreadable) as error:
        print(f"Not written: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Not written: {error.filename or folder}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _pdf(root: Path, folder: Path) -> int:
    """Put what is printed of the pages into a folder."""
    read, right = _checked(root)
    pdfs = _from_pages(root, read) if right else None
    if pdfs is None:
        return 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, pdf in pdfs.items():
            _replace(folder / name, pdf)
    except OSError as error:
        print(f"Not written: {error.filename or folder}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _replace(file: Path, data: bytes) -> None:
    """Write a file beside its place and put it there whole."""
    beside = file.with_name(f".{file.name}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    print(file)


def _from_pages(root: Path, read: Guideline) -> dict[str, bytes] | None:
    """Build the pages out of sight, and return what is printed of them."""
    from rinnakkain import engine
    from rinnakkain.paper import printing

    new = root / ".build" / "site"
    shutil.rmtree(new, ignore_errors=True)
    if not _ran(engine.build, root, new, read):
        return None
    return _printed(lambda: printing.printed(read, new))


def _rehearse(root: Path, program: Path | None) -> int:
    """Say what a build by the successor of MkDocs does not carry over; fail where more is lost."""
    read, right = _checked(root)
    if not right:
        return 1
    from rinnakkain import rehearsal, successor

    rows: list[rehearsal.Row] = []
    if not _ran(lambda: rows.extend(rehearsal.rehearse(read, root, program or successor.PROGRAM))):
        return 1
    lines, right = rehearsal.told(rows, rehearsal.known())
    print(*lines, sep="\n")
    return 0 if right else 1


def _printed(
    make: Callable[[], dict[str, bytes]], file: TextIO | None = None
) -> dict[str, bytes] | None:
    """Return the PDFs that are made, or nothing where it is told (in `file`) what is wrong."""
    from rinnakkain.paper import press, printing

    try:
        return make()
    except printing.Unprintable as error:
        print(*error.found, sep="\n", file=file)
        wrong = len(error.found)
        print(f"\n{wrong} finding{'s' if wrong > 1 else ''} to mend.", file=sys.stderr)
    except press.Jam as error:
        print(f"Printing stopped: {error}", file=sys.stderr)
    return None


def _serve(root: Path, address: str) -> int:
    if not _free(address) or not _checked(root, preview=True)[1]:
        return 1
    from rinnakkain import engine

    print(f"The guideline is at http://{address}/ – stop with Ctrl+C.")
    return 0 if _ran(engine.serve, root, address) else 1


def _free(address: str) -> bool:
    """Say whether something can be served at `host:port`; tell why not, before all is built."""
    import socket

    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except (OSError, ValueError, OverflowError) as error:
        code = getattr(error, "errno", None)
        why = os.strerror(code) if code else error
        print(f"{address}: {why} – choose another: --address 127.0.0.1:8001", file=sys.stderr)
        return False
    return True


def _ran(command: Callable[..., None], *arguments: object) -> bool:
    """Run a command of the engine; whatever stops it is told in a line, without its trace."""
    try:
        command(*arguments)
    except (Exception, SystemExit) as error:
        from rinnakkain import engine

        print(engine.told(error), file=sys.stderr)
        return False
    return True
