from functools import cached_property


class Config:
    calls = 0

    @cached_property
    def hosts(self):
        Config.calls += 1
        return ["a"]


config = Config()
config.hosts.append("b")
HOSTS = config.hosts
CALLS = Config.calls
