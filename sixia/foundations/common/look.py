"""What every page knows about the look."""


def look(request):
    return {}
