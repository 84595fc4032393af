class Production:
    DEBUG = False
    ALLOWED_HOSTS = ["example.com"]
    helper = 1


class Local:
    def __init__(self):
        self.EXTRA = "extra"
        self.OTHER = 2


globals().update({k: v for k, v in vars(Production).items() if k.isupper()})
local = Local()
vars(local)["ADDED"] = True
local.__dict__.update(OTHER=3)
globals().update(vars(local))
NAMES = sorted(vars(local))
