import csv
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from .. import reading
from ..trouble import Unreadable
from .conftest import HEADS, WORDS, row

FILES = Path(__file__).with_name("files")
CSV = "编号,时间,详情\n1,2026-03-02,石桥镇上坪村口的路灯坏了。\n2,2026-03-05,村东水渠堵了，田里进不了水。\n"


def read(path, **options):
    with reading.opened(path, **options) as table:
        return table, list(table.lines)


def trouble(path, **options):
    with pytest.raises(Unreadable) as caught:
        read(path, **options)
    assert str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.ods"])
def test_old_excel_and_open_document_are_read(name):
    table, lines = read(FILES / name)

    assert table.heads == ["编号", "姓名", "主题", "登记日期", "详情"]
    assert [reading.text(cell) for cell in lines[0].cells] == ["1001", "林小满", "路灯不亮", "2026-03-02 09:30:00", WORDS]


def test_the_kind_is_judged_by_content_not_by_name(workbook, text_file):
    called_csv = workbook([row(1)], name="x.csv")
    called_xls = text_file(CSV, name="y.xls")

    assert len(read(called_csv)[1]) == 1
    assert len(read(called_xls)[1]) == 2


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(workbook):
    path = workbook([["宁溪县台账"], [], HEADS, row(1), [], row(2)], heads=None)

    table, lines = read(path)

    assert table.head_line == 3
    assert [line.number for line in lines] == [4, 6]


def test_titles_above_the_head_are_skipped_even_when_merged(workbook):
    path = workbook([["宁溪县来信来访台账"], HEADS, row(1)], heads=None, merges=["A1:G1"])

    table, lines = read(path)

    assert table.heads == HEADS
    assert len(lines) == 1


def test_a_head_of_two_rows_is_joined(workbook):
    heads = [["编号", "时间", "详情", "答复", ""], ["", "", "", "意见", "时间"]]
    rows = [*heads, ["1", "2026-03-02", "路灯坏了", "已修好", "2026-03-05"]]
    path = workbook(rows, heads=None, merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1"])

    table, lines = read(path)

    assert table.heads == ["编号", "时间", "详情", "答复意见", "答复时间"]
    assert [line.number for line in lines] == [3]


def test_cells_merged_downwards_speak_for_every_row_they_cover(workbook):
    rows = [row(1, name="林小满"), row(2, name=""), row(3, name="周大有")]
    path = workbook(rows, merges=["B2:B3"])

    _table, lines = read(path)

    assert [line.cells[1] for line in lines] == ["林小满", "林小满", "周大有"]


def test_a_missing_head_leaves_the_column_its_letter(workbook):
    table, _lines = read(workbook([row(1)], heads=["编号", "", "主题", "登记日期", "详情"]))

    assert table.heads[:5] == ["编号", "", "主题", "登记日期", "详情"]


def test_without_any_head_the_first_row_is_a_row(workbook):
    table, lines = read(workbook([row(1), row(2)], heads=None))

    assert table.head_line == 0
    assert set(table.heads) == {""}
    assert len(lines) == 2


def test_the_first_sheet_with_something_in_it_is_taken_and_another_can_be_named(workbook):
    path = workbook([row(1)], sheets=["空表"])

    assert read(path)[0].sheet == "台账"
    assert trouble(path, sheet="空表").code == "empty"
    assert trouble(path, sheet="没有").code == "no_such_sheet"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_offices_use(text_file, encoding):
    table, lines = read(text_file(CSV, encoding))

    assert table.heads == ["编号", "时间", "详情"]
    assert lines[1].cells[2] == "村东水渠堵了，田里进不了水。"


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_sign_between_cells_is_found(text_file, sign):
    written = io.StringIO()
    csv.writer(written, delimiter=sign).writerows([["编号", "时间", "详情"], ["1", "2026-03-02", "路灯坏了，又修，又坏"]])

    assert read(text_file(written.getvalue()))[1][0].cells == ["1", "2026-03-02", "路灯坏了，又修，又坏"]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("big5", "編號,時間,內容\n1,2026-03-02,路燈壞了請派人來修理\n"),
        ("shift_jis", "番号,時間,内容\n1,2026-03-02,ひらがなとカタカナのことば\n"),
    ],
)
def test_another_encoding_is_refused_not_shown_as_wrong_characters(text_file, encoding, words):
    assert trouble(text_file(words, encoding)).code == "encoding"


def test_a_damaged_byte_is_named_by_its_line(text_file):
    content = CSV.encode().replace("水渠".encode(), b"\xe6\xb0\xff")

    wrong = trouble(text_file(content))

    assert (wrong.code, wrong.values) == ("damaged_text", {"line": 3})
    assert "3" in str(wrong)


def test_rare_characters_of_names_are_not_taken_for_a_wrong_encoding(text_file):
    path = text_file(CSV.replace("水渠", "𬭎㙓渠").replace("路灯", "😀路灯"), "gb18030")

    assert "𬭎㙓渠" in read(path)[1][1].cells[2]


def test_a_quote_that_is_never_closed_is_found_before_anything_is_taken_in(text_file):
    wrong = trouble(text_file(CSV + '3,2026-03-06,"没有收尾\n4,2026-03-07,下一行\n'))

    assert (wrong.code, wrong.values) == ("quotes", {"line": 4})


def test_a_cell_over_several_lines_stays_one_cell(text_file):
    _table, lines = read(text_file('编号,时间,详情\n1,2026-03-02,"第一行\n第二行"\n'))

    assert lines[0].cells[2] == "第一行\n第二行"


def test_a_comma_inside_an_unquoted_text_is_noticed(text_file):
    _table, lines = read(text_file("编号,时间,详情\n1,2026-03-02,路灯坏了,三天了\n"))

    assert lines[0].spilled
    assert lines[0].cells[-1] == "三天了"


def test_a_password_is_asked_to_be_taken_off():
    assert trouble(FILES / "password.xlsx").code == "password"


def test_a_password_on_an_old_workbook_too(tmp_path):
    path = tmp_path / "old.xls"
    content = (FILES / "ledger.xls").read_bytes()
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20  # the record after BOF becomes FILEPASS
    path.write_bytes(content[:begin] + b"\x2f\x00" + content[begin + 2 :])

    assert trouble(path).code == "password"


def test_a_password_on_an_open_document_too(tmp_path):
    path = tmp_path / "locked.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", b"\x00" * 20)
        packed.writestr("META-INF/manifest.xml", "<manifest><manifest:encryption-data/></manifest>")

    assert trouble(path).code == "password"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "no_table"),
        (b"\x7fELF\x02\x01\x01\x00", "no_table"),
        ("只有一句话，没有表。".encode(), "no_table"),
        (b"PK\x03\x04 cut off here", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "no_table"),
        ("<html><table><tr><td>编号</td></tr></table>".encode(), "page"),
        (b"<?xml version='1.0'?><Workbook/>", "page"),
    ],
)
def test_what_is_no_ledger_is_refused_with_its_reason(text_file, content, code):
    assert trouble(text_file(content, name="ledger.xlsx")).code == code


def test_a_workbook_cut_in_the_middle_is_damaged(workbook):
    path = workbook([row(number) for number in range(300)])
    path.write_bytes(path.read_bytes()[:-400])

    assert trouble(path).code == "damaged"


def test_another_kind_of_zip_is_no_table(tmp_path):
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")

    assert trouble(path).code == "no_table"


def test_a_zip_bomb_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "UNPACKED", 1 << 20)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(2 << 20))

    assert trouble(path).code == "bomb"


def test_a_zip_bomb_that_lies_about_its_size_runs_into_the_limit_of_the_process_that_unpacks_it(workbook, tmp_path):
    path = tmp_path / "liar.xlsx"
    honest = workbook([row(1)])
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(name, source.read(name) if "sheet1" not in name else b"<worksheet><sheetData>" + bytes(64 << 20))
    told, real = (64 << 20) + len("<worksheet><sheetData>"), 99
    path.write_bytes(path.read_bytes().replace(told.to_bytes(4, "little"), real.to_bytes(4, "little")))

    assert trouble(path).code == "damaged"


def test_one_stray_cell_in_the_last_corner_kills_only_the_process_that_unpacks_it(tmp_path):
    path = tmp_path / "corner.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        sheet.write(1_048_575, 16_383, "这里")

    assert trouble(path).code == "damaged"


def test_an_empty_workbook_is_said_to_be_empty(workbook):
    assert trouble(workbook([], heads=None)).code == "empty"


def test_two_hundred_thousand_rows_are_streamed(text_file):
    path = text_file("编号,时间,详情\n" + "".join(f"{number},2026-03-02,第{number}件\n" for number in range(200_000)))

    with reading.opened(path) as table:
        count = sum(1 for _line in table.lines)

    assert count == table.expected == 200_000


def test_two_hundred_thousand_rows_of_a_workbook_never_stand_in_our_memory(workbook, tmp_path):
    path = tmp_path / "large.xlsx"
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = ["<row>" + cell.format("编号") + cell.format("时间") + "</row>"]
    rows += ["<row>" + cell.format(number) + cell.format("2026-03-02") + "</row>" for number in range(200_000)]
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(workbook([])) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name in source.namelist():
            sheet = f'<worksheet xmlns="{space}"><sheetData>{"".join(rows)}</sheetData></worksheet>' if "sheet1" in name else ""
            packed.writestr(name, sheet or source.read(name))
    before = resident()

    with reading.opened(path) as table:
        count = sum(1 for _line in table.lines)
        grown = resident() - before

    assert count == table.expected == 200_000
    assert grown < 20 << 20


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def test_more_rows_than_we_take_are_refused_at_once(text_file, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 100)
    path = text_file("编号,时间,详情\n" + "1,2026-03-02,路灯\n" * 200)

    assert trouble(path).code == "too_many"
