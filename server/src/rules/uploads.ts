/** Whether a project stores files that its users upload. MEDIA_ROOT alone says little: many projects without uploads have it. */
import { join } from "../paths";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Location, Range } from "../syntax/text";
import type { RuleContext } from "./rule";

/** A model's field for files, in the default storage. */
export interface Uploads {
  /** "blog/models.py", or the name of the package whose models have it: shown to the user. */
  readonly where: string;
  readonly at: Location | undefined;
}

/** Apps of other packages whose models keep files in the default storage. */
const UPLOADING_APPS: ReadonlySet<string> = new Set(["wagtail.images", "wagtail.documents"]);

/** Files of one package of models that are looked into. */
const MAX_FILES = 20;

/** Finds a field for files in the models of the apps that are installed in any case. */
export function findUploads({ settings, project, snapshot }: RuleContext): Uploads | undefined {
  const apps = settings.value("INSTALLED_APPS");
  if (apps.kind !== "list" && apps.kind !== "tuple") return undefined;
  for (const app of apps.items) {
    if (app.kind !== "str" || app.value.startsWith("django.")) continue;
    if (UPLOADING_APPS.has(app.value)) return { where: app.value, at: app.at };
    const directory = join(project.root, app.value.replace(/\.apps\.\w+$/, "").replaceAll(".", "/"));
    const single = snapshot.file(`${directory}/models.py`);
    for (const document of single === undefined ? modelsOf(snapshot, `${directory}/models`) : [single]) {
      const field = fileField(document);
      if (field !== undefined) return { where: document.path, at: { file: document.path, ...field } };
    }
  }
  return undefined;
}

function modelsOf(snapshot: RuleContext["snapshot"], directory: string): readonly SourceDocument[] {
  return (snapshot.directory(directory) ?? [])
    .filter(({ kind, name }) => kind === "file" && name.endsWith(".py"))
    .slice(0, MAX_FILES)
    .flatMap(({ name }) => snapshot.file(`${directory}/${name}`) ?? []);
}

/** The first field for files that names no storage of its own; looked for once in each version of a file. */
const fileField = perDocument(({ text }): Range | undefined => {
  for (const match of text.matchAll(/^[^#\n]*?\b((?:models\.)?(?:File|Image)Field)\(/gm)) {
    const end = match.index + match[0].length;
    if (!/\bstorage\s*=/.test(argumentsAt(text, end)))
      return { start: end - match[1]!.length - 1, end: end - 1 };
  }
  return undefined;
});

/** The text between the parenthesis before `start` and the one that closes it. */
function argumentsAt(text: string, start: number): string {
  let depth = 1;
  for (let i = start; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return text.slice(start, i);
  }
  return text.slice(start);
}
