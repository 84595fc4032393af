from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from nowhere import Nothing


class Cache(TypedDict, total=False):
    BACKEND: str
    TIMEOUT: int


CACHES = {"default": Cache(BACKEND="django.core.cache.backends.locmem.LocMemCache", TIMEOUT=60)}
CAST = cast("int", CACHES["default"]["TIMEOUT"])
