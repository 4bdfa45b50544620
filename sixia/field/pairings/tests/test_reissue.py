"""A household that lost its receipt gets another: the old secret dies, the new one is shown once, the trail says who gave it."""

import pytest
from django.test import Client

from sixia.field.pairings import rules
from sixia.field.pairings.models.reissuing import ReissuedMeanwhile
from sixia.field.pairings.models.supporting import Withdrawn
from sixia.foundations.trail.models import Voice


def opens(plan, secret):
    return Client().post("/cases/follow/", {"number": plan.number, "secret": secret}).headers.get("Location") == plan.follow_url


def asked(plan, **given):
    return {"seen": plan.receipt_mark, "asked": "on", **given}


def test_the_old_secret_dies_and_the_new_one_opens_the_same_plan(cast, plan, officer):
    old = plan.secret

    page = officer("handler").post(f"{plan.url}reissue/", asked(plan))

    plan.refresh_from_db()
    assert plan.secret != old and plan.spoken_secret in page.text and old not in page.text
    assert plan.url in page.text and f'href="{plan.follow_url}"' not in page.text
    assert opens(plan, plan.secret) and not opens(plan, old)
    assert plan.aspiration == "把两亩茶园管好，自己做茶卖"


def test_it_stands_with_the_name_where_the_household_reads_it_and_no_secret_is_on_the_trail(cast, plan, officer):
    officer("handler").post(f"{plan.url}reissue/", asked(plan))

    plan.refresh_from_db()
    entry = plan.trail.filter(verb="receipt_reissued").get()
    own = Client()
    own.post("/cases/follow/", {"number": plan.number, "secret": plan.secret})
    assert f"{cast.handler}给你们补发了回执" in own.get(plan.follow_url).text
    assert plan.secret not in str(entry.data) and plan.secret_digest not in str(entry.data)


def test_sent_again_it_does_not_shut_the_receipt_that_was_just_printed(cast, plan, officer):
    handler, form = officer("handler"), asked(plan)
    handler.post(f"{plan.url}reissue/", form)
    plan.refresh_from_db()
    printed = plan.secret

    again = handler.post(f"{plan.url}reissue/", form)

    plan.refresh_from_db()
    assert again.status_code == 422 and plan.secret == printed and plan.spoken_secret not in again.text
    assert plan.trail.filter(verb="receipt_reissued").count() == 1
    with pytest.raises(ReissuedMeanwhile):
        plan.reissue(by=cast.handler, seen=form["seen"])


def test_shown_once_no_page_of_the_office_shows_it_later_and_this_browser_is_not_let_in(cast, plan, officer):
    handler = officer("handler")
    handler.post(f"{plan.url}reissue/", asked(plan))
    plan.refresh_from_db()

    assert plan.spoken_secret not in handler.get(plan.url).text + handler.get(f"{plan.url}reissue/").text
    assert handler.get(plan.follow_url).status_code == 302


def test_without_having_been_asked_for_it_nothing_is_given_out(cast, plan, officer):
    before = plan.secret

    response = officer("handler").post(f"{plan.url}reissue/", {"seen": plan.receipt_mark})

    plan.refresh_from_db()
    assert response.status_code == 422 and plan.secret == before


def test_the_holder_and_a_village_worker_named_on_the_plan_may_and_nobody_else(cast, plan, officer):
    assert rules.may_reissue(cast.handler, plan) and not rules.may_reissue(cast.village_worker, plan)
    plan.name_coworker(by=cast.handler, user=cast.village_worker)
    plan.name_coworker(by=cast.handler, user=cast.colleague)

    assert rules.may_reissue(cast.village_worker, plan) and not rules.may_reissue(cast.colleague, plan)
    statuses = {
        name: officer(name).get(f"{plan.url}reissue/").status_code for name in ("village_worker", "colleague", "head", "leader")
    }
    assert statuses == {"village_worker": 200, "colleague": 403, "head": 404, "leader": 404}


def test_a_plan_that_was_withdrawn_has_no_receipt_to_give(cast, plan):
    plan.withdraw(by=Voice.PETITIONER)

    with pytest.raises(Withdrawn):
        plan.reissue(by=cast.handler, seen=plan.receipt_mark)
