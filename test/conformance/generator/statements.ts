/** Python's statements: every way in which settings modules give a name a value or change one. */

import { nameOf, required, TEXTS, variable } from "./environment";
import { bool, int, str, strings } from "./expressions";
import { either, type Grammar, py, same, several, textOf } from "./fragment";

/** Statements after which `name` is one of `value`'s values. Most are plain assignments. */
export function assign(name: string, value: Grammar): Grammar {
  const lower = name.toLowerCase();
  const test = bool(1);
  return either(
    [24, py("")`${name} = ${value}`],
    py("annotated assignment")`${name}: ${textOf("str", "bool", "list[str]", '"object"')} = ${value}`,
    py("chained assignment")`${name} = _${lower} = ${value}`,
    py("tuple unpacking")`${name}, _${lower} = ${value}, ${str(0)}`,
    py("tuple unpacking")`(_${lower}, (${name}, _rest)) = 1, (${value}, 2)`,
    py("star unpacking")`${name}, *_${lower} = [${value}, 1, 2]`,
    py("star unpacking")`*_${lower}, ${name} = (1, 2, ${value})`,
    py("walrus")`
      if (${name} := ${value}) is not None:
          _${lower}_given = True
    `,
    py("if/else")`
      if ${test}:
          ${name} = ${value}
      else:
          ${name} = ${value}
    `,
    py("if without else")`
      ${name} = ${value}
      if ${test}:
          ${name} = ${value}
    `,
    py("elif")`
      if ${test}:
          ${name} = ${value}
      elif ${bool(0)}:
          ${name} = ${value}
      else:
          ${name} = ${value}
    `,
    [
      1,
      py("nested if")`
      if ${test}:
          if ${bool(0)}:
              ${name} = ${value}
          else:
              ${name} = ${value}
      else:
          ${name} = ${value}
    `,
    ],
    py("for/else")`
      for _choice in ${strings(0)}:
          if _choice == ${str(0)}:
              ${name} = ${value}
              break
      else:
          ${name} = ${value}
    `,
    py(["for", "continue"])`
      ${name} = ${value}
      for _n in range(3):
          if _n == ${textOf("0", "1", "7")}:
              continue
          ${name} = ${value}
    `,
    py(["while", "break"])`
      _left = ${textOf("3", "1")}
      while True:
          _left -= 1
          ${name} = ${value}
          if _left <= 0 or ${bool(0)}:
              break
    `,
    py("while/else")`
      _left = ${textOf("2", "0")}
      while _left:
          _left -= 1
      else:
          ${name} = ${value}
    `,
    py(["match", "match: alternatives"])`
      match os.environ.get(${nameOf(variable(TEXTS))}, "production"):
          case "production" | "staging":
              ${name} = ${value}
          case "debug":
              ${name} = ${value}
          case _:
              ${name} = ${value}
    `,
    py(["match", "match: guard", "match: capture"])`
      match ${int(0)}:
          case 0:
              ${name} = ${value}
          case _count if _count > 10:
              ${name} = ${value}
          case _:
              ${name} = ${value}
    `,
    py(["match", "match: sequences"])`
      match ${strings(0)}:
          case []:
              ${name} = ${value}
          case [_first, *_others]:
              ${name} = ${value}
    `,
    py("try/except")`
      try:
          ${name} = (os.environ[${nameOf(variable(TEXTS, 9))}], ${value})[1]
      except KeyError:
          ${name} = ${value}
    `,
    py(["try/except", "int()"])`
      try:
          int(${str(0)})
          ${name} = ${value}
      except (ValueError, TypeError):
          ${name} = ${value}
    `,
    py(["try/except/else", "import in try"])`
      try:
          import ${textOf("environ", "json", "decouple")}
      except ImportError:
          ${name} = ${value}
      else:
          ${name} = ${value}
    `,
    py(["try/finally", "try/except"])`
      try:
          ${"{}"}[${str(0)}]
      except LookupError as _error:
          ${name} = ${value}
      finally:
          _${lower}_done = True
    `,
    py(["raise", "try/except"])`
      try:
          if ${test}:
              raise ${textOf('ValueError("bad")', 'RuntimeError("bad")', 'KeyError("bad")')}
          ${name} = ${value}
      except (ValueError, RuntimeError, KeyError):
          ${name} = ${value}
    `,
    py("contextlib.suppress")`
      ${name} = ${value}
      with contextlib.suppress(KeyError, ValueError):
          ${name} = (os.environ[${nameOf(variable(TEXTS, 8))}], ${value})[1]
    `,
    py("function: module level")`
      def _make_${lower}():
          return ${value}


      ${name} = _make_${lower}()
    `,
    py(["function: early return", "function: defaults"])`
      def _make_${lower}(strict=${test}):
          if strict:
              return ${value}
          for _ in range(2):
              return ${value}


      ${name} = _make_${lower}()
    `,
    py(["function: *args", "function: **kwargs", "function: keyword-only"])`
      def _make_${lower}(*args, flag=False, **kwargs):
          if args and not flag:
              return args[0]
          return kwargs.get("value", args)


      ${name} = _make_${lower}(${textOf("1, flag=True, ", "")}value=${value})
    `,
    py("global")`
      def _set_${lower}():
          global ${name}
          ${name} = ${value}


      _set_${lower}()
    `,
    py("nonlocal")`
      def _make_${lower}():
          result = ${value}

          def change():
              nonlocal result
              result = ${value}

          if ${bool(0)}:
              change()
          return result


      ${name} = _make_${lower}()
    `,
    py("class as a namespace")`
      class _${lower}_values:
          chosen = ${value}
          other = chosen


      ${name} = _${lower}_values.other
    `,
    py("globals()")`globals()["${name}"] = ${value}`,
    py("globals()")`globals().update(${name}=${value})`,
    py("locals()")`locals()["${name}"] = ${value}`,
    py(["globals()", "for"])`
      for _key, _value in {"${name}": ${value}}.items():
          globals()[_key] = _value
    `,
    py("del")`
      _${lower} = ${value}
      ${name} = _${lower}
      del _${lower}
    `,
    [
      1,
      py("assert")`
      ${name} = ${value}
      assert ${name} is not ..., "never"
    `,
    ],
    [1, py("setdefault of globals()")`globals().setdefault("${name}", ${value})`],
    [
      1,
      py("with")`
      with warnings.catch_warnings():
          warnings.simplefilter("ignore")
          ${name} = ${value}
    `,
    ],
  );
}

/** Statements that change a list by the name `name`, adding some of `items` or taking some away. */
export function changeList(name: string, items: Grammar): Grammar {
  const some = several(items, { min: 1, max: 2 });
  const index = textOf("0", "1", "-1", `len(${name})`);
  return either(
    [4, py("augmented assignment of a list")`${name} += [${some}]`],
    [2, py("list.append")`${name}.append(${items})`],
    [2, py("list.insert")`${name}.insert(${index}, ${items})`],
    py("list.extend")`${name}.extend((${items},))`,
    py("list.extend")`${name}.extend([${some}])`,
    py(["list.remove", "in"])`
      if ${items} in ${name}:
          ${name}.remove(${same(0)})
    `,
    py(["list.remove", "contextlib.suppress"])`
      with contextlib.suppress(ValueError):
          ${name}.remove(${items})
    `,
    py("list.pop")`
      if len(${name}) > 2:
          ${name}.pop(${textOf("", "0", "1", "-1")})
    `,
    py("list concatenation")`${name} = [${some}] + ${name}`,
    py("list concatenation")`${name} = ${name} + [${some}]`,
    py("star in a display")`${name} = [*${name}, ${some}]`,
    py("list comprehension: condition")`${name} = [item for item in ${name} if item != ${items}]`,
    py("list comprehension: condition")`${name} = [item for item in ${name} if item not in {${some}}]`,
    py("slice assignment")`${name}[${textOf("0:0", ":1", "1:2", "-1:", `len(${name}):`)}] = [${some}]`,
    py("subscript assignment")`
      if ${name}:
          ${name}[${textOf("0", "-1")}] = ${items}
    `,
    py("del of a subscript")`
      if len(${name}) > 1:
          del ${name}[${textOf("0", "-1")}]
    `,
    py("del of a slice")`del ${name}[${textOf("1:2", ":0", "5:")}]`,
    py("if without else")`
      if ${bool(1)}:
          ${name} += [${some}]
    `,
    py(["for", "list.append"])`
      for _item in [${some}]:
          if _item not in ${name}:
              ${name}.append(_item)
    `,
    py("list.reverse")`${name}.reverse()`,
    py("list.sort")`${name}.sort(${textOf("", "reverse=True", "key=len")})`,
    py([
      "list.insert",
      "list.index",
    ])`${name}.insert(${name}.index(${name}[0]) + 1 if ${name} else 0, ${items})`,
    py("tuple()")`${name} = list(tuple(${name}))`,
    py("alias of an object")`
      _alias = ${name}
      _alias.append(${items})
    `,
    py("list.clear")`
      if ${bool(0)} and not DEBUG:
          ${name}.clear()
    `,
    py("augmented repetition")`${name} *= ${textOf("1", "2")}`,
    py("function: changes its argument")`
      def _extend(target, *more):
          for one in more:
              target.append(one)


      _extend(${name}, ${some})
    `,
  );
}

/** Statements that give names of their own values that no check reads, and names that later ones use. */
export function scratch(name: string): Grammar {
  const lower = name.toLowerCase();
  return either(
    py("augmented assignment of a number")`
      ${name} = ${int(1)}
      ${name} ${textOf("+=", "-=", "*=", "//=", "%=", "|=", "<<=", "**=")} 2
    `,
    py("augmented assignment of a string")`
      ${name} = ${str(1)}
      ${name} += ${str(1)}
    `,
    py("subscript assignment")`
      ${name} = {"a": 1}
      ${name}["b"] = ${str(1)}
      ${name}["a"] += 1
    `,
    py("nested subscripts")`
      ${name} = {"a": {"b": [1, 2]}, "c": []}
      ${name}["a"]["b"][0] = ${int(1)}
      ${name}["a"]["x"] = ${str(0)}
      ${name}["c"] += [${str(0)}]
    `,
    py("dict.update")`
      ${name} = {"a": 1, "b": 2}
      ${name}.update(${textOf('{"a": 3, "c": 4}', "a=5", '[("b", 6)]', '{"d": 1}, a=9')})
    `,
    py("dict.setdefault")`
      ${name} = {"a": []}
      ${name}.setdefault("a", [1]).append(${int(0)})
      ${name}.setdefault("b", []).append(${str(0)})
    `,
    py("dict.pop")`
      ${name} = {"a": 1, "b": 2, "c": 3}
      _${lower} = ${name}.pop(${textOf('"a"', '"z", None', '"b", 5')})
    `,
    py("augmented | of dicts")`
      ${name} = {"a": 1}
      ${name} |= {"a": ${int(0)}, "b": ${bool(0)}}
    `,
    py("del of a subscript")`
      ${name} = {"a": 1, "b": 2}
      del ${name}["a"]
    `,
    py("del")`
      ${name} = 1
      del ${name}
    `,
    py("alias of an object")`
      ${name} = [1, 2]
      _${lower} = ${name}
      _${lower} += [3]
      _${lower} = _${lower} + [4]
    `,
    py("alias of an object")`
      ${name} = [${strings(0)}] * 2
      ${name}[0].append("shared")
    `,
    py(
      "parse_qs",
    )`${name} = dict(parse_qsl(${textOf('"a=1&b=2"', '"a=x%20y&a=z"', '"a"', 'os.environ.get("QUERY", "x=1")')}))`,
    py("set operators")`
      ${name} = {"a", ${str(0)}} ${textOf("|", "&", "-", "^")} {"b"}
      ${name} ${textOf("|=", "&=", "-=", "^=")} {"a", "c"}
    `,
    py("dict.copy")`
      _${lower} = {"a": [1], "b": ${str(0)}}
      ${name} = _${lower}.copy()
      ${name}["b"] = ${int(0)}
      ${name}["a"].append(2)
      ${name}_OTHER = _${lower}
    `,
    py("copy.deepcopy")`
      _${lower} = {"a": [1]}
      ${name} = copy.${textOf("deepcopy", "copy")}(_${lower})
      ${name}["a"].append(2)
      ${name}_OTHER = _${lower}
    `,
    py("set methods")`
      ${name} = {"a", "b"}
      ${name}.${textOf('add("c")', 'discard("a")', 'remove("b")', 'update(["x", "y"])', 'difference_update({"a"})')}
    `,
    py("augmented assignment of a tuple")`
      ${name} = ("a",)
      ${name} += (${str(1)},)
    `,
    py(
      "tuple unpacking",
    )`${name}_A, ${name}_B = ${textOf("1, 2", '"xy"', "[3, 4]", "{5: 6, 7: 8}", "range(2)", '"a=b".split("=")')}`,
    py("star unpacking")`${name}, *${name}_REST = ${strings(1)} + ["last"]`,
    py("swap")`
      ${name}, ${name}_B = 1, ${str(0)}
      ${name}, ${name}_B = ${name}_B, ${name}
    `,
    py(["for", "tuple unpacking"])`
      ${name} = {}
      for _key, (_a, _b) in {"x": (1, 2), "y": (3, 4)}.items():
          ${name}[_key] = _a * _b
    `,
    py(["for", "enumerate()"])`
      ${name} = []
      for _n, _word in enumerate(${strings(1)}):
          if not _word:
              continue
          if _n > 2:
              break
          ${name}.append((_n, _word))
    `,
    py("closure")`
      def _counter_${lower}():
          seen = []

          def note(item):
              seen.append(item)
              return len(seen)

          note("a")
          return note


      ${name} = _counter_${lower}()(${str(0)})
    `,
    py("recursion")`
      def _flatten_${lower}(items):
          result = []
          for item in items:
              if isinstance(item, (list, tuple)):
                  result.extend(_flatten_${lower}(item))
              else:
                  result.append(item)
          return result


      ${name} = _flatten_${lower}([1, [2, (3, ${int(0)})], []])
    `,
    py("mutable default argument")`
      def _collect_${lower}(item, into=[]):
          into.append(item)
          return into


      _collect_${lower}(1)
      ${name} = _collect_${lower}(2)
    `,
    py("class with methods")`
      class _${lower}_Options:
          prefix = "site"

          def __init__(self, name, **options):
              self.name = name
              self.options = options

          def key(self):
              return f"{self.prefix}:{self.name}"

          @property
          def size(self):
              return len(self.options)

          @classmethod
          def default(cls):
              return cls("default", a=1)


      ${name} = _${lower}_Options(${str(0)}, b=2).key()
      ${name}_SIZE = _${lower}_Options.default().size
    `,
    py(["class as a namespace", "class: inheritance"])`
      class _${lower}_Base:
          A = 1
          B = [A, 2]


      class _${lower}_Child(_${lower}_Base):
          A = ${int(0)}


      ${name} = (_${lower}_Child.A, _${lower}_Child.B)
    `,
    py("dataclass")`
      @dataclasses.dataclass
      class _${lower}_Config:
          host: str = "localhost"
          port: int = 5432


      ${name} = _${lower}_Config(port=${int(0)}).port
    `,
    py("enum")`
      class _${lower}_Stage(enum.Enum):
          LOCAL = "local"
          PRODUCTION = "production"


      ${name} = _${lower}_Stage(${textOf('"local"', '"production"')}).name
      ${name}_VALUE = _${lower}_Stage.PRODUCTION.value
    `,
    py("generator function")`
      def _numbers_${lower}(limit):
          for n in range(limit):
              yield n * 2


      ${name} = list(_numbers_${lower}(${textOf("3", "0")}))
    `,
    py("decorator")`
      def _doubled_${lower}(function):
          def wrapper(*args):
              return function(*args) * 2

          return wrapper


      @_doubled_${lower}
      def _value_${lower}(n):
          return n + 1


      ${name} = _value_${lower}(${int(0)})
    `,
    py(["match", "match: mappings"])`
      match {"kind": ${textOf('"s3"', '"local"')}, "bucket": "files"}:
          case {"kind": "s3", "bucket": _bucket}:
              ${name} = _bucket
          case {"kind": _kind}:
              ${name} = _kind
    `,
    py(["match", "match: sequences", "match: classes"])`
      match ${textOf('("postgres", 5432)', '"sqlite"', "[1, 2, 3]", "7")}:
          case (_engine, int(_port)):
              ${name} = _port
          case str(_engine):
              ${name} = _engine
          case [_first, *_others]:
              ${name} = _others
          case _:
              ${name} = None
    `,
    py(["try/except", "nested try"])`
      try:
          try:
              ${name} = ${textOf('int("x")', '{}["a"]', "[][0]", "1 // 0", 'int("4")', "None.x", '"a" + 1')}
          except ${textOf("KeyError", "ValueError", "ZeroDivisionError")}:
              ${name} = "inner"
      except Exception as _error:
          ${name} = type(_error).__name__
    `,
    py(["try/except", "exception attributes"])`
      try:
          raise ValueError("bad", ${int(0)})
      except ValueError as _error:
          ${name} = _error.args
          ${name}_TEXT = str(_error)
    `,
    py(["try/except", "import of a package nobody knows"])`
      try:
          import not_installed_here
      except ImportError:
          ${name} = ${str(0)}
    `,
    py("logging configuration")`
      LOGGING = {
          "version": 1,
          "disable_existing_loggers": False,
          "handlers": {"console": {"class": "logging.StreamHandler"}},
          "root": {"handlers": ["console"], "level": ${textOf('"INFO"', '"WARNING"', 'os.environ.get("DJANGO_LOG_LEVEL", "INFO")')}},
      }
    `,
    py("function: raising")`
      def _need_${lower}(variable):
          value = os.environ.get(variable)
          if not value:
              raise ImproperlyConfigured("Set the %s variable" % variable)
          return value


      ${name} = _need_${lower}(${nameOf(required({ ...TEXTS, values: ["production", "x"] }))})
    `,
    py("os.environ[] assignment")`
      os.environ["${name}"] = ${str(0)}
      ${name} = os.environ["${name}"]
    `,
    py("in locals()")`${name} = "DEBUG" in ${textOf("locals()", "globals()", "vars()", "dir()")}`,
    py("subscript of globals()")`${name} = ${textOf("globals", "locals")}()["DEBUG"]`,
    py("star in a call")`${name} = max(*[1, ${int(0)}], *(3,))`,
    py("star in a call")`${name} = dict(**{"a": ${str(0)}}, **{"b": 2})`,
    py("collections")`${name} = dict(collections.OrderedDict([("z", 1), ("a", ${int(0)})]))`,
    py("collections")`
      _${lower} = collections.defaultdict(list)
      _${lower}["a"].append(${str(0)})
      ${name} = dict(_${lower})
    `,
    py("SimpleNamespace")`${name} = types.SimpleNamespace(a=1, b=${str(0)}).b`,
  );
}
