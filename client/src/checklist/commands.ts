/** What people do with items of the checklist: open, answer, note, fix, search. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ChecklistAnswer } from "../../../server/src/checklist/answers";
import { fixItem } from "./fixItem";
import type { Entry, Filter } from "./model";
import { searchItem } from "./search";
import { type ChecklistStore, UnwritableAnswers } from "./store";
import type { ChecklistView } from "./view";

/** Registers the commands of the view; those on one item work on the selected one where no row is given. */
export function registerChecklistCommands(
  view: ChecklistView,
  store: ChecklistStore,
  client: BaseLanguageClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const command = (name: string, run: (id?: string) => unknown) =>
    vscode.commands.registerCommand(`djangoPreflight.${name}`, run);
  const onItem = (name: string, run: (entry: Entry) => unknown) =>
    command(name, async (id) => {
      const entry = view.entry(id);
      if (entry !== undefined) await run(entry);
    });
  const answer = (entry: Entry, given: Given | undefined) => storeAnswer(store, log, entry, given);
  const setFilter = (filter: Filter) => () => view.setFilter(filter);

  return vscode.Disposable.from(
    view.onDidTick(async ({ items }) => {
      for (const [id, state] of items) {
        const entry = view.entry(id);
        if (entry === undefined) continue;
        const ticked = state === vscode.TreeItemCheckboxState.Checked;
        const stored = await answer(entry, ticked ? withNote(entry, "done") : noteAlone(entry));
        // Shows the box as it was.
        if (!stored) view.redraw(id);
      }
    }),
    onItem("openItem", (entry) => openLine(entry)),
    onItem("markDone", (entry) => answer(entry, withNote(entry, "done"))),
    onItem("markNotApplicable", async (entry) => {
      const note = await askForReason(entry);
      if (note !== undefined) await answer(entry, { state: "not-applicable", ...(note ? { note } : {}) });
    }),
    onItem("clearAnswer", (entry) => answer(entry, noteAlone(entry))),
    ...["addNote", "editNote"].map((name) =>
      onItem(name, async (entry) => {
        const note = await askForNote(entry);
        if (note === undefined) return;
        const state = entry.answer?.state;
        const kept = { ...(state ? { state } : {}), ...(note ? { note } : {}) };
        await answer(entry, Object.keys(kept).length > 0 ? kept : undefined);
      }),
    ),
    onItem("fixItem", async (entry) => {
      await openLine(entry);
      await fixItem(client, entry);
    }),
    onItem("openLink", ({ item }) => vscode.env.openExternal(vscode.Uri.parse(item.link))),
    command("nextOpen", async () => {
      const entry = await view.revealNextOpen();
      if (entry === undefined) {
        void vscode.window.showInformationMessage("Nothing is left to do in the checklist.");
      } else await openLine(entry);
    }),
    command("searchChecklist", async () => {
      const entry = await searchItem(view.entries);
      if (entry === undefined) return;
      await view.reveal(entry);
      await openLine(entry);
    }),
    // Menus show a tick only as part of a title, so there are two commands for each filter.
    ...(["all", "open", "problems"] as const).flatMap((filter) =>
      ["", "On"].map((on) => command(`filter.${filter}${on}`, setFilter(filter))),
    ),
  );
}

type Given = Pick<ChecklistAnswer, "state" | "note">;

/** A state with the note that is there. */
function withNote({ answer }: Entry, state: NonNullable<Given["state"]>): Given {
  // Why an item was put aside does not say how it was done.
  const note = answer?.state === "not-applicable" ? undefined : answer?.note;
  return { state, ...(note ? { note } : {}) };
}

/** What stays when an answer is taken back: a note, unless it was the reason for putting the item aside. */
function noteAlone({ answer }: Entry): Given | undefined {
  return answer?.note && answer.state !== "not-applicable" ? { note: answer.note } : undefined;
}

/** Opens the line that decides an item, if there is one, and leaves the focus in the tree. */
async function openLine({ item }: Entry): Promise<void> {
  if (item.location === undefined) return;
  const { uri, range } = item.location;
  const start = new vscode.Position(range.start.line, range.start.character);
  const options = { selection: new vscode.Range(start, start), preserveFocus: true };
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(uri), options);
}

/** Asks why an item does not apply: a must where the files show a problem. Undefined if nobody answers. */
async function askForReason({ item, answer, status }: Entry): Promise<string | undefined> {
  const must = status === "problem";
  const reason = await vscode.window.showInputBox({
    title: item.title,
    prompt: `Why does it not apply here?${must ? "" : " The reason is optional."}`,
    value: answer?.note ?? "",
    validateInput: (text) =>
      must && text.trim() === "" ? "The files show a problem, so others will want to know why." : undefined,
  });
  return reason?.trim();
}

/** Asks for a note. Empty: there is to be none. Undefined if nobody answers. */
async function askForNote({ item, answer }: Entry): Promise<string | undefined> {
  const note = await vscode.window.showInputBox({
    title: item.title,
    prompt: answer?.note ? "An empty note is removed." : "A note for everybody who works on this project",
    value: answer?.note ?? "",
  });
  return note?.trim();
}

/** Stores an answer, signed and dated, or removes the one that is there. False if that failed, which people are told. */
async function storeAnswer(
  store: ChecklistStore,
  log: vscode.LogOutputChannel,
  { project: { rootUri }, item }: Entry,
  given: Given | undefined,
): Promise<boolean> {
  try {
    const by = await store.author(rootUri);
    const on = new Date().toISOString().slice(0, 10);
    const signed = given && { ...given, ...(by ? { by } : {}), on };
    await store.answer(rootUri, item.id, signed);
    return true;
  } catch (error) {
    log.error(error as Error);
    void explain(error);
    return false;
  }
}

/** Tells the user why the answer just given was not stored. */
export async function explain(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const buttons = error instanceof UnwritableAnswers ? ["Open File"] : [];
  const chosen = await vscode.window.showErrorMessage(message, ...buttons);
  if (chosen && error instanceof UnwritableAnswers) await vscode.window.showTextDocument(error.file);
}
