"""How well the search finds, asked in its dialog in a real browser, on texts that are frozen."""

from __future__ import annotations

import gzip
import re
import statistics

import pytest
from playwright.sync_api import Browser, Route

from rinnakkain.search import letters, script
from tests.search import frozen
from tests.search.asking import UNRELATED, Answer, asked, figures, opened, queries, table
from tests.small import LANGUAGES

# The kinds that nobody's synonym file can be made for beforehand have a floor of their own.
UNTUNED = ("spoken", "everyday", "question")
UNSEEN = frozen.FILE.parent / "unseen.json"


@pytest.fixture(scope="module")
def answers(browser: Browser, address: str) -> list[Answer]:
    """The answers to all queries: the published dialog, with the index of the frozen texts."""
    told = frozen.read()
    page = browser.new_page()

    def fulfil(route: Route) -> None:
        code = route.request.url.rsplit("/", 2)[1]
        route.fulfill(body=told[code].index(), content_type="application/json")

    page.route("**/search.*.json", fulfil)
    names = ["queries.json", *([UNSEEN.name] if UNSEEN.exists() else [])]
    rows = queries(*names)
    homes = {code: frozen.homes(told[code].documents) for code in LANGUAGES}
    found = [one for code in LANGUAGES for one in asked(page, address, code, rows, homes[code])]
    page.close()
    return found


def test_each_kind_of_query_finds_its_page_among_the_first_three(answers: list[Answer]) -> None:
    """Whatever form a reader types, the answer is seen without scrolling."""
    low = []
    for code in LANGUAGES:
        own = [one for one in answers if one.query.lang == code]
        for kind in {one.query.kind for one in own} - {UNRELATED}:
            floor = 1.0 if kind == "exact" else 0.8 if kind in UNTUNED else 0.95
            row = figures(one for one in own if one.query.kind == kind)
            if row.recall < floor:
                low.append((code, kind, round(row.recall, 2), row.count))
    assert low == [], table(answers)


def test_the_answer_stands_near_the_top(answers: list[Answer]) -> None:
    """In each language the first result is nearly always the right one."""
    ranks = {c: figures(o for o in answers if o.query.lang == c).rank for c in LANGUAGES}
    assert min(ranks.values()) >= 0.9, table(answers)


def test_no_result_is_in_another_language(answers: list[Answer]) -> None:
    """Whoever searches in Swedish reads Swedish."""
    assert sum(one.strangers for one in answers) == 0


def test_words_that_have_nothing_to_do_with_it_find_nothing(answers: list[Answer]) -> None:
    """Where the guideline has no answer, it does not pretend to have one."""
    unrelated = [one for one in answers if one.query.kind == UNRELATED]
    found = [one.query.query for one in unrelated if one.is_found]
    assert len(found) <= 0.1 * len(unrelated), found


def test_an_answer_comes_at_once(answers: list[Answer]) -> None:
    """Nobody waits: nineteen of twenty answers stand there in a fiftieth of a second."""
    times = [one.milliseconds for one in answers]
    assert statistics.quantiles(times, n=20)[-1] <= 20


def test_what_a_reader_loads_for_it_is_small() -> None:
    """The dialog, the engine and the index of a language are 25 KB on the way to a phone."""
    scripts = sum(len(gzip.compress(text.encode(), 9)) for _, text in script.published())
    for code, told in frozen.read().items():
        size = scripts + len(gzip.compress(told.index().encode(), 9))
        assert size <= 25_000, (code, size)


def test_the_index_is_the_same_each_time() -> None:
    """Nothing is published anew because the search was built again."""
    frozen.read.cache_clear()
    first = {code: told.index() for code, told in frozen.read().items()}
    frozen.read.cache_clear()
    assert first == {code: told.index() for code, told in frozen.read().items()}


def test_the_index_of_each_language_is_read_by_its_own_pages(
    browser: Browser, address: str
) -> None:
    """What is loaded is the language's own, and nothing else."""
    page = browser.new_page()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    opened(page, f"{address}sv/")
    indexes = [url.removeprefix(address) for url in asked_for if url.endswith(".json")]
    assert [re.sub(r"\.[0-9a-f]{8}", "", path) for path in indexes] == ["sv/search.json"]
    page.close()


def test_the_browser_cuts_words_as_the_index_does(browser: Browser, address: str) -> None:
    """The words that the index knows are those of the text that the reader's browser has."""
    texts = [f"{one.name} {one.text}" for told in frozen.read().values() for one in told.documents]
    page = browser.new_page()
    page.goto(f"{address}fi/")
    found = page.evaluate(
        """async (texts) => {
          const folder = document.querySelector("[data-search-folder]").dataset.searchFolder;
          const { words, folded } = await import(`${folder}letters.js`);
          return texts.map((text) => words(text).map((word) => [word, folded(word)]));
        }""",
        texts,
    )
    page.close()
    assert found == [[[w, letters.folded(w)] for w in letters.words(text)] for text in texts]
