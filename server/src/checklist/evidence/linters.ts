/** Evidence from the configuration of linters. */
import { tableAt, tomlOf } from "../../files/pyproject";
import { tomlEntry, tomlOutline } from "../../files/tomlText";
import { basename } from "../../paths";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { ChecklistContext, Evidence } from "../item";
import { repositoryFile } from "./files";

/** Ruff with the rules that it has from Bandit. */
export function ruffSecurity(context: ChecklistContext): Evidence | undefined {
  for (const name of ["ruff.toml", ".ruff.toml", "pyproject.toml"]) {
    const path = repositoryFile(context, `linter ${name}`, [name]);
    const document = path === undefined ? undefined : context.snapshot.file(path);
    const found = document && securityRules(document);
    if (found !== undefined) return found;
  }
  return undefined;
}

const securityRules = perDocument((document: SourceDocument): Evidence | undefined => {
  const { path, text } = document;
  const data = tomlOf(document);
  const top = basename(path) === "pyproject.toml" ? ["tool", "ruff"] : [];
  for (const place of [[...top, "lint"], top]) {
    const table = tableAt(data, ...place);
    const ignored = listOf(table.ignore).concat(listOf(table["extend-ignore"]));
    if (ignored.includes("S")) continue;
    for (const key of ["select", "extend-select"]) {
      if (!listOf(table[key]).some((rule) => rule === "ALL" || /^S\d*$/.test(rule))) continue;
      const range = tomlEntry(tomlOutline(text), ...place, key)?.keyRange ?? { start: 0, end: 0 };
      return { detail: `${path} turns on Ruff's security rules.`, at: { file: path, ...range } };
    }
  }
  return undefined;
});

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
