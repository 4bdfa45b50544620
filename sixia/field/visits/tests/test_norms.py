import datetime as dt

import pytest
from django.utils.translation import override

from sixia.field.visits import norms


def test_what_is_shown_as_a_rule_names_its_source():
    assert norms.in_force()
    assert all(norm.source and norm.source_en for norm in norms.in_force() if not norm.is_question)


def test_what_was_never_read_is_a_question_and_names_no_law():
    questions = [norm for norm in norms.in_force() if norm.is_question]

    assert {norm.code for norm in questions} >= {"entourage", "meals", "banners", "vehicles"}
    assert all(norm.source == "" and norm.words.endswith(("？", "。")) for norm in questions)


def test_a_norm_holds_from_its_day_on():
    before = {norm.code for norm in norms.in_force(dt.date(2024, 1, 1))}

    assert "papers" not in before and "settlement" in before


@pytest.mark.parametrize(
    "line",
    [
        'standing = "law"\nabout = ""\nwords = "a"\nwords_en = "a"\nvalid_from = 2020-01-01',
        'standing = "rumour"\nabout = ""\nwords = "a"\nwords_en = "a"\nvalid_from = 2020-01-01',
        'standing = "question"',
    ],
)
def test_a_file_that_shows_a_rule_without_a_source_is_refused(tmp_path, line):
    path = tmp_path / "norms.toml"
    path.write_text(f'[[norm]]\ncode = "x"\n{line}\n')

    with pytest.raises(norms.WrongNorm):
        norms.read(path)


def test_what_was_declared_before_stands_beside_what_it_was():
    kept = {"before": {"entourage": 2, "banners": False, "notice": "none"}, "after": {"entourage": 9}}

    with override("zh-hans"):
        lines = {line.label: line for line in norms.declared(kept)}

    assert (lines["同去几人"].before, lines["同去几人"].after, lines["同去几人"].differs) == ("2", "9", True)
    assert lines["横幅、桌牌、迎送"].before == "没有"
    assert lines["事先通知"].before == "没有通知任何人"
