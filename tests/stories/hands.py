"""What readers and officers do on any page of a story: fill in, send, press, follow; and what a page tells of itself."""

import re

from playwright.sync_api import expect

from sixia.foundations.units.models import Post


def send(page, field, **filled):
    """Fills in the form that holds this field, and sends it with its main button."""
    form = page.locator(f"form:has([name={field}])")
    for name, value in filled.items():
        fill(form, name, value)
    form.locator("button.button:not([name]):not([formaction])").first.click()


def fill(form, name, value):
    control = form.locator(f"[name={name}]")
    kind = control.first.evaluate("it => it.type")
    if value is True:
        control.check()
    elif kind in ("radio", "checkbox"):
        for each in [value] if isinstance(value, str) else value:
            form.locator(f"[name={name}][value='{each}']").check()
    elif kind.startswith("select"):
        control.select_option(value)
    else:
        control.fill(value)


def press(page, verb):
    """The button of a verb that asks for nothing."""
    page.locator(f"form[action$='/{verb}/'] button").first.click()


def follow(page, tail):
    page.locator(f"main a[href*='/{tail}']").first.click()


def number_of(page):
    return re.search(r"\d{15}", page.url)[0]


def post_of(officer):
    return str(Post.objects.get(tenures__user=officer, tenures__acting=False).pk)


def tells(page, sentences):
    """What the page says has happened, in the order it says it."""
    lines = page.locator(".timeline li > span").all_text_contents()
    assert len(lines) == len(sentences), lines
    for line, sentence in zip(lines, sentences, strict=True):
        assert re.match(re.escape(sentence).replace("…", ".+"), line), f"{line!r} is not {sentence!r}"


def tells_on(page, address, sentences):
    page.goto(address)
    tells(page, sentences)


def tells_to_whoever_holds(phone, receipt, sentences):
    opens(phone, receipt)
    expect(phone.locator(".timeline")).to_be_visible()
    tells(phone, sentences)


def receipt_on(page):
    expect(page.locator(".receipt .qr svg")).to_be_visible()
    number, secret = page.locator(".receipt dd").nth(0), page.locator(".receipt dd").nth(1)
    return number.inner_text(), secret.inner_text()


def opens(phone, receipt):
    number, secret = receipt
    phone.goto("/cases/follow/")
    phone.fill("[name=number]", number)
    phone.fill("[name=secret]", secret.lower())
    phone.locator("#follow button").click()
