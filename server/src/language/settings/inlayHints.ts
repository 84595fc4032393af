/** What production gets, behind assignments that do not show it by themselves. */

import { display } from "../../settings/display";
import type { Plain } from "../../settings/plain";
import type { Settings } from "../../settings/settings";
import type { Expr, Stmt } from "../../syntax/python/ast";
import { absoluteStatements } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import type { InlayHint, Subject } from "../features";

/** Longer values are for the hover. */
const MAX_LENGTH = 60;

export function inlayHints(subject: Subject, range: Range): readonly InlayHint[] {
  const { document, projects, snapshot } = subject;
  const report = projects.find(({ files }) => files.includes(document.path));
  if (report === undefined) return [];
  const { settings } = report;
  return [...lastAssignments(absoluteStatements(document.python()))].flatMap(([name, value]) => {
    if (value.end < range.start || value.end > range.end || !settings.defines(name)) return [];
    const text = shown(name, settings, snapshot.rootPath);
    const written = settings.assignment(name);
    const holds =
      !settings.history(name).some(({ kind }) => kind === "changed") &&
      written?.file === document.path &&
      written.start === value.start &&
      written.end === value.end;
    if (text === undefined || (holds && isLiteral(value))) return [];
    return [{ at: value.end, text: `production: ${text}` }];
  });
}

/** The value that a module assigns to each setting last, wherever it does so. */
function lastAssignments(
  statements: readonly Stmt[],
  found = new Map<string, Expr>(),
): ReadonlyMap<string, Expr> {
  for (const statement of statements) {
    if (statement.type === "Assign" || statement.type === "AnnAssign") {
      const targets = statement.type === "Assign" ? statement.targets : [statement.target];
      const [target] = targets;
      if (targets.length === 1 && target?.type === "Name" && /^[A-Z]/.test(target.id) && statement.value)
        found.set(target.id, statement.value);
    } else if (statement.type === "If") lastAssignments([...statement.body, ...statement.orelse], found);
    else if (statement.type === "With") lastAssignments(statement.body, found);
    else if (statement.type === "Try") {
      const handlers = statement.handlers.flatMap(({ body }) => body);
      lastAssignments([...statement.body, ...handlers, ...statement.orelse, ...statement.finalbody], found);
    }
  }
  return found;
}

/** Code that shows its value by itself. */
function isLiteral(value: Expr): boolean {
  switch (value.type) {
    case "Constant":
      return true;
    case "UnaryOp":
      return value.op !== "not" && isLiteral(value.operand);
    case "List":
    case "Tuple":
    case "Set":
      return value.items.every(isLiteral);
    case "Dict":
      return value.entries.every(
        (entry) => (entry.key === undefined || isLiteral(entry.key)) && isLiteral(entry.value),
      );
    default:
      return false;
  }
}

/** The value in a few words; undefined where it is not known, secret, long, or another one on a dyno. */
function shown(name: string, settings: Settings, rootPath: string): string | undefined {
  const brief = (value: Plain): string | undefined => {
    if (value.kind === "unknown" || value.kind === "path") return undefined;
    if (value.kind === "env") return `from ${value.name}`;
    const text = display(value, name, MAX_LENGTH + 1);
    const hidden = text.includes("<hidden") || text.includes("not known: ") || text.includes(rootPath);
    return hidden || text.length > MAX_LENGTH ? undefined : text;
  };
  const byVariable = settings.variableReadings(name);
  const [unset, ...others] = byVariable?.unset ?? [];
  if (byVariable !== undefined && unset !== undefined && others.length === 0 && byVariable.set.length > 0) {
    const text = brief(unset.value);
    return text === undefined ? undefined : `${text} unless ${byVariable.variable} is set`;
  }
  const readings = settings.readings(name);
  const [only] = readings;
  return only === undefined || readings.length > 1 ? undefined : brief(only.value);
}
