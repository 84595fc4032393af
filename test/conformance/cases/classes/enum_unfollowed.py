# unknown: FIRST
# unknown: SECOND
from enum import Enum


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


class Odd(str, Enum):
    def __new__(cls, value):
        member = str.__new__(cls, value.upper())
        member._value_ = value * 2
        return member

    A = "a"


FIRST = Planet.EARTH.mass
SECOND = Odd.A.value
THIRD = 3
