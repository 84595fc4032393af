/** The command `probe`: the only one that uses the network. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { version } from "../../../package.json";
import { ANSWERS_FILE, DamagedAnswers, readAnswers, writeAnswers } from "../checklist/answers";
import { type Command, UsageError } from "../cli/arguments";
import { painter } from "../cli/colours";
import { probeJson, probeText } from "../cli/probe";
import { atLeast } from "../cli/text";
import { type Expected, expectedOf } from "../probe/expected";
import { type ProbeReport, probe } from "../probe/probe";
import { type JudgedItems, type Recorded, record } from "../probe/record";
import { BadTarget, parseTarget, type Target } from "../probe/target";
import { openFolder, print, readEnvironment, requireProjects, useEnvironment, WASM } from "./commandFolder";
import { nodeGrammars } from "./nodeGrammars";
import { nodeProber } from "./nodeProber";

type ProbeCommand = Extract<Command, { name: "probe" }>;

/** The project that the site is compared with. */
interface Known {
  readonly root: string;
  readonly settings: string | null;
  readonly expected: Expected;
  readonly items: JudgedItems;
  /** The absolute path of `.preflight/checklist.json`. */
  readonly answersFile: string;
}

/** Exit status of a shell's command that Ctrl+C ended. */
const INTERRUPTED = 130;

export async function probeSite(command: ProbeCommand): Promise<number> {
  const target = targetOf(command.url);
  const known = command.path === undefined ? undefined : await projectOf(command.path, command);
  // Before the first request: what cannot be kept need not be asked for.
  if (command.record) await answersIn(known!.answersFile);
  const report = await run(target, known?.expected);
  if (report === undefined) return INTERRUPTED;
  const recorded = command.record ? await keep(report, known!) : undefined;
  await print(
    command.format === "json"
      ? JSON.stringify(
          probeJson(report, recorded, known && { root: known.root, settings: known.settings }, version),
          null,
          2,
        )
      : probeText(report, recorded, painter(process.stdout, process.env)),
  );
  const failed = report.results.some(
    ({ state, severity }) => state === "fail" && atLeast(severity, command.failOn),
  );
  return failed ? 1 : 0;
}

function targetOf(url: string): Target {
  try {
    return parseTarget(url);
  } catch (error) {
    throw error instanceof BadTarget ? new UsageError(error.message) : error;
  }
}

/** Probes until it is done; undefined if the person pressed Ctrl+C. */
async function run(target: Target, expected: Expected | undefined): Promise<ProbeReport | undefined> {
  const cancel = new AbortController();
  const interrupt = () => cancel.abort(new Error("interrupted"));
  process.once("SIGINT", interrupt);
  try {
    return await probe(target, {
      prober: nodeProber({ signal: cancel.signal }),
      expected,
      onStep: (url) => {
        if (process.stderr.isTTY) console.error(`asking for ${url}`);
      },
      now: Date.now,
    });
  } catch (error) {
    if (cancel.signal.aborted) return undefined;
    throw error;
  } finally {
    process.removeListener("SIGINT", interrupt);
  }
}

async function projectOf(path: string, command: ProbeCommand): Promise<Known> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const folder = await openFolder(path, command, environment, grammars);
  const { preflight, root } = folder;
  const projects = await requireProjects(folder, path);
  if (projects.length > 1) {
    const roots = projects.map(({ project }) => project.root || ".");
    throw new UsageError(`${path} has several projects; name the folder of one: ${roots.join(", ")}`);
  }
  await useEnvironment(folder, command.environments[0]);
  const known = await preflight.use((report, snapshot): Known => {
    const [only] = report.projects;
    const { project, settings } = only!;
    const results = preflight.checklist(only!, snapshot).flatMap(({ items }) => items);
    return {
      root: project.root === "" ? "." : project.root,
      settings: project.settings.module?.name ?? null,
      expected: expectedOf(settings),
      items: Object.fromEntries(results.map(({ item, state }) => [item.id, { kind: item.kind, state }])),
      answersFile: join(root, project.root, ANSWERS_FILE),
    };
  });
  preflight.dispose();
  return known;
}

/** Writes what the report proves into the answers. */
async function keep(report: ProbeReport, { items, answersFile }: Known): Promise<Recorded> {
  const { text, answers } = await answersIn(answersFile);
  const recorded = record(report, items, answers, report.at.slice(0, 10));
  if (Object.keys(recorded.changes).length > 0) {
    try {
      await mkdir(dirname(answersFile), { recursive: true });
      await writeFile(answersFile, writeAnswers(text, recorded.changes));
    } catch {
      throw new UsageError(`cannot write ${answersFile}`);
    }
  }
  return recorded;
}

/** The answers as they are now. Throws UsageError for a file that must not be changed. */
async function answersIn(file: string) {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UsageError(`cannot read ${file}`);
  });
  try {
    const { answers, readOnly } = text === undefined ? { answers: {} } : readAnswers(text);
    if (readOnly !== undefined) throw new UsageError(`${file} cannot be changed: ${readOnly}`);
    return { text, answers };
  } catch (error) {
    throw error instanceof DamagedAnswers
      ? new UsageError(`${file} cannot be used: ${error.message}`)
      : error;
  }
}
