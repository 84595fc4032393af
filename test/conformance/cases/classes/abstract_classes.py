from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


class Source(ABC):
    @abstractmethod
    def read(self, name): ...

    @property
    @abstractmethod
    def label(self): ...


class Fixed(Source):
    label = "fixed"

    def read(self, name):
        return name.lower()


class Box(Generic[T]):
    def __init__(self, value: T):
        self.value = value


class Named(Protocol):
    name: str


class Thing(Named):
    name = "thing"


READ = Fixed().read("ABC")
LABEL = Fixed().label
BOX = Box(3).value
THING = Thing.name
