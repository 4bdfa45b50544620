"""What a page may load, told to browsers: django-csp writes it from the settings once, since it is the same for every page."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def content_policy(get_response: Answer) -> Answer:
    policy = build_policy()

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return answer
