/** A process of real Django that answers for one generated project after the other. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { root } from "../../support/root";
import type { Venv } from "../django";
import type { Answer } from "../values";
import type { GeneratedProject } from "./project";

/** What Django says of a project, and the directory in which it said so: values may hold it. */
export interface RealAnswer extends Answer {
  readonly directory: string;
}

/** Projects that wait in the process's input at a time. */
const AHEAD = 8;

export class RealDjango {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: Interface;
  private readonly waiting: ((line: string) => void)[] = [];
  private readonly directory: Promise<string>;
  private errors = "";
  private count = 0;

  constructor(venv: Venv) {
    const oracle = path.join(root, "test/conformance/oracle_server.py");
    const { PATH = "", HOME = "" } = process.env;
    this.child = spawn(venv.python, [oracle], { env: { PATH, HOME, PYTHONHASHSEED: "0" } });
    this.child.stderr.setEncoding("utf8").on("data", (chunk) => {
      this.errors = (this.errors + chunk).slice(-4000);
    });
    this.lines = createInterface({ input: this.child.stdout });
    this.lines.on("line", (line) => this.waiting.shift()?.(line));
    this.child.on("close", () => {
      for (const resolve of this.waiting.splice(0)) resolve("");
    });
    this.directory = this.next().then((line) => (JSON.parse(line) as { directory: string }).directory);
  }

  private async next(): Promise<string> {
    const line = await new Promise<string>((resolve) => this.waiting.push(resolve));
    if (line === "") throw new Error(`oracle_server.py ended:\n${this.errors}`);
    return line;
  }

  async ask({ files, module, environment }: GeneratedProject): Promise<RealAnswer> {
    const directory = await this.directory;
    const answer = this.next();
    this.child.stdin.write(`${JSON.stringify({ id: String(this.count++), files, module, environment })}\n`);
    return { ...(JSON.parse(await answer) as Answer), directory };
  }

  /** The answers to all, in order; the process always has some work waiting. */
  async *askAll(projects: Iterable<GeneratedProject>): AsyncGenerator<[GeneratedProject, RealAnswer]> {
    const pending: [GeneratedProject, Promise<RealAnswer>][] = [];
    for (const project of projects) {
      pending.push([project, this.ask(project)]);
      if (pending.length >= AHEAD) {
        const [asked, answer] = pending.shift()!;
        yield [asked, await answer];
      }
    }
    for (const [asked, answer] of pending) yield [asked, await answer];
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.child.on("close", resolve));
    this.child.stdin.end();
    await closed;
  }
}
