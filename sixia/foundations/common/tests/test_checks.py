from types import ModuleType

import pytest
from allauth.account import views as allauth
from django.core import checks
from django.http import HttpResponse
from django.urls import include, path
from django.urls.resolvers import RegexPattern, URLResolver
from django.views.generic import TemplateView, View
from ninja import NinjaAPI

from sixia.foundations.common.checks import _wrong_with, addresses
from sixia.foundations.common.doors import machine, petitioner, public, staff


def unmarked(request, **kwargs):
    return HttpResponse("")


def errors(*patterns):
    """What the check says of these addresses, as if they stood in an address file of ours."""
    conf = ModuleType("sixia.planted.urls")
    conf.urlpatterns = list(patterns)
    resolver = URLResolver(RegexPattern(r"^/"), conf)
    return [error for address in addresses(resolver) for error in _wrong_with(address)]


def ids(*patterns):
    return [error.id for error in errors(*patterns)]


def test_a_view_of_ours_without_a_door_is_an_error_that_names_it():
    (error,) = errors(path("planted/", unmarked))

    assert error.id == "sixia.E001"
    assert "test_checks.unmarked" in error.msg
    assert "/planted/" in error.msg


@pytest.mark.parametrize("door", [public, staff, machine])
def test_a_marked_view_is_right(door):
    assert ids(path("planted/", door(unmarked))) == []


def test_an_unmarked_view_is_found_however_deep_it_is_included():
    inner = [path("deep/", unmarked)]

    (error,) = errors(path("a/", include([path("b/", include((inner, "room")))])))

    assert "/a/b/deep/" in error.msg


def test_a_class_without_a_door_is_found():
    class Planted(View):
        pass

    assert ids(path("planted/", Planted.as_view())) == ["sixia.E001"]
    assert ids(path("planted/", public(Planted.as_view()))) == []


@pytest.mark.parametrize("view", [TemplateView.as_view(template_name="x.html"), allauth.login], ids=["Django's", "allauth's"])
def test_a_view_of_others_that_our_own_addresses_name_needs_a_door(view):
    assert ids(path("planted/", view)) == ["sixia.E001"]
    assert ids(path("planted/", public(view))) == []


def test_addresses_of_others_that_we_include_are_theirs():
    assert ids(path("allauth/", include("allauth.account.urls"))) == []


def test_each_operation_of_a_machine_interface_needs_its_mark():
    api = NinjaAPI(urls_namespace="planted")

    @api.get("/cases/")
    @machine
    def find(request):
        return []

    @api.post("/cases/")
    def register(request):
        return []

    (error, *same) = errors(path("api/", api.urls))

    assert error.id == "sixia.E001"
    assert "register" in error.msg
    assert all("register" in other.msg for other in same)


def test_a_petitioners_door_stands_on_an_address_with_a_number():
    assert ids(path("planted/", petitioner(unmarked))) == ["sixia.E002"]
    assert ids(path("planted/<number>/", petitioner(unmarked))) == []
    assert ids(path("planted/<str:number>/", petitioner(unmarked))) == []


@pytest.mark.urls("sixia.foundations.common.tests.urls_without_door")
def test_the_check_really_runs_with_djangos_checks():
    said = checks.run_checks()

    assert "sixia.E001" in {message.id for message in said}


@pytest.mark.urls("sixia.foundations.common.tests.urls_for_tests")
def test_and_is_silent_where_every_view_has_its_door():
    said = checks.run_checks()

    assert not {"sixia.E001", "sixia.E002"} & {message.id for message in said}
