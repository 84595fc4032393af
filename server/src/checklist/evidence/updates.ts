/** Evidence for services that propose updates of dependencies. */
import { perDocument } from "../../syntax/document";
import { get } from "../../syntax/yaml";
import type { ChecklistContext, Evidence } from "../item";
import { repositoryFile, startOf } from "./files";
import { packageJsons } from "./packageJson";

const RENOVATE = [
  "renovate.json",
  "renovate.json5",
  ".renovaterc",
  ".renovaterc.json",
  ".renovaterc.json5",
  ".github/renovate.json",
  ".github/renovate.json5",
  ".gitlab/renovate.json",
  ".gitlab/renovate.json5",
];

/** The configuration of Dependabot, for Python, or of Renovate, PyUp or Snyk. */
export function updateBot(context: ChecklistContext): Evidence | undefined {
  const dependabot = repositoryFile(context, "dependabot", [
    ".github/dependabot.yml",
    ".github/dependabot.yaml",
  ]);
  const document = dependabot === undefined ? undefined : context.snapshot.file(dependabot);
  const found = document && pythonUpdates(document);
  if (found !== undefined) return found;
  const other = repositoryFile(context, "update bots", [...RENOVATE, ".pyup.yml", ".pyup.yaml", ".snyk"]);
  if (other !== undefined) return { detail: `${other} sets up updates of dependencies.`, at: startOf(other) };
  for (const { path, keys } of packageJsons(context)) {
    const key = keys.get("renovate");
    if (key !== undefined) return { detail: `${path} sets up Renovate.`, at: { file: path, ...key } };
  }
  return undefined;
}

/** The entry of dependabot.yml for Python's packages. */
const pythonUpdates = perDocument((document): Evidence | undefined => {
  const updates = get(document.yaml().root, "updates");
  for (const item of updates?.kind === "sequence" ? updates.items : []) {
    const system = get(item, "package-ecosystem");
    if (system?.kind !== "scalar" || !/^(?:pip|uv|pipenv|poetry)$/.test(system.value)) continue;
    const { path } = document;
    return {
      detail: `${path} has Dependabot look at Python's packages.`,
      at: { file: path, start: system.start, end: system.end },
    };
  }
  return undefined;
});
