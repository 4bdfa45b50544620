from django.template import Context, Template
from django.utils import translation

HELLO = "{% load once i18n %}{% once %}{% translate 'Desk' %}{{ name }}{% endonce %}"


def test_what_stands_once_is_drawn_once_for_each_language():
    template = Template(HELLO)

    drawn = []
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            drawn.append(template.render(Context()))

    assert drawn[0] == drawn[2] == "Desk"
    assert drawn[1] != "Desk"


def test_it_sees_nothing_of_the_page_so_that_nobody_sees_another_ones():
    with translation.override("en"):
        assert Template(HELLO).render(Context({"name": "Lin"})) == "Desk"


def test_what_it_is_given_by_name_it_sees_and_draws_anew_for_each_value():
    template = Template("{% load once %}{% once name %}{{ name }}{{ other }}{% endonce %}")

    with translation.override("en"):
        drawn = [template.render(Context({"name": name, "other": "x"})) for name in ("Lin", "Wang", "Lin", None)]

    assert drawn == ["Lin", "Wang", "Lin", "None"]
