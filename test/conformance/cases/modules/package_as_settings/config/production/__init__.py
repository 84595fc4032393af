from .. import NAME
from ..base import *
from .database import DATABASES

FULL = NAME + "/" + KIND
