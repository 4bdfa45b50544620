"""Encryption of personal details: AES-GCM fields, keyed blind index, keys that can be rotated."""

from django.db import models


class SealedField(models.TextField):
    """A text kept encrypted; read and written as plain text in the program."""
