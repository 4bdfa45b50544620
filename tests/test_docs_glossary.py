"""GLOSSARY.md against the models, and against itself."""

import re

import pytest
from django.apps import apps
from django.conf import settings

pytestmark = pytest.mark.once

PAGE = (settings.ROOT / "GLOSSARY.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| [^-t]", line)]
MODELS = [model for config in apps.get_app_configs() if config.name.startswith("sixia.") for model in config.get_models()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_is_in_the_glossary_with_what_it_is_not(model):
    (row, *_others) = [row for row in ROWS if f"`{model._meta.label}`" in row[2]] or [None]

    assert row, f"GLOSSARY.md has no line for {model._meta.label}"
    assert row[3].startswith("Not "), row


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_in_one_sentence_what_it_is_with_its_chinese_term(model):
    said = model.__doc__ or ""

    assert re.search("[（(][^（）()]*[\u4e00-\u9fff]+[^（）()]*[）)]", said), said


def test_no_model_is_explained_that_does_not_exist():
    named = set(re.findall(r"`(\w+\.\w+)`", PAGE))

    assert named - {model._meta.label for model in MODELS} == set()


def test_every_term_has_its_chinese_and_its_english_and_stands_once():
    assert len(ROWS) > 40
    assert [row for row in ROWS if len(row) != 4 or not re.search("[\u4e00-\u9fff]", row[0]) or not row[1]] == []
    assert sorted({row[0] for row in ROWS}) == sorted(row[0] for row in ROWS)
