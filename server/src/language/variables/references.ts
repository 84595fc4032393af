/** From a variable in one file to all places of it, and to the one that says what it is. */
import { basename, join } from "../../paths";
import type { ProjectReport } from "../../report";
import type { SourceDocument } from "../../syntax/document";
import type { Location } from "../../syntax/text";
import { deployedBy } from "../deployed";
import type { Cursor, HoverText, LanguageProvider, Target } from "../features";
import { variableText } from "./known";
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
  const { document, offset, snapshot } = cursor;
  const found = occurrenceAt(read(document), offset);
  const owner = found && ownerOf(cursor, found);
  return found === undefined || owner === undefined ? [] : variablePlaces(snapshot, owner, found.name);
}

/** The project that a name is a variable of: one whose settings the file belongs to, or that is deployed from beside it. */
function ownerOf(cursor: Cursor, { name, certain }: Occurrence): ProjectReport | undefined {
  const { path } = cursor.document;
  const python = path.endsWith(".py");
  const reads = cursor.projects.find(({ files }) => files.includes(path));
  const owner = reads ?? (python ? startedWith(cursor, path) : deployedBy(cursor, path));
  return certain || owner?.variables.has(name) ? owner : undefined;
}

/** The project that a module beside its settings starts: manage.py, wsgi.py, asgi.py, gunicorn.conf.py. */
function startedWith({ projects }: Cursor, path: string): ProjectReport | undefined {
  return projects.find(({ project: { managePy, wsgi, asgi, deployment } }) =>
    [
      managePy,
      ...[...wsgi, ...asgi].map((module) => module.path),
      join(deployment.root, "gunicorn.conf.py"),
    ].includes(path),
  );
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

/** What the variable at a cursor is, and what gives it. */
function variableHover(cursor: Cursor, read: Reader): HoverText | undefined {
  const { document, offset, snapshot } = cursor;
  const found = occurrenceAt(read(document), offset);
  const owner = found && ownerOf(cursor, found);
  if (found === undefined || owner === undefined) return undefined;
  const text = variableText(snapshot, owner, found.name);
  return text === undefined ? undefined : { text, range: { start: found.start, end: found.end } };
}

/** Variables in the modules of settings. */
export const pythonVariables: LanguageProvider = {
  accepts: (path) => path.endsWith(".py"),
  glob: "**/*.py",
  hover: (cursor) => variableHover(cursor, variablesInPython),
  definition: (cursor) =>
    variableDefinition(cursor, variablesInPython).filter(({ target }) => !target.file.endsWith(".py")),
  references: (cursor) => variableReferences(cursor, variablesInPython),
};

/** Variables in `.env.example` and the like. */
export const exampleVariables: LanguageProvider = {
  accepts: (path) => isExampleOfEnvironment(basename(path)),
  glob: "**/{.env.*,env.example,env.sample,example.env,sample.env}",
  hover: (cursor) => variableHover(cursor, variablesInExample),
  references: (cursor) => variableReferences(cursor, variablesInExample),
  definition: (cursor) => variableDefinition(cursor, variablesInExample),
};
