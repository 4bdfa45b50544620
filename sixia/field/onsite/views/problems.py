"""An officer's pages on stubborn problems: define, set milestones, say how it ended, or that it came back."""

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
from ..forms import DefineForm, RelapseForm, SolveForm, UndertakingForm, VerbForm
from ..models import StubbornProblem
from ..names import people_behind
from .desk import act, allowed


@staff
@never_cache
def problems(request: StaffRequest) -> HttpResponse:
    """The programme, the latest first."""
    found = keyset(StubbornProblem.objects.listed(), request, order=("-defined_at", "-id"))
    may = {"define": rules.may_define(request.user), "export": rules.may_export(request.user)}
    return page(request, "onsite/problems.html", {"page": found, "may": may})


@staff
@never_cache
def define(request: StaffRequest) -> HttpResponse:
    """Put a problem on the programme."""
    if not rules.may_define(request.user):
        raise PermissionDenied
    form = DefineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(StubbornProblem.objects.define(by=request.user, **form.cleaned_data).url)
    return page(request, "onsite/define.html", {"form": form}, status=422 if form.is_bound else 200)


@staff
@never_cache
def problem(request: StaffRequest, number: str) -> HttpResponse:
    """One problem with its milestones."""
    return page(request, "onsite/problem.html", _whole(request, _problem(number)))


@staff
@never_cache
def set_milestone(request: StaffRequest, number: str) -> HttpResponse:
    """A step promised by a unit until a day."""
    it = allowed(request, _problem(number), rules.may_set_milestone)
    form = UndertakingForm(request.POST or None).keep_private(people_behind(it))
    return _verb(request, form, it, "set_milestone")


@staff
@never_cache
def solve(request: StaffRequest, number: str) -> HttpResponse:
    """Say publicly how it ended."""
    it = allowed(request, _problem(number), rules.may_solve)
    form = SolveForm(request.POST or None).keep_private(people_behind(it))
    return _verb(request, form, it, "solve")


@staff
@never_cache
def relapse(request: StaffRequest, number: str) -> HttpResponse:
    """Say that it came back."""
    it = allowed(request, _problem(number), rules.may_relapse)
    form = RelapseForm(request.POST or None).keep_private(people_behind(it))
    return _verb(request, form, it, "relapse")


@staff
def export_problems(request: StaffRequest) -> HttpResponse:
    """The programme as an Excel file."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    return exporting.workbook_of_problems()


def _problem(number: str) -> StubbornProblem:
    return get_object_or_404(StubbornProblem.objects.listed(), number=number)


def _verb(request: StaffRequest, form: VerbForm, it: StubbornProblem, doing: str) -> HttpResponse:
    return act(request, form, "onsite/problem_verb.html", getattr(it, doing), to=it.url, doing=doing, **_whole(request, it))


def _whole(request: StaffRequest, it: StubbornProblem) -> dict[str, Any]:
    return {
        "problem": it,
        "milestones": it.milestones.select_related("commitment__unit", "commitment__post"),
        "may": rules.may_with_problem(request.user, it),
        "lines": timeline(it, public=False),
    }
