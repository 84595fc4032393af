import copy
from copy import deepcopy

A = {"x": [1], "y": (1, [2])}
B = copy.copy(A)
C = copy.deepcopy(A)
D = deepcopy([A, A])
A["x"].append(2)
A["z"] = 3
A["y"][1].append(9)
SHARED = D[0] is D[1], B["x"] is A["x"], C["x"] is A["x"]
D[0]["x"].append("d")
SCALARS = copy.copy(1), deepcopy("a"), copy.copy((1, 2)), deepcopy({1, 2}) == {1, 2}
MERGED = copy.deepcopy({"a": {"b": 1}})
MERGED["a"].update(c=2)
