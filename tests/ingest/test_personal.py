"""Numbers of people are told by their checks, masked wherever a text goes, and a doubt says where they stood."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

import gongbao
from gongbao.cli import main
from ingest.personal import kind_of, personal_numbers

CARD, MOBILE = "11010519491231002X", "13912345678"


def luhn(number: str) -> str:
    """The number with a check digit of Luhn's."""
    return next(f"{number}{digit}" for digit in range(10) if kind_of(f"{number}{digit}") == "account")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证号{CARD}。", ["card"]),
        ("身份证号１１０１０５１９４９１２３１００２Ｘ。", ["card"]),
        ("身份证号110105194912310021。", []),
        ("身份证号11010519491331002X。", []),
        (f"联系电话：{MOBILE}，0513-85098123", ["mobile"]),
        ("联系电话：139 1234 5678", ["mobile"]),
        ("+86-139-1234-5678", ["mobile"]),
        ("统一社会信用代码91320600MA1XK13912345678", []),
        ("电话0513-85098123，邮编226001", []),
        ("总投资13912345678.5元", []),
        (f"账号{luhn('622202123456789012')}", ["account"]),
        (f"账号{luhn('622202123456789012')[:-1]}{(int(luhn('622202123456789012')[-1]) + 1) % 10}", []),
        ("补助资金13912345678元", []),
        ("编号1234567890123456", []),
        ("2022年11月28日10时", []),
    ],
)
def test_told_by_their_checks(text: str, kinds: list[str]) -> None:
    assert [kind for _, _, kind in personal_numbers(text)] == kinds


NOTICE = f"""临江市人民政府办公室关于报送材料的通知

临政办发〔2024〕8号

各县（市、区）人民政府：

一、联系人：李四，手机{MOBILE}。2024年9月30日前报送。

二、证件{CARD}。

临江市人民政府办公室

2024年8月1日
"""


@pytest.mark.parametrize("unmasked", [False, True])
def test_masked_in_the_database_unless_it_is_said(tmp_path: Path, unmasked: bool) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "通知.txt").write_text(NOTICE, "utf-8")
    gongbao.build(tmp_path / "corpus", tmp_path / "kb.db", unmasked=unmasked)
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        dumped = "\n".join(connection.iterdump())
        doubts = connection.execute(
            "select d.char_start, d.char_end, substr(o.text, d.char_start + 1, d.char_end - d.char_start) "
            "from diagnostics d join documents o on o.id = d.document_id where code = 'personal_data' order by 1"
        ).fetchall()
    assert (MOBILE in dumped, CARD in dumped) == (unmasked, unmasked)
    assert [words for *_, words in doubts] == ([] if unmasked else ["×" * len(MOBILE), "×" * len(CARD)])
    connection.close()


@pytest.mark.parametrize("unmasked", [False, True])
def test_masked_in_what_is_parsed_anew(tmp_path: Path, unmasked: bool) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, "utf-8")
    said = ["--unmasked"] if unmasked else []
    for command in (["parse", str(path)], ["export", str(path)]):
        printed = CliRunner().invoke(main, [*command, *said])
        assert (MOBILE in printed.stdout, CARD in printed.stdout) == (unmasked, unmasked), command
        assert ('"personal_data"' in printed.stdout) != unmasked
    assert (MOBILE in gongbao.parse(path, unmasked=unmasked).model_dump_json()) == unmasked
    assert (MOBILE in gongbao.parse(NOTICE.encode(), unmasked=unmasked).model_dump_json()) == unmasked
    checked = CliRunner().invoke(main, ["check", str(path)])
    assert "［personal_data］" in checked.stdout
    assert MOBILE not in checked.stdout


def test_what_a_database_holds_is_not_unmasked_by_an_export(tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["export", "--unmasked", "--db", str(tmp_path / "kb.db")])
    assert answer.exit_code == 2
    assert "gongbao build" in answer.stderr


def test_a_number_that_was_taken_for_a_target_tells_nothing(tmp_path: Path) -> None:
    number = luhn("622202123456789012")
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE.replace("二、证件", f"二、到2025年，培训{number}人次。证件"), "utf-8")
    open_ = gongbao.parse(path, unmasked=True)
    assert any(str(number) in target.quote for parsed in open_.documents for target in parsed.targets)
    written = gongbao.parse(path).model_dump_json()
    assert number not in written
    assert number[:15] not in written
