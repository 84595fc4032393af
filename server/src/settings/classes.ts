/** Class statements: bases, method resolution order, decorators. */
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { type Condition, type Guarded, map } from "./guard";
import { inherited } from "./instances";
import type { Frame, Interpreter } from "./interpreter";
import { callSpecial } from "./specialMethods";
import {
  type Annotation,
  ClassValue,
  DEAD,
  InstanceValue,
  Namespace,
  sameValue,
  str,
  UNBOUND,
  unknown,
  type Value,
} from "./values";

/** Runs a class statement in the worlds of `pc`; gives back those that go on. */
export function defineClass(i: Interpreter, s: ast.ClassDef, frame: Frame, pc: Condition): Condition {
  const at = i.locate(s, frame);
  const evaluate = (node: ast.Expr): Guarded<Value> => i.expressions.evaluate(node, frame, i.surviving(pc));
  const decorators = s.decorators.map(evaluate);
  const bases = s.bases.map(evaluate);
  const keywords = new Map(s.keywords.map(({ arg, value }) => [arg ?? "**", evaluate(value)]));
  const namespace = new Namespace();
  const annotations: Annotation[] = [];
  const inner: Frame = {
    kind: "class",
    module: frame.module,
    locals: namespace,
    enclosing: frame,
    globals: new Set(),
    base: frame.base,
    limit: frame.limit,
    result: UNBOUND,
    cell: { name: s.name, classes: [] },
    annotations,
  };
  const start = i.surviving(pc);
  i.bind(namespace, "__module__", str(frame.module.name), start, []);
  i.statements.block(s.body, inner, start);
  const value = i.lift(bases, i.surviving(pc), (leaves, when) =>
    makeClass(i, s.name, leaves, keywords, inner, when, at),
  );
  const decorated = decorate(
    i,
    value,
    decorators,
    `class ${s.name}, which is decorated`,
    i.surviving(pc),
    at,
  );
  const then = i.surviving(pc);
  i.bind(i.scopeFor(s.name, frame), s.name, decorated, then, [i.historyStep("assigned", at, at, then)]);
  return then;
}

/** The class that a body makes, as `type(name, bases, body)` does. */
export function makeClass(
  i: Interpreter,
  name: string,
  bases: readonly Value[],
  keywords: ReadonlyMap<string, Guarded<Value>>,
  { locals, annotations, cell }: Pick<Frame, "locals" | "annotations" | "cell">,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (bases.some((base) => base.kind === "dead")) return DEAD;
  const ancestors = linearize(bases);
  if (ancestors === undefined) {
    const message = "Cannot create a consistent method resolution order (MRO)";
    return i.raise("TypeError", message, pc, at);
  }
  const inheritedModels = ancestors.flatMap((base) =>
    (base instanceof ClassValue && base.model?.inherited !== false) || base.kind === "object"
      ? (base.model ?? [])
      : [],
  );
  const models = new Set(inheritedModels.map((model) => model.name));
  const [model] = inheritedModels;
  const cls = new ClassValue({
    name,
    namespace: locals,
    bases,
    ancestors,
    annotations,
    model,
    opaque: opacity(i, bases, ancestors, models.size, keywords, model !== undefined, locals, pc),
    at,
  });
  cell?.classes.push(cls);
  if (cls.opaque !== undefined) return cls;
  nameDescriptors(i, cls, pc, at);
  const subclassed = inherited(i, cls.mro.slice(1), "__init_subclass__", pc);
  i.each(subclassed, pc, (leaf, when) => {
    if (leaf.kind === "unbound") return;
    const f = leaf.kind === "descriptor" ? leaf.function : leaf;
    i.expressions.invoke(f, { interpreter: i, args: [cls], keywords, pc: when, at });
  });
  cls.opaque ??= model?.created?.({ interpreter: i, cls, keywords, pc, at });
  return cls;
}

/** Why a class cannot be followed, if so. */
function opacity(
  i: Interpreter,
  bases: readonly Value[],
  ancestors: readonly Value[],
  models: number,
  keywords: ReadonlyMap<string, Guarded<Value>>,
  modelled: boolean,
  namespace: Namespace,
  pc: Condition,
): string | undefined {
  for (const base of bases) {
    if (base instanceof ClassValue) {
      if (base.opaque !== undefined) return base.opaque;
    } else if (
      base.kind !== "exception" &&
      !(base.kind === "native" && BUILTIN_BASES.has(base.name)) &&
      !(base.kind === "object" && base.model !== undefined)
    ) {
      return base.kind === "unknown" ? base.reason : "name" in base ? base.name : "a base that is no class";
    }
  }
  if (models > 1) return "several libraries decide what it is";
  const metaclass = keywords.get("metaclass");
  if (metaclass !== undefined && !(metaclass instanceof ClassValue && metaclass.name === "ABCMeta"))
    return "a metaclass";
  if (keywords.has("**")) return "keywords that are not known";
  const named = [...keywords.keys()].some((name) => name !== "metaclass");
  if (named && !modelled && inherited(i, ancestors, "__init_subclass__", pc) === UNBOUND)
    return "keywords of the class";
  return ["__getattribute__", "__new__"].find((name) => namespace.bindings.has(name));
}

/** Built-in types whose subclasses are followed as far as the subclass itself goes. */
const BUILTIN_BASES: ReadonlySet<string> = new Set([
  "object",
  "str",
  "int",
  "float",
  "bytes",
  "list",
  "tuple",
  "dict",
  "set",
  "frozenset",
]);

/** Calls `__set_name__` of what the class body holds. */
function nameDescriptors(i: Interpreter, cls: ClassValue, pc: Condition, at: Location): void {
  for (const [name, binding] of [...cls.namespace.bindings]) {
    i.each(binding.value, pc, (leaf, when) => {
      if (leaf instanceof InstanceValue) callSpecial(i, leaf, "__set_name__", [cls, str(name)], when, at);
    });
  }
}

/** C3: what the classes inherit from, in order; undefined where Python raises TypeError. */
function linearize(bases: readonly Value[]): Value[] | undefined {
  const isObject = (value: Value) => value.kind === "native" && value.name === "object";
  const direct = bases.filter((base) => !isObject(base));
  const sequences = [...direct.map((base) => (base instanceof ClassValue ? base.mro : [base])), direct].map(
    (sequence) => [...sequence],
  );
  const out: Value[] = [];
  for (;;) {
    const left = sequences.filter((sequence) => sequence.length > 0);
    if (left.length === 0) return out;
    const head = left
      .map(([first]) => first!)
      .find(
        (candidate) =>
          !left.some((sequence) => sequence.slice(1).some((other) => sameValue(other, candidate))),
      );
    if (head === undefined) return undefined;
    out.push(head);
    for (const sequence of sequences)
      if (sequence[0] !== undefined && sameValue(sequence[0], head)) sequence.shift();
  }
}

/** Applies decorators, the last one first; `lost` is the reason where nobody knows what one gives. */
export function decorate(
  i: Interpreter,
  value: Guarded<Value>,
  decorators: readonly Guarded<Value>[],
  lost: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  return decorators.reduceRight<Guarded<Value>>(
    (inner, decorator) =>
      i.lift([decorator, inner], i.surviving(pc), ([f, leaf], when) => {
        if (f!.kind === "dead" || leaf!.kind === "dead") return DEAD;
        const result = i.expressions.invoke(f!, {
          interpreter: i,
          args: [leaf!],
          keywords: new Map(),
          pc: when,
          at,
        });
        return map(result, (made) => (made.kind === "unknown" ? unknown(lost, at) : made));
      }),
    value,
  );
}
