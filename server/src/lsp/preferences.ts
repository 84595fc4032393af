/** What a person has switched on in the editor's settings. */
import type { Connection } from "vscode-languageserver";
import type { Preferences } from "../language/features";

export const NOTHING_ON: Preferences = { productionValues: false, environmentVariables: false };

/** Asks the editor, which must know `workspace/configuration`. */
export async function readPreferences(connection: Connection): Promise<Preferences> {
  const found: unknown = await connection.workspace.getConfiguration("djangoPreflight");
  const on = (section: string, name: string) =>
    property(property(found, section), name) === true || property(found, `${section}.${name}`) === true;
  return {
    productionValues: on("inlayHints", "productionValues"),
    environmentVariables: on("codeLens", "environmentVariables"),
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
