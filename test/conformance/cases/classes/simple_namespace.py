from types import SimpleNamespace

config = SimpleNamespace(debug=False, hosts=["a"])
config.extra = 1
DEBUG = config.debug
HOSTS = config.hosts
NAMES = sorted(vars(config))
