/** The service on a project on disk. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { applyEdits, type FileChange } from "../../server/src/edits/edit";
import { nodeWorkspace } from "../../server/src/hosts/nodeWorkspace";
import type { FixSafety } from "../../server/src/rules/rule";
import { createPreflight, type Preflight, type PreflightConfiguration } from "../../server/src/service";
import { testGrammars } from "./grammars";

export interface FixOffer {
  readonly rule: string;
  /** The finding's id, with the title what tells one offer from another. */
  readonly verdict: string;
  readonly title: string;
  readonly safety: FixSafety;
  readonly changes: readonly FileChange[];
}

/** Calls `use` with the service on the project in a directory. Its errors are thrown. */
export async function withPreflight<T>(
  directory: string,
  configuration: PreflightConfiguration,
  use: (service: Preflight) => Promise<T>,
): Promise<T> {
  const errors: Error[] = [];
  const service = createPreflight({
    workspace: nodeWorkspace(directory),
    grammars: await testGrammars(),
    rootPath: directory,
    logger: { error: (message, cause) => errors.push(new Error(message, { cause })) },
    configuration,
  });
  try {
    const result = await use(service);
    if (errors[0] !== undefined) throw errors[0];
    return result;
  } finally {
    service.dispose();
  }
}

/** The fixes of all findings of the project in a directory, with every variable set or not, as the editor has it. */
export function offeredFixes(directory: string): Promise<FixOffer[]> {
  return withPreflight(directory, {}, (service) =>
    service.use((report) =>
      report.projects
        .flatMap(({ verdicts }) => verdicts)
        .filter(({ shown }) => shown)
        .flatMap(({ id, rule, fixes }) => fixes.map((fix) => ({ rule, verdict: id, ...fix }))),
    ),
  );
}

/** Applies a fix to the files of a directory that is like the one it was offered for. */
export function applyFix(directory: string, fix: Pick<FixOffer, "changes">): void {
  for (const change of fix.changes) {
    const file = path.join(directory, change.path);
    if (change.kind === "delete") rmSync(file);
    else if (change.kind === "rename") renameSync(file, path.join(directory, change.to));
    else {
      const text =
        change.kind === "create" ? change.text : applyEdits(readFileSync(file, "utf8"), change.edits);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** Applies the first fix that is offered, again and again until there is none; steps of a ramp are left alone. */
export async function applyAllFixes(directory: string): Promise<FixOffer[]> {
  const applied: FixOffer[] = [];
  for (;;) {
    const fix = (await offeredFixes(directory)).find(({ safety }) => safety !== "step");
    if (fix === undefined) return applied;
    if (applied.some((other) => JSON.stringify(other) === JSON.stringify(fix)) || applied.length > 100) {
      throw new Error(`“${fix.title}” (${fix.verdict}) is offered again after it was applied`);
    }
    applyFix(directory, fix);
    applied.push(fix);
  }
}
