"""What is answered when something broke: a page that needs neither database nor session.

When it is the register itself that cannot be reached, that is said (503, come back in a minute), so that nobody takes it for
a fault of what they wrote.
"""

import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

UNREACHABLE: Final = (OperationalError, InterfaceError)
RETRY_SECONDS: Final = 30


def broken(request: HttpRequest) -> HttpResponse:
    """The program's `handler500`: Django calls it while the exception is still being handled."""
    if isinstance(sys.exc_info()[1], UNREACHABLE):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return HttpResponse(render_to_string("500.html"), status=500)
