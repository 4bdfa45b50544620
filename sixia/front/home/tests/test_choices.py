"""The reader's choices: language, type, colours."""

import pytest

pytestmark = pytest.mark.django_db


def test_changing_the_language_keeps_the_page(client):
    response = client.post("/language/", {"language": "en", "next": "/help/?from=letter"})

    assert response.status_code == 302
    assert response["Location"] == "/help/?from=letter"
    assert 'lang="en"' in client.get("/help/").content.decode()


def test_every_page_offers_the_other_language_in_its_own_name(client):
    chinese = client.get("/help/").content.decode()
    english = client.get("/help/", headers={"accept-language": "en"}).content.decode()

    assert 'value="en" lang="en">English</button>' in chinese
    assert 'value="zh-hans" lang="zh-Hans">简体中文</button>' in english


def test_large_type_stays_until_it_is_put_away(client):
    assert 'data-type="large"' not in client.get("/").content.decode()

    response = client.post("/look/", {"type": "large", "next": "/help/"})

    assert response["Location"] == "/help/"
    assert 'data-type="large"' in client.get("/").content.decode()
    client.post("/look/", {"type": "plain", "next": "/"})
    assert 'data-type="large"' not in client.get("/").content.decode()


@pytest.mark.parametrize("colour", ["light", "dark"])
def test_colours_follow_the_reader_rather_than_the_device(client, colour):
    client.post("/look/", {"colour": colour})

    html = client.get("/").content.decode()

    assert f'data-colour="{colour}"' in html
    assert f'<meta name="color-scheme" content="{colour}">' in html
    client.post("/look/", {"colour": "system"})
    assert "data-colour" not in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "/\\evil.example"])
def test_a_choice_never_leads_to_another_site(client, elsewhere):
    assert client.post("/look/", {"type": "large", "next": elsewhere})["Location"] == "/"
    assert "evil" not in client.post("/language/", {"language": "en", "next": elsewhere})["Location"]


def test_an_unknown_choice_changes_nothing(client):
    response = client.post("/look/", {"type": "<huge>", "colour": "mauve"})

    assert not response.cookies
    client.cookies["sixia_type"] = "<huge>"
    assert "huge" not in client.get("/").content.decode()


def test_choices_are_made_by_sending_not_by_looking(client):
    assert client.get("/look/").status_code == 405
    assert client.get("/language/").status_code == 405


def test_a_choice_needs_the_token_of_the_page():
    from django.test import Client

    careful = Client(enforce_csrf_checks=True)

    response = careful.post("/look/", {"type": "large"})

    assert response.status_code == 403
    assert "请再提交一次" in response.content.decode()


def test_what_is_not_there_is_said_calmly_in_both_languages(client):
    chinese = client.get("/nowhere/")
    english = client.get("/nowhere/", headers={"accept-language": "en"})

    assert chinese.status_code == english.status_code == 404
    assert "这里没有内容" in chinese.content.decode()
    assert "There is nothing here" in english.content.decode()
