"""The command, as an operator runs it."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sixia.foundations.trail.models import Entry
from sixia.foundations.units.models import Unit
from sixia.spine.cases.models import Case

from ..models import Ledger
from .conftest import row

pytestmark = pytest.mark.django_db

SHARED = Path(settings.ROOT).parent / "shared/data/requests"
shared = pytest.mark.skipif(not SHARED.exists(), reason="there is no real data beside this checkout")


def run(path, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_ledger", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def counts(path, *options):
    return json.loads(run(path, *options, "--json")[0].splitlines()[-1])


def test_the_last_line_of_json_is_the_count(office, workbook):
    path = workbook([row(1), row(2), row(3, at="上周三")])

    first, second = counts(path), counts(path)

    assert first == {"rows": 3, "imported": 2, "updated": 0, "unchanged": 0, "refused": 1}
    assert second == {"rows": 3, "imported": 0, "updated": 0, "unchanged": 2, "refused": 1}


def test_refused_rows_are_named_beside_the_progress(office, workbook):
    out, err = run(workbook([row(1, at="上周三")]))

    assert "上周三" in err
    assert "2" in err
    assert "上周三" not in out


def test_a_trial_counts_and_keeps_nothing(office, workbook):
    path = workbook([row(1), row(2, at="上周三")])

    tried = counts(path, "--dry-run")

    assert tried == {"rows": 2, "imported": 1, "updated": 0, "unchanged": 0, "refused": 1}
    assert not Case.objects.exists()
    assert not Ledger.objects.exists()
    assert not Entry.objects.filter(room__in=["cases", "ledgers"]).exists()


def test_columns_are_named_by_head_or_letter_and_left_out_by_nothing(office, workbook):
    heads = ["甲", "乙", "丙", "姓名"]
    path = workbook([["7", "2026-03-02", "路灯坏了", "林小满"]], heads=heads)

    counted = counts(path, "--map", "number=甲", "received=B", "words=3", "name=")

    assert counted["imported"] == 1
    case = Case.objects.get()
    assert (case.source_number, case.words, case.person) == ("7", "路灯坏了", None)


@pytest.mark.parametrize("pair", ["nothing", "colour=甲", "words=没有这列"])
def test_a_mapping_that_makes_no_sense_is_said_so(office, workbook, pair):
    with pytest.raises(CommandError):
        run(workbook([row(1)]), "--map", pair)


def test_a_file_without_the_needed_columns_says_which_are_missing(office, workbook):
    with pytest.raises(CommandError, match="甲"):
        run(workbook([["1", "2"]], heads=["甲", "编号"]))


def test_a_file_that_cannot_be_read_ends_in_an_error_and_no_ledger(office, text_file):
    with pytest.raises(CommandError):
        run(text_file(b"MZ\x90\x00"))

    assert not Ledger.objects.exists()


def test_a_file_that_is_not_there_is_said_so(office, tmp_path):
    with pytest.raises(CommandError, match="missing"):
        run(tmp_path / "missing.xlsx")


def test_without_any_unit_it_says_what_to_do(db, workbook):
    with pytest.raises(CommandError, match="demo"):
        run(workbook([row(1)]))


def test_the_unit_is_chosen_by_its_code(office, water_bureau, workbook):
    run(workbook([row(1)]), "--unit", "water")

    assert Case.objects.get().unit == water_bureau


def test_an_unknown_unit_is_said_so(office, workbook):
    with pytest.raises(CommandError, match="nobody"):
        run(workbook([row(1)]), "--unit", "nobody")


def test_of_two_petition_offices_the_wider_is_taken_and_of_two_equals_none(office, workbook):
    town = Unit.objects.create(code="town", name="石桥镇信访办", kind=Unit.Kind.PETITION, place_id="990101101")
    run(workbook([row(1)]))
    assert Ledger.objects.get().unit == office

    Unit.objects.filter(pk=town.pk).update(place_id=office.place_id)
    with pytest.raises(CommandError, match="town"):
        run(workbook([row(1)]))


@pytest.mark.shared
@shared
def test_a_real_ledger_comes_in_whole_and_a_second_time_changes_nothing(office):
    path = SHARED / "ledger-with-replies.xlsx"

    first, second = counts(path), counts(path)

    assert first["rows"] == first["imported"] + first["refused"] == 1976
    assert first["refused"] == Ledger.objects.earliest("id").refusals.count()
    assert second == {"rows": 1976, "imported": 0, "updated": 0, "unchanged": first["imported"], "refused": first["refused"]}
    assert Case.objects.filter(replies__isnull=False).count() == first["imported"]
    assert not Case.objects.filter(words__regex=r"[\t\r]").exists()


@pytest.mark.shared
@shared
def test_real_messages_with_the_same_words_are_cases_of_their_own(office):
    counted = counts(SHARED / "messages.csv")

    assert counted == {"rows": 4326, "imported": 4326, "updated": 0, "unchanged": 0, "refused": 0}
    assert Case.objects.values("words").distinct().count() < 4326
