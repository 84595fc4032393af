from django.core.cache.backends import filebased
from django.core.cache.backends.locmem import LocMemCache


class Base(filebased.FileBasedCache):
    pass


class Files(Base):
    pass


class Memory(LocMemCache):
    pass
