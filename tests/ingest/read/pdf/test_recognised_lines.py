"""The cells of recognised characters, and the lines and the skew of a picture."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pytest

from ingest.read.pdf.characters.characters import Box, Glyphs, Turn
from ingest.read.pdf.characters.fragments import find_fragments
from ingest.read.pdf.layout.lines import make_line
from ingest.read.pdf.recognition import ocr
from ingest.read.pdf.recognition.cells import find_specks, lay_cells, line_sizes
from ingest.read.pdf.recognition.lookalikes import told_apart
from ingest.read.pdf.recognition.picture import Tilted, find_rules, find_skew, turned, without_seals
from ingest.read.pdf.recognition.recognised import Recognised

SIZE = 16.0

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason='pip install -e ".[ocr]"')


@pytest.mark.parametrize(
    ("text", "middles", "blanks", "read"),
    [
        ("第一条为激励", [8, 24, 40, 71, 88, 105], (), "第一条　为激励"),
        ("第一条为激励", [9, 25, 38, 58, 71, 90], (), "第一条为激励"),
        ("办法。“十四五”", [8, 24, 37, 59, 72, 88, 104, 117], (), "办法。“十四五”"),
        ("到2025年", [8, 21, 28, 37, 44, 57], (), "到2025年"),
        ("GDPofthecity", [4, 12, 20, 36, 43, 59, 68, 75, 92, 99, 108, 115], (3, 5, 8), "GDP of the city"),
        ("-12-", [4, 20, 28, 44], (1, 3), "- 12 -"),
        ("共3共8", [8, 20, 80, 92], (), "共3　　　共8"),
    ],
)
def test_gaps_are_where_they_were_set(
    text: str, middles: list[float], blanks: Collection[int], read: str
) -> None:
    edges = middles[0] - 7, middles[-1] + 7
    cells = lay_cells(text, middles, [i in blanks for i in range(len(text))], edges, SIZE)
    boxes = np.array([(left, 100, right, 100 + SIZE) for left, right in cells], dtype=np.float32)
    glyphs = Glyphs(np.array([ord(char) for char in text], dtype=np.uint32), boxes)
    fragments = sorted(find_fragments(glyphs), key=lambda fragment: fragment.x0)
    assert make_line(fragments, 1).text == read


def test_marks_take_their_whole_cell_at_the_ends_of_a_line() -> None:
    cells = lay_cells("（办法）", [11, 24, 40, 53], [False] * 4, (8, 56), SIZE)
    assert cells[0, 0] == pytest.approx(0, abs=1.5)
    assert cells[-1, 1] == pytest.approx(64, abs=1.5)


@pytest.mark.parametrize(
    ("text", "middles", "dirt"),
    [
        ("·第三条规划", [3, 20, 36, 52, 68, 84], {0}),
        (".5万人", [3, 12, 24, 40], set()),
        ("制度。°遏制赛事", [8, 24, 36, 46, 57, 72, 88, 104], {3}),
        ("提升·（一）", [8, 24, 32, 43, 56, 68], {2}),
        ("热依木·买买提", [8, 24, 40, 52, 64, 80, 96], set()),
        ("第一、·户外运动", [8, 24, 36, 56, 72, 88, 104, 120], set()),
    ],
)
def test_dots_without_room_are_dirt(text: str, middles: list[float], dirt: set[int]) -> None:
    assert find_specks(text, middles) == dirt


def _line(text: str, step: float, top: float, height: float) -> tuple[str, list[float], Box]:
    """A line whose characters are so far apart."""
    return text, [step * (i + 0.5) for i in range(len(text))], (0.0, top, step * len(text), top + height)


def test_lines_are_as_large_as_the_text_around_them() -> None:
    words = "各县区人民政府和市有关部门"
    lines = [
        *(_line(words, 16, 30.0 * i, 14) for i in range(3)),
        _line(words, 16.9, 90, 15),
        _line("关于印发实施办法的通知", 22, 130, 24),
        _line("通知公告目录", 60, 170, 30),
        _line("复。", 12, 210, 24),
    ]
    assert line_sizes(lines) == [16] * 4 + [22, 30, 16]


def test_a_short_line_is_as_large_as_the_nearest_that_it_may_go_on_from() -> None:
    title, last = _line("关于调整住房公积金缴存基数的", 22, 0, 26), _line("通知", 19.5, 30, 29)
    text, rest = _line("各县区人民政府和市有关部门", 11, 80, 13), _line("激励。", 10.2, 96, 13)
    table = [_line("每千常住人口注册护士数", 9.5, 130.0 + 15 * i, 12) for i in range(9)]
    assert line_sizes([title, last, text, rest, *table]) == [22, 22, 11, 11] + [9.5] * 9


@pytest.mark.parametrize(
    ("recognised", "printed"),
    [
        ("(一)加大力度。(市财政局负责)", "（一）加大力度。（市财政局负责）"),
        ("附件:1.名单;2.方案", "附件：1.名单；2.方案"),
        ("(2023年5月)", "（2023年5月）"),
        ("(2022.7.16—2022.8.31)", "（2022.7.16—2022.8.31）"),
        ("死亡率2.41%o", "死亡率2.41‰ "),
        ("(PM2.5）浓度", "（PM2.5）浓度"),
        ("一年)；", "一年）；"),
        ("滨政发[2023〕5号", "滨政发〔2023〕5号"),
        ("上午9:30,共1,200人", "上午9:30，共1,200人"),
        ("y=f(x),1:0.5", "y=f(x),1:0.5"),
        ("5月9日一10日", "5月9日—10日"),
        ("2022年一季度", "2022年一季度"),
        ("达到50%°保持30°以下", "达到50%。保持30°以下"),
    ],
)
def test_signs_that_look_alike_are_told_apart(recognised: str, printed: str) -> None:
    assert told_apart(recognised) == printed


def test_a_line_is_as_sure_as_the_least_sure_part_of_it() -> None:
    boxes = np.array([[0, 0, 50, 10], [60, 0, 90, 10], [0, 20, 50, 30]], dtype=np.float32)
    recognised = Recognised(boxes, np.array([0.9, 0.7, 0.6], dtype=np.float32), 0.8)
    assert recognised.lowest((0, 1, 95, 11)) == pytest.approx(0.7)
    assert recognised.lowest((0, 19, 40, 31)) == pytest.approx(0.6)


@pytest.mark.parametrize("quarters", range(4))
def test_boxes_of_a_level_page_lead_back_to_the_crooked_one(quarters: int) -> None:
    boxes = np.array([[100, 200, 130, 220], [400, 700, 500, 710]], dtype=np.float32)
    tilted = Tilted(quarters, 595, 842, 2.0)
    assert tilted.boxes(tilted.undo(boxes)) == pytest.approx(boxes, abs=0.01)
    straight = Turn(quarters, 595, 842).undo(boxes)
    assert np.abs(tilted.undo(boxes) - straight).max() > 3


def _page() -> np.ndarray:  # type: ignore[type-arg]
    """Rows of dashes as text, under a table of four cells."""
    page = np.full((1000, 700), 255, dtype=np.uint8)
    for y in range(400, 900, 30):
        for x in range(80, 600, 24):
            page[y : y + 14, x : x + 16] = 0
    for y in (100, 160, 220):
        page[y, 100:501] = 0
    for x in (100, 300, 500):
        page[100:221, x] = 0
    return page


@needs_ocr
@pytest.mark.parametrize("angle", [0.0, 1.3, -2.4])
def test_a_crooked_picture_is_made_level(angle: float) -> None:
    assert find_skew(turned(_page(), angle, 255)) == pytest.approx(-angle, abs=0.15)


@needs_ocr
def test_the_shadow_of_the_paper_is_not_what_is_made_level() -> None:
    crooked = turned(_page(), 1.3, 255)
    crooked[:8], crooked[:, :8] = 0, 0
    assert find_skew(crooked) == pytest.approx(-1.3, abs=0.15)


@needs_ocr
def test_the_ink_of_a_seal_is_left_out_and_a_red_title_is_not() -> None:
    page = np.full((842, 400, 3), 255, dtype=np.uint8)
    y, x = np.mgrid[:842, :400]
    ring = np.abs(np.hypot(x - 200, y - 250) - 60) < 3
    page[ring] = (40, 40, 215)
    strokes = (slice(240, 256), slice(130, 270, 4))
    page[strokes] = 20
    for left in range(20, 340, 60):
        page[20:60, left : left + 40] = (40, 40, 215)
    grey = without_seals(page)
    assert grey[ring & (page[..., 2] == 215)].min() > 240
    assert grey[strokes].max() < 40
    assert grey[20:60, 20:60].max() < 120


@needs_ocr
@pytest.mark.parametrize("scale", [2.0, 0.8])
def test_the_lines_of_a_table_are_found_however_large_the_page_is(scale: float) -> None:
    rules = find_rules(_page(), scale)
    level = [scale * top for left, top, right, bottom in rules if right - left > bottom - top]
    upright = [scale * left for left, top, right, bottom in rules if right - left < bottom - top]
    assert sorted(level) == pytest.approx([100, 160, 220], abs=1)
    assert sorted(upright) == pytest.approx([100, 300, 500], abs=1)
