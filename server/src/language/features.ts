/**
 * What an editor may ask about a place in a file, and what it gets. No editor's protocol is known here: places are offsets,
 * files are paths of the folder, and `lsp/language.ts` converts.
 */
import type { FileChange } from "../edits/edit";
import type { ProjectReport } from "../report";
import type { Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";
import type { Location, Range } from "../syntax/text";

/** What answers are made from. */
export interface LanguageContext {
  /** The newest texts, the one that is being typed included. */
  readonly snapshot: Snapshot;
  /**
   * The projects of the last report. It may be some keys behind the snapshot where `current` is false, so what it says of a
   * project holds, and where something stands must be read from the snapshot.
   */
  readonly projects: readonly ProjectReport[];
  readonly current: boolean;
}

/** A file that is asked about. */
export interface Subject extends LanguageContext {
  readonly document: SourceDocument;
}

/** A place that is asked about. */
export interface Cursor extends Subject {
  readonly offset: number;
  /** Completions: the character that made the editor ask by itself, if nobody asked and it is no letter. */
  readonly trigger?: string;
}

export type CompletionKind =
  | "process"
  | "command"
  | "module"
  | "option"
  | "variable"
  | "value"
  | "key"
  | "file"
  | "setting"
  | "class"
  | "function";

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What it replaces: on one line, around the place that was asked about. */
  readonly range: Range;
  /** What it inserts; the label by default. */
  readonly text?: string;
  /** True if `text` is a snippet: `$1`, `${2:name}`. */
  readonly snippet?: boolean;
  /** What the typed text is compared with; the label by default. */
  readonly filter?: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** True if the next thing to write has completions too. */
  readonly more?: boolean;
  /** True for what should no longer be used. */
  readonly deprecated?: boolean;
}

export interface HoverText {
  /** Markdown. */
  readonly text: string;
  readonly range: Range;
}

/** A place that another place leads to. */
export interface Target {
  /** The text that leads there. */
  readonly origin: Range;
  readonly target: Location;
}

export interface DocumentLink {
  readonly range: Range;
  /** A path of the folder, or an address of the web. */
  readonly target: { readonly path: string } | { readonly url: string };
  readonly tooltip?: string;
}

export interface DocumentSymbol {
  readonly name: string;
  readonly kind: "process" | "section" | "variable" | "setting" | "item";
  readonly detail?: string;
  readonly range: Range;
  /** Where its name stands, inside `range`. */
  readonly nameRange: Range;
  readonly children?: readonly DocumentSymbol[];
}

export interface FoldingRange {
  readonly range: Range;
  readonly kind?: "comment" | "region";
}

export interface RenameTarget {
  /** The name as it stands there. */
  readonly range: Range;
  readonly name: string;
}

export interface InlayHint {
  readonly at: number;
  readonly text: string;
  /** Markdown. */
  readonly tooltip?: string;
}

export interface CodeLens {
  readonly range: Range;
  readonly title: string;
  /** Places to show when it is clicked; without them it is text only. */
  readonly places?: readonly Location[];
}

/** What a person has switched on: the settings of `djangoPreflight` that are off by default. */
export interface Preferences {
  /** `inlayHints.productionValues` */
  readonly productionValues: boolean;
  /** `codeLens.environmentVariables` */
  readonly environmentVariables: boolean;
}

/** The editor's features for one kind of file. All of it is total: any text at any place gives an answer. */
export interface LanguageProvider {
  /** Whether a file is of this kind, by its path alone. */
  accepts(path: string): boolean;
  /** The same as a glob, by which editors decide whether to ask. May match more than `accepts`. */
  readonly glob: string;
  /** Characters after which an editor asks for completions by itself; letters always do. */
  readonly triggers?: string;
  /** Features that are there only where a person has switched something on. */
  readonly switches?: Partial<Record<"inlayHints" | "codeLenses", keyof Preferences>>;
  complete?(cursor: Cursor): readonly Completion[];
  hover?(cursor: Cursor): HoverText | undefined;
  definition?(cursor: Cursor): readonly Target[];
  /** All places of what stands there, this one included. */
  references?(cursor: Cursor): readonly Location[];
  prepareRename?(cursor: Cursor): RenameTarget | undefined;
  /** The changes, or why the name cannot be that. */
  rename?(cursor: Cursor, name: string): readonly FileChange[] | { readonly problem: string };
  documentLinks?(subject: Subject): readonly DocumentLink[];
  symbols?(subject: Subject): readonly DocumentSymbol[];
  folding?(subject: Subject): readonly FoldingRange[];
  /** @param range the part of the file that is on the screen */
  inlayHints?(subject: Subject, range: Range): readonly InlayHint[];
  codeLenses?(subject: Subject): readonly CodeLens[];
}
