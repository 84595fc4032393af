/** The editor's questions, answered by the providers of a file's kind. */
import type { FileChange } from "../edits/edit";
import type { Location, Range } from "../syntax/text";
import { appJson } from "./appJson/appJson";
import type {
  CodeLens,
  Completion,
  Cursor,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  HoverText,
  InlayHint,
  LanguageContext,
  LanguageProvider,
  Preferences,
  RenameTarget,
  Subject,
  Target,
} from "./features";
import { herokuYml } from "./herokuYml/herokuYml";
import { procfile } from "./procfile/procfile";
import { settings } from "./settings/settings";
import { exampleVariables, pythonVariables } from "./variables/references";

const PROVIDERS: readonly LanguageProvider[] = [
  procfile,
  herokuYml,
  appJson,
  settings,
  pythonVariables,
  exampleVariables,
];

/** A feature as an editor is told of it. */
export interface Offer {
  /** The files that have it. */
  readonly globs: readonly string[];
  /** Completions: the characters after which an editor asks by itself. */
  readonly triggers: readonly string[];
}

/** The kinds of files that have a feature; those that ask at different characters apart. */
export function offersOf(feature: keyof LanguageProvider): readonly Offer[] {
  const providers = PROVIDERS.filter((provider) => provider[feature] !== undefined);
  const triggersOf = ({ triggers }: LanguageProvider) => (feature === "complete" ? (triggers ?? "") : "");
  return [...new Set(providers.map(triggersOf))].map((triggers) => ({
    globs: [...new Set(providers.filter((one) => triggersOf(one) === triggers).map(({ glob }) => glob))],
    triggers: [...triggers],
  }));
}

/** Whether a file has a feature at all, by its path alone; for completions also by the character that was typed. */
export function offers(
  path: string,
  feature: keyof LanguageProvider,
  { trigger, preferences }: { readonly trigger?: string; readonly preferences?: Preferences } = {},
): boolean {
  return PROVIDERS.some(
    (provider) =>
      provider[feature] !== undefined &&
      provider.accepts(path) &&
      (trigger === undefined || provider.triggers?.includes(trigger)) &&
      (preferences === undefined || isOn(provider, feature, preferences)),
  );
}

function isOn({ switches }: LanguageProvider, feature: string, preferences: Preferences): boolean {
  const by = feature === "inlayHints" || feature === "codeLenses" ? switches?.[feature] : undefined;
  return by === undefined || preferences[by];
}

/** @param trigger the character that made the editor ask, if that was one of `triggers` */
export function complete(
  context: LanguageContext,
  path: string,
  offset: number,
  trigger?: string,
): readonly Completion[] {
  return all(context, path, (provider, subject) =>
    trigger === undefined || provider.triggers?.includes(trigger)
      ? provider.complete?.({ ...subject, offset, trigger })
      : undefined,
  );
}

export function hover(context: LanguageContext, path: string, offset: number): HoverText | undefined {
  return first(context, path, (provider, subject) => provider.hover?.({ ...subject, offset }));
}

export function definition(context: LanguageContext, path: string, offset: number): readonly Target[] {
  return all(context, path, (provider, subject) => provider.definition?.({ ...subject, offset }));
}

export function references(context: LanguageContext, path: string, offset: number): readonly Location[] {
  return all(context, path, (provider, subject) => provider.references?.({ ...subject, offset }));
}

export function prepareRename(
  context: LanguageContext,
  path: string,
  offset: number,
): RenameTarget | undefined {
  return first(context, path, (provider, subject) => provider.prepareRename?.({ ...subject, offset }));
}

/** undefined where nothing can be renamed. */
export function rename(
  context: LanguageContext,
  path: string,
  offset: number,
  name: string,
): readonly FileChange[] | { readonly problem: string } | undefined {
  return first(context, path, (provider, subject) => {
    const cursor: Cursor = { ...subject, offset };
    return provider.prepareRename?.(cursor) && provider.rename?.(cursor, name);
  });
}

export function documentLinks(context: LanguageContext, path: string): readonly DocumentLink[] {
  return all(context, path, (provider, subject) => provider.documentLinks?.(subject));
}

export function symbols(context: LanguageContext, path: string): readonly DocumentSymbol[] {
  return all(context, path, (provider, subject) => provider.symbols?.(subject));
}

export function folding(context: LanguageContext, path: string): readonly FoldingRange[] {
  return all(context, path, (provider, subject) => provider.folding?.(subject));
}

export function inlayHints(
  context: LanguageContext,
  path: string,
  range: Range,
  preferences: Preferences,
): readonly InlayHint[] {
  return all(context, path, (provider, subject) =>
    isOn(provider, "inlayHints", preferences) ? provider.inlayHints?.(subject, range) : undefined,
  );
}

export function codeLenses(
  context: LanguageContext,
  path: string,
  preferences: Preferences,
): readonly CodeLens[] {
  return all(context, path, (provider, subject) =>
    isOn(provider, "codeLenses", preferences) ? provider.codeLenses?.(subject) : undefined,
  );
}

type Ask<T> = (provider: LanguageProvider, subject: Subject) => T | undefined;

function all<T>(context: LanguageContext, path: string, ask: Ask<readonly T[]>): readonly T[] {
  const subject = subjectOf(context, path);
  if (subject === undefined) return [];
  return PROVIDERS.flatMap((provider) => (provider.accepts(path) ? (ask(provider, subject) ?? []) : []));
}

function first<T>(context: LanguageContext, path: string, ask: Ask<T>): T | undefined {
  const subject = subjectOf(context, path);
  if (subject === undefined) return undefined;
  for (const provider of PROVIDERS) {
    const answer = provider.accepts(path) ? ask(provider, subject) : undefined;
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function subjectOf(context: LanguageContext, path: string): Subject | undefined {
  const document = context.snapshot.file(path);
  return document === undefined || document.problem !== undefined ? undefined : { ...context, document };
}
