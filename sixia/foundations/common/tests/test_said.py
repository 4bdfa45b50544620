import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("{% translate 'Desk' %}", ["Desk", "工作台", "Desk"]),
        ("{% translate 'Desk' as said %}-{{ said }}", ["-Desk", "-工作台", "-Desk"]),
        ("{% translate word %}", ["Desk", "工作台", "Desk"]),
        ("{% translate 'Desk'|lower %}", ["desk", "工作台", "desk"]),
        ("{% translate 'done' context 'step' %}", ["done", "已完成", "done"]),
    ],
)
def test_a_sentence_is_in_the_language_of_each_drawing(source, drawn):
    template, found = Template(source), []

    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            found.append(template.render(Context({"word": "Desk"})))

    assert found == drawn


def test_what_comes_from_the_page_is_not_kept():
    template = Template("{% translate word %}")

    with translation.override("en"):
        assert [template.render(Context({"word": word})) for word in ("Desk", "<Menu>")] == ["Desk", "&lt;Menu&gt;"]
