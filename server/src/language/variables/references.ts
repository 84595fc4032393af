/** From a variable in one file to all places of it, and to the one that says what it is. */
import { basename } from "../../paths";
import type { SourceDocument } from "../../syntax/document";
import type { Location } from "../../syntax/text";
import { deployedBy } from "../deployed";
import type { Cursor, LanguageProvider, Target } from "../features";
import {
  isExampleOfEnvironment,
  type Occurrence,
  variablePlaces,
  variablesInExample,
  variablesInPython,
} from "./occurrences";

type Reader = (document: SourceDocument) => readonly Occurrence[];

/** The references of the variable at a cursor; none where there is none. */
export function variableReferences(cursor: Cursor, read: Reader): readonly Location[] {
  const { document, offset, snapshot, projects } = cursor;
  const found = occurrenceAt(read(document), offset);
  if (found === undefined) return [];
  const owner =
    projects.find(({ files }) => files.includes(document.path)) ?? deployedBy(cursor, document.path);
  if (owner === undefined || (!found.certain && !owner.variables.has(found.name))) return [];
  return variablePlaces(snapshot, owner, found.name);
}

/** Where the variable at a cursor comes from: the manifest that gives it a value, else where the settings read it. */
export function variableDefinition(cursor: Cursor, read: Reader): readonly Target[] {
  const { document, offset } = cursor;
  const found = occurrenceAt(read(document), offset);
  if (found === undefined) return [];
  const others = variableReferences(cursor, read).filter(({ file }) => file !== document.path);
  const manifests = others.filter(({ file }) => /(?:^|\/)(?:app\.json|heroku\.yml)$/.test(file));
  const settings = others.filter(({ file }) => file.endsWith(".py"));
  const [target] = [...manifests, ...settings];
  return target === undefined ? [] : [{ origin: { start: found.start, end: found.end }, target }];
}

function occurrenceAt(all: readonly Occurrence[], offset: number): Occurrence | undefined {
  return all.find(({ start, end }) => start <= offset && offset <= end);
}

/** Variables in the modules of settings. */
export const pythonVariables: LanguageProvider = {
  accepts: (path) => path.endsWith(".py"),
  glob: "**/*.py",
  references: (cursor) => variableReferences(cursor, variablesInPython),
};

/** Variables in `.env.example` and the like. */
export const exampleVariables: LanguageProvider = {
  accepts: (path) => isExampleOfEnvironment(basename(path)),
  glob: "**/{.env.*,env.example}",
  references: (cursor) => variableReferences(cursor, variablesInExample),
  definition: (cursor) => variableDefinition(cursor, variablesInExample),
};
