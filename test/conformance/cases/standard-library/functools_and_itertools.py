import functools
import itertools
import operator
from functools import partial, reduce
from itertools import chain

APPS = list(chain(["a"], ("b", "c"), "d")), list(chain.from_iterable([["a"], ["b"]])), list(itertools.chain())
REDUCED = reduce(lambda a, b: a + b, [1, 2, 3]), reduce(operator.add, ["a", "b"], "x"), functools.reduce(lambda a, b: a * b, range(1, 5), 1), reduce(operator.or_, [{1}, {2}])
split = partial(str.split, sep=",")
PARTIAL = partial(int, base=2)("101"), partial(max, 5)(3), split("a,b"), partial(lambda a, b=1, **kw: (a, b, kw), 1)(b=2, c=3)
OTHERS = list(itertools.islice("abcde", 2)), list(itertools.islice(range(10), 2, 8, 3)), list(itertools.product("ab", [1, 2])), list(itertools.repeat("x", 3)), list(itertools.zip_longest("ab", [1], fillvalue=0)), list(itertools.accumulate([1, 2, 3])), list(itertools.starmap(pow, [(2, 3)])), list(itertools.takewhile(lambda n: n < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda n: n < 3, [1, 2, 3, 1])), list(itertools.permutations("ab")), list(itertools.combinations([1, 2, 3], 2)), list(itertools.compress("abc", [1, 0, 1])), list(itertools.filterfalse(None, [0, 1]))
OPERATORS = operator.add(1, 2), operator.itemgetter("a")({"a": 1}), operator.itemgetter(0, 2)("abc"), operator.attrgetter("real")(5), operator.contains([1], 1), operator.not_(0), operator.eq(1, 1.0), operator.mul(2, 3), operator.getitem([5], 0), operator.sub(5, 3)
SORTED = sorted([{"n": 2}, {"n": 1}], key=operator.itemgetter("n"))
GROUPED = [(k, list(g)) for k, g in itertools.groupby(["a1", "a2", "b1"], key=lambda s: s[0])]
