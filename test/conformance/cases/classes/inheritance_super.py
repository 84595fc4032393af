class Base:
    def __init__(self, hosts):
        self.hosts = list(hosts)

    def apps(self):
        return ["base"]

    @classmethod
    def label(cls):
        return "base:" + cls.__name__


class Logging:
    def apps(self):
        return super().apps() + ["logging"]


class Mail:
    def apps(self):
        return super().apps() + ["mail"]


class Production(Logging, Mail, Base):
    def __init__(self, hosts):
        super().__init__(hosts)
        self.hosts.append("extra.example.com")

    def apps(self):
        return super(Production, self).apps() + ["production"]

    @classmethod
    def label(cls):
        return super().label() + "!"


site = Production(["example.com"])
HOSTS = site.hosts
APPS = site.apps()
LABEL = Production.label()
ORDER = [cls.__name__ for cls in Production.__mro__[:-1]]
