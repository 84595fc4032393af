/** Evidence in the Python code of a project's own apps. */
import { basename, dirname } from "../../paths";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { Expr } from "../../syntax/python/ast";
import { absoluteStatements, descendants, type PythonNode } from "../../syntax/python/find";
import type { Location, Range } from "../../syntax/text";
import type { ChecklistContext } from "../item";
import { isAside, listFiles } from "./files";

/** After so many files no more are read. */
const MAX_FILES = 150;

/**
 * The first place that `find` gives in the modules of some names, but those of tests.
 * @param modules "models" stands for models.py and for the files of the package models
 */
export function inModules(
  { recall, project }: ChecklistContext,
  modules: readonly string[],
  find: (document: SourceDocument) => Range | undefined,
): Location | undefined {
  const documents = recall(`modules ${modules.join(" ")}`, (snapshot) =>
    listFiles(snapshot, project)
      .paths.filter((path) => !isAside(path) && modules.some((name) => isModule(path, name)))
      .slice(0, MAX_FILES)
      .flatMap((path) => snapshot.file(path) ?? []),
  );
  for (const document of documents) {
    const found = find(document);
    if (found !== undefined) return { file: document.path, start: found.start, end: found.end };
  }
  return undefined;
}

function isModule(path: string, name: string): boolean {
  if (!path.endsWith(".py") || !`/${path}`.includes(`/${name}`)) return false;
  return basename(path) === `${name}.py` || basename(dirname(path)) === name;
}

/** Where a module imports from another one, or from below it. */
export function importOf(module: string): (document: SourceDocument) => Range | undefined {
  const isIt = (name: string) => name === module || name.startsWith(`${module}.`);
  return perDocument((document) => {
    if (!document.text.includes(module.split(".")[0]!)) return undefined;
    return absoluteStatements(document.python()).find((statement) => {
      if (statement.type === "Import") return statement.names.some(({ name }) => isIt(name));
      if (statement.type !== "ImportFrom" || statement.level > 0) return false;
      const { module: from, names } = statement;
      return isIt(from) || (names !== "*" && names.some(({ name }) => isIt(`${from}.${name}`)));
    });
  });
}

/** All nodes of a module, outermost first. */
export function* nodesOf(document: SourceDocument): Generator<PythonNode> {
  for (const statement of absoluteStatements(document.python())) yield* descendants(statement);
}

/** The last name of what is called: `FileExtensionValidator` of `validators.FileExtensionValidator`. */
export function lastName(func: Expr): string | undefined {
  return func.type === "Name" ? func.id : func.type === "Attribute" ? func.attr : undefined;
}
