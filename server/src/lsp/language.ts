/** The features of `language/` as the protocol has them. */
// Not from vscode-languageserver-protocol: the bundle would hold that a second time.
import {
  type ClientCapabilities,
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Connection,
  type DocumentSymbol,
  ErrorCodes,
  FoldingRangeKind,
  type Hover,
  InsertTextFormat,
  type LocationLink,
  type Location as LspLocation,
  MarkupKind,
  type Registration,
  ResponseError,
  type ServerCapabilities,
  SymbolKind,
  type TextDocumentClientCapabilities,
} from "vscode-languageserver";
import type {
  Completion,
  CompletionKind,
  DocumentSymbol as FoundSymbol,
  LanguageContext,
  LanguageProvider,
  Preferences,
} from "../language/features";
import * as language from "../language/language";
import { withoutPlaces } from "../language/snippets";
import { linesOf, type Snapshot } from "../snapshot";
import type { LineIndex, Location } from "../syntax/text";
import { type Folder, locationOf, rangeOf } from "./convert";
import type { Session } from "./session";
import { type EditorState, workspaceEdit } from "./workspaceEdit";

interface Feature {
  readonly method: string;
  /** The client's capability. */
  readonly client: keyof TextDocumentClientCapabilities;
  readonly server: keyof ServerCapabilities;
  readonly options?: object;
}

const FEATURES: Partial<Record<keyof LanguageProvider, Feature>> = {
  complete: { method: "textDocument/completion", client: "completion", server: "completionProvider" },
  definition: { method: "textDocument/definition", client: "definition", server: "definitionProvider" },
  references: { method: "textDocument/references", client: "references", server: "referencesProvider" },
  rename: {
    method: "textDocument/rename",
    client: "rename",
    server: "renameProvider",
    options: { prepareProvider: true },
  },
  documentLinks: {
    method: "textDocument/documentLink",
    client: "documentLink",
    server: "documentLinkProvider",
  },
  symbols: {
    method: "textDocument/documentSymbol",
    client: "documentSymbol",
    server: "documentSymbolProvider",
  },
  folding: { method: "textDocument/foldingRange", client: "foldingRange", server: "foldingRangeProvider" },
  inlayHints: { method: "textDocument/inlayHint", client: "inlayHint", server: "inlayHintProvider" },
  codeLenses: { method: "textDocument/codeLens", client: "codeLens", server: "codeLensProvider" },
};

/**
 * What the server says it can do before anything is registered, and what it registers then. An editor that lets it register
 * features asks only where there is an answer: VS Code takes a refused rename in a Python file for the last word on it.
 */
export function languageCapabilities(client: ClientCapabilities): {
  readonly capabilities: Partial<ServerCapabilities>;
  readonly registrations: readonly Registration[];
} {
  const capabilities: Record<string, object> = {};
  const registrations: Registration[] = [];
  for (const [name, feature] of Object.entries(FEATURES)) {
    const offers = language.offersOf(name as keyof LanguageProvider);
    const supported = client.textDocument?.[feature.client] as
      | { readonly dynamicRegistration?: boolean }
      | undefined;
    const optionsOf = (triggerCharacters: readonly string[]) =>
      name === "complete" ? { triggerCharacters } : { ...feature.options };
    if (!supported?.dynamicRegistration) {
      const triggers = offers.flatMap((offer) => offer.triggers);
      if (offers.length > 0) capabilities[feature.server] = optionsOf([...new Set(triggers)]);
      continue;
    }
    offers.forEach(({ globs, triggers }, n) => {
      const documentSelector = globs.map((pattern) => ({ pattern }));
      registrations.push({
        id: `${feature.method} ${n}`,
        method: feature.method,
        registerOptions: { ...optionsOf(triggers), documentSelector },
      });
    });
  }
  return { capabilities, registrations };
}

/** Command of the client: shows places in the peek view. Its arguments are those of `editor.action.showReferences`. */
const SHOW_PLACES = "djangoPreflight.showPlaces";

type SessionOf = (uri: string) => { readonly session: Session; readonly path: string } | undefined;

/** Answers the editor's questions; hovers apart, which `hoverAt` answers. */
export function serveLanguage(
  connection: Connection,
  sessionOf: SessionOf,
  editor: EditorState,
  preferences: () => Preferences,
): void {
  /** Asks about a file; nothing is analysed for files without the feature. */
  const ask = <T>(
    { uri }: { readonly uri: string },
    feature: keyof LanguageProvider,
    question: (context: LanguageContext, path: string, lines: LineIndex, folder: Folder) => T,
    options: { readonly current: boolean; readonly trigger?: string } = { current: true },
  ): Promise<T> | null => {
    const found = sessionOf(uri);
    const offer = { trigger: options.trigger, preferences: preferences() };
    if (found === undefined || !language.offers(found.path, feature, offer)) return null;
    const { preflight, folder } = found.session;
    return preflight.ask(
      (context) => question(context, found.path, linesOf(context.snapshot, found.path), folder),
      options,
    );
  };

  connection.onCompletion(({ textDocument, position, context: typed }) =>
    ask(
      textDocument,
      "complete",
      (context, path, lines) =>
        completions(context, path, lines, lines.offsetAt(position), editor, typed?.triggerCharacter),
      // The list must be there when the key is: it does not wait for an analysis.
      { current: false, trigger: typed?.triggerCharacter },
    ),
  );

  connection.onDefinition(({ textDocument, position }) =>
    ask(textDocument, "definition", (context, path, lines, folder) =>
      language.definition(context, path, lines.offsetAt(position)).map(({ origin, target }): LocationLink => {
        const { uri, range } = locationOf(folder, context.snapshot, target);
        return {
          originSelectionRange: rangeOf(lines, origin),
          targetUri: uri,
          targetRange: range,
          targetSelectionRange: range,
        };
      }),
    ),
  );

  connection.onReferences(({ textDocument, position }) =>
    ask(textDocument, "references", (context, path, lines, folder) =>
      places(language.references(context, path, lines.offsetAt(position)), context.snapshot, folder),
    ),
  );

  connection.onPrepareRename(({ textDocument, position }) =>
    ask(textDocument, "rename", (context, path, lines) => {
      const found = language.prepareRename(context, path, lines.offsetAt(position));
      return found === undefined ? null : { range: rangeOf(lines, found.range), placeholder: found.name };
    }),
  );

  connection.onRenameRequest(({ textDocument, position, newName }) =>
    ask(textDocument, "rename", (context, path, lines, folder) => {
      const changes = language.rename(context, path, lines.offsetAt(position), newName);
      if (changes === undefined) return null;
      if ("problem" in changes) throw new ResponseError(ErrorCodes.InvalidParams, changes.problem);
      return workspaceEdit(changes, context.snapshot, folder, editor);
    }),
  );

  connection.onDocumentLinks(({ textDocument }) =>
    ask(textDocument, "documentLinks", (context, path, lines, folder) =>
      language.documentLinks(context, path).map(({ range, target, tooltip }) => ({
        range: rangeOf(lines, range),
        target: "url" in target ? target.url : folder.uriOf(target.path),
        tooltip,
      })),
    ),
  );

  // What only the file itself decides needs no analysis either.
  connection.onDocumentSymbol(({ textDocument }) =>
    ask(
      textDocument,
      "symbols",
      (context, path, lines) => language.symbols(context, path).map((symbol) => symbolOf(symbol, lines)),
      { current: false },
    ),
  );

  connection.onFoldingRanges(({ textDocument }) =>
    ask(
      textDocument,
      "folding",
      (context, path, lines) =>
        language.folding(context, path).map(({ range, kind }) => ({
          startLine: lines.positionAt(range.start).line,
          endLine: lines.positionAt(range.end).line,
          kind: kind === "comment" ? FoldingRangeKind.Comment : undefined,
        })),
      { current: false },
    ),
  );

  connection.languages.inlayHint.on(({ textDocument, range }) =>
    ask(textDocument, "inlayHints", (context, path, lines) => {
      const visible = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      return language.inlayHints(context, path, visible, preferences()).map(({ at, text, tooltip }) => ({
        position: lines.positionAt(at),
        label: text,
        paddingLeft: true,
        tooltip: tooltip === undefined ? undefined : { kind: MarkupKind.Markdown, value: tooltip },
      }));
    }),
  );

  connection.onCodeLens(({ textDocument }) =>
    ask(textDocument, "codeLenses", (context, path, lines, folder) =>
      language.codeLenses(context, path, preferences()).map(({ range, title, places: shown }): CodeLens => {
        const at = rangeOf(lines, range);
        const command =
          shown === undefined
            ? { title, command: "" }
            : {
                title,
                command: SHOW_PLACES,
                arguments: [textDocument.uri, at.start, places(shown, context.snapshot, folder)],
              };
        return { range: at, command };
      }),
    ),
  );
}

/** The hover of `language/`; null where it has none. */
export async function hoverAt(
  { session, path }: NonNullable<ReturnType<SessionOf>>,
  position: { line: number; character: number },
): Promise<Hover | null> {
  if (!language.offers(path, "hover")) return null;
  return session.preflight.ask((context) => {
    const lines = linesOf(context.snapshot, path);
    const found = language.hover(context, path, lines.offsetAt(position));
    return found === undefined
      ? null
      : {
          contents: { kind: MarkupKind.Markdown, value: found.text },
          range: rangeOf(lines, found.range),
        };
  });
}

const COMPLETION_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  process: CompletionItemKind.Event,
  command: CompletionItemKind.Function,
  module: CompletionItemKind.Module,
  option: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
  value: CompletionItemKind.Value,
  key: CompletionItemKind.Property,
  file: CompletionItemKind.File,
  setting: CompletionItemKind.Constant,
  class: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
};

/** The commands of VS Code; other editors do not know them and ask at the next key. */
const ASK_AGAIN = { title: "Suggest", command: "editor.action.triggerSuggest" };

function completions(
  context: LanguageContext,
  path: string,
  lines: LineIndex,
  offset: number,
  { snippets }: EditorState,
  trigger: string | undefined,
) {
  const textOf = ({ label, text = label, snippet }: Completion) =>
    snippet && !snippets ? withoutPlaces(text) : text;
  return language.complete(context, path, offset, trigger).map(
    (found, n): CompletionItem => ({
      label: found.label,
      kind: COMPLETION_KINDS[found.kind],
      detail: found.detail,
      documentation:
        found.documentation === undefined
          ? undefined
          : { kind: MarkupKind.Markdown, value: found.documentation },
      filterText: found.filter,
      tags: found.deprecated ? [CompletionItemTag.Deprecated] : undefined,
      // The order they come in, where they match what is typed equally well.
      sortText: String(n).padStart(4, "0"),
      insertTextFormat: found.snippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range: rangeOf(lines, found.range), newText: textOf(found) },
      command: found.more ? ASK_AGAIN : undefined,
    }),
  );
}

const SYMBOL_KINDS: Readonly<Record<FoundSymbol["kind"], SymbolKind>> = {
  process: SymbolKind.Event,
  section: SymbolKind.Namespace,
  variable: SymbolKind.Variable,
  setting: SymbolKind.Constant,
  item: SymbolKind.Property,
};

function symbolOf(symbol: FoundSymbol, lines: LineIndex): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: rangeOf(lines, symbol.range),
    selectionRange: rangeOf(lines, symbol.nameRange),
    children: symbol.children?.map((child) => symbolOf(child, lines)),
  };
}

/** In the order of files and lines, each once. */
function places(found: readonly Location[], snapshot: Snapshot, folder: Folder): LspLocation[] {
  const sorted = found.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
  return sorted
    .filter(({ file, start }, n) => file !== sorted[n - 1]?.file || start !== sorted[n - 1]?.start)
    .map((at) => locationOf(folder, snapshot, at));
}
