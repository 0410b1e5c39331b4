"""The engine: the one place that knows MkDocs, which builds the staged pages."""

from __future__ import annotations

import datetime
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

import rjsmin
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2 import __version__ as jinja_version
from mkdocs.commands import build as build_command
from mkdocs.commands import serve as serve_command
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from rinnakkain import (
    act,
    assets,
    cache,
    chart,
    checks,
    facts,
    guideline,
    policy,
    prints,
    settings,
    staging,
    stylesheet,
    synonyms,
    ui,
)
from rinnakkain.rendering import Rendering

__all__ = ["STAGED", "Options", "Plugin", "build", "handed", "serve", "told"]

# Where the staged pages lie, below the root; apart from them those that are only looked at, which
# may be written while the others are built.
STAGED, SEEN = ".build/docs", ".build/seen"


class Options(Config):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """The options of the plugin in mkdocs.yml."""

    apart = config_options.ListOfItems(config_options.Type(str))
    equal = config_options.ListOfItems(config_options.Type(str), default=[])
    editors = config_options.Type(dict, default={})
    exceptions = config_options.ListOfItems(config_options.Type(dict), default=[])


class Plugin(BasePlugin[Options]):  # type: ignore[no-untyped-call] # likewise
    """Checks the texts, stages them, and lets MkDocs fail on the findings."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn whether the site is built to be published or looked at while it is written."""
        self._previews = command == "serve"
        # What was read and found right already, for the build that follows.
        self.checked: guideline.Guideline | None = None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Point the build at the staged pages; raise Abort with every finding there is.

        mkdocs-static-i18n calls this again for each language with the same configuration, which by
        then points there already: nothing is to be done then.
        """
        root = Path(config.config_file_path).parent
        staged = root / (SEEN if self._previews else STAGED)
        if Path(config.docs_dir) == staged:
            return config
        read, self.checked = self.checked, None
        if read is None:
            read = guideline.read(root)
            found = checks.blocking(checks.run(read), preview=self._previews)
            if found:
                raise Abort("\n".join(map(str, found)))
        names = staging.write(read, root, staged, _look(config), previews=self._previews)
        config.docs_dir = str(staged)
        # The pages are rendered here, and nothing is left to do for the engine.
        self.rendering = Rendering(read.settings, root / cache.FOLDER / "pages")
        self._bodies: dict[str, str] = {}
        config.markdown_extensions = []
        # Every template is ours, and Material's ten thousand files are not to be looked through.
        config.theme.dirs = [folder for folder in config.theme.dirs if not _is_material(folder)]
        config.not_in_nav = config_options.PathSpec().validate("\n".join(staging.outside_nav(read)))
        config.site_url = config.site_url or str(read.facts.value("site.address", "")) or None
        config.extra["ui"] = read.words
        # While the site is looked at no PDF is made, and no link leads to one.
        config.extra["prints"] = {} if self._previews else _links(read)
        config.extra["contacts"] = {
            code: str(read.facts.value("contacts.communications", code))
            for code in read.settings.codes
        }
        config.extra["owner"] = {
            code: str(read.facts.value("owner", code)) for code in read.settings.codes
        }
        config.extra["drawing"] = chart.kept("start")
        config.extra["assets"] = names
        # What serves the site while it is written puts a script of its own into each page.
        config.extra["policy"] = None if self._previews else policy.META
        config.extra["locales"] = [
            {"code": locale.code, "name": locale.name} for locale in read.settings.locales
        ]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish what is staged for the language, and nothing that the theme brings along.

        The plugin of the languages would make each file of the others anew, several times, for
        links between languages that the templates make themselves.
        """
        languages = {locale["code"] for locale in config.extra["locales"]}
        now = config.plugins["i18n"].current_language  # type: ignore[attr-defined] # its own
        folders = {file: file.src_uri.partition("/")[0] for file in files}
        return Files(
            [
                file
                for file, folder in folders.items()
                if file.src_dir == config.docs_dir
                and (folder == now or (now not in languages and folder not in languages))
            ]
        )

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Take the text of a page from the engine, which would render it more slowly."""
        self._bodies[page.file.src_uri] = markdown
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give it back as HTML, which some pages are already."""
        name = page.file.src_uri
        text = self._bodies.pop(name)
        return text.strip("\n") if page.meta.get("html") else self.rendering.html(name, text)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let go of what is written: the plugin of the languages holds every page to the end."""
        page.content = page.markdown = ""
        return output

    @event_priority(-200)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Learn the navigation of a language when the plugin of the languages has made it."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the compiled templates: they are the same for each language.

        The parts and the pages apart are listed once, and not on each page again.
        """
        pages = [item for item in self._nav if isinstance(item, Page)]
        env.globals["parts"] = [page for page in pages if page.meta.get("part")]
        env.globals["apart"] = [page for page in pages if not page.meta.get("part")]
        folder = Path(config.config_file_path).parent / cache.FOLDER / f"templates-{jinja_version}"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
        return env

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Watch what is written by hand, and keep the last good site while a slip is told."""
        root = Path(config.config_file_path).parent

        def rebuild() -> None:
            # MkDocs answers no request at all after a build that failed.
            read = guideline.read(root)
            found = checks.run(read)
            if wrong := checks.blocking(found):
                print(*wrong, sep="\n", file=sys.stderr)
            if not checks.blocking(found, preview=True):
                self.checked = read
                try:
                    builder()
                except Exception as error:
                    raise Abort(told(error)) from None

        server.builder = rebuild
        server.unwatch(config.docs_dir)
        for name in (settings.DOCS, act.FOLDER, facts.FILE, ui.FILE, synonyms.FOLDER, "overrides"):
            if (root / name).exists():
                server.watch(str(root / name))
        return server


def build(root: Path, site: Path, read: guideline.Guideline) -> None:
    """Build the site of `root`, `read` and found right, into `site`; raise Abort for a fault.

    What is published is dated by the day of the edition, which the engine reads from where all
    reproducible builds have it: no byte depends on the clock.
    """
    _quiet()
    if day := read.history.edition:
        noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    config = load_config(config_file=str(root / settings.FILE), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    own = next(plugin for plugin in config.plugins.values() if isinstance(plugin, Plugin))
    own.checked = read
    try:
        build_command.build(config)
        own.rendering.sweep()
    finally:
        config.plugins.on_shutdown()


def handed(root: Path) -> dict[str, object]:
    """Stage the pages of `root`, and return what the settings get beside what mkdocs.yml says.

    Raises Abort with every finding there is.
    """
    config = load_config(config_file=str(root / settings.FILE))
    plugin = config.plugins["rinnakkain"]
    plugin.on_startup(command="build", dirty=False)
    plugin.on_config(config)
    return {"site_url": config.site_url, "extra": dict(config.extra)}


def serve(root: Path, address: str) -> None:
    """Serve the site of `root` at `address` (host:port), building it anew after each saved edit."""
    _quiet()
    serve_command.serve(config_file=str(root / settings.FILE), dev_addr=address)


def told(error: BaseException) -> str:
    """Return what stopped the engine, in a line: where, if it is known, and what."""
    where = getattr(error, "filename", None)
    place = f"{where}:{getattr(error, 'lineno', 1)}: " if where else ""
    return f"{place}The engine stopped: {error}"


def _look(config: MkDocsConfig) -> dict[str, bytes]:
    """Return the style sheet and the script of every page by the names of our own.

    What a page can use of the theme's style sheet is the base of ours, in the same file. Raises
    `Abort` where a file is not there.
    """
    base = _text(config, "assets/stylesheets/main.*.css")
    css = stylesheet.written(base, _text(config, assets.STYLE), stylesheet.kept())
    js = rjsmin.jsmin(_text(config, assets.SCRIPT))
    return {assets.STYLE: css.encode(), assets.SCRIPT: js.encode()}


def _is_material(folder: str) -> bool:
    return Path(folder).parent.name == "material"


def _text(config: MkDocsConfig, name: str) -> str:
    """Return a text of the theme; Material's own names change with what is in them."""
    file = next((file for folder in config.theme.dirs for file in Path(folder).glob(name)), None)
    if not file:
        raise Abort(f"{settings.FILE}: the theme has no file {name} – put it there")
    return file.read_text(encoding="utf-8")


def _links(read: guideline.Guideline) -> dict[str, list[dict[str, object]]]:
    """Return the PDFs for the readers of each language, the whole guideline first."""
    return {
        code: [
            {"name": one.name, "text": text, "codes": one.codes}
            for one, text in prints.for_reader(read, code)
        ]
        for code in read.settings.codes
    }


def _quiet() -> None:
    """Show the engine's warnings and errors only, each as it is said."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.handlers = [handler]
    logger.propagate = False
