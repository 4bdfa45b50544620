from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.places import finding, naming

NAMES = {
    "990101": "宁溪县",
    "990101101": "石桥镇",
    "990101101201": "上坪村",
    "990101101202": "石桥村",
    "990101102": "云岭乡",
    "990101102201": "上坪村",
    "990101102202": "大湾村",
}


@given(
    st.sampled_from(sorted(NAMES)), st.text(alphabet="甲乙丙，。 1二", max_size=8), st.text(alphabet="甲乙丙，。 1二", max_size=8)
)
def test_the_full_address_always_names_its_place(code, before, after):
    address = "".join(NAMES[wide] for wide in sorted(NAMES) if code.startswith(wide))

    assert finding.best(before + address + after, NAMES) == code


@given(st.text(alphabet="石桥镇上坪村云岭乡大湾宁溪县组", max_size=14))
def test_what_is_found_was_said_by_one_of_its_forms_or_is_shared(words):
    code = finding.best(words, NAMES)

    assert code is None or any(
        form in words for known, name in NAMES.items() if known.startswith(code) for form in naming.forms(name)
    )


@given(st.text(alphabet="石桥镇上坪村云岭乡大湾宁溪县组", max_size=14), st.randoms())
def test_the_order_of_the_candidates_does_not_matter(words, random):
    shuffled = list(NAMES.items())
    random.shuffle(shuffled)

    assert finding.best(words, dict(shuffled)) == finding.best(words, NAMES)
