"""Pictures people give with a case, drawn here: nobody's photograph, no real place."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

SIZE = (640, 420)
SKY, DUSK, LAND, ROAD = "#dfe8ea", "#39435a", "#b9c2a3", "#8b8d8f"
WATER, WOOD, IRON, RED = "#9dbcc4", "#8a6a4d", "#4c4f54", "#b5382a"


def railing(draw: ImageDraw.ImageDraw) -> None:
    """A bridge with two posts of its railing gone."""
    draw.rectangle((0, 300, 640, 420), fill=WATER)
    draw.rectangle((0, 230, 640, 300), fill=ROAD)
    for x in range(20, 640, 60):
        if x not in (260, 320):
            draw.rectangle((x, 130, x + 12, 232), fill=IRON)
    draw.rectangle((0, 140, 232, 152), fill=IRON)
    draw.rectangle((392, 140, 640, 152), fill=IRON)
    draw.line((232, 146, 268, 214), fill=IRON, width=10)


def pothole(draw: ImageDraw.ImageDraw) -> None:
    """A village road with holes full of water."""
    draw.rectangle((0, 200, 640, 420), fill=LAND)
    draw.polygon(((250, 200), (390, 200), (640, 420), (0, 420)), fill=ROAD)
    for box in ((210, 330, 330, 372), (350, 270, 420, 294), (300, 232, 340, 244)):
        draw.ellipse(box, fill="#5e6163")
        draw.ellipse(tuple(edge + shift for edge, shift in zip(box, (12, 4, -12, -4), strict=True)), fill=WATER)


def lamp(draw: ImageDraw.ImageDraw) -> None:
    """A street lamp that stays dark."""
    draw.rectangle((0, 0, 640, 420), fill=DUSK)
    draw.rectangle((0, 340, 640, 420), fill="#2b303d")
    draw.rectangle((310, 90, 322, 342), fill=IRON)
    draw.rectangle((316, 90, 410, 100), fill=IRON)
    draw.polygon(((380, 100), (430, 100), (445, 120), (365, 120)), fill="#20232b")


def rubbish(draw: ImageDraw.ImageDraw) -> None:
    """A bin that has not been emptied."""
    draw.rectangle((0, 290, 640, 420), fill=LAND)
    draw.rectangle((240, 170, 400, 330), fill="#3f6b57")
    draw.rectangle((230, 155, 410, 175), fill="#34584a")
    for x, y, colour in ((205, 300, "#e8e4d8"), (415, 310, "#d4cdbb"), (260, 120, "#e8e4d8"), (330, 112, RED), (170, 335, WOOD)):
        draw.ellipse((x, y, x + 64, y + 48), fill=colour)


def pipe(draw: ImageDraw.ImageDraw) -> None:
    """A pipe that runs grey into the stream."""
    draw.polygon(((0, 180), (640, 240), (640, 420), (0, 420)), fill=LAND)
    draw.polygon(((0, 330), (640, 300), (640, 420), (0, 420)), fill=WATER)
    draw.ellipse((120, 200, 200, 280), fill=IRON)
    draw.ellipse((136, 216, 184, 264), fill="#1f2124")
    draw.polygon(((150, 250), (182, 250), (230, 420), (110, 420)), fill="#6d6a5f")


DRAWN: dict[str, tuple[str, Callable[[ImageDraw.ImageDraw], None]]] = {
    "railing": ("桥栏杆.png", railing),
    "pothole": ("路面.png", pothole),
    "lamp": ("路灯.png", lamp),
    "rubbish": ("垃圾桶.png", rubbish),
    "pipe": ("排水口.png", pipe),
}


def drawn(name: str) -> SimpleUploadedFile:
    filename, draw = DRAWN[name]
    image = Image.new("RGB", SIZE, SKY)
    draw(ImageDraw.Draw(image))
    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    return SimpleUploadedFile(filename, held.getvalue(), "image/png")


def hang(name: str, *, on: Case, by: User | Voice) -> None:
    """As if it had come with the form."""
    holder = f"demo-{on.once}"
    held = Attachment.objects.hold(drawn(name), holder=holder)
    Attachment.objects.take([held.token], holder=holder, thing=on, by=by)
