import importlib
import importlib.util
from importlib import import_module

SPEC = importlib.util.find_spec("json") is not None
json = importlib.import_module("json")
LOADED = json.loads("[1]")
os = import_module("os")
NAME = os.path.join("a", "b")
math = __import__("math")
FLOOR = math.floor(2.5)
