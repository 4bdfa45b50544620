"""Serving: the one way a file leaves. The room that owns the thing opens its own door first, then calls `serve`."""

from __future__ import annotations

from django.http import FileResponse

from .models import Attachment

LOCKED = "default-src 'none'; sandbox"  # pictures, sound and a browser's PDF reader still show


def serve(attachment: Attachment, *, inline: bool = False) -> FileResponse:
    """The file as a download; with `inline`, pictures, sound and PDF are shown in the browser. Never anything that could run."""
    shown = inline and attachment.is_showable
    response = FileResponse(
        attachment.file.open("rb"), as_attachment=not shown, filename=attachment.name, content_type=attachment.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = LOCKED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
