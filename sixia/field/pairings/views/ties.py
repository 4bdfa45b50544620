"""An officer's pages of ties: the list, one tie, its handover sheet, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page, wanted
from sixia.foundations.common.pages import keyset
from sixia.foundations.common.sheets import workbook
from sixia.foundations.trail.tellings import timeline
from sixia.foundations.units.models import Post
from sixia.foundations.units.standing import standing
from sixia.spine.commitments.forms import PromiseForm
from sixia.spine.commitments.models.moving import CommitmentError

from .. import rules
from ..boxes import BOXES, ORDER, first_box, in_box
from ..forms import ContactForm, EndForm, HandOverForm, TieForm, posts_to_choose
from ..handover_sheet import sheet_kept, sheet_of
from ..models import Handover, Pairing, SupportPlan
from ..models.refusing import PairingError
from ..rows import extent_of, tie_rows
from ..workflow import Kind


def sight(request: StaffRequest, number: str) -> Pairing:
    """The tie, if this officer may see it; else it does not exist."""
    ties = Pairing.objects.visible_to(request.user).select_related("post__unit", "place", "enterprise", "household", "taken_by")
    return get_object_or_404(ties, number=number)


def pile(request: StaffRequest, open_number: str = "") -> dict[str, Any]:
    """The list pane: a box, narrowed to a place where one is named."""
    name = request.GET.get("box", "")
    name = name if name in BOXES else first_box(request.user)
    ties, place = in_box(request.user, name), request.GET.get("place", "")
    if place:
        ties = ties.in_place(place)
    found = keyset(ties.listed(), request, order=ORDER)
    return {
        "boxes": [(key, box.title, key == name) for key, box in BOXES.items()],
        "box": BOXES[name],
        "box_name": name,
        "page": found,
        "extent": extent_of(found),
        "rows": tie_rows(found.rows, url_end=f"?box={name}", open_number=open_number),
        "may_tie": rules.may_tie(request.user),
        "may_export": rules.may_export(request.user),
    }


def beside(request: StaffRequest, number: str) -> dict[str, Any]:
    """The list beside a tie: only where the reader came from one and the whole page is asked for."""
    box = request.GET.get("box", "")
    listed = pile(request, number) if box in BOXES and not wanted(request) else {}
    return {**listed, "box_name": box, "back": f"?box={box}" if box in BOXES else ""}


@staff
@never_cache
def list_(request: StaffRequest) -> HttpResponse:
    """The boxes: mine, all, to be taken in hand, vacant, ended."""
    return page(request, "pairings/list.html", pile(request), fragments={"list"})


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One tie: who holds it, the last contacts in their words, the promises, the open cases, the trail."""
    pairing = sight(request, number)
    holder, today = pairing.holder_today, timezone.localdate()
    theirs = pairing.days_per_quarter is not None and pairing.is_held_by(request.user)
    context = {
        "pairing": pairing,
        "holder": holder,
        "waits": holder is not None and holder != pairing.taken_by,
        "sheet": sheet_of(pairing, reader=request.user),
        "handovers": pairing.handovers.select_related("from_user", "to_user", "to_post__unit").order_by("-nth"),
        "spent": pairing.days_spent(today) if theirs else None,
        "plan": SupportPlan.objects.visible_to(request.user).filter(pairing=pairing).running().first()
        if pairing.kind == Kind.HOUSEHOLD
        else None,
        "lines": timeline(pairing, public=False),
        "may": rules.may(request.user, pairing),
        **beside(request, number),
    }
    return page(request, "pairings/detail.html", context, fragments={"detail"})


@staff
@never_cache
def sheet(request: StaffRequest, number: str, nth: int | None = None) -> HttpResponse:
    """The handover sheet, made to be printed: as of now, or as it was when the tie changed hands."""
    pairing = sight(request, number)
    handover = get_object_or_404(Handover.objects.select_related("pairing"), pairing=pairing, nth=nth) if nth else None
    shown = sheet_kept(handover, reader=request.user) if handover else sheet_of(pairing, reader=request.user)
    context = {"pairing": pairing, "holder": pairing.holder(), "sheet": shown, "handover": handover, "now": timezone.now()}
    return TemplateResponse(request, "pairings/sheet.html", context)


@staff
def tie(request: StaffRequest) -> HttpResponse:
    """Tie a post to something that lasts."""
    if not rules.may_tie(request.user):
        raise PermissionDenied
    form = TieForm(request.POST or None, posts=posts_to_choose(standing(request.user).places()))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(Pairing.objects.tie(by=request.user, **form.said(by=request.user)).url)
        except PairingError as error:
            form.add_error(None, str(error))
    return TemplateResponse(request, "pairings/tie.html", {"form": form}, status=422 if form.is_bound else 200)


def act(
    request: StaffRequest, pairing: Pairing, form: Form, verb: Callable[..., Any], *, title: str, step: str, **more: Any
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **form.cleaned_data)
        except (PairingError, CommitmentError) as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{pairing.url}?{request.GET.urlencode()}" if request.GET else pairing.url)
    context = {"pairing": pairing, "form": form, "title": title, "step": step, **more, **beside(request, pairing.number)}
    return page(request, "pairings/act.html", context, fragments={"detail"}, status=422 if form.is_bound else 200)


@staff
def contact(request: StaffRequest, number: str) -> HttpResponse:
    """Write down a contact."""
    pairing = sight(request, number)
    if not rules.may_contact(request.user, pairing):
        raise PermissionDenied
    form = ContactForm(request.POST or None)
    if pairing.kind != Kind.PLACE or pairing.place.level >= 12:
        del form.fields["where"]
    return act(request, pairing, form, pairing.contact, title=_("Write down a contact"), step=pgettext("tie", "Keep it"))


@staff
def promise(request: StaffRequest, number: str) -> HttpResponse:
    """Promise something within the tie."""
    pairing = sight(request, number)
    if not rules.may_promise(request.user, pairing):
        raise PermissionDenied
    form = PromiseForm(request.POST or None, initial={"unit": pairing.post.unit_id, "post": pairing.post_id})
    return act(request, pairing, form, pairing.promise, title=_("Promise something"), step=_("Promise"))


@staff
def hand_over(request: StaffRequest, number: str) -> HttpResponse:
    """Hand the tie to whoever holds the post now, or to another post."""
    pairing = sight(request, number)
    if not rules.may_hand_over(request.user, pairing):
        raise PermissionDenied
    form = HandOverForm(request.POST or None, posts=handover_posts(request.user, pairing), initial={"post": pairing.post_id})

    def hand(*, by: User, post: Post, **said: Any) -> Handover:
        return pairing.hand_over(by=by, to=post, **said)

    return act(
        request, pairing, form, hand, title=_("Hand the tie over"), step=_("Hand over, and keep the sheet"), sheet_link=True
    )


def handover_posts(user: User, pairing: Pairing) -> QuerySet[Post]:
    """The tie's own post first of all, and those within this officer's reach."""
    return posts_to_choose(standing(user).places()) | Post.objects.filter(pk=pairing.post_id).select_related("unit")


@staff
def end(request: StaffRequest, number: str) -> HttpResponse:
    """End the tie; its record stays."""
    pairing = sight(request, number)
    if not rules.may_end(request.user, pairing):
        raise PermissionDenied
    return act(request, pairing, EndForm(request.POST or None), pairing.end, title=_("End the tie"), step=_("End it"))


@staff
def export(request: StaffRequest) -> HttpResponse:
    """The ties of a box as an Excel file; households without their address."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    name = request.GET.get("box", "")
    ties = in_box(request.user, name if name in BOXES else "all").listed().order_by(*ORDER)
    head = [
        _("Tied to"),
        pgettext("tie", "kind"),
        pgettext("tie", "Where"),
        pgettext("tie", "Post"),
        pgettext("tie", "Since"),
        pgettext("tie", "Until"),
        pgettext("tie", "What for"),
        _("no contact since"),
    ]
    rows = (
        [
            each.object_name,
            each.get_kind_display(),
            str(each.place),
            f"{each.post.unit} {each.post}",
            each.starts_on,
            each.ends_on,
            each.purpose,
            each.quiet_since,
        ]
        for each in ties.iterator(chunk_size=500)
    )
    return workbook(_("standing ties"), head, rows)
