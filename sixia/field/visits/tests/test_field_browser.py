"""The phone's page in Chromium, over a line that the test cuts: what is written without a signal is kept, and sent once."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from sixia.field.visits.models import FieldRecord, Note
from sixia.foundations.attachments.models import Attachment
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .fieldline import Line

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}
IN_CHARGE = """async () => {
    const workers = navigator.serviceWorker;
    if (workers.controller) return;
    await new Promise((on, off) => {
        workers.addEventListener("controllerchange", on, { once: true });
        setTimeout(off, 15_000, new Error("the worker is not in charge"));
    });
}"""  # not `wait_for_function`: waiting it evaluates text, which our content policy forbids


@pytest.fixture
def line(live_server):
    line = Line(urlsplit(live_server.url).port)
    yield line
    line.close()


@pytest.fixture
def carry(cast, open_page, sign_in, line):
    """Opens the page for an officer, on a phone of their own, while there is a line."""

    def open_for(officer, **options):
        page = open_page(**{**PHONE, **options})
        sign_in(page, officer)
        page.goto(f"{line.url}/field/")
        expect(page.locator("#visit")).to_be_visible()
        page.evaluate(IN_CHARGE)
        return page

    return open_for


def reopened(page, line):
    """The program is killed and opened again."""
    fresh = page.context.new_page()
    page.close()
    fresh.goto(f"{line.url}/field/")
    expect(fresh.locator("#visit")).to_be_visible()
    return fresh


def cut(page, line):
    line.cut()
    page.context.set_offline(True)


def mend(page, line):
    line.mend()
    page.context.set_offline(False)


def show_form(page, name):
    if page.locator(f"#{name}-form").is_hidden():
        page.click(f"#{name}-tab")


def write_note(page, text, *, said_by="三组一位村民", pictures=()):
    page.fill("#note-text", text)
    page.fill("#note-said-by", said_by)
    if pictures:
        page.set_input_files("#note-pictures", list(pictures))
    page.click("#note-form .keep")
    expect(page.locator("#note-text")).to_have_value("")


def write_case(page, words):
    show_form(page, "case")
    page.fill("#case-words", words)
    page.fill("#case-name", "林阿旺")
    page.fill("#case-contact", "13900000099")
    page.check("#case-form [name=consent]")
    page.click("#case-form .keep")
    expect(page.locator("#case-words")).to_have_value("")


def write_promise(page, what):
    show_form(page, "promise")
    page.fill("#promise-what", what)
    page.select_option("#promise-unit", index=1)
    page.fill("#promise-due", "2099-12-31")
    page.click("#promise-form .keep")
    expect(page.locator("#promise-what")).to_have_value("")


def write_stop(page, where):
    show_form(page, "stop")
    page.check("#stop-form [value=home]")
    page.fill("#stop-where", where)
    page.click("#stop-form .keep")
    expect(page.locator("#stop-where")).to_have_value("")


def write_meet(page, words, *, stop):
    show_form(page, "meet")
    page.check("#meet-form [value=group]")
    page.fill("#meet-count", "3")
    page.fill("#meet-words", words)
    page.select_option("#meet-stop", label=stop)
    page.click("#meet-form .keep")
    expect(page.locator("#meet-words")).to_have_value("")


def picture(at):
    out = BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(out, "JPEG")
    return {"name": f"{at}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def counts():
    return Note.objects.count(), Case.objects.count(), Commitment.objects.count(), Attachment.objects.exclude(thing="").count()


@pytest.mark.parametrize(
    ("locale", "kept", "sent"),
    [
        ("zh-CN", "40 条存在这部手机上，还没有发送", "全部已发送：近两天共 40 条。"),
        ("en", "40 kept on this phone, not yet sent", "Everything is sent: 40 of the last two days."),
    ],
    ids=["chinese", "english"],
)
def test_a_day_without_a_signal_is_kept_through_a_killed_page_and_sent_exactly_once(
    cast, carry, line, under_way, locale, kept, sent
):
    page = carry(cast.leader, locale=locale)
    cut(page, line)
    for at in range(30):
        write_note(page, f"第{at}户说的话", pictures=[picture(at)] if at < 5 else ())
    for at in range(2):
        write_case(page, f"第{at}件事：渠塌了。")
    for at in range(3):
        write_promise(page, f"第{at}件实事")
    assert counts() == (0, 0, 0, 0)

    page = reopened(page, line)
    expect(page.locator("#state-lines")).to_contain_text(kept)
    twin = page.context.new_page()
    twin.goto(f"{line.url}/field/")
    mend(page, line)
    expect(page.locator("#state-lines")).to_contain_text(sent, timeout=60_000)
    page.evaluate(SEND_ALL_AGAIN)
    page.reload()
    expect(page.locator("#state-lines")).to_contain_text(sent, timeout=60_000)

    assert counts() == (30, 2, 3, 5)
    assert FieldRecord.objects.count() == 35
    assert {note.text for note in under_way.notes.all()} == {f"第{at}户说的话" for at in range(30)}


# As if every answer had been lost on the way back.
SEND_ALL_AGAIN = """async () => {
    const { Box, recall } = await import("/static/visits/field/keeping.js");
    const { send } = await import("/static/visits/field/sending.js");
    const box = new Box(await recall("key"));
    for (const record of await box.records()) await box.keep([{ ...record, state: "waiting" }]);
    await send(box, () => {});
}"""


def test_a_stop_written_without_a_signal_can_be_chosen_at_once_and_is_sent_once(cast, carry, line, under_way):
    page = carry(cast.leader)
    cut(page, line)
    write_stop(page, "三组老桥头")
    write_stop(page, "走错了的地方")
    write_meet(page, "修渠的三个人", stop="三组老桥头")
    show_form(page, "note")
    page.select_option("#note-stop", label="三组老桥头")
    write_note(page, "渠塌了")
    assert "三组老桥头" not in page.evaluate(STORED)["text"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".record", has_text="走错了的地方").get_by_role("button", name="撤回").click()
    expect(page.locator("#note-stop")).not_to_contain_text("走错了的地方")

    page = reopened(page, line)
    mend(page, line)
    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)
    page.evaluate(SEND_ALL_AGAIN)

    stop, met = under_way.stops.get(), under_way.met.get()
    assert (stop.kind, stop.where) == ("home", "三组老桥头")
    assert (met.kind, met.count, met.stop, under_way.notes.get().stop) == ("group", 3, stop, stop)
    assert not page.locator(".record", has_text="三组老桥头").get_by_role("button", name="修改").count()


def test_what_waits_on_the_phone_is_sealed_with_a_key_that_cannot_be_read_out(cast, carry, line, under_way):
    page = carry(cast.leader)
    cut(page, line)
    write_note(page, "只有我和他知道的话")

    stored = page.evaluate(STORED)

    assert "只有我和他知道的话" not in stored["text"]
    assert "三组一位村民" not in stored["text"]
    assert stored["extractable"] is False
    assert stored["records"] == 1


STORED = """() => new Promise((done) => {
    const asked = indexedDB.open("sixia-field");
    asked.onsuccess = () => {
        const all = {}, stores = ["records", "files", "meta"];
        const turn = asked.result.transaction(stores);
        stores.forEach((name) => {
            turn.objectStore(name).getAll().onsuccess = (event) => { all[name] = event.target.result; };
        });
        turn.oncomplete = () => {
            const letters = [].concat(...stores.map((name) => all[name])).map((it) => JSON.stringify(it)
                + (it.data ? new TextDecoder().decode(it.data) : ""));
            const { key } = all.meta.find((it) => it.key);
            done({ text: letters.join(" "), extractable: key.extractable, records: all.records.length });
        };
    };
})"""


def test_a_conflict_is_shown_side_by_side_and_settled_by_the_person(cast, carry, line, under_way):
    under_way.companions.add(cast.handler)
    note = under_way.note(by=cast.leader, kind="words", text="井水黄。", said_by="")
    page = carry(cast.leader)
    cut(page, line)
    page.locator(".record", has_text="井水黄。").get_by_role("button", name="修改").click()
    write_note(page, "井水黄，三户都这样。", said_by="")
    note.revise(by=cast.handler, text="井水黄，有味道。", seen=1)

    mend(page, line)

    versions = page.locator(".versions")
    expect(versions).to_contain_text("井水黄，三户都这样。", timeout=60_000)
    expect(versions).to_contain_text("井水黄，有味道。")
    note.refresh_from_db()
    assert note.text == "井水黄，有味道。"
    versions.get_by_role("button", name="两段都保留").click()
    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)
    note.refresh_from_db()
    assert (note.version, note.text) == (3, "井水黄，有味道。\n———\n井水黄，三户都这样。")


def test_what_was_refused_comes_back_into_its_form_and_the_next_one_stands_beside_it(cast, carry, line, under_way):
    page = carry(cast.leader)
    show_form(page, "promise")
    page.fill("#promise-what", "修渠")
    page.select_option("#promise-unit", index=1)
    page.fill("#promise-due", "2020-01-01")
    page.click("#promise-form .keep")
    refused = page.locator(".record", has_text="修渠")
    expect(refused.locator(".error-text")).not_to_be_empty(timeout=60_000)
    assert not Commitment.objects.exists()

    refused.get_by_role("button", name="修改").click()
    expect(page.locator("#promise-what")).to_have_value("修渠")
    page.fill("#promise-due", "2099-01-01")
    page.click("#promise-form .keep")
    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)
    write_promise(page, "修路")
    expect(page.locator(".record", has_text="修路")).to_contain_text("已发送", timeout=60_000)

    assert sorted(Commitment.objects.values_list("what", flat=True)) == ["修渠", "修路"]


def test_pictures_come_whole_over_a_line_that_keeps_dropping(cast, carry, line, under_way):
    page = carry(cast.leader)
    cut(page, line)
    big = BytesIO()
    Image.effect_noise((1900, 1400), 90).convert("RGB").save(big, "JPEG", quality=95)
    write_note(page, "渠塌了", pictures=[{"name": "渠.jpg", "mimeType": "image/jpeg", "buffer": big.getvalue()}])

    mend(page, line)
    for _ in range(6):
        line.drops_after = 300_000
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#send")).to_be_enabled()
    line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)
    assert Attachment.objects.of(under_way.notes.get()).get().is_intact()


def test_signing_out_asks_while_something_waits_and_then_wipes_the_phone(cast, carry, line, under_way):
    page = carry(cast.leader)
    cut(page, line)
    write_note(page, "还没发的话")
    page.click("#sign-out button")
    expect(page.locator("#leave")).to_contain_text("1")
    page.click("#leave-not")
    expect(page.locator(".record", has_text="还没发的话")).to_be_visible()
    mend(page, line)
    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)

    page.click("#sign-out button")
    page.wait_for_url(lambda url: "/field/" not in url)

    assert page.evaluate(LEFT) == {"databases": [], "caches": [], "workers": 0}
    page.goto(f"{line.url}/field/")
    assert "/login/" in page.url


LEFT = """async () => ({
    databases: (await indexedDB.databases()).map((it) => it.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def test_signing_out_at_the_desk_wipes_the_phone_too_and_asks_first(cast, carry, line, under_way):
    page = carry(cast.leader)
    cut(page, line)
    write_note(page, "还没发的话")
    desk = page.context.new_page()
    page.close()  # before it can send
    mend(desk, line)

    desk.goto(f"{line.url}/desk/")
    desk.evaluate("document.querySelector('button[formaction*=logout]').click()")

    desk.wait_for_url("**/field/left/")
    expect(desk.locator("#leave-text")).to_contain_text("1")
    desk.click("#leave-now")
    expect(desk.locator("#leave")).to_be_hidden()
    assert desk.evaluate(LEFT) == {"databases": [], "caches": [], "workers": 0}
    assert not under_way.notes.exists()


def test_when_the_sign_in_has_ended_everything_stays_and_goes_on_after_signing_in(cast, carry, line, sign_in, under_way):
    page = carry(cast.leader)
    cut(page, line)
    write_note(page, "会话过期时写的话")
    page.context.clear_cookies()

    mend(page, line)

    expect(page.locator("#sign-in")).to_be_visible(timeout=60_000)
    expect(page.locator(".record", has_text="会话过期时写的话")).to_be_visible()
    sign_in(page, cast.leader)
    page.goto(f"{line.url}/field/")
    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)
    assert under_way.notes.get().text == "会话过期时写的话"


def test_a_phone_restored_from_a_backup_gets_its_key_again_and_changes_nothing(cast, carry, line, under_way):
    page = carry(cast.leader)
    write_note(page, "备份前的话")
    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)

    page.evaluate(RESTORED)
    page.reload()

    expect(page.locator("#state-lines")).to_contain_text("全部已发送", timeout=60_000)
    expect(page.locator(".record", has_text="备份前的话")).to_be_visible()
    assert under_way.notes.count() == 1


# A backup brings the records as they were before they were sent, and no key.
RESTORED = """async () => {
    const { Box, recall, remember } = await import("/static/visits/field/keeping.js");
    const box = new Box(await recall("key"));
    for (const record of await box.records()) await box.keep([{ ...record, state: "waiting" }]);
    await remember("key", undefined);
}"""


def test_another_person_on_the_same_phone_sees_nothing_of_what_waits(cast, carry, line, sign_in, under_way):
    under_way.companions.add(cast.handler)
    page = carry(cast.leader)
    cut(page, line)
    write_note(page, "县长的话")
    page.context.clear_cookies()
    sign_in(page, cast.handler)

    mend(page, line)
    page.reload()

    expect(page.locator("#state-lines")).to_contain_text("另一个人", timeout=60_000)
    expect(page.locator("#records")).not_to_contain_text("县长的话")
    assert not under_way.notes.exists()


def test_words_being_written_outlive_a_killed_page(cast, carry, line, under_way):
    page = carry(cast.leader)
    cut(page, line)
    page.fill("#note-text", "写到一半的话")
    page.wait_for_timeout(600)  # the pause after which a draft is kept

    page = reopened(page, line)

    expect(page.locator("#note-text")).to_have_value("写到一半的话")


def test_the_page_keeps_the_rules_of_accessibility(cast, carry, line, axe, under_way):
    page = carry(cast.leader)
    write_note(page, "一句话")
    for tab in ("note", "case", "promise", "stop", "meet"):
        show_form(page, tab)
        assert axe(page) == []
