import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.attachments.judging import KINDS, judge, packed
from sixia.foundations.attachments.refusing import REASONS, Refused

from . import samples


def verdict(content):
    try:
        return judge(io.BytesIO(content)).media
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize("name", list(samples.GOOD))
def test_every_kind_we_take_is_known_by_its_content(name):
    content, media = samples.GOOD[name]

    assert verdict(content) == media
    assert name.rsplit(".", 1)[1] in KINDS[media].endings


def test_every_kind_has_a_sample():
    assert {media for _, media in samples.GOOD.values()} == set(KINDS)


def test_every_reason_has_a_sample():
    made_elsewhere = {"too_big", "too_many", "too_many_pixels", "bomb"}

    assert {code for _, code in samples.BAD.values()} | made_elsewhere == set(REASONS)


def is_picture(name):
    return name.endswith(("jpg", "png", "webp"))


# A cut-off picture begins well: it is found when it is drawn anew (test_hold).
@pytest.mark.parametrize("name", [name for name, (_, code) in samples.BAD.items() if code != "cut_off" or not is_picture(name)])
def test_what_we_do_not_take_is_refused_for_its_own_reason(name):
    content, code = samples.BAD[name]

    assert verdict(content) == code


def test_a_program_stays_a_program_behind_a_picture_name_and_a_picture_a_picture():
    assert verdict(b"MZ" + samples.picture()) == "program"
    assert verdict(samples.picture() + b"MZ") == "image/jpeg"  # drawn anew afterwards, which drops what hangs on its end


def test_a_bomb_is_refused_by_its_table_of_contents_alone():
    letter = samples.bomb()
    assert len(letter) < 1024 * 1024
    tracemalloc.start()

    assert verdict(letter) == "bomb"

    assert tracemalloc.get_traced_memory()[1] < 5 * 1024 * 1024
    tracemalloc.stop()


def test_a_bomb_in_a_letter_is_found_too():
    assert verdict(samples.office(**{"word/embeddings/a.xlsx": samples.bomb()})) == "bomb"


def test_a_table_in_a_letter_is_fine_but_not_a_letter_in_a_table_in_a_letter():
    table = samples.office("spreadsheetml.sheet")
    nested = samples.office("spreadsheetml.sheet", **{"xl/embeddings/b.docx": table})

    assert verdict(samples.office(**{"word/embeddings/a.xlsx": table})) == samples.WORD
    assert verdict(samples.office(**{"word/embeddings/a.xlsx": nested})) == "bomb"


def test_a_plain_table_that_packs_well_is_no_bomb():
    rows = b"".join(b"<row><c><v>%d</v></c></row>" % number for number in range(1_000_000))

    assert verdict(samples.office("spreadsheetml.sheet", **{"xl/worksheets/sheet1.xml": rows})) == samples.EXCEL


def test_too_many_entries_are_a_bomb():
    assert verdict(samples.office(**{f"word/{number}.xml": b"" for number in range(packed.MOST_ENTRIES)})) == "bomb"


def test_entries_that_lie_over_each_other_are_a_bomb():
    letter = bytearray(samples.office(**{"word/document.xml": bytes(range(256)) * 50}))
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        size = archive.getinfo("word/document.xml").compress_size
    at = letter.rindex(b"PK\x01\x02")
    letter[at + 20 : at + 24] = (size + 10 * len(letter)).to_bytes(4, "little")

    assert verdict(bytes(letter)) in {"bomb", "cut_off"}


def test_a_locked_archive_is_refused():
    letter = bytearray(samples.office(**{"word/document.xml": b"secret"}))
    at = letter.rindex(b"PK\x01\x02")
    letter[at + 8] |= 1

    assert verdict(bytes(letter)) == "encrypted"


def test_a_picture_before_or_after_another_file_is_judged_by_what_comes_first():
    assert verdict(samples.pdf() + samples.packed(a=b"a")) in {"application/pdf", "cut_off"}
    assert verdict(b"GIF89a<script>alert(1)</script>") == "image/gif"  # and then does not open: see test_hold


@given(st.binary(min_size=1, max_size=400))
def test_whatever_comes_is_judged_or_refused_and_never_breaks_us(content):
    assert verdict(content) in {*KINDS, *REASONS}


@given(st.sampled_from([content for content, _ in samples.GOOD.values()]), st.data())
def test_a_good_file_with_a_fault_in_it_never_breaks_us(content, data):
    content = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))

    assert verdict(bytes(content[:cut])) in {*KINDS, *REASONS}
