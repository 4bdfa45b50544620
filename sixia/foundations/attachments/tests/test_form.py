import io
import tracemalloc

import pytest
from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import RequestFactory

from sixia.foundations.attachments.forms import FilesField
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.attachments.uploads import CappedUploadHandler
from sixia.foundations.trail.models import Voice

from . import samples

pytestmark = pytest.mark.django_db


class WordForm(forms.Form):
    words = forms.CharField()
    files = FilesField(label="Files", required=False)


def sent(holder="guihua", form=WordForm, **data):
    request = RequestFactory().post("/", data)
    form = form(request.POST, request.FILES)
    form.fields["files"].holder = holder
    return form


def names(form):
    return [attachment.name for attachment in form.fields["files"].widget.held]


def test_several_files_come_at_once(upload):
    form = sent(words="水管", files=[upload(samples.pdf(), "申请.pdf"), upload(samples.picture())])

    assert form.is_valid()
    assert form.cleaned_data["files"] == [attachment.token for attachment in Attachment.objects.held_by("guihua")]
    assert names(form) == ["申请.pdf", "照片.jpg"]


def test_when_another_field_fails_the_files_are_still_there(upload):
    form = sent(words="", files=[upload(samples.pdf(), "申请.pdf")])
    assert not form.is_valid() and "files" not in form.errors
    token = Attachment.objects.get().token
    assert f'name="files-held" value="{token}"' in str(form["files"]) and "申请.pdf" in str(form["files"])

    again = sent(words="水管", **{"files-held": [str(token)]})

    assert again.is_valid() and again.cleaned_data["files"] == [token]


def test_one_bad_file_does_not_lose_the_good_ones(upload):
    form = sent(words="水管", files=[upload(samples.pdf(), "申请.pdf"), upload(b"MZ\x90", "发票.jpg"), upload(b"", "空.txt")])

    assert not form.is_valid()
    assert len(form.errors["files"]) == 1 + len([error for error in form.errors["files"] if "空.txt" in error])
    assert "发票.jpg" in form.errors["files"][0]
    assert names(form) == ["申请.pdf"]


def test_a_held_file_can_be_taken_out_again(upload):
    sent(words="", files=[upload(samples.pdf(b"1"), "a.pdf"), upload(samples.pdf(b"2"), "b.pdf")]).is_valid()
    a, b = (str(attachment.token) for attachment in Attachment.objects.order_by("id"))

    form = sent(words="水管", **{"files-held": [a, b], "files-drop": [a]})

    assert form.is_valid() and names(form) == ["b.pdf"]
    assert not Attachment.objects.filter(name="a.pdf")


def test_the_same_file_chosen_again_is_held_once(upload):
    sent(words="", files=[upload(samples.pdf(), "a.pdf")]).is_valid()
    token = str(Attachment.objects.get().token)

    form = sent(words="水管", files=[upload(samples.pdf(), "a.pdf")], **{"files-held": [token]})

    assert form.is_valid() and names(form) == ["a.pdf"]
    assert Attachment.objects.count() == 1


def test_eleven_files_are_one_too_many(upload):
    form = sent(words="水管", files=[upload(samples.pdf(str(number).encode()), f"{number}.pdf") for number in range(11)])

    assert not form.is_valid()
    assert len(form.errors["files"]) == 1 and len(names(form)) == 10


def test_a_neighbours_file_cannot_be_sent_as_ones_own(hold):
    foreign = hold(samples.pdf(), "别人的.pdf", holder="a neighbour")

    form = sent(words="水管", **{"files-held": [str(foreign.token)]})

    assert not form.is_valid() and "别人的.pdf" not in str(form["files"])


@pytest.mark.parametrize("made_up", ["", "x", "../..", "00000000-0000-0000-0000-00000000000g", "' OR 1=1"])
def test_made_up_tokens_are_passed_over(made_up):
    form = sent(words="水管", **{"files-held": [made_up], "files-drop": [made_up]})

    assert form.is_valid() and form.cleaned_data["files"] == []


def test_a_file_swept_meanwhile_is_asked_for_again():
    form = sent(words="水管", **{"files-held": ["00000000-0000-4000-8000-000000000000"]})

    assert not form.is_valid()


def test_a_second_click_on_the_same_form_is_no_fault(hold, thing):
    token = hold(samples.pdf(), "a.pdf").token
    Attachment.objects.take([token], holder="guihua", thing=thing, by=Voice.PETITIONER)

    form = sent(words="水管", **{"files-held": [str(token)]})

    assert form.is_valid() and form.cleaned_data["files"] == []


def test_without_files_the_database_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        form = sent(words="水管")
        assert form.is_valid() and form.cleaned_data["files"] == []


def test_where_a_file_is_required_it_is_asked_for(upload):
    class ProofForm(WordForm):
        files = FilesField(label="Files", required=True)

    assert not sent(form=ProofForm, words="水管").is_valid()
    assert sent(form=ProofForm, words="水管", files=[upload(samples.pdf(), "a.pdf")]).is_valid()


def test_the_page_offers_what_we_take(upload):
    shown = str(WordForm()["files"])

    assert "multiple" in shown and "image/jpeg" in shown and ".pdf" in shown and "audio" not in shown
    assert "image/*" not in shown


def test_sixty_mebibytes_are_refused_without_filling_the_memory(settings):
    big = io.BytesIO(b"\xff\xd8\xff" + bytes(60 * 1024 * 1024))
    big.name = "录像.jpg"
    request = RequestFactory().post("/", {"words": "水管又裂了", "files": big})
    del big
    tracemalloc.start()

    form = WordForm(request.POST, request.FILES)
    form.fields["files"].holder = "guihua"
    valid = form.is_valid()

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not valid and "录像.jpg" in form.errors["files"][0]
    assert form.cleaned_data["words"] == "水管又裂了"
    assert peak < 8 * 1024 * 1024
    assert not Attachment.objects.exists()


def test_past_the_cap_nothing_more_goes_to_disk_and_the_words_are_kept(settings, upload):
    settings.UPLOAD_MOST_BYTES = 3 * 1024 * 1024
    request = RequestFactory().post(
        "/", {"words": "水管", "files": [upload(bytes(4 * 1024 * 1024), "大.jpg"), upload(samples.pdf(), "后来的.pdf")]}
    )
    request.upload_handlers = [MemoryFileUploadHandler(request), CappedUploadHandler(request)]

    form = WordForm(request.POST, request.FILES)
    form.fields["files"].holder = "guihua"

    assert not form.is_valid() and form.cleaned_data["words"] == "水管"
    assert len(form.errors["files"]) == 2
    assert max(file.file.seek(0, io.SEEK_END) for file in request.FILES.getlist("files")) <= 3 * 1024 * 1024


def test_the_house_uses_the_capped_handler(settings):
    assert settings.FILE_UPLOAD_HANDLERS[-1] == f"{CappedUploadHandler.__module__}.{CappedUploadHandler.__qualname__}"
