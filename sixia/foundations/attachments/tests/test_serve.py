import pytest

from sixia.foundations.attachments.serving import LOCKED, serve

from . import samples

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content)


def test_a_file_is_a_download_that_cannot_run(hold):
    response = serve(hold(samples.pdf(), "陈情材料.pdf"))

    assert body(response) == samples.pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E9%99%88%E6%83%85%E6%9D%90%E6%96%99.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == LOCKED and "sandbox" in LOCKED
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert int(response["Content-Length"]) == len(samples.pdf())


SHOWN = [("照片.jpg", True), ("录音.mp3", True), ("材料.pdf", True), ("说明.txt", False), ("申请.docx", False)]


@pytest.mark.parametrize(("name", "shown"), SHOWN)
def test_only_what_is_harmless_is_shown_in_the_browser(hold, name, shown):
    response = serve(hold(samples.GOOD[name][0], name), inline=True)

    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response["Content-Security-Policy"] == LOCKED


def test_plain_text_says_its_encoding(hold):
    assert serve(hold("水管".encode(), "a.txt"))["Content-Type"] == "text/plain; charset=utf-8"


def test_a_name_cannot_break_out_of_the_header(hold):
    response = serve(hold(samples.pdf(), 'a"\r\nSet-Cookie: x=1;.pdf'))

    assert "\n" not in response["Content-Disposition"] and "Set-Cookie" not in response.headers
