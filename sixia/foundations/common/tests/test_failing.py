import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from django.utils import translation

from sixia.foundations.common.failing import broken

PAGES = {"zh-hans": ("我们这边出了问题", "暂时用不了"), "en": ("Something broke on our side", "Closed for a moment")}


def answer_to(error):
    try:
        raise error
    except type(error):
        return broken(RequestFactory().get("/"))


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_an_unreachable_register_is_said_without_asking_it(language, error):
    with translation.override(language):
        response = answer_to(error)

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert PAGES[language][1] in response.content.decode()


@pytest.mark.parametrize("language", PAGES)
def test_a_mistake_of_ours_is_said_without_asking_the_database(language):
    with translation.override(language):
        response = answer_to(ZeroDivisionError())

    assert response.status_code == 500
    assert PAGES[language][0] in response.content.decode()
