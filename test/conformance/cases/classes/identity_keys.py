class Marker:
    pass


first = Marker()
second = Marker()
table = {first: 1}
FOUND = table.get(first), table.get(second), first in table, second in table
IN_LIST = first in [second], first in [second, first]
NOT_SET = object()
SENTINEL = {}.get("x", NOT_SET) is NOT_SET
