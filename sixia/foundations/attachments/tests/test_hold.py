import hashlib
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, ImageFile

from sixia.foundations.attachments import cleaning
from sixia.foundations.attachments.cleaning import clean_name
from sixia.foundations.attachments.judging import KINDS
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.attachments.refusing import REASONS, Refused
from sixia.foundations.trail.models import Entry

from . import samples

pytestmark = pytest.mark.django_db


def stored(attachment):
    with attachment.file.open("rb") as file:
        return file.read()


def opened(attachment):
    return Image.open(io.BytesIO(stored(attachment)))


@pytest.mark.parametrize("name", samples.GOOD)
def test_every_good_file_is_held(hold, name):
    content, media = samples.GOOD[name]

    attachment = hold(content, name)

    assert (attachment.name, attachment.kind, attachment.size) == (name, media, len(stored(attachment)))
    assert attachment.thing == "" and attachment.holder == "guihua"
    assert attachment.is_picture or stored(attachment) == content


@pytest.mark.parametrize("name", samples.BAD)
def test_every_bad_file_is_refused_by_name_and_leaves_nothing(hold, store, name):
    content, code = samples.BAD[name]

    with pytest.raises(Refused) as refused:
        hold(content, name)

    assert refused.value.code == code
    assert name in str(refused.value)
    assert not Attachment.objects.exists() and not [path for path in store.rglob("*") if path.is_file()]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_refusal_is_said_in_both_languages(language):
    with translation.override(language):
        for code in REASONS:
            said = str(Refused(code, name="发票.jpg", most="20 MB"))

            assert "%(" not in said
            assert bool(re.search("[\u4e00-\u9fff]{4}", said)) == (language == "zh-hans")


def test_it_is_stored_under_a_name_that_says_nothing_and_hashed(hold, store):
    attachment = hold(samples.pdf(), "陈桂花的身份证.pdf")

    assert re.fullmatch(r"\d{4}/\d\d/\d\d/[0-9a-f]{32}", attachment.file.name)
    assert attachment.digest == hashlib.sha256(stored(attachment)).hexdigest()
    assert attachment.algorithm == "sha256"
    assert attachment.is_intact()


def test_a_file_changed_in_the_store_is_noticed(hold, store):
    attachment = hold(samples.pdf(), "材料.pdf")

    (store / attachment.file.name).write_bytes(samples.pdf(b"forged"))

    assert not attachment.is_intact()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_a_picture_was_taken_is_removed_and_it_stands_upright(hold, kind):
    taken = samples.photo(kind)
    assert b"NingxiPhone" in taken or kind == "PNG"
    before = Image.open(io.BytesIO(taken))
    assert dict(before.getexif().get_ifd(samples.GPS)) and before.size == (80, 40)

    attachment = hold(taken, f"照片.{kind.lower()}")

    after = opened(attachment)
    assert after.size == (40, 80)
    assert not after.getexif().get_ifd(samples.GPS) and not dict(after.getexif())
    assert after.info.get("icc_profile")
    assert not [mark for mark in (b"NingxiPhone", b"xmpmeta", b"Exif", b"eXIf", b"26.65") if mark in stored(attachment)]


def test_turned_upright_the_top_is_the_top(hold):
    """Orientation 6: what the telephone stored as the left edge is the top."""
    picture = Image.new("RGB", (80, 40), "white")
    picture.paste("black", (0, 0, 20, 40))
    exif = Image.Exif()
    exif[samples.ORIENTATION] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=95)

    after = opened(hold(out.getvalue())).convert("L")

    assert after.getpixel((20, 5)) < 40 and after.getpixel((20, 70)) > 215


def test_what_hangs_on_the_end_of_a_picture_is_gone(hold):
    attachment = hold(samples.picture() + b"<script>alert(1)</script>PK\x03\x04 MZ")

    assert b"<script>" not in stored(attachment) and b"PK\x03\x04" not in stored(attachment)


def test_a_picture_in_name_only_is_refused(hold):
    with pytest.raises(Refused, match=r"动图\.gif"):
        hold(b"GIF89a<script>alert(1)</script>", "动图.gif")


@pytest.mark.parametrize("mode", ["L", "1", "CMYK"])
def test_scans_in_grey_black_and_print_colours_are_kept_as_they_are(hold, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert opened(hold(samples.picture(kind, mode=mode), f"扫描.{kind.lower()}")).mode == mode


def test_a_transparent_picture_stays_transparent_and_a_moving_one_moves(hold):
    assert opened(hold(samples.picture("PNG", mode="RGBA"), "章.png")).mode == "RGBA"
    assert opened(hold(samples.animated(), "动图.gif")).n_frames == 3
    assert opened(hold(samples.animated("WEBP"), "动图.webp")).n_frames == 3


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(hold, monkeypatch):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG", compress_level=1)
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("it was unpacked"))
    assert len(out.getvalue()) < 2_000_000

    with pytest.raises(Refused) as refused:
        hold(out.getvalue(), "大.png")

    assert refused.value.code == "too_many_pixels"


def test_a_very_large_photo_is_kept_at_a_half(hold, monkeypatch):
    monkeypatch.setattr(cleaning, "ROUGH_PIXELS", 2_000)

    assert opened(hold(samples.picture(size=(80, 40)))).size == (40, 20)


def test_a_file_that_is_too_big_is_refused_unread(upload, settings):
    settings.ATTACHMENT_MOST_BYTES = 1000
    file = upload(bytes(1001))
    file.file.read = lambda *sizes: pytest.fail("it was read")

    with pytest.raises(Refused) as refused:
        Attachment.objects.hold(file, holder="guihua")

    assert refused.value.code == "too_big"


def test_one_visitor_cannot_fill_the_store(hold, settings):
    settings.ATTACHMENT_MOST_HELD = 2
    hold(samples.pdf(b"1"), "a.pdf")
    hold(samples.pdf(b"2"), "b.pdf")

    with pytest.raises(Refused) as refused:
        hold(samples.pdf(b"3"), "c.pdf")

    assert refused.value.code == "too_many"
    assert hold(samples.pdf(b"3"), "c.pdf", holder="a neighbour").pk


def test_without_a_holder_nothing_is_held(upload):
    with pytest.raises(ValueError, match="holder"):
        Attachment.objects.hold(upload(samples.pdf()), holder="")


def test_when_the_row_cannot_be_written_the_file_does_not_stay(upload, store, monkeypatch):
    monkeypatch.setattr(Attachment, "save", lambda self, **how: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        Attachment.objects.hold(upload(samples.pdf(), "a.pdf"), holder="guihua")

    assert not [path for path in store.rglob("*") if path.is_file()]


def test_holding_is_no_verb_on_a_thing_and_leaves_no_trail(hold):
    hold(samples.pdf(), "a.pdf")

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("照片.jpg", "照片.jpg"),
        ("照片.JPEG", "照片.jpeg"),
        ("发票.exe", "发票.jpg"),
        ("IMG_2041", "IMG_2041.jpg"),
        (r"C:\Users\陈桂花\桌面\照片.jpg", "照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..", "file.jpg"),
        ("", "file.jpg"),
        ("照片\u202egpj.exe", "照片gpj.jpg"),
        ("照\u200b片\x00\r\n.jpg", "照片.jpg"),
        ('a"b<c>|d?.jpg', "a_b_c__d_.jpg"),
        ("第3.2条 说明", "第3.2条 说明.jpg"),
        ("长" * 300 + ".jpg", "长" * 100 + ".jpg"),
        ("🏠𠮷.jpg", "🏠𠮷.jpg"),
    ],
)
def test_a_name_keeps_its_letters_and_gets_the_ending_of_what_it_is(given, kept):
    assert clean_name(given, KINDS["image/jpeg"]) == kept


def test_the_name_kept_is_the_cleaned_one():
    upload = SimpleUploadedFile("x.jpg", samples.picture())
    upload._name = "../\u202e照片.exe"

    assert Attachment.objects.hold(upload, holder="guihua").name == "照片.jpg"
