/** Above each read of an environment variable: where it is set, and what holds without it. */
import { isString, PythonEditor } from "../../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../../edits/python/environmentReads";
import { basename } from "../../paths";
import { isSecretName } from "../../settings/display";
import { absoluteStatements, descendants, isExpression } from "../../syntax/python/find";
import type { CodeLens, Subject } from "../features";
import { isGivenByHeroku } from "../variables/known";
import { variablePlaces, variablesInPython } from "../variables/occurrences";

/** Longer defaults are only said to be there. */
const MAX_DEFAULT = 30;

export function codeLenses({ document, projects, snapshot }: Subject): readonly CodeLens[] {
  const report = projects.find(({ files }) => files.includes(document.path));
  if (report === undefined) return [];
  const reads = new Map<string, EnvironmentRead>();
  const editor = PythonEditor.open(snapshot, document.path);
  for (const statement of editor === undefined ? [] : absoluteStatements(document.python())) {
    for (const node of descendants(statement)) {
      if (!isExpression(node) || (node.type !== "Call" && node.type !== "Subscript")) continue;
      const read = environmentReadAt(editor!, node);
      if (read !== undefined) reads.set(`${read.variable}@${lineOf(node.start)}`, read);
    }
  }
  const lenses = new Map<string, CodeLens>();
  for (const { name, start, end } of variablesInPython(document)) {
    const key = `${name}@${lineOf(start)}`;
    if (!report.variables.has(name) || lenses.has(key)) continue;
    const places = variablePlaces(snapshot, report, name).filter(({ file }) => !file.endsWith(".py"));
    const files = [...new Set(places.map(({ file }) => basename(file)))];
    const set = [
      ...(report.project.deployment.heroku && isGivenByHeroku(name) ? ["set by Heroku"] : []),
      ...(files.length > 0 ? [`in ${inWords(files)}`] : []),
    ];
    const otherwise = without(reads.get(key), document.text);
    const title = [
      name,
      set.length > 0 ? set.join(", ") : "in no file",
      ...(otherwise ? [otherwise] : []),
    ].join(" · ");
    lenses.set(key, { range: { start, end }, title, ...(places.length > 0 ? { places } : {}) });
  }
  return [...lenses.values()];

  function lineOf(offset: number): number {
    return document.lines.positionAt(offset).line;
  }
}

function inWords(files: readonly string[]): string {
  return files.length < 2 ? files.join() : `${files.slice(0, -1).join(", ")} and ${files[files.length - 1]}`;
}

/** What holds where the variable is missing, as far as the read itself shows. */
function without(read: EnvironmentRead | undefined, text: string): string | undefined {
  if (read === undefined) return undefined;
  const { node, otherwise, dialect, variable } = read;
  if (otherwise !== undefined) {
    const source = text.slice(otherwise.start, otherwise.end);
    const shown =
      !isSecretName(variable) &&
      source.length <= MAX_DEFAULT &&
      !/[\r\n]/.test(source) &&
      !/:\/\//.test(source);
    return shown || (isString(otherwise) && source.length === 2) ? `default ${source}` : "has a default";
  }
  if (dialect.kind === "os") return node.type === "Subscript" ? "required" : "None by default";
  return dialect.kind === "decouple" ? "required" : undefined;
}
