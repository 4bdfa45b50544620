"""A case in any hands: every verb, by anyone, at any time, from pages however old. What must hold, holds after each of them."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Assignment, Case, Named, Rating, Reply
from sixia.spine.cases.models.moving import CaseError
from sixia.spine.cases.workflow import MOVES, Kind, Status

from .conftest import ANSWER, WORDS

pytestmark = pytest.mark.django_db

OFFICERS = ["intake", "township_intake", "handler", "head", "colleague", "discipline_head", "leader", "inspector", "keeper"]
UNITS = ["petition", "transport", "housing", "shiqiao", "shangping", "discipline"]
MONDAY = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)

officers, units = st.sampled_from(OFFICERS), st.sampled_from(UNITS)
anyone = st.sampled_from([*Voice, *OFFICERS])
sights = st.sampled_from(["fresh", "old"])
versions = st.sampled_from(["seen", "unsaid"])


class CaseInAnyHands(RuleBasedStateMachine):
    """One case, on two screens: `fresh` is read anew for each verb, `old` only when someone looks."""

    def __init__(self, cast):
        super().__init__()
        self.cast = cast
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.traveller = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.ratings, self.appeals_answered_at = 0, []

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()

    def units_of(self, name):
        return Unit.objects.filter(pk__in=standing(self.cast.officers[name]).units)

    def who(self, name):
        return name if isinstance(name, Voice) else self.cast.officers[name]

    @initialize(by=anyone, unit=st.none() | units, known=st.booleans(), far=st.integers(0, 7))
    def register(self, by, unit, known, far):
        case, _fresh = Case.objects.register(
            by=self.who(by),
            words=WORDS,
            place=self.cast.village,
            person=self.cast.petitioner if known else None,
            unit=self.cast.unit(unit) if unit else None,
        )
        self.case = self.old = case
        self.status, self.version, self.entries = case.status, 1, 1
        for _step in range(far):
            self.go_on()

    @rule()
    def go_on(self):
        """The usual next step, so that the unusual ones are tried everywhere on the way."""
        if self.case.is_open and not self.case.kind:
            self.sort("fresh", "seen", "intake", Kind.APPEAL, "discipline")
        elif self.case.status == Status.REGISTERED:
            self.forward("fresh", "seen", "intake", "transport", "assign")
        elif self.case.status == Status.FORWARDED:
            self.accept("fresh", "seen", "handler", None)
        elif self.case.is_open:
            self.answer("fresh", "seen", "handler")
        elif self.case.status == Status.ANSWERED:
            self.rate("fresh", Voice.PETITIONER, self.case.round > 1, 3)

    @rule(weeks=st.integers(0, 8), hours=st.integers(1, 30))
    def time_passes(self, weeks, hours):
        self.traveller.shift(dt.timedelta(weeks=weeks, hours=hours))

    @rule()
    def look(self):
        self.old = self.read()

    @rule(sight=sights, version=versions, by=officers, kind=st.sampled_from(Kind), accused=units)
    def sort(self, sight, version, by, kind, accused):
        given = {"kind": kind, "matter": None, "place": self.cast.village, "accused_unit": self.cast.unit(accused)}
        was_open = self.case.is_open
        if self.happens("sort", sight, version, by=self.who(by), **given):
            assert was_open
            assert self.case.status == self.status
            assert self.case.sealed == (kind == Kind.ACCUSATION)

    @rule(sight=sights, version=versions, by=officers, unit=units, mode=st.sampled_from(["forward", "assign"]))
    def forward(self, sight, version, by, unit, mode):
        if self.happens("forward", sight, version, by=self.who(by), unit=self.cast.unit(unit), mode=mode):
            assert self.case.unit == self.cast.unit(unit)
            assert not self.case.is_kept_from(self.cast.unit(unit))

    @rule(sight=sights, version=versions, by=anyone, handler=st.none() | officers)
    def accept(self, sight, version, by, handler):
        self.happens("accept", sight, version, by=self.who(by), handler=self.who(handler) if handler else None)

    @rule(sight=sights, version=versions, by=anyone)
    def answer(self, sight, version, by):
        if self.happens("answer", sight, version, by=self.who(by), **ANSWER) and self.case.kind == Kind.APPEAL:
            self.appeals_answered_at.append(self.case.answered_at)

    @rule(sight=sights, by=anyone, resolved=st.booleans(), stars=st.integers(1, 5))
    def rate(self, sight, by, resolved, stars):
        if self.happens("rate", sight, "none", by=self.who(by), resolved=resolved, stars=stars):
            assert by is Voice.PETITIONER
            self.ratings += 1

    def read(self):
        return Case.objects.get(pk=self.case.pk)

    def happens(self, verb, sight, version, **given):
        """Whether the verb was let through; either way, what it may have left."""
        screen = self.old if sight == "old" else self.read()
        if version == "seen":
            given["seen"] = screen.version
        try:
            with transaction.atomic():  # as a request of its own
                getattr(screen, verb)(**given)
        except CaseError as refused:
            assert str(refused)
            self.old = self.read()  # the refusal is shown on a page of the present
            happened = False
        else:
            happened = True
        self.case = self.read()
        assert self.case.version == self.version + happened
        assert self.case.trail.count() == self.entries + happened
        if self.case.status != self.status:
            assert happened and self.case.status in MOVES[self.status]
        self.status, self.version, self.entries = self.case.status, self.case.version, self.entries + happened
        return happened

    @invariant()
    def one_unit_has_it(self):
        held = list(Assignment.objects.filter(case=self.case, ended_at=None))
        assert len(held) <= 1
        if self.case.status in (Status.FORWARDED, Status.ACCEPTED):
            assert [each.unit_id for each in held] == [self.case.unit_id]

    @invariant()
    def what_presses_is_the_nearest_limit_on_a_duty_of_ours(self):
        clock = self.case.pressing_clock()
        assert self.case.due_at == (clock.internal_due if clock else None)
        assert self.case.due_provisional == bool(clock and clock.provisional)
        duties = [clock for clock in self.case.running() if not clock.rule.for_citizen]
        assert len(duties) == (self.case.is_open and self.case.due_at is not None)

    @invariant()
    def the_right_to_a_review_runs_once_from_the_last_answer_to_an_appeal(self):
        rights = [clock.started_at for clock in self.case.running() if clock.rule.for_citizen]
        assert rights == self.appeals_answered_at[-1:]

    @invariant()
    def every_round_has_one_answer_and_one_word_of_the_petitioner(self):
        rounds = list(Reply.objects.filter(case=self.case).values_list("round", flat=True))
        ratings = list(Rating.objects.filter(reply__case=self.case).order_by("reply__round"))
        assert rounds == list(range(1, len(rounds) + 1))
        assert self.case.round - 1 <= len(rounds) <= self.case.round
        assert len(ratings) == self.ratings
        assert all(rating.by is None and rating.asked == Rating.Asked.RECEIPT for rating in ratings)
        assert [rating.resolved for rating in ratings] == [False] * (self.case.round - 1) + [True] * (
            self.case.status == Status.SETTLED
        )

    @precondition(lambda self: self.case.sealed)
    @invariant()
    def a_sealed_case_is_nowhere_for_the_unnamed_and_never_with_the_accused(self):
        named = set(Named.objects.filter(case=self.case).values_list("user__username", flat=True))
        for name in OFFICERS:
            assert Case.objects.visible_to(self.cast.officers[name]).filter(pk=self.case.pk).exists() <= (name in named)
        assert not Case.objects.of_unit(self.case.unit).exists()
        assert not self.case.is_kept_from(self.case.unit)
        assert not any(self.case.is_kept_from(unit) for name in named for unit in self.units_of(name))


def test_whatever_anyone_does_at_any_time_the_case_stays_whole(cast):
    budget = settings(
        max_examples=30,
        stateful_step_count=15,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # at most fifteen steps read well enough as they are
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    run_state_machine_as_test(lambda: CaseInAnyHands(cast), settings=budget)
