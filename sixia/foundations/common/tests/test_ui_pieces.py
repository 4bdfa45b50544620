import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from sixia.foundations.common.pieces import fresh_field
from sixia.foundations.common.templatetags.times import path, timeline


class LetterForm(forms.Form):
    words = forms.CharField(label="Words", help_text="in your own words", widget=forms.Textarea)
    town = forms.CharField(label="Town", required=False)
    consent = forms.BooleanField(label="I agree")
    way = forms.ChoiceField(label="Way", choices=[("a", "letter"), ("b", "visit")], widget=forms.RadioSelect)
    once = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The whole letter is wrong.")


def field_of(form, name):
    return render_to_string("ui/field.html", {"field": form[name]})


def test_a_field_tells_its_control_what_describes_it():
    form = LetterForm({"words": "", "once": "1"})

    html = field_of(form, "words")

    assert '<label for="id_words">Words</label>' in html.replace("\n", "")
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert 'id="id_words_helptext"' in html and 'id="id_words_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_what_may_be_left_out_says_so():
    form = LetterForm()

    with translation.override("en"):
        assert "(optional)" in field_of(form, "town")
        assert "(optional)" not in field_of(form, "words")


def test_a_choice_is_a_fieldset_with_a_legend_and_a_hidden_field_only_itself():
    form = LetterForm()

    choice, hidden = field_of(form, "way"), field_of(form, "once")

    assert "<fieldset" in choice and "<legend>Way</legend>" in choice
    assert hidden.strip().startswith('<input type="hidden"')
    assert "label" not in hidden


def test_the_summary_of_errors_leads_to_each_field():
    form = LetterForm({"once": "1"})

    html = render_to_string("ui/errors.html", {"form": form})

    assert 'role="alert"' in html
    assert '<a href="#id_words">Words</a>' in html
    assert '<a href="#id_way_0">Way</a>' in html or '<a href="#id_way">Way</a>' in html
    assert "The whole letter is wrong." in html
    assert render_to_string("ui/errors.html", {"form": LetterForm()}).strip() == ""


def test_django_draws_a_form_with_our_pieces():
    form = LetterForm({"once": "1"})

    html = str(form)

    assert 'class="notice late"' in html
    assert html.count('class="field') == 4
    assert html.count('type="hidden"') == 1


def test_words_of_people_are_never_markup():
    form = LetterForm({"words": "<script>alert(1)</script>", "town": "<b>x</b>", "once": "1"})

    html = str(form)

    assert "<script>" not in html and "<b>x" not in html


@pytest.mark.parametrize(
    ("language", "day", "before"), [("zh-hans", ">11月18日", "2020年1月8日"), ("en", ">18 Nov<", "8 Jan 2020")]
)
@time_machine.travel(dt.datetime(2026, 11, 27, tzinfo=dt.UTC))
def test_the_path_shows_what_is_behind_where_it_is_and_until_when(language, day, before):
    steps = [
        SimpleNamespace(label="Registered", state="done", on=dt.date(2020, 1, 8), due="", link=""),
        SimpleNamespace(label="Accepted", state="done", on=dt.date(2026, 11, 18), due="", link=""),
        SimpleNamespace(label="Answered", state="now", on=None, due="7 days left", link="/deadlines/x/"),
        SimpleNamespace(label="Rated", state="next", on=None, due="", link=""),
    ]

    with translation.override(language):
        html = path(steps)

    assert day in html and before in html
    assert html.count("aria-current") == 1
    assert 'href="/deadlines/x/"' in html and "7 days left" in html


@pytest.mark.parametrize(("language", "moment"), [("zh-hans", "2026年11月18日 10:12"), ("en", "18 Nov 2026, 10:12")])
def test_the_timeline_dates_every_sentence_as_the_reader_writes_dates(language, moment):
    at = dt.datetime(2026, 11, 18, 2, 12, tzinfo=dt.UTC)
    lines = [SimpleNamespace(at=at, sentence="受理。", who="住建局")]

    with translation.override(language):
        html = timeline(lines)

    assert moment in html and "受理。" in html and "住建局" in html


def test_the_pager_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/cases/", {"box": "due", "q": "桥", "before": "old"})
    page = SimpleNamespace(after="next", before=None)

    html = render_to_string("ui/pager.html", {"page": page}, request=request)

    assert "box=due" in html and "after=next" in html
    assert "before=" not in html
    assert render_to_string("ui/pager.html", {"page": SimpleNamespace(after=None, before=None)}, request=request).strip() == ""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_fresh_field_is_drawn_as_its_form_draws_it_in_each_language(language):
    with translation.override(language):
        drawn = [fresh_field(LetterForm, "town") for _again in range(2)]

        assert drawn == [LetterForm()["town"].as_field_group()] * 2
        assert ("(optional)" in drawn[0]) == (language == "en")
