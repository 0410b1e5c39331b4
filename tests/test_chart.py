"""The sea chart: a drawing that is the same everywhere, and a chart that a sailor would believe."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from rinnakkain.chart import COVER, DRAWINGS, START, Chart, drawing, kept

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = pytest.mark.parametrize("chart", DRAWINGS.values(), ids=list(DRAWINGS))

# What a phone shows of the band, of its left and of its lower part: 390 px by 72, 90 px being all.
PHONE = (390 / 90 * START.height, 72 / 90 * START.height)

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One part of a path, its curves as short straight pieces."""

    points: list[Point]
    straight: list[tuple[Point, Point]]
    closed: bool


@cache
def drawn(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(drawing(chart))


@cache
def lines(chart: Chart) -> list[tuple[str, list[Line]]]:
    """Return each path's fill and lines in units, from the deepest to the coast."""
    root = drawn(chart)
    unit = float(root.attrib["viewBox"].split()[2]) / chart.width
    paths = root.findall(f"{SVG}path")
    return [(path.attrib["fill"], list(parts(path.attrib["d"], unit))) for path in paths]


def parts(data: str, unit: float) -> list[Line]:
    """Follow a path's data as SVG 1.1, 8.3 says: the relative commands m, l, q, t and z."""
    assert re.fullmatch(r"[mlqtz0-9 .\-]+", data)
    found = []
    at = control = start = (0.0, 0.0)
    line: list[Point] = []
    straight: list[tuple[Point, Point]] = []

    def finish(closed: bool) -> None:
        nonlocal line, straight
        if len(line) > 1:
            found.append(Line([*line, line[0]] if closed else line, straight, closed))
        line, straight = [], []

    for letter, text in re.findall(r"([mlqtz])([^mlqtz]*)", data):
        numbers = [float(number) / unit for number in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", text)]
        size = {"m": 2, "l": 2, "q": 4, "t": 2, "z": 0}[letter]
        if letter == "z":
            finish(True)
            at = start
            continue
        assert numbers
        assert len(numbers) % size == 0
        for n in range(0, len(numbers), size):
            pairs = zip(numbers[n : n + size : 2], numbers[n + 1 : n + size : 2], strict=True)
            move = [(at[0] + x, at[1] + y) for x, y in pairs]
            if letter == "m":
                finish(False)
                at = control = start = move[0]
                line = [at]
            elif letter == "l":
                straight.append((at, move[0]))
                line.append(move[0])
                at = control = move[0]
            else:
                mirrored = (2 * at[0] - control[0], 2 * at[1] - control[1])
                control, end = move if letter == "q" else (mirrored, move[0])
                for step in (0.2, 0.4, 0.6, 0.8, 1.0):
                    a, b, c = (1 - step) ** 2, 2 * step * (1 - step), step**2
                    line.append(
                        (
                            a * at[0] + b * control[0] + c * end[0],
                            a * at[1] + b * control[1] + c * end[1],
                        )
                    )
                at = end
    finish(False)
    return found


def inside(point: Point, chart: Chart) -> bool:
    return 0 <= point[0] <= chart.width and 0 <= point[1] <= chart.height


def side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def crossings(groups: list[list[Line]], chart: Chart) -> list[tuple[int, int, Point]]:
    """Return where lines of these groups cross each other or themselves, within the frame."""
    squares: dict[tuple[int, int], set[tuple[int, Point, Point]]] = defaultdict(set)
    for group, members in enumerate(groups):
        for line in members:
            for a, b in pairwise(line.points):
                if a != b and inside(a, chart) and inside(b, chart):
                    for x in range(int(min(a[0], b[0]) // 8), int(max(a[0], b[0]) // 8) + 1):
                        for y in range(int(min(a[1], b[1]) // 8), int(max(a[1], b[1]) // 8) + 1):
                            squares[x, y].add((group, a, b))
    return [
        (g, h, a)
        for pieces in squares.values()
        for (g, a, b), (h, c, d) in combinations(sorted(pieces), 2)
        if cross(a, b, c, d)
    ]


def covers(areas: list[Line], point: Point) -> bool:
    """Return whether a point lies in the areas, by the even-odd rule."""
    x, y = point
    left = [
        x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for area in areas
        for a, b in pairwise(area.points)
        if (a[1] > y) != (b[1] > y)
    ]
    return sum(left) % 2 == 1


@CHARTS
def test_it_is_a_drawing_and_nothing_else(chart: Chart) -> None:
    """Nobody is read a decoration aloud, and it brings no style or name into a page."""
    root = drawn(chart)
    assert root.tag == f"{SVG}svg"
    assert root.attrib["aria-hidden"] == "true"
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width / height == chart.width / chart.height
    assert {child.tag for child in root.iter()} == {f"{SVG}svg", f"{SVG}path"}
    assert not "".join(root.itertext()).strip()
    known = {"d", "fill", "stroke", "stroke-width", "vector-effect"}
    assert all(set(path.attrib) <= known for path in root)
    colours = chart.colours
    assert {path.attrib["fill"] for path in root} == {colours.land, colours.shallows, "none"}
    assert {path.attrib["stroke"] for path in root} == {colours.ink, colours.sea}


@pytest.mark.parametrize("name", DRAWINGS)
def test_it_is_the_same_on_every_machine(name: str) -> None:
    """Two people who make the site and its PDF from the same texts get the same ones."""
    assert drawing(DRAWINGS[name]) == kept(name)
    run = subprocess.run(
        [sys.executable, "-m", "rinnakkain.chart", name],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == kept(name)


def test_it_is_light() -> None:
    """The drawing takes no time to arrive, in the PDF or on a phone far out."""
    assert len(kept("cover").encode()) < 25_000
    assert len(gzip.compress(kept("start").encode())) < 6_000


@CHARTS
def test_it_fills_its_frame_and_keeps_to_it(chart: Chart) -> None:
    """Nothing is drawn far outside, and no coast or depth line ends in the middle of the sea."""
    for _, members in lines(chart):
        for line in members:
            for x, y in line.points:
                assert -12 <= x <= chart.width + 12
                assert -12 <= y <= chart.height + 12
            if not line.closed:
                assert not inside(line.points[0], chart)
                assert not inside(line.points[-1], chart)


@CHARTS
def test_it_ends_in_white_paper_above(chart: Chart) -> None:
    """The sea has no hard upper edge: no line is cut off there."""
    for fill, members in lines(chart):
        if fill == "none":
            assert min(y for line in members for _, y in line.points) > 3


@CHARTS
def test_land_and_shallows_are_closed(chart: Chart) -> None:
    """No colour runs out, and no straight line in the picture passes for a coast."""
    for fill, members in lines(chart):
        if fill != "none":
            assert all(line.closed for line in members)
        for line in members:
            for (ax, ay), (bx, by) in line.straight:
                beside = max(ax, bx) < 0 or min(ax, bx) > chart.width
                assert beside or max(ay, by) < 0 or min(ay, by) > chart.height


@CHARTS
def test_no_two_depths_cross(chart: Chart) -> None:
    """The water has one depth at every place, so that the drawing reads as a chart."""
    groups = [members for _, members in lines(chart)]
    assert not [where for one, other, where in crossings(groups, chart) if one != other]


def test_no_line_on_the_cover_runs_over_itself() -> None:
    """The one drawing that goes to print has no knot in any line."""
    assert not crossings([members for _, members in lines(COVER)], COVER)


def test_a_crossing_would_be_found() -> None:
    """The check above can fail: one depth line, moved a little, crosses the others."""
    groups = [members for _, members in lines(COVER)]
    moved = [Line([(x + 9, y + 9) for x, y in line.points], [], line.closed) for line in groups[-2]]
    assert crossings([*groups[:-2], moved, groups[-1]], COVER)


@CHARTS
def test_shallow_water_lies_round_all_land(chart: Chart) -> None:
    """Every skerry has its own shallows, as on a chart."""
    areas = dict(lines(chart))
    for line in areas[chart.colours.land]:
        for point in line.points[::10]:
            assert not inside(point, chart) or covers(areas[chart.colours.shallows], point)


def test_there_is_an_archipelago() -> None:
    """Land along the lower edge, skerries of many sizes before it, and open water above."""
    land = dict(lines(COVER))[COVER.colours.land]
    islands = [line for line in land if all(inside(point, COVER) for point in line.points)]
    sizes = {
        round(max(x for x, _ in line.points) - min(x for x, _ in line.points)) for line in islands
    }
    assert len(islands) >= 12
    assert len(sizes) >= 6
    assert covers(land, (5, 415))
    assert covers(land, (590, 415))
    assert not any(covers(land, (x, 60)) for x in range(5, 595, 10))


def test_the_band_goes_over_into_the_land_below_it() -> None:
    """The start page's ground carries on from the band: no bay is cut off at its lower edge."""
    land = dict(lines(START))[START.colours.land]
    for y in (START.height - 0.1, START.height - 7):
        assert all(covers(land, (x / 2, y)) for x in range(1, round(START.width * 2), 3))


def test_a_phone_sees_all_of_the_bands_water() -> None:
    """In the strip that a phone has room for, no depth line is cut off at the upper edge."""
    shown, high = PHONE
    for _, members in lines(START):
        for line in members:
            assert all(y > START.height - high for x, y in line.points if 0 <= x <= shown)
