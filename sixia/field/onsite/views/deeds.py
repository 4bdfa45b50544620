"""An officer's pages on practical deeds: undertake, finish, write down what people say, look again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.common.pages import keyset
from sixia.foundations.trail.tellings import timeline

from .. import exporting, rules
from ..forms import AcceptForm, FinishForm, RecheckForm, UndertakeForm, VerbForm
from ..models import Deed, Meeting, Topic
from ..names import people_of
from .desk import act, allowed


@staff
@never_cache
def deeds(request: StaffRequest) -> HttpResponse:
    """The list, the latest first; and those to be looked at again."""
    found = keyset(Deed.objects.listed(), request, order=("-undertaken_at", "-id"))
    again = list(Deed.objects.to_recheck().select_related("place").order_by("recheck_on", "id")[:10])
    may = {"undertake": rules.may_undertake(request.user), "export": rules.may_export(request.user)}
    return page(request, "onsite/deeds.html", {"page": found, "again": again, "may": may})


@staff
@never_cache
def undertake(request: StaffRequest) -> HttpResponse:
    """Put a deed on the public list."""
    if not rules.may_undertake(request.user):
        raise PermissionDenied
    topic = _topic(request)
    form = UndertakeForm(request.POST or None, initial=_from(topic)).keep_private(people_of([topic] if topic else []))
    if request.method == "POST" and form.is_valid():
        return redirect(Deed.objects.undertake(by=request.user, topic=topic, **form.cleaned_data).url)
    return page(request, "onsite/undertake.html", {"form": form}, status=422 if form.is_bound else 200)


@staff
@never_cache
def deed(request: StaffRequest, number: str) -> HttpResponse:
    """One deed: what people have of it, what they say, what can be done."""
    return page(request, "onsite/deed.html", _whole(request, _deed(number)))


@staff
@never_cache
def finish(request: StaffRequest, number: str) -> HttpResponse:
    """Say that it is done."""
    done = allowed(request, _deed(number), rules.may_finish)
    form = FinishForm(request.POST or None).keep_private(people_of([done.topic] if done.topic else []))
    return _verb(request, form, done, "finish")


@staff
@never_cache
def accept(request: StaffRequest, number: str) -> HttpResponse:
    """Write down what someone who benefits says."""
    return _verb(request, AcceptForm(request.POST or None), allowed(request, _deed(number), rules.may_accept), "accept")


@staff
@never_cache
def recheck(request: StaffRequest, number: str) -> HttpResponse:
    """Say whether it lasts."""
    return _verb(request, RecheckForm(request.POST or None), allowed(request, _deed(number), rules.may_accept), "recheck")


@staff
def export_deeds(request: StaffRequest) -> HttpResponse:
    """All deeds as an Excel file."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    return exporting.workbook_of_deeds()


def _topic(request: StaffRequest) -> Topic | None:
    """The topic it comes from, named in the address as `?of=<number>-<position>`; none where there is no such topic in sight."""
    number, _dash, position = request.GET.get("of", "").partition("-")
    topics = Topic.objects.unsealed().decided().filter(meeting__in=Meeting.objects.visible_to(request.user))
    return topics.filter(meeting__number=number, position=int(position)).first() if position.isdecimal() else None


def _from(topic: Topic | None) -> dict[str, Any]:
    """What the form starts from."""
    if topic is None:
        return {}
    promise = topic.promises.first()
    return {
        "title": topic.shown_title,
        "place": topic.case.place_id if topic.case else topic.meeting.place_id,
        "unit": promise.unit_id if promise else None,
        "recheck_on": promise.recheck_on if promise else None,
    }


def _deed(number: str) -> Deed:
    return get_object_or_404(Deed.objects.listed(), number=number)


def _verb(request: StaffRequest, form: VerbForm, done: Deed, doing: str) -> HttpResponse:
    verb = getattr(done, doing)
    return act(request, form, "onsite/deed_verb.html", verb, to=done.url, doing=doing, **_whole(request, done))


def _whole(request: StaffRequest, it: Deed) -> dict[str, Any]:
    return {
        "deed": it,
        "acceptances": it.acceptances.select_related("by"),
        "may": rules.may_with_deed(request.user, it),
        "lines": timeline(it, public=False),
    }
