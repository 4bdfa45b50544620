"""Pages on which a petitioner follows a case and has the last word."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.attachments import serving
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.common.doors import admit, petitioner, public
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import lines_of

from .. import receipts
from ..answers import remedy_of
from ..forms import FollowForm, RateForm
from ..models import Case
from ..models.moving import CaseError
from ..path import steps_of
from ..story import story_of
from ..workflow import Status


@public
@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """Open what a receipt stands for. Wrong guesses are slowed down; nothing tells whether a number exists."""
    form = FollowForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    if not (request.method == "POST" and form.is_valid()):
        return TemplateResponse(request, "cases/follow.html", {"form": form}, status=422 if form.is_bound else 200)
    number = form.cleaned_data["number"]
    if receipts.is_knocking_too_often(request, number):
        form.add_error(None, _("Too many wrong secrets. Wait a minute and try again, or ask at any office window."))
        return TemplateResponse(request, "cases/follow.html", {"form": form}, status=429)
    thing = receipts.opened(request, number, form.cleaned_data["secret"])
    if thing is None:
        form.add_error(None, _("Number and secret do not belong together. Compare them with your receipt."))
        return TemplateResponse(request, "cases/follow.html", {"form": form}, status=422)
    return admit(request, redirect(thing.follow_url), thing.number)


@petitioner
@never_cache
def progress(request: HttpRequest, number: str) -> HttpResponse:
    """Who has it, until when, what was answered, and what can be done next."""
    return _progress(request, _case(number), RateForm())


@petitioner
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """The petitioner's word: resolved or not, and a rating. Nobody else's."""
    case = _case(number)
    form = RateForm(request.POST)
    if not form.is_valid():
        return _progress(request, case, form, status=422)
    try:
        case.rate(by=Voice.PETITIONER, **form.cleaned_data)
    except CaseError as error:
        messages.error(request, str(error))
    return redirect(case.follow_url)


@petitioner
@never_cache
def file(request: HttpRequest, number: str, token: str) -> FileResponse:
    """A file the petitioner gave."""
    return serving.serve(get_object_or_404(Attachment.objects.of(_case(number)), token=token))


def _case(number: str) -> Case:
    return get_object_or_404(Case.objects.select_related("unit__parent", "place", "enterprise"), number=number)


def _progress(request: HttpRequest, case: Case, form: RateForm, status: int = 200) -> HttpResponse:
    story = story_of(case)
    context = {
        "case": case,
        "standing": Status(case.status).told,
        "steps": steps_of(case, story.replies, story.handed),
        "lines": lines_of(story.entries, public=True),
        "replies": story.replies,
        "files": Attachment.objects.listed(case),
        "additions": case.said_again(),
        "form": form if case.status == Status.ANSWERED and story.replies else None,
        "review": case.running_clock("XF.review.request"),
        "remedy": remedy_of(case) if story.replies else "",
    }
    return TemplateResponse(request, "cases/progress.html", context, status=status)
