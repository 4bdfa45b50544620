import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from sixia.foundations.common.addresses import numbered


@pytest.fixture
def at_a_prefix():
    set_script_prefix("/sixia/")
    yield
    set_script_prefix("/")


@pytest.mark.parametrize("number", ["202604086561583", "111111111111111", "000000000000000"])
def test_it_says_what_reverse_says(number):
    assert numbered("cases:detail", number) == reverse("cases:detail", kwargs={"number": number})


def test_a_house_below_a_prefix(at_a_prefix):
    assert numbered("cases:detail", "202604086561583") == "/sixia/cases/202604086561583/"


@pytest.mark.parametrize("number", ["1", "20260408656158x", "１２３４５６７８９０１２３４５", ""])
def test_what_is_no_number_of_that_kind_has_no_address(number):
    with pytest.raises(NoReverseMatch):
        numbered("cases:detail", number)
