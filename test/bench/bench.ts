/**
 * How long it takes from a keystroke to the verdicts, beside what tree-sitter alone needs for the same text and what
 * `manage.py check --deploy` needs for the same project: npm run bench
 * The ratios hardly depend on the machine; there are no limits to fail on.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Edit } from "web-tree-sitter";
import { createPreflight, type Preflight } from "../../server/src/service";
import { LineIndex } from "../../server/src/syntax/text";
import { execute, readVenvs } from "../conformance/django";
import { testGrammars } from "../support/grammars";
import { memoryWorkspace } from "../support/memoryWorkspace";
import { root } from "../support/root";
import { writeMonorepo } from "./monorepo";
import { type BenchProject, singleModule, splitModules } from "./projects";

/** Rounds before those that count, until the code is compiled as in an editor that has been open for some minutes. */
const WARM_UP = 500;
const ROUNDS = 200;
const DJANGO_ROUNDS = 5;

const grammars = await testGrammars();

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}

/** What one key costs tree-sitter: the text parsed from scratch, and again with the tree of a moment ago. */
function parsing(text: string, at: number): { full: () => void; incremental: () => void } {
  const lines = new LineIndex(text);
  const { line, character } = lines.positionAt(at);
  const point = { row: line, column: character };
  let tree = grammars.parse("python", text);
  let typed = false;
  return {
    full: () => grammars.parse("python", text).delete(),
    incremental: () => {
      typed = !typed;
      const [oldEndIndex, newEndIndex] = typed ? [at, at + 1] : [at + 1, at];
      const after = { row: line, column: character + 1 };
      tree.edit(
        new Edit({
          startIndex: at,
          oldEndIndex,
          newEndIndex,
          startPosition: point,
          oldEndPosition: typed ? point : after,
          newEndPosition: typed ? after : point,
        }),
      );
      const next = grammars.parse("python", typed ? `${text.slice(0, at)}x${text.slice(at)}` : text, tree);
      tree.delete();
      tree = next;
    },
  };
}

/** Presses a key and takes it back the next time, and waits for the verdicts. */
function typing(service: Preflight, { edited, files }: BenchProject): () => Promise<void> {
  const text = files[edited.path]!;
  const start = new LineIndex(text).positionAt(text.indexOf(edited.after) + edited.after.length);
  const after = { ...start, character: start.character + 1 };
  let typed = false;
  service.open(edited.path, text);
  return async () => {
    typed = !typed;
    const range = { start, end: typed ? start : after };
    service.change(edited.path, [{ range, text: typed ? "x" : "" }]);
    await service.use((report) => report.projects.flatMap(({ verdicts }) => verdicts));
  };
}

/** Milliseconds that `manage.py check --deploy` takes; undefined without a virtual environment. */
async function djangoCheck(project: BenchProject): Promise<number | undefined> {
  const venv = readVenvs().find(({ version }) => version !== undefined);
  if (venv === undefined) return undefined;
  const directory = mkdtempSync(path.join(tmpdir(), "preflight-bench-"));
  try {
    for (const [file, text] of Object.entries(project.files)) {
      mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
      writeFileSync(path.join(directory, file), text);
    }
    const times: number[] = [];
    for (let n = 0; n < DJANGO_ROUNDS; n++) {
      const start = performance.now();
      const { stderr } = await execute(venv.python, ["manage.py", "check", "--deploy"], directory, {});
      if (!stderr.includes("System check identified")) throw new Error(`Django did not check: ${stderr}`);
      times.push(performance.now() - start);
    }
    return median(times);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function bench(project: BenchProject): Promise<void> {
  const { edited, files } = project;
  const text = files[edited.path]!;
  // What is re-parsed is the edited file; the yardstick is all of the settings.
  const all = Object.entries(files)
    .filter(([file]) => file.includes("settings"))
    .map(([, content]) => content)
    .join("\n");
  const service = createPreflight({ workspace: memoryWorkspace(files), grammars, rootPath: "/app" });
  const key = typing(service, project);
  const { incremental } = parsing(text, text.indexOf(edited.after) + edited.after.length);
  const { full } = parsing(all, 0);
  const { projects } = await service.check();
  const times = { full: [] as number[], incremental: [] as number[], verdicts: [] as number[] };
  const timed = async (into: number[], step: () => unknown) => {
    const start = performance.now();
    await step();
    into.push(performance.now() - start);
  };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    await timed(times.full, full);
    await timed(times.incremental, incremental);
    await timed(times.verdicts, key);
  }
  for (const each of Object.values(times)) each.splice(0, WARM_UP);
  service.dispose();
  const [parse, again, verdicts] = [median(times.full), median(times.incremental), median(times.verdicts)];
  const check = await djangoCheck(project);
  console.log(`\n${project.name} (${projects[0]?.verdicts.length} verdicts; medians of ${ROUNDS} rounds)`);
  const row = (name: string, time: number) =>
    console.log(
      `  ${name.padEnd(38)} ${time.toFixed(2).padStart(9)} ms ${(time / parse).toFixed(2).padStart(8)} x`,
    );
  row("tree-sitter parses all settings", parse);
  row("tree-sitter parses again after a key", again);
  row("from the key to the verdicts", verdicts);
  if (check === undefined)
    console.log("  manage.py check --deploy: not measured, there is no Django (npm test)");
  else {
    row("manage.py check --deploy", check);
    console.log(
      `  verdicts: ${(verdicts / again).toFixed(1)} incremental parses, ${(check / verdicts).toFixed(0)} times faster than Django's check`,
    );
  }
}

/** The command line on a repository of many projects: how long it takes, and the most memory that it needs, in MB. */
async function checkMonorepo(count: number): Promise<{ seconds: number; memory: number }> {
  const directory = mkdtempSync(path.join(tmpdir(), "preflight-bench-"));
  try {
    writeMonorepo(directory, count);
    const measure = path.join(root, "test/bench/peakMemory.cjs");
    const start = performance.now();
    const { stdout, stderr } = await execute(
      process.execPath,
      ["--require", measure, "--", path.join(root, "dist/cli.js"), "check", "--exit-zero", "."],
      directory,
      {},
    );
    const seconds = (performance.now() - start) / 1000;
    const [, kilobytes] = /^peak memory: (\d+) kB$/m.exec(stderr) ?? [];
    if ((count > 1 && !stdout.includes(`in ${count} projects`)) || kilobytes === undefined)
      throw new Error(`the check failed: ${stderr}`);
    return { seconds, memory: Number(kilobytes) / 1024 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function benchMonorepo(): Promise<void> {
  console.log("\ncheck on a repository of small projects, from the command line");
  for (const count of [1, 50, 200]) {
    const { seconds, memory } = await checkMonorepo(count);
    console.log(
      `  ${String(count).padStart(3)} projects ${seconds.toFixed(2).padStart(9)} s ${(count / seconds).toFixed(1).padStart(8)} projects a second ${memory.toFixed(0).padStart(6)} MB at most`,
    );
  }
}

for (const project of [singleModule(300), splitModules(), singleModule(5000)]) await bench(project);
await benchMonorepo();
