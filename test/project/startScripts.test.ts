/** What processes run in the end. */
import { describe, expect, test } from "vitest";
import { discoverProjects } from "../../server/src/project/discover";
import { startedCommands } from "../../server/src/project/startScripts";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

/** Each command that is started: the file it stands in, its directory, whether it surely runs, and its words. */
function started(files: Readonly<Record<string, string>>): string[] {
  const snapshot = memorySnapshot({ ...exampleProject, ...files });
  const { deployment } = discoverProjects(snapshot)[0]!;
  return startedCommands(snapshot, deployment).map(({ command, file, directory, certain, process }) => {
    const words = [command.program, ...command.args.map(({ text }) => text)].join(" ");
    return `${process.name} ${file} ${directory === "" ? "." : directory}${certain ? "" : " perhaps"}: ${words}`;
  });
}

describe("a Procfile", () => {
  test.each([
    [
      "web: bin/start.sh",
      { "bin/start.sh": "#!/bin/sh\nset -e\ncd app\nexec gunicorn a.wsgi\necho x\n" },
      [
        "web bin/start.sh .: set -e",
        "web bin/start.sh .: cd app",
        "web bin/start.sh app: gunicorn a.wsgi",
        "web bin/start.sh app perhaps: echo x",
      ],
    ],
    [
      "web: bash -e scripts/web one",
      { "scripts/web": 'echo $1\nexec "$@"\n' },
      ["web scripts/web .: echo $1", "web Procfile .: one"],
    ],
    [
      "web: cd app && sh ./a.sh",
      { "app/a.sh": ". b.sh\n", "app/b.sh": "migrate\n" },
      ["web Procfile .: cd app", "web app/b.sh app: migrate"],
    ],
    [
      "web: ./a.sh",
      { "a.sh": "if x; then ./b.sh; fi\ny || z\n", "b.sh": "b\n" },
      ["web a.sh . perhaps: x", "web b.sh . perhaps: b", "web a.sh .: y", "web a.sh . perhaps: z"],
    ],
    ["web: ./a.sh", { "a.sh": "./a.sh\n" }, ["web a.sh .: a.sh"]],
    ["web: ./a.py", { "a.py": "#!/usr/bin/env python\n" }, ["web Procfile .: a.py"]],
    ["web: ./missing.sh", {}, ["web Procfile .: missing.sh"]],
    ["web: /app/a.sh", { "a.sh": "x" }, ["web a.sh .: x"]],
    ["web: old\nweb: new", {}, ["web Procfile .: new"]],
    [
      "web: honcho start -f Procfile.all",
      { "Procfile.all": "a: gunicorn x\nb: celery -A x worker\n" },
      ["web Procfile.all .: gunicorn x", "web Procfile.all .: celery -A x worker"],
    ],
    [
      "web: honcho start b\nb: celery worker",
      {},
      ["web Procfile .: celery worker", "b Procfile .: celery worker"],
    ],
    ["web: honcho start\n", {}, []],
  ])("%j", (Procfile, files, expected) => {
    expect(started({ ...files, Procfile } as Record<string, string>)).toEqual(expected);
  });
});

test.each([
  ["COPY . /app", '["/app/bin/start"]'],
  ["WORKDIR /app\nCOPY . .", "bin/start"],
  ["COPY ./bin/start /start\nRUN chmod +x /start", '["/start"]'],
  ["WORKDIR /app\nCOPY . .\nFROM python AS final\nFROM base\nCOPY bin/ scripts/\n", "scripts/start"],
])("an image with %j runs %s", (lines, cmd) => {
  const Dockerfile = `FROM python AS base\n${lines}\nCMD ${cmd}\n`;
  const files = {
    "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n",
    Dockerfile,
    "bin/start": "x y\n",
  };
  expect(started(files).map((line) => line.replace(/^.*: /, ""))).toEqual(["x y"]);
});
