"""Staging: the guideline as the real files that an engine builds, numbers and facts written in."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path

from rinnakkain import placeholders
from rinnakkain.checks.doors import DOOR
from rinnakkain.guideline import SHORT_NAMES, Guideline
from rinnakkain.page import ATTRIBUTES, CODE, PLACEHOLDER, Page, Statement
from rinnakkain.settings import DOCS, MADE

__all__ = ["DOOR_LOCALE", "write"]

# The technical locale of mkdocs.yml: its folder holds the door at the root of the site.
DOOR_LOCALE = "xx"

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()\s]+)\)")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s")


def write(guideline: Guideline, root: Path, folder: Path) -> None:
    """Write the staged pages into `folder`, and what else `docs/` holds beside them.

    Only what differs is written, so that a server that watches sees one change for one edit; what
    does not belong there any more is removed.
    """
    texts = dict(_staged(guideline))
    plain = {
        file.removeprefix(f"{DOCS}/")
        for file in guideline.files
        if not file.endswith((".md", f"/{SHORT_NAMES}"))
    }
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in texts and name not in plain:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, text in texts.items():
        _replace(folder / name, text.encode())
    for name in sorted(plain):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / DOCS / name, target)


def _replace(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _staged(guideline: Guideline) -> Iterator[tuple[str, str]]:
    """Yield each staged page: its path in the build folder and its text."""
    for code in guideline.settings.codes:
        for page in guideline.of(code):
            number = guideline.part_numbers.get(page.name)
            front = {
                "title": page.title,
                "description": page.description,
                **_front(guideline, code, page.name),
                **({"part": number, "heading": page.headings[0].id} if number else {}),
            }
            yield f"{code}/{page.name}", _text(front, _body(guideline, page))
        yield f"{code}/{MADE}", _all(guideline, code)
    words = [guideline.words[code] for code in guideline.settings.codes]
    title = " · ".join(str(own["guideline"]) for own in words)
    yield f"{DOOR_LOCALE}/index.md", _text({"template": "door.html", "title": title}, [""])


def _front(guideline: Guideline, code: str, name: str) -> dict[str, object]:
    """Return what the templates need to know of a page: its language and its path."""
    edit = str(guideline.facts.value("propose_change.edit_link", code))
    mail = str(guideline.facts.value("propose_change.mail", code))
    propose = edit.replace("{page}", f"{DOCS}/{code}/{name}") if edit and name != MADE else ""
    if not propose and mail:
        propose = f"mailto:{mail}"
    return {
        "locale": code,
        "path": _path(name),
        "parts": len(guideline.part_numbers),
        **({"propose": propose} if propose else {}),
    }


def _path(name: str) -> str:
    """Return the address of a page below its language's folder: `safety/`, or nothing."""
    stem = name.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def _text(front: dict[str, object], body: Iterable[str]) -> str:
    head = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "\n".join(("---", *head, "---", "", *body, ""))


def _all(guideline: Guideline, code: str) -> str:
    """Stage the whole guideline on one page: each part with its headings one level down."""
    words = guideline.words[code]["all"]
    title, description = (
        (words["title"], words["description"]) if isinstance(words, dict) else ("", "")
    )
    body = [f"# {title} {{: #all }}", ""]
    for part in guideline.settings.parts:
        body += _body(guideline, guideline.pages[code, part], within_all=True)
    front = {"title": title, "description": description, **_front(guideline, code, MADE)}
    return _text(front, body)


def _body(guideline: Guideline, page: Page, *, within_all: bool = False) -> list[str]:
    """Stage the body of a page; `within_all` for its place on the page of all parts."""
    rules = {rule.line - page.first: rule for rule in page.statements}
    headings = {heading.line - page.first for heading in page.headings}
    number = guideline.part_numbers.get(page.name)
    code = _Code()

    def value(name: str) -> str:
        return placeholders.expand(guideline, page.locale, name)

    lines: list[str] = []
    place = 0
    while place < len(page.lines):
        rule, line = rules.get(place), page.lines[place]
        if rule is not None:
            staged = _rule(guideline, page, rule, MADE if within_all else page.name)
            # A rule never goes for want of a fact: it stays, and shows nothing in its place.
            lines += [_in_line(code.hidden(line), value) for line in staged]
            place = rule.last - page.first
        elif place in page.code:
            lines.append(code.put(line))
        else:
            if place in headings and number and line.startswith("# "):
                line = f'# <span class="part-number">{number}</span> {line.removeprefix("# ")}'
            lines.append(("#" if within_all and place in headings else "") + code.hidden(line))
        place += 1
    lines = _with_facts(lines, value)
    lines = [_with_links(guideline, page, line, within_all=within_all) for line in lines]
    return [code.shown(line) for line in _with_doors(page, lines)]


class _Code:
    """Code is put aside while the rest is staged: an example of a link or a fact is none."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def put(self, text: str) -> str:
        """Put a piece of code aside and return the mark that stands for it."""
        self._kept.append(text)
        return f"\x00{len(self._kept) - 1}\x00"

    def hidden(self, line: str) -> str:
        """Put the code within a line aside."""
        return CODE.sub(lambda match: self.put(match[0]), line)

    def shown(self, line: str) -> str:
        """Put the code back."""
        return re.sub(r"\x00(\d+)\x00", lambda mark: self._kept[int(mark[1])], line)


def _rule(guideline: Guideline, page: Page, rule: Statement, at: str) -> Iterator[str]:
    """Stage a rule: its number is a disclosure that holds its link and the other languages'."""
    words = guideline.words[page.locale]
    up = "../" * (1 + _path(at).count("/"))
    links = [f'<a href="#{rule.id}">{escape(str(words["own_link"]))}</a>']
    for code in guideline.settings.codes:
        if code != page.locale:
            text = escape(str(guideline.words[code]["in_this_language"]))
            href = f"{up}{code}/{_path(at)}#{rule.id}"
            links.append(f'<a href="{href}" lang="{code}" hreflang="{code}">{text}</a>')
    number = guideline.numbers[rule.id or ""]
    name = f'<span class="rule-word">{escape(str(words["rule"]))}</span> {number}'
    control = (
        f'<details class="rule-control"><summary>{name}</summary>'
        f'<span class="rule-links">{" ".join(links)}</span></details>'
    )
    text = rule.text.replace("\n", "\n    ")
    yield f'- {control}<span class="rule-text">{text}</span>'
    yield f"    {{: #{rule.id} .rule }}"
    yield from rule.nested.split("\n") if rule.nested else ()


def _with_links(guideline: Guideline, page: Page, line: str, *, within_all: bool) -> str:
    """Write number and short name into links to rules; keep the links between parts on `all`."""

    def link(match: re.Match[str]) -> str:
        text, target = match[1], match[2]
        path, _, id_ = target.partition("#")
        name = posixpath.normpath(path) if path else page.name
        if id_ in guideline.numbers and (guideline.homes[id_] == name or name == MADE):
            number = f'<span class="rule-number">{guideline.numbers[id_]}</span>'
            short = guideline.names[page.locale].by_id[id_]
            text = f"{number} {short}" if text == id_ else f"{text} ({number})"
        if within_all and name in guideline.part_numbers:
            target = f"#{id_ or guideline.pages[page.locale, name].headings[0].id}"
        return f"[{text}]({target})"

    return _LINK.sub(link, line)


def _with_facts(lines: list[str], value: Callable[[str], str]) -> list[str]:
    """Write the facts in.

    A paragraph or an item of a list that names an empty fact is left out, and so is a section in
    which nothing else stood. A table stays, and shows nothing in its place.
    """
    kept: list[list[str]] = []
    emptied: set[int] = set()
    for block in _blocks(lines):
        left = block
        if not block[0].startswith("|"):
            left = [line for item in _items(block) if _known(item, value) for line in item]
        if not left and block:
            emptied.add(len(kept))
        kept.append([piece for line in left for piece in _filled(line, value)])
    return _without_empty_sections(kept, emptied)


def _items(block: list[str]) -> list[list[str]]:
    """Part a list into its items, each with its further lines; a paragraph is one piece."""
    items = [[block[0]]]
    for line in block[1:]:
        if _ITEM.match(block[0]) and _ITEM.match(line):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _known(lines: list[str], value: Callable[[str], str]) -> bool:
    return all(value(match[1]) for line in lines for match in PLACEHOLDER.finditer(line))


def _in_line(text: str, value: Callable[[str], str]) -> str:
    """Write facts into a line that has to stay one: a list becomes a series with commas."""
    return PLACEHOLDER.sub(
        lambda match: value(match[1]).removeprefix("- ").replace("\n- ", ", "), text
    )


def _filled(line: str, value: Callable[[str], str]) -> list[str]:
    """Write the facts of one line in; a list gets the empty line before it that Markdown needs."""
    if PLACEHOLDER.fullmatch(line.strip()):
        text = PLACEHOLDER.sub(lambda match: value(match[1]), line)
        return ["", *text.split("\n"), ""] if text.startswith("- ") else [text]
    return [_in_line(line, value)]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Part the lines into runs without an empty line; each empty line and heading stands alone."""
    blocks: list[list[str]] = []
    for line in lines:
        if line.strip() and not line.startswith("#") and blocks and _goes_on(blocks[-1]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _goes_on(block: list[str]) -> bool:
    return bool(block[-1].strip()) and not block[-1].startswith("#")


def _without_empty_sections(blocks: list[list[str]], emptied: set[int]) -> list[str]:
    dropped: set[int] = set()
    for place, block in enumerate(blocks):
        if not block or not block[0].startswith("##"):
            continue
        level = len(block[0]) - len(block[0].lstrip("#"))
        end = next(
            (n for n in range(place + 1, len(blocks)) if _level(blocks[n]) in range(1, level + 1)),
            len(blocks),
        )
        inside = range(place + 1, end)
        if emptied & set(inside) and not any("".join(blocks[n]).strip() for n in inside):
            dropped.update(range(place, end))
    return [line for n, block in enumerate(blocks) if n not in dropped for line in block]


def _level(block: list[str]) -> int:
    return len(block[0]) - len(block[0].lstrip("#")) if block else 0


def _with_doors(page: Page, lines: list[str]) -> list[str]:
    """Wrap each door of the start page in a section, and all of them in one block."""
    ids = {f"#{p.heading.id}": p.heading for p in page.passages if DOOR in p.heading.classes}
    if not ids:
        return lines
    staged: list[str] = []
    inside = opened = False
    for line in lines:
        if line.startswith("#"):
            attributes = ATTRIBUTES.search(line)
            words = attributes[1].split() if attributes else []
            heading = next((ids[word] for word in words if word in ids), None)
            staged += ["</section>", ""] if inside else []
            if heading and not opened:
                staged += ['<div class="doors" markdown="1">', ""]
            if not heading and opened:
                staged += ["</div>", ""]
            inside, opened = bool(heading), bool(heading)
            if heading:
                classes = " ".join(heading.classes)
                staged += [
                    f'<section class="{classes}" aria-labelledby="{heading.id}" markdown="1">',
                    "",
                ]
                line = f"{'#' * heading.level} {heading.text} {{: #{heading.id} }}"
        staged.append(line)
    staged += ["</section>", "</div>"] if inside else []
    return staged
