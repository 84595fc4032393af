from os.path import *
from math import *

JOINED = join("a", "b")
PI = pi > 3
BASE = dirname("/a/b")
