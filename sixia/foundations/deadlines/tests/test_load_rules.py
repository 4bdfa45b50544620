from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sixia.foundations.deadlines import rulebook
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.deadlines.models import CalendarYear, Rule
from sixia.foundations.trail.models import Entry

from .matters import Matter

pytestmark = pytest.mark.django_db

LOCAL = """
[[rule]]
code = "HCP.contact"
valid_from = 2026-12-01
name = "差评后联系核实"
name_en = "Contact after a poor rating"
starts_with = "收到差评"
starts_with_en = "poor rating received"
length = 1
count = "workdays"
standing = "house"
source = "宁溪县规定"
source_en = "rule of the county"
"""

TABLE_OF_THE_DOMAIN = {
    "XF.forward": (15, "days"),
    "XF.notify.direct": (15, "days"),
    "XF.notify.forwarded": (15, "days"),
    "XF.object": (5, "workdays"),
    "XF.handle": (60, "days"),
    "XF.review.request": (30, "days"),
    "XF.review.answer": (30, "days"),
    "XF.final.request": (30, "days"),
    "XF.final.answer": (30, "days"),
    "XF.simple.accept": (3, "workdays"),
    "XF.simple.handle": (10, "workdays"),
    "XF.simple.hop": (1, "workdays"),
    "XF.hop.nat": (5, "days"),
    "XF.hop.prov": (3, "days"),
    "XF.hop.city": (3, "days"),
    "XF.hop.county": (4, "days"),
    "HL.answer": (15, "seconds"),
    "HL.media": (3, "minutes"),
    "HL.mailbox": (24, "hours"),
    "HL.profileBJ.urgent": (2, "hours"),
    "HL.profileBJ.utility": (24, "hours"),
    "HL.profileBJ.ordinary": (7, "days"),
    "HL.profileBJ.complex": (15, "days"),
    "DEC.comment": (30, "days"),
    "DEC.hearing.material": (7, "days"),
    "DEC.legality": (7, "workdays"),
    "GOV.info.publish": (20, "workdays"),
    "GOV.info.request": (20, "workdays"),
    "SUP.objection": (30, "days"),
    "SUP.decision": (30, "days"),
    "MED.confirm": (30, "days"),
    "HCP.contact": (None, "workdays"),
    "HCP.rectify": (None, "workdays"),
    "SX.reopen": (15, "workdays"),
    "SX.booking": (1, "days"),
    "CM.remind": (5, "workdays"),
    "CM.escalate": (5, "workdays"),
    "CM.recheck": (90, "days"),
    "OS.respond": (1, "workdays"),
}  # and what the house sets itself


def load(*files):
    out = StringIO()
    call_command("load_rules", *files, stdout=out)
    return out.getvalue()


@pytest.fixture
def local(tmp_path):
    file = tmp_path / "local.toml"
    file.write_text(LOCAL, encoding="utf-8")
    return file


def in_force(code, on=date(2026, 12, 15)):
    return Rule.objects.in_force(code, on)


def test_every_rule_of_the_table_is_loaded():
    load()

    standing = {rule.code: (rule.length, rule.count) for rule in Rule.objects.filter(valid_to=None)}
    assert standing == TABLE_OF_THE_DOMAIN


def test_drafts_and_house_rules_never_pass_for_law():
    load()

    assert standing_of(r"^(XF\.simple|XF\.hop|HL\.profileBJ)") == {"draft"}
    assert standing_of(r"^(HCP|SX|CM|OS)") == {"house"}
    assert standing_of(r"^HL\.(answer|media|mailbox)") == {"circular"}
    assert standing_of(r"^(DEC|GOV|SUP|MED|XF\.(forward|notify|object|handle|review|final))") == {"law"}


def standing_of(codes):
    return set(Rule.objects.filter(code__regex=codes).values_list("standing", flat=True))


def test_only_the_petitioners_rights_and_both_parties_have_the_later_date():
    load()

    favoured = set(Rule.objects.filter(for_citizen=True).values_list("code", flat=True))
    assert favoured == {"XF.review.request", "XF.final.request", "MED.confirm"}


def test_loading_twice_changes_nothing():
    load()
    before = list(Rule.objects.order_by("id").values()), Entry.objects.count()

    again = load()

    assert (list(Rule.objects.order_by("id").values()), Entry.objects.count()) == before
    assert "0" in again


def test_the_calendars_come_with_their_notices():
    load()

    assert list(CalendarYear.objects.order_by("year").values_list("year", flat=True)) == list(range(2018, 2028))
    assert "国办发明电〔2025〕7号" in CalendarYear.objects.get(year=2026).notice
    assert not CalendarYear.objects.get(year=2027).announced


def test_each_year_loaded_is_told_once():
    load()

    entries = Entry.objects.filter(room="deadlines", thing="deadlines.calendaryear")
    assert entries.filter(verb="announced").count() == 9
    assert entries.get(verb="arranged").thing_id == 2027


def test_a_county_sets_the_length_of_its_own_rule(local):
    load(local)

    assert in_force("HCP.contact", date(2026, 11, 30)).length is None
    assert in_force("HCP.contact", date(2026, 12, 1)).length == 1


def test_the_rules_of_the_program_do_not_undo_the_countys(local):
    load(local)

    load()

    assert in_force("HCP.contact").length == 1


def test_a_new_version_leaves_old_clocks_their_own(tmp_path):
    load()
    matter = Matter(pk=1)
    old = matter.start_clock("SX.reopen", at=datetime(2026, 11, 20, 9, tzinfo=ZONE))
    changed = tmp_path / "changed.toml"
    changed.write_text(LOCAL.replace("HCP.contact", "SX.reopen").replace("length = 1", "length = 10"), encoding="utf-8")

    load(changed)

    new = matter.start_clock("SX.reopen", at=datetime(2026, 12, 1, 9, tzinfo=ZONE))
    old.refresh_from_db()
    assert (old.rule.length, old.rule.valid_to) == (15, date(2026, 11, 30))
    assert (new.rule.length, f"{new.internal_due:%F}") == (10, "2026-12-15")
    assert old.reckoning().internal_due == old.internal_due


def test_a_version_loaded_for_a_day_past_keeps_the_page_of_an_old_clock_true(tmp_path, client):
    load()
    old = Matter(pk=1).start_clock("SX.reopen", at=datetime(2026, 12, 3, 9, tzinfo=ZONE))
    changed = tmp_path / "changed.toml"
    changed.write_text(LOCAL.replace("HCP.contact", "SX.reopen").replace("length = 1", "length = 10"), encoding="utf-8")

    load(changed)

    old.refresh_from_db()
    assert "version=2018-01-01" in old.reckoning_url
    assert client.get(old.reckoning_url).context["reckoning"].internal_due == old.internal_due


def test_terms_never_change_within_a_version(local):
    load(local)
    local.write_text(LOCAL.replace("length = 1", "length = 2"), encoding="utf-8")

    with pytest.raises(CommandError, match=r"HCP\.contact"):
        load(local)

    assert in_force("HCP.contact").length == 1


def test_wording_may_be_mended_within_a_version(local):
    load(local)
    local.write_text(LOCAL.replace("宁溪县规定", "宁溪县规定（2026年）"), encoding="utf-8")

    load(local)

    assert in_force("HCP.contact").source == "宁溪县规定（2026年）"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('source = "宁溪县规定"', ""),
        ('count = "workdays"', 'count = "fortnights"'),
        ('standing = "house"', 'standing = "gossip"'),
        ("length = 1", "length = 0"),
        ("length = 1", "length = -1"),
        ("length = 1", 'length = "一"'),
        ("length = 1", "lenght = 1"),
        ("valid_from = 2026-12-01", 'valid_from = "十二月"'),
        ("[[rule]]", "[[regel]]"),
        ("[[rule]]", "[[rule"),
    ],
)
def test_a_wrong_rule_is_refused_and_nothing_is_loaded(local, before, after):
    local.write_text(LOCAL.replace(before, after), encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        load(local)

    assert str(refused.value)
    assert not Rule.objects.exists()


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(rulebook.WrongRule):
        rulebook.read(tmp_path / "none.toml")


def test_rules_and_calendar_are_read_once_and_then_kept(django_assert_num_queries):
    load()
    in_force("XF.handle")

    with django_assert_num_queries(0):
        for _ in range(50):
            in_force("XF.handle")


def test_a_rule_in_hand_can_be_changed_without_spoiling_the_kept_one():
    load()
    in_force("XF.handle").length = 1

    assert in_force("XF.handle").length == 60


def test_before_its_first_day_a_rule_is_not_in_force():
    load()

    with pytest.raises(Rule.DoesNotExist):
        in_force("DEC.comment", date(2019, 8, 31))
