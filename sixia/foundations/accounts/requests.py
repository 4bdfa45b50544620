"""For the type checker: what a view behind the door `staff` may count on."""

from django.http import HttpRequest

from .models import User


class StaffRequest(HttpRequest):
    """A request whose user is signed in."""

    user: User
    LANGUAGE_CODE: str
