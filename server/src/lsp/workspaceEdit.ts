/** Changes of files as the protocol's edits. */
import type {
  AnnotatedTextEdit,
  CreateFile,
  DeleteFile,
  RenameFile,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver-types";
import type { FileChange } from "../edits/edit";
import { linesOf, type Snapshot } from "../snapshot";
import { type Folder, rangeOf } from "./convert";

export interface EditorState {
  /** The version of an open document, by URI. */
  version(uri: string): number | undefined;
  /** Whether the editor shows edits with an annotation before it makes them. */
  readonly annotations: boolean;
  /** Whether it knows snippets: text with places to type over. */
  readonly snippets: boolean;
}

/** What an editor says of an edit where it shows it before it makes it. */
export interface Annotation {
  readonly label: string;
  readonly description: string;
  /** Whether it must show it. Otherwise it does where the person asks for that. */
  readonly needsConfirmation: boolean;
}

/** The one annotation of an edit. */
const REVIEW = "review";

/** Edits with the versions they were computed for: an editor that has moved on refuses them. */
export function workspaceEdit(
  changes: readonly FileChange[],
  snapshot: Snapshot,
  folder: Folder,
  editor: EditorState,
  annotation?: Annotation,
): WorkspaceEdit {
  const annotated = annotation !== undefined && editor.annotations;
  const mark = annotated ? { annotationId: REVIEW } : {};
  const documentChanges = changes.flatMap((change) => documentChange(change, snapshot, folder, editor, mark));
  return annotated ? { documentChanges, changeAnnotations: { [REVIEW]: annotation } } : { documentChanges };
}

function documentChange(
  change: FileChange,
  snapshot: Snapshot,
  folder: Folder,
  editor: EditorState,
  mark: Partial<Pick<AnnotatedTextEdit, "annotationId">>,
): (TextDocumentEdit | CreateFile | DeleteFile | RenameFile)[] {
  const uri = folder.uriOf(change.path);
  if (change.kind === "delete") return [{ kind: "delete", uri, ...mark }];
  if (change.kind === "rename") {
    const options = { overwrite: false, ignoreIfExists: false };
    return [{ kind: "rename", oldUri: uri, newUri: folder.uriOf(change.to), options, ...mark }];
  }
  if (change.kind === "create") {
    const start = { line: 0, character: 0 };
    return [
      { kind: "create", uri, options: { overwrite: false, ignoreIfExists: false }, ...mark },
      {
        textDocument: { uri, version: null },
        edits: [{ range: { start, end: start }, newText: change.text, ...mark }],
      },
    ];
  }
  const lines = linesOf(snapshot, change.path);
  const edits = change.edits.map((edit) => ({ range: rangeOf(lines, edit), newText: edit.text, ...mark }));
  return [{ textDocument: { uri, version: editor.version(uri) ?? null }, edits }];
}
