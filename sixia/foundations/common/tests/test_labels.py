from types import SimpleNamespace

import pytest
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.labels import labelled


class Place(models.TextChoices):
    DESK = "desk", _("Desk")


@pytest.mark.parametrize(("value", "said"), [("desk", "Desk"), ("", ""), ("gone", "gone")])
def test_a_choice_is_said_by_its_label_and_anything_else_as_it_is(value, said):
    with translation.override("en"):
        assert labelled("place", Place)(SimpleNamespace(place=value)) == said


def test_the_label_is_in_the_readers_language():
    display, thing = labelled("place", Place), SimpleNamespace(place="desk")

    said = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said.append(display(thing))

    assert said[0] == "Desk" != said[1]
