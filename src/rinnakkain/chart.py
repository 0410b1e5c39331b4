"""The sea chart: coast and depth lines drawn from a formula, as SVG.

The same picture on every machine, to the byte: the formula needs only `+ - * /` and the square
root, which IEEE 754 rounds in one way only, and numbers from a fixed integer hash. It asks for no
sine, exponential or power, whose last bit is the affair of a C library, and not for `sum`, which
adds in another way since Python 3.12.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise

__all__ = [
    "COVER",
    "DRAWINGS",
    "INK",
    "LAND",
    "SEA",
    "SHALLOWS",
    "START",
    "Chart",
    "Colours",
    "Dots",
    "drawing",
    "kept",
    "outlines",
    "rings",
]

LAND = "#F6EED9"
SHALLOWS = "#E3F0F6"
INK = "#12212E"
SEA = "#0B4A6B"

Point = tuple[float, float]
Place = tuple[float, float, float, float, float]
Depth = tuple[float, float, float]
Dots = tuple[int, int]
Field = list[list[float]]

_MARGIN = 2  # nodes outside the frame, where lines may end and areas are closed
_SHALLOW = 12.0  # the depth down to which the sea is coloured
_COAST_STEP = 7.0  # as a depth line's
_BEND = 0.8  # more points of a curve for each radian, about, that it turns
_LEAST = 6  # points of the smallest closed curve
_ROCK, _SMALLEST = 3.0, 10.0  # the shortest closed coast and the shortest depth line
_CLEAR = 6.0  # a depth line that comes so near to the upper edge is left out


@dataclass(frozen=True)
class Colours:
    """How the colours are written: as `fill` and `stroke` of SVG, `var(--land)` too."""

    land: str = LAND
    shallows: str = SHALLOWS
    ink: str = INK
    sea: str = SEA


@dataclass(frozen=True)
class Chart:
    """A drawing: which part of the world it shows, and how that is written.

    The world has x to the right and y up, the land below; its unit is 1 pt on the cover.
    """

    width: float
    height: float
    # What no noise would have put there: centre, half length along the ice, half breadth, height.
    placed: tuple[Place, ...]
    # Each depth line: its depth, its width on paper, and how far its curve's points lie apart. The
    # lines grow thin towards the open sea and few: that is all of the fading, and it prints.
    depths: tuple[Depth, ...]
    coast: float = 1.0  # the width of its line
    west: float = 0.0  # where it begins
    level: float = 80.0  # how high the ground lies at the lower edge …
    steep: float = 1.0  # … and how fast it falls from there
    rocky: float = 14.0  # how high the smallest unevenness is
    grid: float = 2.75  # between two nodes of the grid
    colours: Colours = Colours()
    # On a screen it takes the size of its place, where its lines stay as wide, and is written in
    # whole numbers, halves of a unit; on paper in tenths.
    on_screen: bool = False

    @property
    def dots(self) -> int:
        """How many steps of a written number a unit has."""
        return 2 if self.on_screen else 10


# Both take a second or two to calculate, so they lie beside the code, in `drawings/`:
# `python -m rinnakkain.chart cover > …/drawings/cover.svg`, and `start` likewise.

# The drawing on the cover of the printed guideline.
COVER = Chart(
    595.0,
    420.0,
    placed=(
        (500.0, 110.0, 150.0, 95.0, 110.0),  # the land to the right
        (215.0, 70.0, 130.0, 17.0, -110.0),  # the harbour's inlet
        (105.0, 215.0, 46.0, 20.0, 75.0),  # the islands before it
        (330.0, 262.0, 46.0, 15.0, 80.0),
        (45.0, 205.0, 22.0, 11.0, 170.0),
        (456.0, 276.0, 36.0, 9.0, 240.0),  # the outermost skerries
        (484.0, 252.0, 8.0, 5.0, 205.0),
    ),
    depths=(
        (5.0, 0.35, 9.0),
        (_SHALLOW, 0.6, 10.0),
        (21.0, 0.45, 12.0),
        (33.0, 0.4, 14.0),
        (49.0, 0.4, 16.0),
        (70.0, 0.35, 18.0),
        (100.0, 0.3, 20.0),
        (140.0, 0.3, 24.0),
        (190.0, 0.25, 28.0),
    ),
)

# The band of the start page: land along its whole lower edge, to go on as the ground of the page,
# and low on the left, which is all that a phone shows.
START = Chart(
    1440.0,
    200.0,
    placed=(
        (3918.0, 64.0, 34.0, 11.0, -80.0),  # the harbour's inlet
        (3840.0, 100.0, 40.0, 40.0, -35.0),  # the low land to its left
        (4120.0, 84.0, 14.0, 7.0, 120.0),
        (4750.0, 20.0, 170.0, 110.0, 40.0),  # the land to the right
        (4866.0, 118.0, 20.0, 7.0, 240.0),  # the islands before it
        (4918.0, 136.0, 30.0, 11.0, 330.0),
        (4952.0, 118.0, 9.0, 5.0, 260.0),
        (4990.0, 126.0, 12.0, 6.0, 250.0),
        (3906.0, -8.0, 50.0, 40.0, 60.0),  # no bay reaches the lower edge
        (4015.0, -4.0, 40.0, 30.0, 55.0),
        (4168.0, -14.0, 40.0, 40.0, 40.0),
        (4355.0, -14.0, 40.0, 40.0, 40.0),
        (5022.0, -4.0, 40.0, 30.0, 55.0),
    ),
    depths=(
        (5.0, 0.5, 14.0),
        (_SHALLOW, 0.9, 14.0),
        (21.0, 0.75, 18.0),
        (33.0, 0.65, 24.0),
        (48.0, 0.55, 30.0),
    ),
    coast=1.2,
    west=3690.0,
    level=58.0,
    steep=1.7,
    rocky=0.0,
    colours=Colours("var(--land)", "var(--shallows)", "var(--ink)", "var(--sea)"),
    on_screen=True,
)

DRAWINGS = {"cover": COVER, "start": START}

# Unit vectors in 16 directions.
_COSINES = (1.0, 0.92388, 0.70711, 0.38268, 0.0, -0.38268, -0.70711, -0.92388)
_CIRCLE = (*_COSINES, *(-c for c in _COSINES))
_GRADIENTS = tuple((_CIRCLE[n], _CIRCLE[n - 4]) for n in range(16))

# The ice came over this coast from the north-west and drew bays and skerries out that way.
_ALONG = (-0.573576, 0.819152)


def kept(name: str) -> str:
    """Return a drawing as it lies beside the code: an SVG document, `cover` or `start`."""
    return (files("rinnakkain") / "drawings" / f"{name}.svg").read_text(encoding="utf-8")


def drawing(chart: Chart) -> str:
    """Return a chart as an SVG document.

    It has no text, no ids and no style sheet, and assistive technology passes it over. Land lies
    along the lower edge; towards the upper edge nothing is drawn, so that it ends in the paper.
    """
    sheet = _Sheet(chart)
    land, sea = _heights(sheet)
    colours, paths = chart.colours, []
    for depth, thickness, step in reversed(chart.depths):
        filled = depth == _SHALLOW
        data = _path(sheet, sea, -depth, step, filled)
        fill = colours.shallows if filled else "none"
        paths.append(_element(chart, data, fill, colours.sea, thickness))
    coast = _path(sheet, land, 0, _COAST_STEP, True)
    paths.append(_element(chart, coast, colours.land, colours.ink, chart.coast))
    if chart.on_screen:
        width, height = chart.width * chart.dots, chart.height * chart.dots
        frame = f'viewBox="0 0 {width:g} {height:g}" preserveAspectRatio="xMinYMax slice"'
    else:
        width, height = chart.width, chart.height
        frame = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    hidden = 'aria-hidden="true" focusable="false"' if chart.on_screen else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} stroke-linecap="round" '
        f'stroke-linejoin="round" {hidden}>\n{"".join(paths)}</svg>\n'
    )


def rings(chart: Chart) -> Iterator[list[list[Dots]]]:
    """Yield the lines of a chart where none crosses the frame: the deepest first, the coast last.

    Each is a closed quadratic B-spline, as its control points: in steps of `chart.dots` to a unit,
    x to the right and y down.
    """
    sheet = _Sheet(chart)
    land, sea = _heights(sheet)
    for depth, _, step in reversed(chart.depths):
        yield [_ring(sheet, loop, step) for loop in _loops(sea, -depth)]
    yield [_ring(sheet, loop, _COAST_STEP) for loop in _loops(land, 0)]


def outlines(closed: Iterable[list[Dots]]) -> str:
    """Return the data of a path, in steps, that draws closed splines given as control points."""
    pen = _Pen(1)
    for controls in closed:
        pen.ring(controls)
    return pen.data()


def _element(chart: Chart, data: str, fill: str, stroke: str, thickness: float) -> str:
    if not data:
        return ""
    effect = ' vector-effect="non-scaling-stroke"' if chart.on_screen else ""
    return (
        f'<path fill="{fill}" stroke="{stroke}" stroke-width="{thickness:.2f}"{effect} '
        f'd="{data}"/>\n'
    )


class _Sheet:
    """The grid over the frame of a chart: how its nodes lie in the world and on paper."""

    def __init__(self, chart: Chart) -> None:
        self.chart, self.cell = chart, chart.grid
        self.columns, self.rows = (
            math.ceil(size / self.cell) + 2 * _MARGIN + 1 for size in (chart.width, chart.height)
        )

    def world(self, i: int, j: int) -> Point:
        return self.chart.west + (i - _MARGIN) * self.cell, (j - _MARGIN) * self.cell

    def paper(self, point: Point) -> Dots:
        x, y = ((value - _MARGIN) * self.cell for value in point)
        dots = self.chart.dots
        return round(x * dots), round((self.chart.height - y) * dots)

    def ends(self, point: Point) -> tuple[bool, bool]:
        """Return whether a point of the grid lies on its first or last column, and row."""
        return point[0] in (0, self.columns - 1), point[1] in (0, self.rows - 1)


def _heights(sheet: _Sheet) -> tuple[Field, Field]:
    """Return how high the ground lies at each node, without ponds, and the bottom of the sea."""
    nodes = range(sheet.rows), range(sheet.columns)
    land = [[_ground(sheet.chart, *sheet.world(i, j)) for i in nodes[1]] for j in nodes[0]]
    land = _without_ponds(land)
    return land, _bottom(sheet, land)


def _ground(chart: Chart, x: float, y: float) -> float:
    """Return how high the ground lies at a point of the world: the coast at 0, the sea below."""
    # The whole world is bent a little, so that nothing runs straight.
    bent_x = x + 26 * _noise(x / 95, y / 95, 311)
    bent_y = y + 26 * _noise(x / 95, y / 95, 312)
    along = bent_x * _ALONG[0] + bent_y * _ALONG[1]
    across = bent_x * _ALONG[1] - bent_y * _ALONG[0]
    base = chart.level - chart.steep * bent_y + 60 * _noise(x / 260, 0.5, 301)
    for at_x, at_y, length, breadth, high in chart.placed:
        p = (along - at_x * _ALONG[0] - at_y * _ALONG[1]) / length
        q = (across - at_x * _ALONG[1] + at_y * _ALONG[0]) / breadth
        fall = 1 + p * p + q * q
        base += high / (fall * fall)
    if base < -190:  # out here nothing comes up
        return base
    bays = (
        _noise(across / 62, along / 120, 302)
        + 0.6 * _noise(across / 30, along / 56, 303)
        + 0.3 * _noise(across / 13, along / 22, 304)
    )
    rocks = chart.rocky * _noise(across / 6.5, along / 9, 309)
    near = _step(-150, -20, base) * (1 - 0.5 * _step(20, 90, base))
    shore = 0.6 * base + 105 * near * bays + rocks
    if base > 20:
        return shore
    # Skerries are the tops of a rougher ground: in swarms, and fewer further out.
    tops = max(
        _noise(across / 30, along / 58, 306) - 0.24,
        0.7 * _noise(across / 15, along / 27, 307) - 0.18,
        0.5 * _noise(across / 8, along / 13, 308) - 0.14,
    )
    swarm = _step(-0.2, 0.3, _noise(bent_x / 120, bent_y / 120, 305)) * _step(-200, -50, base)
    tops -= 0.3 * (1 - swarm) + 0.6 * (1 - _step(-190, -130, base))
    return max(shore, 400 * tops + rocks)


def _step(low: float, high: float, value: float) -> float:
    """Return 0 below `low`, 1 above `high`, and between them what leads over evenly."""
    t = min(1.0, max(0.0, (value - low) / (high - low)))
    return t * t * (3 - 2 * t)


def _noise(x: float, y: float, seed: int) -> float:
    """Return gradient noise (Perlin 2002) at a point: -0.7 to 0.7, with waves about 2 long."""
    i, j = math.floor(x), math.floor(y)
    u, v = x - i, y - j
    s = u * u * u * (u * (u * 6 - 15) + 10)
    t = v * v * v * (v * (v * 6 - 15) + 10)
    ax, ay = _gradient(i, j, seed)
    bx, by = _gradient(i + 1, j, seed)
    cx, cy = _gradient(i, j + 1, seed)
    dx, dy = _gradient(i + 1, j + 1, seed)
    a, b = ax * u + ay * v, bx * (u - 1) + by * v
    c, d = cx * u + cy * (v - 1), dx * (u - 1) + dy * (v - 1)
    low, high = a + s * (b - a), c + s * (d - c)
    return low + t * (high - low)


@lru_cache(1 << 16)
def _gradient(i: int, j: int, seed: int) -> Point:
    mixed = (i * 374761393 + j * 668265263 + seed * 974634777) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 1274126177) & 0xFFFFFFFF
    return _GRADIENTS[(mixed ^ (mixed >> 16)) & 15]


def _without_ponds(field: Field) -> Field:
    """Return the field with all water filled up to which no way leads from the upper edge."""
    rows, columns = len(field), len(field[0])
    todo = [(i, rows - 1) for i in range(columns)]
    open_sea = set(todo)
    while todo:
        i, j = todo.pop()
        for k, m in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            inside = 0 <= k < columns and 0 <= m < rows
            if inside and field[m][k] <= 0 and (k, m) not in open_sea:
                open_sea.add((k, m))
                todo.append((k, m))
    return [
        [high if (i, j) in open_sea else max(high, 1.0) for i, high in enumerate(row)]
        for j, row in enumerate(field)
    ]


def _bottom(sheet: _Sheet, land: Field) -> Field:
    """Return how high the bottom of the sea lies at each node, given the land, which is above 0.

    The depth is the distance from the coast in units of the world, calmer the greater it is, so
    that small skerries leave no trace far out, and then less in some places and more in others.
    """
    depth = [[cells * sheet.cell for cells in row] for row in _distances(land)]
    for reach, low, high in ((5.5, 5.5, 22.0), (14.0, 16.5, 60.0), (28.0, 38.0, 126.0)):
        calm = _calmed(depth, round(reach / sheet.cell))
        depth = [
            [d + _step(low, high, d) * (c - d) for d, c in zip(*pair, strict=True)]
            for pair in zip(depth, calm, strict=True)
        ]
    result: Field = []
    for j, row in enumerate(depth):
        rise = _step(0.55, 1.0, j / sheet.rows)
        result.append([])
        for i, d in enumerate(row):
            x, y = sheet.world(i, j)
            uneven = 1 + (0.8 - 0.62 * _step(22, 110, d)) * _noise(x / 72, y / 72, 21)
            # It falls away before the upper edge, for lines to pass below that.
            d *= uneven * (1 + 0.5 * rise * rise)
            result[j].append(-d if land[j][i] <= 0 else d)
    return result


def _distances(field: Field) -> Field:
    """Return how far each node is from the line where the field is 0, in cells.

    The nearest point is handed on from node to node, up and down again (Danielsson 1980).
    """
    rows, columns = len(field), len(field[0])
    nearest = [[(math.inf, math.inf)] * columns for _ in range(rows)]
    square = [[math.inf] * columns for _ in range(rows)]

    def offer(i: int, j: int, point: Point) -> None:
        x, y = point[0] - i, point[1] - j
        if x * x + y * y < square[j][i]:
            square[j][i] = x * x + y * y
            nearest[j][i] = point

    for j, i in ((j, i) for j in range(rows) for i in range(columns)):
        a = field[j][i]
        for k, m in ((i + 1, j), (i, j + 1)):
            if k < columns and m < rows and (a > 0) != (field[m][k] > 0):
                t = a / (a - field[m][k])
                point = (i + t * (k - i), j + t * (m - j))
                offer(i, j, point)
                offer(k, m, point)
    for side in (1, -1):
        for j in range(rows)[::side]:
            for back in (1, -1):
                for i in range(columns)[::back]:
                    for k, m in (
                        (i - back, j),
                        (i, j - side),
                        (i - 1, j - side),
                        (i + 1, j - side),
                    ):
                        if 0 <= k < columns and 0 <= m < rows:
                            offer(i, j, nearest[m][k])
    return [[math.sqrt(value) for value in row] for row in square]


def _calmed(field: Field, reach: int) -> Field:
    """Return the field with what is smaller than about `reach` cells smoothed away."""
    for _ in range(2):
        rows = [_means(_means(row, reach), reach) for row in field]
        field = [list(column) for column in zip(*rows, strict=True)]
    return field


def _means(row: list[float], reach: int) -> list[float]:
    """Return the mean of each value and of `reach` on either side, fewer at the ends."""
    sums = [0.0, *accumulate(row)]
    spans = ((max(0, n - reach), min(len(row), n + reach + 1)) for n in range(len(row)))
    return [(sums[end] - sums[start]) / (end - start) for start, end in spans]


def _path(sheet: _Sheet, field: Field, level: float, step: float, filled: bool) -> str:
    """Return the data of a path: areas that are higher than `level`, or only their edges."""
    pen = _Pen(1 if sheet.chart.on_screen else 10)
    smallest = _SMALLEST if level else _ROCK
    shortest, distance = (size / sheet.cell for size in (smallest, step))
    highest = sheet.rows - 1 - _MARGIN - _CLEAR / sheet.cell
    for loop in _loops(field, level):
        breaks = [n for n, point in enumerate(loop) if any(sheet.ends(point))]
        if not breaks:
            line = [*loop, loop[0]]
            if _length(line) > shortest and (filled or _top(line) < highest):
                pen.ring(_ring(sheet, loop, step))
            continue
        start = breaks[0]
        line = loop[start:] + loop[: start + 1]
        stops = [n - start for n in breaks] + [len(loop)]
        for first, last in pairwise(stops):
            if last - first > 1 and (filled or _top(line[first : last + 1]) < highest):
                run = _sparse(line[first : last + 1], distance)
                pen.curve([sheet.paper(point) for point in run], joined=filled)
            if filled and all(sheet.ends(line[last])):
                pen.corner(sheet.paper(line[last]))
        if filled:
            pen.close()
    return pen.data()


def _ring(sheet: _Sheet, loop: list[Point], step: float) -> list[Dots]:
    sparse = _sparse([*loop, loop[0]], step / sheet.cell)
    return [sheet.paper(point) for point in sparse[:-1]]


def _loops(field: Field, level: float) -> Iterator[list[Point]]:
    """Yield the closed lines around all that is higher than `level`, in cells of the grid.

    Marching squares, with the high ground on a line's left. What reaches over the grid's edge is
    closed along it.
    """
    rows, columns = len(field), len(field[0])

    def at(node: tuple[int, int]) -> float:
        i, j = node
        return field[j][i] if 0 <= i < columns and 0 <= j < rows else -math.inf

    def between(high: tuple[int, int], low: tuple[int, int]) -> Point:
        a, b = at(high), at(low)
        t = (a - level) / (a - b)  # 0 where the low node is outside the grid
        return high[0] + t * (low[0] - high[0]), high[1] + t * (low[1] - high[1])

    # An edge between two nodes is named by the lower or left one and by its direction.
    following: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    places: dict[tuple[int, int, int], Point] = {}
    for j in range(-1, rows):
        for i in range(-1, columns):
            nodes = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            heights = [at(node) for node in nodes]
            high = [value > level for value in heights]
            if all(high) or not any(high):
                continue
            edges = ((i, j, 0), (i + 1, j, 1), (i, j + 1, 0), (i, j, 1))
            falls = [n for n in range(4) if high[n] and not high[n - 3]]
            rises = [n for n in range(4) if high[n - 3] and not high[n]]
            for n in falls:
                places[edges[n]] = between(nodes[n], nodes[n - 3])
            joined = (heights[0] + heights[1] + heights[2] + heights[3]) / 4 > level
            for n in falls:
                to = rises[0] if len(rises) == 1 else (n + 1 if joined else n - 1) % 4
                following[edges[n]] = edges[to]
    while following:
        edge = next(iter(following))
        loop = []
        while edge in following:
            loop.append(places[edge])
            edge = following.pop(edge)
        yield loop


def _length(line: Sequence[Point]) -> float:
    length = 0.0
    for a, b in pairwise(line):
        length += _apart(a, b)
    return length


def _apart(a: Point, b: Point) -> float:
    x, y = b[0] - a[0], b[1] - a[1]
    return math.sqrt(x * x + y * y)


def _top(line: Sequence[Point]) -> float:
    return max(y for _, y in line)


def _sparse(line: Sequence[Point], distance: float) -> list[Point]:
    """Return fewer points of a line: its ends, some in each bend, and `distance` between bends."""
    fine = _divided(line, [_apart(a, b) for a, b in pairwise(line)])
    costs = [_apart(a, b) / distance for a, b in pairwise(fine)]
    closed = fine[0] == fine[-1]
    wider = [fine[-2] if closed else fine[0], *fine, fine[1] if closed else fine[-1]]
    for n, (a, b, c) in enumerate(zip(wider, wider[1:], wider[2:], strict=False)):
        turned = _apart((b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1]))
        bend = _BEND * turned / (_apart(a, b) + _apart(b, c) or 1.0)
        costs[max(0, n - 1)] += bend
        costs[min(n, len(costs) - 1)] += bend
    return _divided(fine, costs)


def _divided(line: Sequence[Point], costs: Sequence[float]) -> list[Point]:
    """Return a line in new pieces that cost about 1 each, given what its old ones cost."""
    sums = [0.0, *accumulate(costs)]
    count = max(_LEAST, round(sums[-1]))
    points, at = [line[0]], 0
    for n in range(1, count):
        goal = sums[-1] * n / count
        while at < len(costs) - 1 and sums[at + 1] < goal:
            at += 1
        (ax, ay), (bx, by) = line[at], line[at + 1]
        t = (goal - sums[at]) / (costs[at] or 1.0)
        points.append((ax + t * (bx - ax), ay + t * (by - ay)))
    return [*points, line[-1]]


class _Pen:
    """Writes the data of a path in points, with short relative numbers."""

    def __init__(self, dots: int) -> None:
        self._dots = dots
        self._data: list[str] = []
        self._letter = ""
        self._at: Dots = (0, 0)
        self._start: Dots | None = None

    def data(self) -> str:
        return "".join(self._data)

    def ring(self, controls: list[Dots]) -> None:
        """Draw a closed curve."""
        (ax, ay), (bx, by) = controls[-1], controls[0]
        start = ((ax + bx) // 2, (ay + by) // 2)
        self._move(start)
        self._spline(controls, start)
        self.close()

    def curve(self, points: list[Dots], joined: bool) -> None:
        """Draw an open curve, joined by a line to what was drawn before, or on its own."""
        if joined and self._start is not None:
            self.corner(points[0])
        else:
            self._move(points[0])
        self._spline(points[1:-1], points[-1])

    def corner(self, point: Dots) -> None:
        """Draw a line, or begin with its end."""
        if self._start is None:
            self._move(point)
        elif point != self._at:
            self._write("l", point)

    def close(self) -> None:
        if self._start is not None:
            self._data.append("z")
            self._letter, self._at, self._start = "", self._start, None

    def _move(self, point: Dots) -> None:
        self._write("m", point)
        self._start = point

    def _spline(self, controls: list[Dots], end: Dots) -> None:
        """Draw the quadratic B-spline of the controls from here to `end`.

        It stays in the hull of its controls, so that it never swings out over a neighbour. Its
        joints are the middles between controls; SVG's `t` mirrors the last control in the joint,
        which gives the next, so that a point costs two numbers. What rounding does to a joint is
        set right by the next.
        """
        x, y = controls[0]
        joints = []
        for next_x, next_y in controls[1:]:
            joints.append(((x + next_x) // 2, (y + next_y) // 2))
            x, y = 2 * joints[-1][0] - x, 2 * joints[-1][1] - y
        self._write("q", controls[0], joints[0])
        for joint in (*joints[1:], end):
            self._write("t", joint)

    def _write(self, letter: str, *points: Dots) -> None:
        numbers = [
            _number(b - a, self._dots)
            for point in points
            for a, b in zip(self._at, point, strict=True)
        ]
        again = letter == self._letter
        text = "" if again else letter
        for n, number in enumerate(numbers):
            text += f" {number}" if (n or again) and number[0] != "-" else number
        self._data.append(text)
        self._letter, self._at = letter, points[-1]


def _number(dots: int, unit: int) -> str:
    """Return tenths (`unit` is 10) or wholes as SVG's shortest number: `12`, `-.5`, `3.2`."""
    whole, rest = divmod(abs(dots), unit)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if dots < 0 else text


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Print a drawing, calculated anew.")
    parser.add_argument("name", choices=sorted(DRAWINGS))
    print(drawing(DRAWINGS[parser.parse_args().name]), end="")
