/** The command `django-preflight`, which is the language server too: one bundle for both keeps the extension small. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { version } from "../../../package.json";
import { type Command, parseCommand, USAGE, UsageError } from "../cli/arguments";
import { deploymentSummary, fixSummary, unifiedDiff } from "../cli/fixText";
import { explainJson, SCHEMA_VERSION } from "../cli/json";
import { explanation } from "../cli/text";
import type { SettingDescription } from "../explain";
import type { ChangedFile } from "../fixPlan";
import { check, compare } from "./check";
import { checklist } from "./checklist";
import { openFolder, print, readEnvironment, requireProjects, useEnvironment, WASM } from "./commandFolder";
import { nodeGrammars } from "./nodeGrammars";
import { probeSite } from "./probe";

type ExplainCommand = Extract<Command, { name: "explain" }>;
type FixCommand = Extract<Command, { name: "fix" }>;
type NewCommand = Extract<Command, { name: "new" }>;

async function run(argv: readonly string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.name) {
    case "help":
      console.log(USAGE);
      return 0;
    case "version":
      console.log(version);
      return 0;
    case "check":
      return command.compare ? compare(command) : check(command);
    case "checklist":
      return checklist(command);
    case "explain":
      return explain(command);
    case "fix":
      return fix(command);
    case "new":
      return writeDeployment(command);
    case "probe":
      return probeSite(command);
    case "server": {
      // Loaded only here: the other commands have no use for a connection.
      const { serve } = await import("./node");
      serve(WASM);
      return 0;
    }
  }
}

async function explain(command: ExplainCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const folder = await openFolder(command.project, command, environment, grammars);
  const { preflight, show } = folder;
  await requireProjects(folder, command.project);
  const projects = await useEnvironment(folder, command.environments[0]);
  const json: ReturnType<typeof explainJson>[] = [];
  const output: string[] = [];
  for (const project of projects) {
    const names = command.settingNames.length > 0 ? command.settingNames : project.settings.names;
    const settings: SettingDescription[] = [];
    for (const name of names) settings.push(await preflight.explain(project, name));
    const result = await preflight.use((_, snapshot) => ({
      json: explainJson(project, settings, snapshot),
      text: settings.flatMap((setting) => explanation(setting, snapshot, show)),
    }));
    json.push(result.json);
    output.push(...result.text);
  }
  preflight.dispose();
  await print(
    command.format === "json"
      ? JSON.stringify({ schemaVersion: SCHEMA_VERSION, toolVersion: version, projects: json }, null, 2)
      : output.join("\n"),
  );
  return 0;
}

async function fix(command: FixCommand): Promise<number> {
  const grammars = await nodeGrammars(WASM);
  const folder = await openFolder(command.path, command, undefined, grammars);
  const { preflight, root } = folder;
  await requireProjects(folder, command.path);
  const plan = await preflight.fix(command.safety);
  preflight.dispose();
  const diff = plan.files.map(unifiedDiff).join("");
  if (diff !== "") await print(diff.trimEnd());
  if (!command.dryRun) for (const file of plan.files) await writeChange(root, file);
  console.error(fixSummary(plan, command.dryRun).join("\n"));
  return command.dryRun && plan.files.length > 0 ? 1 : 0;
}

/** `new`: the files of a deployment. Of several projects the first in the folder is meant. */
async function writeDeployment(command: NewCommand): Promise<number> {
  const grammars = await nodeGrammars(WASM);
  const folder = await openFolder(command.path, command, undefined, grammars);
  const { preflight, root } = folder;
  const projects = await requireProjects(folder, command.path);
  const kind = command.container ? "container" : undefined;
  const plan = await preflight.newDeployment(projects[0]!.project.root, kind);
  preflight.dispose();
  const { files } = plan!;
  if (files.length > 0) await print(files.map(unifiedDiff).join("").trimEnd());
  if (!command.dryRun) for (const file of files) await writeChange(root, file);
  console.error(deploymentSummary(plan!, command.dryRun).join("\n"));
  return command.dryRun && files.length > 0 ? 1 : 0;
}

/** Writes a file, if it is still what the fixes were planned on. */
async function writeChange(root: string, { path, before, after }: ChangedFile): Promise<void> {
  const file = join(root, path);
  const now = await readFile(file, "utf8").catch(() => undefined);
  if (now !== before) throw new UsageError(`${path} has changed in the meantime; nothing of it was written`);
  if (after === undefined) await rm(file);
  else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, after);
  }
}

// `django-preflight check | head` closes the pipe: nothing to say about that.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
});

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    const message = error instanceof UsageError ? text : text.split("\n")[0];
    console.error(
      error instanceof UsageError
        ? `django-preflight: ${message}`
        : `django-preflight: internal error: ${message}`,
    );
    process.exitCode = 2;
  },
);
