"""A tie of the leader to the village, and a plan that the handler wrote with a household, for the addresses of `pairings`."""

import datetime as dt

from django.test import Client

from sixia.field.pairings.models import Pairing, SupportPlan
from sixia.field.pairings.workflow import Own
from sixia.foundations.people.models import Household
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.front.home.cast import Cast

SINCE = dt.date(2026, 1, 5)


def values(cast: Cast) -> dict[tuple[str, str], str]:
    posts = {name: Post.objects.get(tenures__user=cast.officers[name]) for name in ("leader", "researcher", "handler")}
    tie = Pairing.objects.tie(by=cast.leader, post=posts["researcher"], place=cast.village, starts_on=SINCE, purpose="茶山的路")
    tie.hand_over(by=cast.leader, to=posts["leader"], on=SINCE)
    household = Household.objects.register(by=Voice.SYSTEM, place=cast.village, address="上坪村12号")
    close = Pairing.objects.tie(by=cast.head, post=posts["handler"], household=household, starts_on=SINCE, purpose="茶园")
    plan = SupportPlan.objects.draw_up(by=cast.handler, pairing=close, aspiration="把茶园管好")
    plan.add_step(by=cast.handler, what="学炒茶")
    plan.say(by=cast.handler, willing=Own.YES)
    plan.name_coworker(by=cast.handler, user=cast.village_worker)
    return {
        ("pairings/plans/", "number"): plan.number,
        ("pairings/own/", "number"): plan.number,
        ("pairings/<number>/plan/", "number"): close.number,
        ("pairings/", "number"): tie.number,
        ("pairings/", "nth"): "1",
        ("pairings/", "username"): cast.village_worker.username,
    }


def open_plan(client: Client) -> None:
    """The household is the petitioner's: she has the receipt of the plan too."""
    plan = SupportPlan.objects.get()
    client.post("/cases/follow/", {"number": plan.number, "secret": plan.secret})
