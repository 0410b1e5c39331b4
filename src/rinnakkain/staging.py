"""Staging: the guideline as the real files that an engine builds, made pages among them."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from rinnakkain import (
    assets,
    changes,
    changespage,
    edition,
    export,
    feed,
    mark,
    sidebyside,
    state,
    synonyms,
    ui,
)
from rinnakkain.addresses import former
from rinnakkain.body import Bodies
from rinnakkain.guideline import SHORT_NAMES, Guideline
from rinnakkain.prose import Prose, address, upwards
from rinnakkain.search import documents, index, script, subjects
from rinnakkain.settings import CHANGES, DOCS, MADE, SUBJECTS
from rinnakkain.state import Table

__all__ = ["DOOR_LOCALE", "outside_nav", "write"]

# The technical locale of mkdocs.yml: its folder holds what stands at the root of the site.
DOOR_LOCALE = "xx"

# The PDFs of each edition by its day: their addresses below the site, and their sizes.
Editions = dict[datetime.date, dict[str, int | None]]


def write(
    guideline: Guideline,
    root: Path,
    folder: Path,
    look: Mapping[str, bytes] | None = None,
    *,
    previews: bool = False,
) -> dict[str, str]:
    """Write the staged pages into `folder`, and what else `docs/` holds beside them.

    What stands at the root of the site and never changes under its name, the files of the `look`
    among it, is named by what is in it: returns the published path of each by its own, which the
    templates know.

    Where the site is only looked at (`previews`) no PDF is made, and no link leads to one.

    Only what differs is written, so that a server that watches sees one change for one edit; what
    does not belong there any more is removed. Nothing is written through a link to another place.
    """
    for path in list(folder.rglob("*")):
        if path.is_symlink():
            path.unlink()
    states = state.read(guideline)
    prose = Prose(guideline)
    made: set[str] = set()

    def put(name: str, data: bytes) -> None:
        made.add(name)
        _replace(folder / name, data)

    # Each is written as it is made: all of them at once would fill the memory.
    for name, text in _staged(
        guideline, states, prose, _editions(guideline, root, previews=previews)
    ):
        put(name, text.encode())
    for name, text in _data(guideline, root, states, prose) if guideline.settings.equal else ():
        put(name, text.encode())
    found, indexes = _search(guideline, prose)
    for name, text in found:
        put(name, text.encode())
    lasting = {**(look or {}), **dict(mark.published()), **indexes}
    scripts = {name: text.encode() for name, text in script.published()}
    names = assets.named(lasting) | assets.named(scripts, folder=script.FOLDER)
    for name, data in assets.published(lasting | scripts, names).items():
        put(name if name.startswith(_own(guideline)) else f"{DOOR_LOCALE}/{name}", data)
    plain = {
        file.removeprefix(f"{DOCS}/"): root / file
        for file in guideline.files
        if not file.endswith((".md", f"/{SHORT_NAMES}"))
    }
    if guideline.settings.equal:
        held = edition.booklets(root, guideline)
        plain |= {f"{DOOR_LOCALE}/{address}": path for address, path in held.items()}
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in made and name not in plain:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, source in sorted(plain.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    return names


def _own(guideline: Guideline) -> tuple[str, ...]:
    """Return how the paths begin that belong to a language."""
    return tuple(f"{code}/" for code in guideline.settings.codes)


def _replace(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _staged(
    guideline: Guideline, states: Table, prose: Prose, editions: Editions
) -> Iterator[tuple[str, str]]:
    """Yield each staged page: its path in the build folder and its text."""
    bodies = Bodies(guideline, states, prose)
    parts, names = guideline.settings.parts, guideline.settings.names
    written = [name for name in names if name not in guideline.settings.made]
    rows = sidebyside.rows(states)
    order = list(states)
    for code in guideline.settings.codes:
        own = {page.name for page in guideline.of(code)}
        for name in (*written, *sorted(own - set(names))):
            body = [*bodies.lines(code, name), *_gone(guideline, bodies, code, name)]
            yield f"{code}/{name}", _text(_front(guideline, code, name), body)
            if name in rows:
                view = sidebyside.table(guideline, prose, states, rows[name], name, code)
                yield _side(guideline, prose, code, name, view)
        for name in bodies.former.keys() - set(names):
            yield _stub(guideline, bodies, code, name)
        body = [line for part in parts for line in bodies.lines(code, part, MADE)]
        body += bodies.gone(code, parts, MADE)
        yield _made(guideline, code, MADE, "all", body)
        if CHANGES in guideline.settings.made:
            found = changes.of(guideline.history, order)
            body = list(changespage.body(guideline, prose, found, editions, code))
            yield _made(guideline, code, CHANGES, "changes", body, is_html=True)
    titles = [str(guideline.words[code]["guideline"]) for code in guideline.settings.codes]
    yield (
        f"{DOOR_LOCALE}/index.md",
        _text({"template": "door.html", "title": " · ".join(titles)}, []),
    )


def _editions(guideline: Guideline, root: Path, *, previews: bool) -> Editions:
    """Return the PDFs of each edition with their sizes in bytes; one not kept yet has none yet."""
    held = {path: file.stat().st_size for path, file in edition.booklets(root, guideline).items()}
    pending = () if previews else edition.pending(root, guideline)
    sizes: dict[str, int | None] = {**held, **dict.fromkeys(pending)}
    return {
        day: {path: size for path, size in sizes.items() if path.split("/")[1] == str(day)}
        for day in edition.days(guideline, root)
    }


def _data(
    guideline: Guideline, root: Path, states: Table, prose: Prose
) -> Iterator[tuple[str, str]]:
    """Yield the feeds, and the rules as data: those of now and of every edition."""
    found = changes.of(guideline.history, list(states))
    for code in guideline.settings.codes:
        yield f"{code}/feed.xml", feed.atom(guideline, prose, found, code)
    now = export.data(guideline, prose, states)
    yield f"{DOOR_LOCALE}/{export.NAME}", now
    yield f"{DOOR_LOCALE}/{export.SCHEMA}", export.schema()
    for day, text in edition.kept(root).items():
        yield f"{DOOR_LOCALE}/editions/{day}/{export.NAME}", text
    if not edition.is_kept(root, guideline):
        yield f"{DOOR_LOCALE}/editions/{guideline.history.edition}/{export.NAME}", now


def _search(
    guideline: Guideline, prose: Prose
) -> tuple[Iterator[tuple[str, str]], dict[str, bytes]]:
    """Return the subject index of each language, page by page, and what its search loads."""
    found: dict[str, subjects.Entries] = {}
    indexes: dict[str, bytes] = {}
    for code in guideline.settings.codes:
        texts, known = documents.read(guideline, prose, code), guideline.lexicons[code]
        typed = (*guideline.synonyms.get(code, ()), *synonyms.of_terms(guideline.terms, code))
        indexes[f"{code}/{index.NAME}"] = index.text(texts, typed, known).encode()
        found[code] = subjects.entries(guideline, texts, typed, known)
    pages = (
        _made(
            guideline, code, SUBJECTS, "subjects", subjects.body(found, code, words), is_html=True
        )
        for code in (found if SUBJECTS in guideline.settings.made else ())
        for words in (ui.group(guideline.words[code], "subjects"),)
    )
    return pages, indexes


def outside_nav(guideline: Guideline) -> list[str]:
    """Return the patterns (those of .gitignore) of the staged pages that no navigation names."""
    gone = former(guideline).keys() - set(guideline.settings.names)
    return [f"{sidebyside.FOLDER}/", *sorted(gone)]


def _front(guideline: Guideline, code: str, name: str) -> dict[str, object]:
    """Return what stands at the top of a written page.

    A page that the language lacks has the title of another one, and says in which language it is.
    """
    number = guideline.part_numbers.get(name)
    versions = {c: guideline.pages.get((c, name)) for c in (code, *guideline.settings.codes)}
    own = next(page for page in versions.values() if page)
    heading = {"part": number, "heading": own.headings[0].id} if number else {}
    return {
        "title": own.title,
        "description": own.description if own.locale == code else "",
        **({} if own.locale == code else {"title_lang": own.locale}),
        **_known(guideline, code, name),
        **heading,
    }


def _known(guideline: Guideline, code: str, name: str) -> dict[str, object]:
    """Return what the templates need to know of any page: its language, its path, its ways on."""
    edit = str(guideline.facts.value("propose_change.edit_link", code))
    mail = str(guideline.facts.value("propose_change.mail", code))
    is_written = (code, name) in guideline.pages
    propose = edit.replace("{page}", f"{DOCS}/{code}/{name}") if edit and is_written else ""
    if not propose and mail:
        propose = f"mailto:{mail}"
    side = f"{sidebyside.FOLDER}/{address(name)}"
    day = guideline.history.edition
    return {
        "locale": code,
        "path": address(name),
        "parts": len(guideline.part_numbers),
        **({"propose": propose} if propose else {}),
        **({"side": side} if is_written else {}),
        **({"subjects": address(SUBJECTS)} if SUBJECTS in guideline.settings.made else {}),
        **({"edition": ui.day(guideline.words[code], day)} if day else {}),
    }


def _text(front: dict[str, object], body: Iterable[str]) -> str:
    head = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "\n".join(("---", *head, "---", "", *body, ""))


def _made(
    guideline: Guideline,
    code: str,
    name: str,
    group: str,
    body: Iterable[str],
    *,
    is_html: bool = False,
) -> tuple[str, str]:
    """Stage a page that is made, under its title and description in the words of `group`."""
    words = ui.group(guideline.words[code], group)
    title, description = words.get("title", ""), words.get("description", "")
    front = {"title": title, "description": description, **_known(guideline, code, name)}
    id_ = name.removesuffix(".md")
    if is_html:
        head = f'<h1 id="{id_}">{escape(title)}</h1>'
        return f"{code}/{name}", _text({**front, "html": True}, (head, *body))
    return f"{code}/{name}", _text(front, (f"# {title} {{: #{id_} }}", "", *body))


def _side(
    guideline: Guideline, prose: Prose, code: str, name: str, view: Iterable[str]
) -> tuple[str, str]:
    """Stage the view of a page in all languages side by side."""
    words = ui.group(guideline.words[code], "side")
    own = next(
        page for c in (code, *guideline.settings.codes) if (page := guideline.pages.get((c, name)))
    )
    title = prose.title(name, code)
    at = f"{sidebyside.FOLDER}/{name}"
    front = {
        "title": f"{own.title} – {words['title']}",
        "description": words["description"],
        **_known(guideline, code, at),
        **({"near": number} if (number := guideline.part_numbers.get(name)) else {}),
        "html": True,
        "wide": True,
        "beside": address(name),
    }
    up = upwards(at)
    back = f'<p><a href="{up}{code}/{address(name)}">{title}</a></p>'
    return f"{code}/{at}", _text(
        front, (f'<h1 id="side-by-side">{title} – {escape(words["title"])}</h1>', back, "", *view)
    )


def _gone(guideline: Guideline, bodies: Bodies, code: str, name: str) -> list[str]:
    """Stage what stood on a page before, under a heading of its own."""
    rows = bodies.gone(code, [name], name)
    title = ui.group(guideline.words[code], "gone").get("title", "")
    return ["", f"## {title} {{: #moved-and-withdrawn }}", *rows] if rows else []


def _stub(guideline: Guideline, bodies: Bodies, code: str, name: str) -> tuple[str, str]:
    """Stage what is left at the address of a page that is no more: where its texts went."""
    title = ui.group(guideline.words[code], "gone").get("page", "")
    front = {"title": title, **_known(guideline, code, name)}
    return f"{code}/{name}", _text(
        front, (f"# {title} {{: #page-moved }}", "", *bodies.gone(code, [name], name))
    )
