"""A phone as tests use it: it writes down, its clock runs as it likes, and it sends."""

import datetime as dt
import hashlib
import json
import uuid

from django.utils import timezone

from sixia.field.visits import fieldkeys


class Phone:
    """One officer's phone. `behind`: by how many seconds its clock is slow."""

    def __init__(self, client, officer, visit, *, behind=0):
        self.client, self.officer, self.visit, self.behind = client, officer, visit, behind
        self.device = str(uuid.uuid4())

    def clock(self, ago=0):
        return int((timezone.now().timestamp() - self.behind - ago) * 1000)

    def write(self, kind, *, ago=60, **said):
        return {"once": str(uuid.uuid4()), "kind": kind, "visit": self.visit.number, "at": self.clock(ago), **said}

    def note(self, text="井水发黄，烧开了也有味道。", **said):
        return self.write("note", **{"note": "words", "text": text, "said_by": "三组一位村民", **said})

    def case(self, words="灌溉渠塌了一段，二十亩田浇不上水。", **said):
        return self.write(
            "case",
            **{"words": words, "place": self.visit.place_id, "name": "林阿旺", "contact": "13900000099", "consent": True, **said},
        )

    def promise(self, cast, **said):
        due = timezone.localdate() + dt.timedelta(days=30)
        return self.write(
            "promise",
            **{"what": "把上坪村的渠修好", "unit": cast.bureau.code, "due_on": due.isoformat(), "to_words": "三组", **said},
        )

    def stop(self, where="三组老桥头", **said):
        return self.write("stop", **{"spot": "home", "where": where, "minutes": "40", "shown_to_us": False, **said})

    def meet(self, words="开小店的大嫂", **said):
        return self.write("meet", **{"way": "individual", "count": "1", "words": words, "stop": "", **said})

    def picture(self, on, content, name="渠.jpg"):
        digest = hashlib.sha256(content).hexdigest()
        return self.write("file", on=on["once"], name=name, size=len(content), digest=digest)

    def post(self, *records, owner=None):
        body = {
            "owner": owner or fieldkeys.owner_of(self.officer),
            "device": self.device,
            "now": self.clock(),
            "records": list(records),
        }
        return self.client.post("/field/sync/", json.dumps(body), content_type="application/json")

    def send(self, *records):
        """The answers, in the order of the records."""
        response = self.post(*records)
        assert response.status_code == 200, response.content
        said = response.json()["records"]
        return [said[record["once"]] for record in records]

    def put(self, record, content, offset=0):
        path = f"/field/files/{record['once']}/?offset={offset}"
        return self.client.put(path, content, content_type="application/octet-stream").json()
