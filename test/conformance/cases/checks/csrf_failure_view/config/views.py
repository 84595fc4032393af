def good(request, reason=""):
    pass


def keyword(request, *, reason):
    pass


def starred(*args, **kwargs):
    pass


def more(request, reason, template):
    pass


def without(request):
    pass


def first(reason):
    pass


def nothing():
    pass
