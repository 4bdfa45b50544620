import pytest
from django.utils.translation import override

from sixia.field.visits.models import Visit
from sixia.field.visits.record import record_of

pytestmark = pytest.mark.django_db


def counts(lines):
    return {line.label: line.count for line in lines}


def test_a_record_tells_what_came_of_it_with_its_noughts(cast, closed):
    with override("zh-hans"):
        record = record_of(Visit.objects.filter(user=cast.leader), cast.leader)

        assert counts(record.outcomes) == {"当场解决": 1, "作为诉求继续办理": 0, "作出承诺": 0, "办不了，说明理由": 0}
        assert counts(record.front_lines)["推动发展在一线"] == 0 and len(record.front_lines) == 4
    assert (record.visits, record.told, record.to_tell) == (1, 0, 1)
    assert len(record.months) == 12 and record.months[-1][1] == 1


def test_the_record_of_those_above_is_open_to_those_below_and_not_sideways(cast, officer, closed):
    assert officer("township_head").get("/visits/record/leader/").status_code == 200
    assert officer("discipline_head").get("/visits/record/leader/").status_code == 404
    assert officer("leader").get("/visits/record/colleague/").status_code == 404
