"""The report on a proposal, as its editors read it on the forge: on real repositories."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rinnakkain.briefing import LONGEST, MARK, sentences
from rinnakkain.forge import LONGEST as LONGEST_LINK
from rinnakkain.yamlfile import parse
from tests.repository import FORGE, Repository, filled, follow, repository
from tests.small import LANGUAGES
from tests.test_proposal import LINES, SAFETY, divided, joined, longer, renamed

FINNISH = (SAFETY["fi"], "Älä avaa", "Älä koskaan avaa")
SWEDISH = (SAFETY["sv"], "Öppna inte", "Öppna aldrig")
ENGLISH = (SAFETY["en"], "Do not open", "Never open")
CHANGED = "The meaning changed"
MENDED = "Only a slip was mended, the meaning is the same as before"
READY = {
    "fi": "**Muutosehdotuksen voi julkaista.**",
    "sv": "**Ändringsförslaget kan publiceras.**",
    "en": "**The proposal can be published.**",
}


@pytest.fixture
def own(tmp_path: Path) -> Repository:
    """A small guideline in a repository, on the branch of a proposal."""
    return repository(tmp_path)


def ready(own: Repository) -> bool:
    """Say whether the report says in every language that the proposal can be published.

    The check must say the same.
    """
    report = own.report()
    said = [READY[code] in report.section(code) for code in LANGUAGES]
    assert len(set(said)) == 1
    assert said[0] == (own.small.blocking() == [])
    return said[0]


# A change, in one, two or three languages.


def test_a_change_in_one_language_is_asked_about_and_the_other_one_to_follow(
    own: Repository,
) -> None:
    """The editor sees her words before and after, what she may mean, and what Swedish then owes."""
    own.edit(FINNISH)
    report = own.report()
    assert not ready(own)
    assert report.offers() == [CHANGED, MENDED]
    text = report.section("fi")
    assert "### 2.1 Oudot linkit" in text
    assert "> Älä avaa outoa linkkiä." in text
    assert "> Älä koskaan avaa outoa linkkiä." in text
    assert "sama muutos on tehtävä myös ruotsiksi *tässä samassa muutosehdotuksessa*" in text
    assert report.links["docs/sv/safety.md"] == f"{FORGE}/edit/proposal/docs/sv/safety.md"
    assert "Muutoksen voi tehdä englanniksi myöhemmin; se ei estä julkaisemista." in text


def test_the_report_leads_to_the_texts_before_and_after_and_to_the_site(own: Repository) -> None:
    """Whoever would rather see than read presses once, in any of the languages."""
    own.edit(FINNISH)
    seen = ("--preview", "https://x.example/1", "--built", "https://x.example/2")
    report = own.report(*seen)
    for code in LANGUAGES:
        assert "](https://x.example/1) · [" in report.section(code)
        assert "](https://x.example/2)" in report.section(code)
    assert "[See the texts before and now](https://x.example/1)" in report.section("en")
    # The site of a proposal that cannot be built is not there.
    alone = own.report(*seen[:2]).section("en")
    assert "[See the texts before and now](https://x.example/1)\n" in alone


def test_the_entry_for_another_meaning_is_filled_in_but_for_one_sentence(own: Repository) -> None:
    """She writes no YAML: file, day, rule and words stand there, her own language first."""
    own.edit(FINNISH)
    file, text = filled(own.report().offered(CHANGED))
    assert file == "history/2026-11-27-changed-check-links-fi.yml"
    assert "# Kirjoita merkin … paikalle yhdellä virkkeellä, mikä muuttui." in text
    table = parse(text).mapping
    assert table["what"] == {"fi": "…", "sv": "…", "en": "…"}
    assert str(table["day"]) == "2026-11-27"


def test_a_slip_that_is_declared_asks_nothing_of_other_languages(own: Repository) -> None:
    """Whoever mends a letter presses one link and is done."""
    own.edit((SAFETY["fi"], "outoa", "outoja"))
    follow(own.small, own.report().offered(MENDED))
    own.commit()
    assert ready(own)
    section = own.report().section("sv")
    assert "Betydelsen är densamma som förut" in section
    assert own.report().offers() == []


def test_a_change_in_two_languages_is_declared_by_one_entry(own: Repository) -> None:
    """Who writes both languages makes one entry, and both are published together."""
    own.edit(FINNISH, SWEDISH)
    report = own.report()
    assert report.offers()[:2] == [CHANGED, MENDED]
    text = follow(own.small, report.offered(CHANGED), "Ei koskaan.", "Aldrig.")
    own.commit()
    assert "# Kirjoita merkin" in text
    assert "# Skriv i en mening" in text
    assert ready(own)
    assert "sama asia suomeksi ja ruotsiksi; molemmat julkaistaan yhdessä" in own.report().section(
        "fi"
    )
    assert "Vad som ändrades: Aldrig." in own.report().section("sv")


def test_of_two_changed_languages_one_may_hold_a_slip_alone(own: Repository) -> None:
    """A meaning changed in Finnish and a letter in Swedish are told apart, in two steps."""
    own.edit(FINNISH, (SAFETY["sv"], "konstig", "konstigt"))
    follow(own.small, own.report().offered("Only a slip was mended in Swedish"))
    own.commit()
    follow(own.small, own.report().offered(CHANGED), "Ei koskaan.")
    own.commit()
    assert own.small.stand("check-links") == ("agrees", "behind", "behind")
    assert not ready(own)


def test_a_change_in_three_languages_leaves_nobody_behind(own: Repository) -> None:
    """With all three in one proposal nothing is said of later."""
    own.edit(FINNISH, SWEDISH, ENGLISH)
    follow(own.small, own.report().offered(CHANGED), "a", "b", "c")
    own.commit()
    assert ready(own)
    assert own.small.stand("check-links") == ("agrees",) * 3
    assert "later" not in own.report().section("en")


def test_a_change_in_english_alone_stops_nothing_and_is_still_asked_about(own: Repository) -> None:
    """English may lag and lead nowhere; that its words changed is told, with what they may mean."""
    own.edit(ENGLISH)
    assert ready(own)
    report = own.report()
    assert report.offers() == [CHANGED, MENDED]
    follow(own.small, report.offered(CHANGED), "It changed.")
    own.commit()
    assert not ready(own)
    assert "must be made in Finnish too" in own.report().section("en")


def test_a_language_that_is_behind_is_shown_what_changed_and_given_three_ways(
    own: Repository,
) -> None:
    """The translator sees what changed and his own text; he follows, or says why not."""
    own.edit(FINNISH)
    follow(own.small, own.report().offered(CHANGED), "Ei koskaan.")
    own.commit()
    report = own.report()
    assert report.offers()[:2] == [
        "The text in Swedish has been reviewed and needs no change",
        "The change is made in Swedish later",
    ]
    text = report.section("sv")
    for words in ("Älä avaa outoa", "Älä koskaan avaa", "Öppna inte en konstig länk."):
        assert f"> {words}" in text
    follow(own.small, report.offered("The text in Swedish has been reviewed and needs no change"))
    own.commit()
    assert ready(own)


def test_what_was_changed_long_ago_is_shown_to_whoever_is_behind(own: Repository) -> None:
    """A translator who comes months later reads what changed, though no proposal shows it."""
    own.edit(FINNISH)
    own.small.declare("changed", "check-links", what={"fi": "Ei koskaan."})
    own.commit()
    own.git("branch", "--force", "main")
    own.edit(("docs/fi/about.md", "Kysy meiltä.", "Kysy heti meiltä."), day="2027-03-01")
    text = own.report().section("sv")
    assert "### 2.1 Konstiga länkar" in text
    assert "> Älä avaa outoa linkkiä." in text
    assert "> Älä koskaan avaa outoa linkkiä." in text


def test_a_deferral_is_given_with_its_day_and_reason_to_write(own: Repository) -> None:
    """No date is proposed: whoever defers decides it, and is told so until it stands there."""
    own.edit(FINNISH)
    follow(own.small, own.report().offered(CHANGED), "Ei koskaan.")
    own.commit()
    file, text = filled(own.report().offered("The change is made in Swedish later"))
    assert "until: …\n" in text
    own.small.write(file, text)
    own.commit()
    assert not ready(own)
    assert "för ett uppskov behövs ett skäl, en sista dag" in own.report().section("sv")
    text = text.replace("until: …", "until: 2027-01-31").replace("  …", "  Översättaren är ledig.")
    own.small.write(file, text)
    own.commit()
    assert ready(own)
    said = "Ändringen får göras på svenska senare, senast 31.1.2027 ("
    assert said in own.report().section("sv")
    assert "Skäl: Översättaren är ledig." in own.report().section("sv")


def test_a_sentence_that_was_not_written_is_asked_for_at_its_file(own: Repository) -> None:
    """Whoever saves the entry with `…` in it is led back to it, and is not stopped by it."""
    own.edit(FINNISH, SWEDISH)
    follow(own.small, own.report().offered(CHANGED), "Ei koskaan.")
    own.commit()
    assert ready(own)
    report = own.report()
    assert "puuttuu vielä ruotsiksi" in report.section("fi")
    file = "history/2026-11-27-changed-check-links.yml"
    assert report.links[file] == f"{FORGE}/edit/proposal/{file}"


def test_a_reason_to_change_again_is_not_lost_on_the_second_edit(own: Repository) -> None:
    """Who edits her sentence once more after declaring it is asked once more."""
    own.edit(FINNISH)
    follow(own.small, own.report().offered(CHANGED), "Ei koskaan.")
    own.edit((SAFETY["fi"], "Älä koskaan avaa", "Älä milloinkaan avaa"))
    report = own.report()
    assert report.offers()[:2] == [CHANGED, MENDED]
    file, _ = filled(report.offered(MENDED))
    follow(own.small, report.offered(MENDED))
    own.commit()
    assert file == "history/2026-11-27-mended-check-links-fi.yml"
    assert own.small.stand("check-links") == ("agrees", "behind", "behind")


def test_a_change_that_is_taken_back_can_be_declared(own: Repository) -> None:
    """Whoever puts the old words back is not told for ever that a language is behind."""
    own.edit(FINNISH, SWEDISH)
    own.small.declare("changed", "check-links", what={"fi": "a", "sv": "b", "en": "c"})
    own.commit()
    own.git("branch", "--force", "main")
    own.edit((FINNISH[0], FINNISH[2], FINNISH[1]), day="2026-11-28")
    report = own.report()
    assert report.offers()[0] == "The change is taken back"
    assert "samma ändring göras också på svenska" in report.section("sv")
    own.edit((SWEDISH[0], SWEDISH[2], SWEDISH[1]), day="2026-11-28")
    report = own.report()
    follow(own.small, report.offered("The change is taken back"), "a", "b")
    own.commit("2026-11-28")
    assert ready(own)
    assert own.small.stand("check-links")[:2] == ("agrees", "agrees")


# Rules that come, go and become others.


def test_a_rule_is_added_in_one_language_and_then_in_the_others(own: Repository) -> None:
    """The one who adds it is told where it is missing; the entry is offered when both have it."""
    words = {"fi": "Pidä taukoja.", "sv": "Ta pauser.", "en": "Take breaks."}
    short = {"fi": "Tauot", "sv": "Pauser", "en": "Breaks"}

    def add(code: str) -> None:
        rule = f"- {words[code]}\n    {{: #pause }}\n"
        own.small.write(SAFETY[code], own.small.text(SAFETY[code]) + rule)

    for code in LANGUAGES:
        names = f"docs/{code}/short-names.yml"
        own.small.write(names, own.small.text(names) + f"pause: {short[code]}\n")
    add("fi")
    own.commit()
    assert own.report().offers() == []
    assert "**Texten saknas ännu på svenska.**" in own.report().section("sv")
    add("sv")
    own.commit()
    follow(own.small, own.report().offered("The text #pause is new"))
    own.commit()
    assert ready(own)
    assert "### 2.4 Breaks" in own.report().section("en")
    assert "may be written in English later" in own.report().section("en")


def test_a_rule_that_moves_keeps_its_old_links(own: Repository) -> None:
    """Moved in Finnish alone, Swedish is asked to move it too; then one link declares the move."""

    def move(code: str) -> None:
        own.small.change(SAFETY[code], LINES[code], "")
        page, names = f"docs/{code}/principles.md", f"docs/{code}/short-names.yml"
        own.small.write(page, own.small.text(page) + LINES[code])
        lines = own.small.text(names).splitlines(keepends=True)
        own.small.write(names, "".join([lines[0], lines[-1], *lines[1:-1]]))

    move("fi")
    own.commit()
    report = own.report()
    assert "Teksti on siirretty suomeksi, mutta ei ruotsiksi" in report.section("fi")
    assert {"docs/sv/safety.md", "docs/sv/principles.md"} <= report.links.keys()
    move("sv")
    move("en")
    own.commit()
    assert "från sidan ”Säkerhet” till sidan ”Principer”" in own.report().section("sv")
    assert "- 2.3 → 1.2 Kysy" in own.report().section("fi")
    follow(own.small, own.report().offered("The text has been moved"))
    own.commit()
    assert ready(own)


def test_a_rule_is_taken_out_of_one_language_and_then_of_all(own: Repository) -> None:
    """It must not vanish from one language alone; gone from all, its address says so."""

    def take(code: str) -> None:
        own.small.change(SAFETY[code], LINES[code], "")
        names = f"docs/{code}/short-names.yml"
        own.small.write(names, re.sub("ask: .*\n", "", own.small.text(names)))

    town = own.small.text("town.yml")
    own.small.write("town.yml", town[: town.index("questions:")])
    take("fi")
    own.commit()
    text = own.report().section("fi")
    assert "poistettu suomenkielisestä ohjeesta, mutta ruotsiksi ja englanniksi se on" in text
    take("sv")
    take("en")
    own.commit()
    report = own.report()
    assert report.offers() == ["The text #ask has been withdrawn"]
    follow(own.small, report.offered("The text #ask has been withdrawn"), "a", "b", "c")
    own.commit()
    assert ready(own)
    assert "Old links say that the text has been withdrawn." in own.report().section("en")


def test_a_withdrawn_rule_that_comes_back_is_asked_about(own: Repository) -> None:
    """A rule that holds or does not: it is taken out again, or declared new."""
    for code in LANGUAGES:
        own.small.change(SAFETY[code], LINES[code], "")
    own.small.declare("withdrawn", "ask", what={"fi": "a", "sv": "b", "en": "c"})
    own.small.write(SAFETY["fi"], own.small.text(SAFETY["fi"]) + LINES["fi"])
    own.commit()
    report = own.report()
    assert "merkitty poistetuksi, mutta se on tallella suomeksi" in report.section("fi")
    assert report.offers() == ["The text #ask is new"]


def test_a_renamed_rule_keeps_its_record_by_one_link(own: Repository) -> None:
    """Whoever improves an id is asked whether it is the same rule, first in all languages."""
    renamed(own.small, ("fi",))
    own.commit()
    assert "mutta vasta suomeksi. Tee sama muutos myös ruotsiksi" in own.report().section("fi")
    renamed(own.small, ("sv", "en"))
    own.small.change("town.yml", "rule: ask", "rule: ask-first")
    for code in LANGUAGES:
        own.small.change(f"docs/{code}/short-names.yml", "ask:", "ask-first:")
    own.commit()
    report = own.report()
    assert report.offers() == [
        "The text is the same, but its id is now #ask-first",
        "The text #ask has been withdrawn",
        "The text #ask-first is new",
    ]
    follow(own.small, report.offered("The text is the same, but its id is now #ask-first"))
    own.commit()
    assert ready(own)
    assert own.small.stand("ask-first") == ("agrees",) * 3


def test_a_rule_that_is_divided_is_declared_so_by_one_link(own: Repository) -> None:
    """Both halves know where they come from, and only one question is asked."""
    longer(own.small)
    own.commit()
    own.git("branch", "--force", "main")
    divided(own.small)
    for code, name in {"fi": "Poliisi", "sv": "Polisen", "en": "Police"}.items():
        names = f"docs/{code}/short-names.yml"
        own.small.change(names, "ask:", f"call: {name}\nask:")
    own.commit()
    report = own.report()
    words = "The text has been divided into #threatening-messages and #call"
    assert report.offers() == [words, "The text #call is new"]
    follow(own.small, report.offered(words))
    own.commit()
    assert ready(own)


def test_rules_that_are_joined_are_declared_so_by_one_link(own: Repository) -> None:
    """The rule that is gone leads to the one that took it in."""
    joined(own.small)
    town = own.small.text("town.yml")
    own.small.write("town.yml", town[: town.index("questions:")])
    for code in LANGUAGES:
        names = f"docs/{code}/short-names.yml"
        own.small.write(names, re.sub("ask: .*\n", "", own.small.text(names)))
    own.commit()
    report = own.report()
    follow(own.small, report.offered("The texts have been joined as #threatening-messages"))
    own.commit()
    assert ready(own)
    assert own.small.read().history.records["ask"].newest.replaced_by == ("threatening-messages",)


# The record, other proposals, and what cannot be read.


def test_two_changes_of_the_same_rule_that_meet_are_brought_together(own: Repository) -> None:
    """Two branches that each declared a change are told of each other, and end in one entry."""
    own.edit(FINNISH)
    follow(own.small, own.report().offered(CHANGED), "Ei koskaan.")
    own.commit()
    own.git("checkout", "--quiet", "-b", "other", "main")
    own.edit(SWEDISH)
    follow(own.small, own.report().offered(CHANGED), "Aldrig.")
    own.commit()
    own.git("checkout", "--quiet", "proposal")
    own.git("merge", "--quiet", "--no-edit", "other", day="2026-11-28")
    report = own.report()
    assert "**Samaa tekstiä on muutettu kahdesti toisistaan tietämättä.**" in report.section("fi")
    # One of the two may be published already: it is told all the same.
    own.git("branch", "--force", "main", "other")
    report = own.report()
    assert report.section("fi").count("Merkintä: merkitys muuttui") == 2
    assert report.offers() == ["This is the wording that was agreed on"]
    follow(own.small, report.offered("This is the wording that was agreed on"), "Ei.", "Nej.")
    own.commit("2026-11-28")
    assert ready(own)


@pytest.mark.parametrize("is_deleted", [True, False])
def test_whoever_rewrites_an_entry_is_told_and_asked_nothing_else(
    own: Repository, is_deleted: bool
) -> None:
    """No link leans on a record that was tampered with, and the report does not call it ready."""
    file = "history/2026-11-20-first-safety.yml"
    if is_deleted:
        (own.root / file).unlink()
    else:
        own.small.change(file, "Kysy, jos et tiedä.", "Kysy  aina.")
    own.edit(FINNISH)
    report = own.report(is_spoiled=True)
    word = {"fi": "poistettu", "sv": "tagits bort", "en": "deleted"}
    for code, verb in word.items():
        assert f"`{file}`" in report.section(code)
        assert (verb in report.section(code)) == is_deleted
        assert READY[code] not in report.section(code)
    assert report.offers() == []


def test_an_entry_that_cannot_be_read_is_to_be_mended_first(own: Repository) -> None:
    """A sentence without its indentation is told with a link to the file, in its language."""
    own.edit(FINNISH)
    file, text = filled(own.report().offered(CHANGED))
    own.small.write(file, text.replace("    …", "Ei koskaan", 1))
    own.commit()
    report = own.report()
    assert "Jotakin historian merkintää ei voi käyttää" in report.section("fi")
    assert f"[{file}:" in report.section("fi")
    assert "Någon av historikens anteckningar går inte att använda" in report.section("sv")
    assert report.links[file] == f"{FORGE}/edit/proposal/{file}"


def test_two_proposals_with_a_half_each_are_told_to_become_one(
    own: Repository, tmp_path: Path
) -> None:
    """The two halves would wait for each other for ever: whoever opens either reads it."""
    mine, theirs = SAFETY["fi"], SAFETY["sv"]
    listed = own.neighbours((7, "Suomi", "proposal", [mine]), (8, "Länkar", "swedish", [theirs]))
    own.edit(FINNISH)
    text = own.report("--open-changes", str(listed)).section("fi")
    assert f"[#8 Länkar]({FORGE}/pull/8) odottavat toisiaan" in text
    assert "#7" not in text
    own.git("checkout", "--quiet", "-b", "swedish", "main")
    own.edit(SWEDISH)
    text = own.report("--open-changes", str(listed), "--branch", "swedish").section("sv")
    assert f"[#7 Suomi]({FORGE}/pull/7) väntar på varandra" in text


def test_of_a_long_text_only_the_sentences_that_differ_are_shown(own: Repository) -> None:
    """An editor of one sentence among many finds it at once."""
    own.edit(("docs/fi/about.md", "Kysy meiltä.", "Kysy ensin. Kysy meiltä."))
    own.git("branch", "--force", "main")
    own.edit(("docs/fi/about.md", "Kysy ensin.", "Kysy heti."))
    lines = own.report().section("fi").split("\n")
    assert [line for line in lines if line.startswith("> … ")] == [
        "> … Kysy ensin. …",
        "> … Kysy heti. …",
    ]


def test_the_list_says_where_another_proposal_is(own: Repository) -> None:
    """From a copy of the repository, a link still leads to where the proposals are."""
    own.edit(FINNISH)
    listed = own.neighbours((8, "Länkar", "swedish", [SAFETY["sv"]]))
    address = "https://github.com/town/original/pull/8"
    text = listed.read_text(encoding="utf-8").replace("{", f'{{"url": "{address}", ', 1)
    listed.write_text(text, encoding="utf-8")
    assert f"[#8 Länkar]({address})" in own.report("--open-changes", str(listed)).section("fi")


def test_another_proposal_for_the_same_page_is_told(own: Repository) -> None:
    """Two who change the same page agree on who is first."""
    own.edit(FINNISH, SWEDISH)
    listed = own.neighbours(
        (9, "Also", "also", [SAFETY["sv"]]), (10, "Else", "else", ["README.md"])
    )
    text = own.report("--open-changes", str(listed)).section("en")
    assert "changes some of the same: `docs/sv/safety.md`" in text
    assert "wait for each other" not in text
    assert "#10" not in text


@pytest.mark.parametrize("content", [None, "<html>", "{}"])
def test_a_list_of_proposals_that_cannot_be_read_does_not_cost_the_report(
    own: Repository, tmp_path: Path, content: str | None
) -> None:
    """Where the forge does not answer, the editor still reads everything else."""
    own.edit(FINNISH)
    file = tmp_path / "list.json"
    if content is not None:
        file.write_text(content)
    done = own.run("--open-changes", str(file))
    assert done.returncode == 0
    assert "list.json: " in done.stderr
    assert "### 2.1 Oudot linkit" in done.stdout


def test_a_copy_of_the_newest_two_commits_is_enough(own: Repository, tmp_path: Path) -> None:
    """The forge copies no more than that; the report is the same as from the whole history."""
    own.edit(("docs/fi/about.md", "Kysy meiltä.", "Kysy heti meiltä."), day="2026-11-26")
    own.git("branch", "--force", "main")
    own.edit(FINNISH)
    shallow = repository(tmp_path / "other")
    whole = own.report("--base", "HEAD^").text
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", f"file://{own.root}", clone],
        check=True,
        capture_output=True,
    )
    shallow.root = clone
    assert shallow.report("--base", "HEAD^").text == whole
    assert "> Älä avaa outoa linkkiä." in whole


def test_the_merge_that_the_forge_tries_is_measured_by_what_is_published(own: Repository) -> None:
    """The first parent of the merge is the main branch: only what is proposed is told."""
    own.edit(FINNISH)
    own.git("checkout", "--quiet", "main")
    own.edit(("docs/en/about.md", "Ask us.", "Please ask us."))
    own.git("merge", "--quiet", "--no-edit", "--no-ff", "proposal")
    text = own.report("--base", "HEAD^").section("en")
    assert "### 2.1 Odd links" in text
    assert "Contact" not in text


def test_where_nothing_stood_before_the_states_are_told(own: Repository) -> None:
    """A first commit, or a name that leads nowhere, costs the comparison and not the report."""
    own.edit(FINNISH)
    done = own.run("--base", "nosuch")
    assert done.returncode == 0
    assert done.stderr == "nosuch: there is no commit nosuch\n"
    for words in ("Aiempaa versiota", "Den tidigare versionen", "The earlier version"):
        assert words in done.stdout
    assert f"- [{CHANGED}]" in done.stdout


def test_a_base_from_before_the_guideline_is_none(own: Repository) -> None:
    """A repository that held something else before is read all the same."""
    own.git("checkout", "--quiet", "--orphan", "start")
    own.git("rm", "-rq", "--cached", ".")
    own.git("commit", "--allow-empty", "-qm", "Empty")
    own.git("add", "--all")
    own.git("commit", "-qm", "Texts")
    assert "The earlier version could not be had" in own.report("--base", "HEAD^").section("en")


def test_the_record_is_told_to_start_once(own: Repository) -> None:
    """The proposal that begins the record does not list every text."""
    own.git("checkout", "--quiet", "--orphan", "start")
    own.git("rm", "-rq", "--cached", "history")
    own.git("commit", "-qm", "Texts without a record")
    own.git("add", "--all")
    own.git("commit", "-qm", "Record")
    text = own.report("--base", "HEAD^").section("en")
    assert "The record of the guideline starts with this proposal." in text
    assert "###" not in text


def test_outside_git_a_day_is_asked_for_and_then_the_texts_are_told(own: Repository) -> None:
    """Whoever has the texts without Git reads one sentence, and with a day the report."""
    own.small.change(*FINNISH)
    (own.root / ".git").rename(own.root / "no git")
    done = own.run()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("No commit says which day it is: add `--day 2026-11-27`.\n")
    done = own.run("--day", "2026-12-01")
    assert done.returncode == 0
    assert "2026-12-01-changed-check-links-fi" in done.stdout


def test_nothing_changed_is_one_line(own: Repository) -> None:
    """A change of the program alone is told in one line, with the mark by which it is found."""
    own.small.write("README.md", "Hello\n")
    own.commit()
    mark, line, *rest = own.report().text.splitlines()
    assert (mark, rest) == (MARK, [])
    assert line == (
        "Ohjeen tekstit eivät muutu. · Anvisningens texter ändras inte."
        " · The texts of the guideline do not change."
    )


def test_other_findings_stand_in_the_section_of_their_language(own: Repository) -> None:
    """A Swedish slip is told in Swedish with a link to its file, and pointed to from the others."""
    own.edit(("docs/sv/about.md", "safety.md", "safty.md"))
    report = own.report()
    told = "- [docs/sv/about.md:7][docs/sv/about.md]: länken till safty.md"
    assert told in report.section("sv")
    assert "safty.md" not in report.section("fi").replace("> ", "").split("###")[-1]
    assert "Lisää korjattavaa: På svenska (1)." in report.section("fi")


def test_settings_that_cannot_be_read_are_told_and_nothing_else(own: Repository) -> None:
    """A slip in mkdocs.yml is one line in the report, not the loss of every rule."""
    own.small.write("mkdocs.yml", "nav: [\n")
    own.commit()
    report = own.report()
    assert "[mkdocs.yml:" in report.section("en")
    assert "Lisää korjattavaa: In English (1)." in report.section("fi")
    assert len(report.text) < 4000


def test_what_stops_a_proposal_beside_its_texts_is_told(own: Repository) -> None:
    """Where only a fact of the town is wrong, nobody reads that nothing changes."""
    own.edit(("town.yml", "rule: ask", "rule: aks"))
    report = own.report()
    assert "[town.yml:" in report.section("en")
    assert not ready(own)


def test_an_entry_is_never_older_than_the_one_that_it_builds_on(own: Repository) -> None:
    """A machine whose clock is behind costs nobody the links: the day is as late as it must be."""
    own.small.change(*FINNISH)
    own.commit("2026-11-03")
    file, _ = filled(own.report().offered(CHANGED))
    assert file == "history/2026-11-20-changed-check-links-fi.yml"


def test_whoever_looks_after_a_language_is_called_by_name(own: Repository) -> None:
    """The one who must follow gets a message; nobody else does, whatever a text holds."""
    own.small.change(
        "mkdocs.yml", "equal: [fi, sv]\n", 'equal: [fi, sv]\n      editors: {sv: ["@translator"]}\n'
    )
    own.edit(FINNISH, ("docs/fi/about.md", "Kysy meiltä.", "Kysy: @somebody, #12."))
    text = own.report().text
    assert "myös ruotsiksi (@translator)" in text
    assert "suomeksi (@" not in text
    assert "@somebody" not in text
    assert "#12" not in text


def test_the_words_of_a_text_cannot_break_the_report(own: Repository) -> None:
    """What stands in a text is shown as it stands: it hides nothing and links nowhere."""
    evil = "Älä <!-- ![x](http://e.example/x) **avaa** `x` </details> | # [y][docs/sv/safety.md]"
    own.edit((SAFETY["fi"], "Älä avaa outoa linkkiä.", evil))
    text = own.report().section("fi")
    quoted = next(line for line in text.split("\n") if line.startswith("> Älä \\<"))
    assert not re.search(r"(?<!\\)[<`*\[\]|]", quoted[2:])
    assert own.report().text.count(MARK) == 1


def test_without_a_forge_files_and_commands_are_named(own: Repository) -> None:
    """On one's own machine the report says what to type, and what it names can be typed."""
    own.edit(FINNISH)
    report = own.report(linked=False)
    assert "http" not in report.text
    assert "][" not in report.text
    assert "Commit changes" not in report.text
    command = re.search(rf"- {MENDED} – .*`rinnakkain (.*)`", report.section("en"))
    assert command is not None
    done = subprocess.run(
        [sys.executable, "-m", "rinnakkain", "--root", str(own.root), *command[1].split()],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "history/2026-11-27-mended-check-links-fi.yml\n"
    own.commit()
    assert ready(own)


def test_a_link_that_would_be_too_long_is_a_sentence_instead(own: Repository) -> None:
    """An editor of a very long text is told who can make the entry, and pastes nothing."""
    own.edit(("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. " + "ä" * (LONGEST_LINK // 6)))
    report = own.report()
    assert report.offers() == []
    assert "merkinnän tekee ohjeen ylläpitäjä komennolla `rinnakkain declare changed contact" in (
        report.section("fi")
    )
    assert all(len(address) <= LONGEST_LINK for address in report.links.values())


def test_a_report_fits_into_a_comment_however_much_changes(own: Repository) -> None:
    """A proposal that rewrites everything is told by name, and where the words can be read."""
    rules = "".join(
        f"- Sääntö numero {n}: {'sana ' * 60}loppu.\n    {{: #rule-{n} }}\n" for n in range(60)
    )
    for code in LANGUAGES:
        own.small.write(SAFETY[code], own.small.text(SAFETY[code]) + rules)
    own.commit()
    report = own.report()
    assert len(report.text) <= LONGEST
    assert "*Files changed*" in report.section("fi")
    assert "#rule-59" in report.section("en")


def test_the_links_leave_room_for_what_is_said(own: Repository) -> None:
    """Where the addresses alone would fill the comment, some entries are named by their command."""
    rules = "".join(
        f"- Sääntö numero {n}: {'sana ' * 120}loppu.\n    {{: #rule-{n} }}\n" for n in range(24)
    )
    for code in LANGUAGES:
        own.small.write(SAFETY[code], own.small.text(SAFETY[code]) + rules)
    own.commit()
    report = own.report()
    assert len(report.text) <= LONGEST
    text = report.section("en")
    assert text.count("**The new text is not declared yet.**") == 24
    assert 0 < len(report.offers()) < 24
    assert text.count("`rinnakkain declare new rule-") == 24 - len(report.offers())


def test_the_report_has_the_same_words_in_every_language() -> None:
    """Nothing is said to one reader and kept from another: same keys, same values to fill in."""

    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items()}
        assert isinstance(value, str)
        assert value == value.strip() != ""
        return sorted(set(re.findall(r"\{[a-z]*\}", value)))

    shapes = {code: shape(words) for code, words in sentences().items()}
    assert list(shapes) == list(LANGUAGES)
    assert shapes["fi"] == shapes["sv"] == shapes["en"]


def test_no_word_of_the_report_is_one_that_only_a_programmer_knows() -> None:
    """Only the forge's own buttons are in English, and they are marked as such."""
    for code, words in sentences().items():
        text = re.sub(r"\*[A-Z][^*]+\*", "", str(words)).casefold()
        for word in (
            "commit",
            "merge",
            "branch",
            "yaml",
            "pull request",
            "python",
            " git ",
            "haara",
        ):
            assert word not in text, (code, word)
