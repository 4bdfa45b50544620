"""What the load needs to know of a database, as JSON: who is signed in, some case numbers, words to search for, and how many SQL
statements each page takes: `python -m benchmarks.looking`, with DATABASE_URL.
"""

import json
import uuid

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import ready  # noqa: F401 (first)
from benchmarks.texts import MIDDLES
from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Matter, Token, Unit
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
TOKEN = "b" * 32
MACHINES = "/api/v1/cases/"
JSON = "application/json"
PART = {"HX-Request": "true", "HX-Target": "detail"}


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def key_of(code: str) -> str:
    """A fresh key of a unit for the machine interface."""
    return Token.objects.issue(unit=Unit.objects.get(code=code), name="bench", by=User.objects.get(username="keeper"))[1]


def statements(
    client: Client, url: str, data: dict[str, str] | None = None, headers: dict[str, str] | None = None, **kind: str
) -> int:
    """How many a request takes, without the marks of transactions. The second time: caches of the process are warm."""
    for _ in range(2):
        if data is not None:
            data["once"] = str(uuid.uuid4())
        with CaptureQueriesContext(connection) as caught:
            once = {"Idempotency-Key": str(uuid.uuid4())}
            answer = client.get(url, headers=headers) if data is None else client.post(url, data, headers=once, **kind)
        assert answer.status_code in (200, 201, 302), (url, answer.status_code)
    return sum(not query["sql"].startswith(CONTROL) for query in caught)


def all_cues() -> list[str]:
    return [cue for matter in Matter.objects.order_by("code") for cue in matter.cues if not cue.isascii()]


def searches() -> list[str]:
    """Words rare and frequent, one and several, names of places, and words that nobody used."""
    cues = all_cues()
    phrases = [pattern[-9:-3] for pattern in MIDDLES if "{" not in pattern[-9:]]
    places = ["石桥镇", "上坪村", "东门社区", "云峰村"]
    pairs = [f"{place} {cue}" for place, cue in zip(places * 8, cues[::5], strict=False)]
    return [*cues[:: max(len(cues) // 40, 1)][:40], *pairs[:32], *phrases[:10], *places, "问题", "希望有关部门", "琉璃塔", "zzz"]


def other_searches() -> list[str]:
    """All other words that name a matter: none of them is among those searched for."""
    known = " ".join(searches())
    return [cue for cue in all_cues() if cue not in known]


def look() -> dict[str, object]:
    clients = {who: signed_in(who) for who in ("intake", "handler")}
    keys = {who: key_of(f"nx-{who}") for who in ("petition", "transport")}
    machines = {who: Client(headers={"Authorization": f"Bearer {key}"}) for who, key in keys.items()}
    usual = Case.objects.filter(sealed=False, status=Status.SETTLED).order_by("-received_at")
    numbers = list(usual.values_list("number", flat=True)[:200])
    own = list(usual.filter(unit__code="nx-transport").values_list("number", flat=True)[:200])
    words = list(usual.values_list("words", flat=True)[:100])
    raised = {"words": words[0], "place_words": "石桥镇上坪村", "contact": "13900000067", "consent": "on"}
    detail = reverse("cases:detail", args=[numbers[0]])
    box = reverse("cases:list") + "?box={}"
    return {
        "cookie": {who: client.cookies[settings.SESSION_COOKIE_NAME].value for who, client in clients.items()},
        "numbers": numbers,
        "words": words,
        "own": own,
        "key": keys,
        "searches": searches(),
        "other searches": other_searches(),
        "urls": {"raise": reverse("cases:raise"), "list": box, "detail": detail.replace(numbers[0], "NUMBER")},
        "statements": {
            "create": statements(Client(), reverse("cases:raise"), raised),
            "list": statements(clients["intake"], box.format("all")),
            "list of a handler": statements(clients["handler"], box.format("due")),
            "search": statements(clients["intake"], box.format("all") + "&q=路灯"),
            "detail": statements(clients["intake"], detail),
            "detail, next in the list": statements(clients["intake"], f"{detail}?box=all", headers=PART),
            "list, for machines": statements(machines["transport"], MACHINES),
            "detail, for machines": statements(machines["transport"], f"{MACHINES}{own[0]}/"),
            "create, for machines": statements(
                machines["petition"], MACHINES, {"words": words[0]}, content_type="application/json"
            ),
            "front page": statements(Client(), "/"),
        },
    }


if __name__ == "__main__":
    settings.ALLOWED_HOSTS.append("testserver")
    print(json.dumps(look(), ensure_ascii=False))
