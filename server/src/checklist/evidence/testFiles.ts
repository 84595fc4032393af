/** Evidence from the project's own tests. */
import { basename } from "../../paths";
import { perDocument } from "../../syntax/document";
import type { Stmt } from "../../syntax/python/ast";
import { absoluteStatements } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { listFiles } from "./files";

/** So many files that look like tests are read until one has a test. */
const MAX_FILES = 30;

const PYTHON = /^(?:tests?(?:_\w+)?|\w+_tests?)\.py$/;
const SCRIPT = /\.(?:spec|test|cy)\.[cm]?[jt]sx?$/;

/** The first test of the repository, in Python before others. */
export function testFile({ project, recall }: ChecklistContext): Evidence | undefined {
  return recall("tests", (snapshot) => {
    const { paths } = listFiles(snapshot, project);
    const candidates = paths.filter((path) => PYTHON.test(basename(path))).slice(0, MAX_FILES);
    const documents = candidates.flatMap((path) => snapshot.file(path) ?? []);
    for (const document of documents) {
      const found = firstTest(document);
      if (found !== undefined)
        return {
          detail: `${document.path} has tests.`,
          at: { file: document.path, start: found.start, end: found.end },
        };
    }
    const other = paths.find((path) => SCRIPT.test(path));
    if (other === undefined) return undefined;
    return { detail: `${other} has tests.`, at: { file: other, start: 0, end: 0 } };
  });
}

/** The first function of a module that is a test: `def test_...`, at its top or in a class. */
const firstTest = perDocument((document): Range | undefined => {
  const statements = absoluteStatements(document.python());
  for (const statement of statements) {
    const found =
      statement.type === "ClassDef" ? statement.body.find(isTest) : isTest(statement) && statement;
    if (found) return { start: found.start, end: found.end };
  }
  return undefined;
});

function isTest(statement: Stmt): boolean {
  return statement.type === "FunctionDef" && statement.name.startsWith("test");
}
