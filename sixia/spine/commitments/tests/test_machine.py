"""A promise in any hands: every verb, by anyone. No path lets the owner's unit reach “kept” by itself."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.moving import CommitmentError
from sixia.spine.commitments.workflow import MOVES, Status

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
OFFICERS = ["handler", "head", "colleague", "other_head", "township_head", "leader", "supervisor", "intake"]
UNITS = ["transport", "housing", "shiqiao", "county"]
officers, voices = st.sampled_from(OFFICERS), st.sampled_from(list(Voice))
anyone = officers | voices
reasons = st.sampled_from(["", " ", "等材料"])


class PromiseInAnyHands(RuleBasedStateMachine):
    """One promise, and a ledger of who has ever had a part in keeping it."""

    def __init__(self, cast):
        super().__init__()
        self.cast = cast
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.traveller = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()

    def who(self, name):
        return name if isinstance(name, Voice) else self.cast.officers[name]

    def post(self, name):
        return Post.objects.get(tenures__user=self.cast.officers[name], tenures__acting=False)

    def read(self):
        return Commitment.objects.get(pk=self.promise.pk)

    @initialize(by=anyone, unit=st.sampled_from(UNITS), helper=st.none() | st.sampled_from(UNITS), post=st.none() | officers)
    def promised(self, by, unit, helper, post):
        self.promise = Commitment.objects.promise(
            by=self.who(by),
            what="换栏杆",
            unit=self.cast.unit(unit),
            co_owners=[self.cast.unit(helper)] if helper else [],
            post=self.post(post) if post else None,
            place=self.cast.village,
            due_on=dt.date(2026, 4, 1),
        )
        self.status, self.entries, self.parts = Status.OPEN, 1, set()
        self.take_part()

    def take_part(self):
        """The units and the officer by name who have to keep it now, added to those who had to before."""
        now = self.read()
        units = {now.unit_id, *now.co_owners.values_list("pk", flat=True)}
        self.parts |= set(self.cast_of(units)) | ({now.holder().username} if now.holder() else set())

    def cast_of(self, units):
        return [name for name in OFFICERS if self.cast.officers[name].tenures.in_force().filter(post__unit__in=units).exists()]

    def happens(self, verb, **given):
        try:
            with transaction.atomic():
                getattr(self.read(), verb)(**given)
        except CommitmentError as refused:
            assert str(refused)
            happened = False
        else:
            happened = True
        now = self.read()
        assert now.trail.count() == self.entries + happened
        if now.status != self.status:
            assert happened and now.status in MOVES[self.status]
        self.before, self.status, self.entries = self.status, now.status, self.entries + happened
        return happened

    @rule(days=st.integers(1, 40))
    def time_passes(self, days):
        self.traveller.shift(dt.timedelta(days=days))

    @rule(by=anyone, done=st.booleans())
    def report(self, by, done):
        self.happens("report" if done else "note", by=self.who(by), words="换了")
        if not isinstance(by, Voice):
            self.parts.add(by) if self.read().proofs.filter(by=self.who(by)).exists() else None

    @rule(by=anyone, kept=st.booleans())
    def confirm(self, by, kept):
        if self.happens("confirm", by=self.who(by), kept=kept):
            assert by is Voice.PETITIONER or (not isinstance(by, Voice) and by not in self.parts)

    @rule(by=anyone, holds=st.booleans())
    def recheck(self, by, holds):
        if self.happens("recheck", by=self.who(by), holds=holds):
            assert by is Voice.PETITIONER or (not isinstance(by, Voice) and by not in self.parts)

    @rule(by=officers, days=st.integers(-5, 60), reason=reasons)
    def change(self, by, days, reason):
        day = (MONDAY + dt.timedelta(days=days)).date()
        if self.happens("change", by=self.who(by), due_on=day, reason=reason):
            assert reason.strip()
            assert self.read().due_on == day

    @rule(by=officers, post=officers, reason=reasons)
    def hand_over(self, by, post, reason):
        if self.happens("hand_over", by=self.who(by), post=self.post(post), reason=reason):
            self.take_part()

    @rule(by=officers, reason=reasons)
    def ask_to_drop(self, by, reason):
        if self.happens("ask_to_drop", by=self.who(by), reason=reason):
            assert reason.strip() and self.status == self.before

    @rule(by=officers, words=reasons)
    def refuse_to_drop(self, by, words):
        if self.happens("refuse_to_drop", by=self.who(by), words=words):
            assert words.strip() and self.status == self.before
            assert self.read().pleas.latest("id").by != self.who(by)

    @rule(by=officers, approver=st.none() | officers, reason=reasons)
    def drop(self, by, approver, reason):
        if self.happens("drop", by=self.who(by), approved_by=self.who(approver) if approver else None, reason=reason):
            assert approver and reason.strip()
            assert self.read().holder() != self.who(approver)
            assert self.read().plea() is None

    @invariant()
    def kept_rests_on_the_word_of_someone_who_had_no_part(self):
        promise = self.read()
        if promise.status == Status.KEPT:
            word = promise.confirmations.latest("id")
            assert word.kept
            assert word.voice == Voice.PETITIONER or word.by.username not in self.parts_at_the_time()

    def parts_at_the_time(self):
        """Once kept nothing is handed over or reported, so the parts are still those of that moment."""
        return self.parts

    @invariant()
    def the_old_days_stay_in_sight(self):
        promise = self.read()
        changes = list(promise.changes.all())
        assert promise.times_changed == len(changes)
        assert promise.due_on == (changes[-1].to_on if changes else promise.first_due_on)
        assert promise.first_due_on == dt.date(2026, 4, 1)


def test_whatever_anyone_does_nobody_declares_their_own_promise_kept(cast):
    budget = settings(
        max_examples=40,
        stateful_step_count=14,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    run_state_machine_as_test(lambda: PromiseInAnyHands(cast), settings=budget)
