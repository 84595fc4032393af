/** Quick fixes and fix-all. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver";
import { UNUSED_SUPPRESSION } from "../config/policy";
import { ignoringComment } from "../edits/suppression";
import type { OfferedFix, Report, ReportedVerdict } from "../report";
import type { Preflight } from "../service";
import type { Snapshot } from "../snapshot";
import type { Folder } from "./convert";
import { diagnosticOf } from "./diagnostics";
import { type Annotation, type EditorState, workspaceEdit } from "./workspaceEdit";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.djangoPreflight`;

/** What a code action carries to `codeAction/resolve`, so that its edit is computed on the text of that moment. */
interface FixReference {
  readonly folder: string;
  readonly projectRoot: string;
  readonly verdict: string;
  readonly title: string;
  /** The texts that the fix was planned on, by path. */
  readonly planned: Readonly<Record<string, string>>;
}

/** The actions for a range of a file. */
export async function codeActions(
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  params: CodeActionParams,
): Promise<CodeAction[]> {
  const uri = params.textDocument.uri;
  const path = folder.pathOf(uri);
  if (path === undefined) return [];
  const wanted = (kind: string) =>
    params.context.only === undefined ||
    params.context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    actions.push(
      ...(await preflight.use((report, snapshot) =>
        quickFixes(report, snapshot, folder, editor, path, params),
      )),
    );
  }
  // Only when it is asked for: as part of the light bulb it would be computed at every cursor movement.
  if (params.context.only !== undefined && wanted(FIX_ALL)) {
    const edits = await preflight.fixAll(path);
    if (edits.length > 0) {
      const edit = await preflight.use((_, snapshot) =>
        workspaceEdit([{ kind: "edit", path, edits }], snapshot, folder, editor),
      );
      actions.push({ title: "Apply all safe fixes of Django Preflight", kind: FIX_ALL, edit });
    }
  }
  return actions;
}

function quickFixes(
  report: Report,
  snapshot: Snapshot,
  folder: Folder,
  editor: EditorState,
  path: string,
  { range }: CodeActionParams,
): CodeAction[] {
  const lines = snapshot.file(path)?.lines;
  if (lines === undefined) return [];
  const start = lines.offsetAt(range.start);
  const end = lines.offsetAt(range.end);
  const found = report.projects.flatMap(({ project, verdicts }) =>
    verdicts
      .filter(
        ({ shown, verdict: { at }, scope }) =>
          shown && at!.file === path && Math.min(at!.start, scope!.start) <= end && scope!.end >= start,
      )
      .map((verdict) => ({ verdict, root: project.root })),
  );
  const actions = [
    ...found.flatMap(({ verdict, root }) =>
      verdict.fixes.map((fix) => quickFix(verdict, fix, root, snapshot, folder, editor, path)),
    ),
    // To mend something comes before looking away.
    ...found.flatMap(({ verdict }) => ignoreAction(verdict, snapshot, folder, editor)),
  ];
  // Projects that share a file offer the same fix of it.
  return actions.filter((action, n) => actions.findIndex(({ title }) => title === action.title) === n);
}

/** Writes a suppression comment, where there is a place for one. */
function ignoreAction(
  verdict: ReportedVerdict,
  snapshot: Snapshot,
  folder: Folder,
  editor: EditorState,
): CodeAction[] {
  const { rule } = verdict;
  const change = rule === UNUSED_SUPPRESSION ? undefined : ignoringComment(snapshot, verdict.scope!, rule);
  if (change === undefined) return [];
  return [
    {
      title: `Ignore ${rule} here`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(verdict, snapshot, folder)],
      edit: workspaceEdit([change], snapshot, folder, editor),
    },
  ];
}

/** The action that applies one fix of a finding in the file `path`. */
export function quickFix(
  verdict: ReportedVerdict,
  fix: OfferedFix,
  projectRoot: string,
  snapshot: Snapshot,
  folder: Folder,
  editor: EditorState,
  path: string,
): CodeAction {
  const action: CodeAction = {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(verdict, snapshot, folder)],
    isPreferred: fix.preferred,
  };
  if (fix.changes.every((change) => change.kind === "edit" && change.path === path)) {
    return { ...action, edit: workspaceEdit(fix.changes, snapshot, folder, editor, annotationOf(fix)) };
  }
  const planned = Object.fromEntries(
    fix.changes.map((change) => [change.path, textHash(snapshot.file(change.path)?.text ?? "")]),
  );
  const data: FixReference = {
    folder: folder.uri,
    projectRoot,
    verdict: verdict.id,
    title: fix.title,
    planned,
  };
  return { ...action, data };
}

/**
 * Completes an action with the edit for the files as they are now. Without an edit if the fix no longer applies, or a file
 * changed since the fix was offered.
 */
export async function resolveCodeAction(
  find: (folder: string) => { readonly preflight: Preflight; readonly folder: Folder } | undefined,
  editor: EditorState,
  action: CodeAction,
): Promise<CodeAction> {
  const reference = action.data as FixReference | undefined;
  const session = reference && find(reference.folder);
  if (reference === undefined || session === undefined) return action;
  const { preflight, folder } = session;
  // The files may have changed on disk without anybody having told us.
  preflight.invalidate(Object.keys(reference.planned));
  const edit = await preflight.use((report, snapshot) => {
    const unchanged = Object.entries(reference.planned).every(
      ([path, hash]) => textHash(snapshot.file(path)?.text ?? "") === hash,
    );
    const project = report.projects.find(({ project: { root } }) => root === reference.projectRoot);
    const verdict = project?.verdicts.find(({ id }) => id === reference.verdict);
    const fix = verdict?.fixes.find(({ title }) => title === reference.title);
    return unchanged && fix !== undefined
      ? workspaceEdit(fix.changes, snapshot, folder, editor, annotationOf(fix))
      : undefined;
  });
  return edit === undefined ? action : { ...action, edit };
}

/**
 * What the editor's preview says of a fix that somebody should look at. The preview is not forced: who picks one fix from a
 * menu has decided, VS Code's would open with every change unticked, and undoing is one key.
 */
function annotationOf({ title, safety }: OfferedFix): Annotation | undefined {
  return safety === "review"
    ? { label: title, description: "changes how production behaves", needsConfirmation: false }
    : undefined;
}

/** FNV-1a, 32 bits, with the length: tells whether a text is still the one that an edit was planned on. */
function textHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}:${hash >>> 0}`;
}
