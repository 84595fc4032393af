/** CI: the commands that GitHub Actions, GitLab CI, CircleCI and Bitbucket Pipelines run. */
import { basename, dirname } from "../paths";
import { perDocument, type SourceDocument } from "../syntax/document";
import { get, keyText, type YamlNode } from "../syntax/yaml";
import { type YamlCommand, type YamlValue, yamlCommand, yamlPairs, yamlValue } from "./yamlCommands";

export type WorkflowSystem = "GitHub Actions" | "GitLab CI" | "CircleCI" | "Bitbucket Pipelines";

export interface WorkflowCommand extends YamlCommand {
  /** The job, or the pipeline, that it belongs to. */
  readonly job: string;
  /** The directory that it runs in, if the step says so. */
  readonly directory: string | undefined;
}

export interface Workflow {
  readonly path: string;
  readonly system: WorkflowSystem;
  readonly commands: readonly WorkflowCommand[];
  /** What it takes from elsewhere, which may run anything: other workflows, actions that are no commands, included files. */
  readonly uses: readonly YamlValue[];
}

/** Which system a file is for, by its path; undefined for any other file. */
export function workflowSystem(path: string): WorkflowSystem | undefined {
  const name = basename(path);
  const directory = dirname(path);
  if (/\.ya?ml$/.test(name) && /(?:^|\/)\.github\/workflows$/.test(directory)) return "GitHub Actions";
  if (/(?:^|\/)\.circleci$/.test(directory) && /^config\.ya?ml$/.test(name)) return "CircleCI";
  if (/^\.gitlab-ci\.ya?ml$/.test(name)) return "GitLab CI";
  return name === "bitbucket-pipelines.yml" ? "Bitbucket Pipelines" : undefined;
}

/** Reads the file of a CI system. Total: what does not fit is left out. */
export const parseWorkflow = perDocument((document): Workflow => {
  const { root } = document.yaml();
  const system = workflowSystem(document.path) ?? "GitHub Actions";
  const reader = new Reader(document);
  switch (system) {
    case "GitHub Actions":
      reader.github(root);
      break;
    case "GitLab CI":
      reader.gitlab(root);
      break;
    case "CircleCI":
      reader.circle(root);
      break;
    case "Bitbucket Pipelines":
      reader.bitbucket(root);
      break;
  }
  return { path: document.path, system, commands: reader.commands, uses: reader.uses };
});

/** Keys of GitLab's top level that are no jobs. */
const GITLAB_KEYS = new Set([
  "stages",
  "variables",
  "include",
  "workflow",
  "image",
  "services",
  "cache",
  "pages:deploy",
]);

const MAX_DEPTH = 12;

class Reader {
  readonly commands: WorkflowCommand[] = [];
  readonly uses: YamlValue[] = [];

  constructor(private readonly document: SourceDocument) {}

  github(root: YamlNode | undefined): void {
    for (const [job, { value }] of yamlPairs(get(root, "jobs"))) {
      this.#use(get(value, "uses"));
      const usual =
        this.#directory(get(get(value, "defaults"), "run")) ??
        this.#directory(get(get(root, "defaults"), "run"));
      for (const step of itemsOf(get(value, "steps"))) {
        this.#use(get(step, "uses"));
        this.#command(get(step, "run"), job, this.#directory(step) ?? usual);
      }
    }
  }

  gitlab(root: YamlNode | undefined): void {
    for (const item of oneOrMore(get(root, "include")))
      this.#use(item.kind === "mapping" ? item.pairs[0]?.value : item);
    for (const [job, { value }] of [...yamlPairs(root)]) {
      if (GITLAB_KEYS.has(job)) continue;
      // At the top level the scripts of all jobs may stand, too.
      if (/script$/.test(job)) this.#script(value, job);
      for (const key of ["before_script", "script", "after_script"]) this.#script(get(value, key), job);
      this.#use(get(get(value, "trigger"), "include"));
    }
  }

  circle(root: YamlNode | undefined): void {
    for (const [, { value }] of yamlPairs(get(root, "orbs"))) this.#use(value);
    for (const section of ["commands", "jobs"])
      for (const [job, { value }] of yamlPairs(get(root, section)))
        this.#circleSteps(get(value, "steps"), job, 0);
  }

  bitbucket(root: YamlNode | undefined): void {
    this.#steps(get(root, "pipelines"), "", 0);
    this.#steps(get(root, "definitions"), "definitions", 0);
  }

  #circleSteps(steps: YamlNode | undefined, job: string, depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const step of itemsOf(steps)) {
      const run = get(step, "run");
      this.#command(run?.kind === "mapping" ? get(run, "command") : run, job, this.#directory(run));
      for (const key of ["when", "unless"]) this.#circleSteps(get(get(step, key), "steps"), job, depth + 1);
    }
  }

  /** The scripts of all steps below a node, however they are nested. */
  #steps(node: YamlNode | undefined, job: string, depth: number): void {
    if (depth > MAX_DEPTH || node === undefined) return;
    if (node.kind === "sequence") for (const item of node.items) this.#steps(item, job, depth + 1);
    if (node.kind !== "mapping") return;
    for (const pair of node.pairs) {
      const key = keyText(pair) ?? "";
      if (key === "script" || key === "after-script") this.#script(pair.value, job);
      else this.#steps(pair.value, job === "" || job === "definitions" ? key : job, depth + 1);
    }
  }

  /** A command, or a list of them, maybe of lists. */
  #script(node: YamlNode | undefined, job: string): void {
    for (const item of oneOrMore(node)) {
      if (item.kind === "sequence") for (const inner of item.items) this.#command(inner, job, undefined);
      else if (item.kind === "mapping") this.#use(get(item, "pipe"));
      else this.#command(item, job, undefined);
    }
  }

  #command(node: YamlNode | undefined, job: string, directory: string | undefined): void {
    if (node?.kind !== "scalar") return;
    const command = yamlCommand(node, this.document);
    this.commands.push({
      text: command.text,
      range: command.range,
      job,
      directory,
      get shell() {
        return command.shell;
      },
    });
  }

  #directory(node: YamlNode | undefined): string | undefined {
    const found = get(node, "working-directory") ?? get(node, "working_directory");
    return yamlValue(found, this.document)?.value;
  }

  #use(node: YamlNode | undefined): void {
    const found = yamlValue(node, this.document);
    if (found !== undefined) this.uses.push(found);
  }
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "sequence" ? node.items : [];
}

function oneOrMore(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined || node.kind === "null") return [];
  return node.kind === "sequence" ? node.items : [node];
}
