/** The list in which people look for an item by any word. */
import * as vscode from "vscode";
import { type Entry, iconOf, stateWords } from "./model";

/** Asks for one of the items; undefined if nobody chooses. */
export async function searchItem(entries: readonly Entry[]): Promise<Entry | undefined> {
  const several = new Set(entries.map(({ project }) => project.rootUri)).size > 1;
  const picked = await vscode.window.showQuickPick(
    entries.map((entry) => {
      const { item, section, project } = entry;
      return {
        label: `$(${iconOf(entry).id}) ${item.title}`,
        description: [...(several ? [project.name] : []), section, stateWords(entry)].join(" · "),
        // Only what is shown is searched.
        ...(item.keywords?.length ? { detail: item.keywords.join(", ") } : {}),
        entry,
      };
    }),
    {
      title: "Go to Checklist Item",
      placeHolder: "A word of its title, its section, or what it used to be called",
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return picked?.entry;
}
