/** The URLconf of a project, as far as rules look at it. */
import { join } from "../paths";
import { dotted } from "../project/urlconf";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Call, Expr, Import, ImportFrom, Sequence, Stmt } from "../syntax/python/ast";
import { absoluteStatements } from "../syntax/python/find";
import type { RuleContext } from "./rule";

/** The module that ROOT_URLCONF names in production; undefined where it is not one file of the project. */
export function rootUrls({ settings, project, snapshot }: RuleContext): SourceDocument | undefined {
  const urls = settings.value("ROOT_URLCONF");
  if (urls.kind !== "str") return undefined;
  const path = join(project.root, urls.value.replaceAll(".", "/"));
  return snapshot.file(`${path}.py`) ?? snapshot.file(join(path, "__init__.py"));
}

/** A pattern of `urlpatterns` that includes another URLconf, whatever DEBUG is. */
export interface Inclusion {
  /** "debug_toolbar.urls" */
  readonly module: string;
  /** The list that holds the pattern. */
  readonly list: Sequence;
  readonly pattern: Call;
  readonly statement: Stmt;
}

/** What a URLconf does whatever DEBUG is: statements at its top level, outside of any `if` and `try`. */
export interface Unconditional {
  readonly imports: readonly (Import | ImportFrom)[];
  readonly inclusions: readonly Inclusion[];
}

/** Reads what a URLconf imports and includes unconditionally. */
export const unconditionalUrls = perDocument((document): Unconditional => {
  const statements = absoluteStatements(document.python());
  return {
    imports: statements.filter((each) => each.type === "Import" || each.type === "ImportFrom"),
    inclusions: statements.flatMap((statement) => {
      const value = addedPatterns(statement);
      return value === undefined ? [] : inclusionsIn(value, statement);
    }),
  };
});

/** What a statement assigns or adds to `urlpatterns`. */
function addedPatterns(statement: Stmt): Expr | undefined {
  const isPatterns = (target: Expr) => target.type === "Name" && target.id === "urlpatterns";
  switch (statement.type) {
    case "Assign":
      return statement.targets.some(isPatterns) ? statement.value : undefined;
    case "AugAssign":
    case "AnnAssign":
      return isPatterns(statement.target) ? statement.value : undefined;
    default:
      return undefined;
  }
}

function inclusionsIn(value: Expr, statement: Stmt): Inclusion[] {
  if (value.type === "BinOp" && value.op === "+")
    return [...inclusionsIn(value.left, statement), ...inclusionsIn(value.right, statement)];
  if (value.type !== "List" && value.type !== "Tuple") return [];
  return value.items.flatMap((pattern) => {
    const module = pattern.type === "Call" ? includedBy(pattern) : undefined;
    return module === undefined || pattern.type !== "Call"
      ? []
      : [{ module, list: value as Sequence, pattern, statement }];
  });
}

/** The module in `path("...", include("module"))`. */
function includedBy({ args }: Call): string | undefined {
  const [, view] = args;
  if (view?.type !== "Call" || view.func.type !== "Name" || view.func.id !== "include") return undefined;
  const [first] = view.args;
  const target = first?.type === "Tuple" ? first.items[0] : first;
  if (target?.type === "Constant") return target.constant.kind === "str" ? target.constant.value : undefined;
  return target === undefined ? undefined : dotted(target);
}
