import pytest
from django.test import RequestFactory

from sixia.foundations.common.fragments import page


def asked(**headers):
    return page(
        RequestFactory().get("/", headers={name.replace("_", "-"): value for name, value in headers.items()}),
        "cases/detail.html",
        {"case": 1},
        fragments={"timeline", "path"},
    )


def test_a_whole_page_is_answered_with_the_whole_template():
    assert asked().template_name == "cases/detail.html"


def test_an_allowed_element_gets_its_part():
    assert asked(HX_Request="true", HX_Target="timeline").template_name == "cases/detail.html#timeline"


@pytest.mark.parametrize("target", ["secret", "", "timeline#x", "../base.html"])
def test_any_other_element_gets_the_whole_page(target):
    assert asked(HX_Request="true", HX_Target=target).template_name == "cases/detail.html"


def test_a_target_without_htmx_is_no_fragment():
    assert asked(HX_Target="timeline").template_name == "cases/detail.html"


def test_a_page_restored_from_history_is_whole():
    answer = asked(HX_Request="true", HX_Target="timeline", HX_History_Restore_Request="true")

    assert answer.template_name == "cases/detail.html"


def test_caches_keep_page_and_part_apart():
    assert asked()["Vary"] == "HX-Request, HX-Target"


def test_the_status_is_kept():
    answer = page(RequestFactory().get("/"), "x.html", status=422)

    assert answer.status_code == 422
    assert not answer.has_header("Vary")
