// biome-ignore-all lint/suspicious/noTemplateCurlyInString: not of TypeScript
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAppJson, scopesOf } from "../../server/src/files/appJson";
import { parseDockerfile } from "../../server/src/files/dockerfile";
import { parseDockerignore } from "../../server/src/files/dockerignore";
import { parseHerokuYml } from "../../server/src/files/herokuYml";
import { parseProcfile } from "../../server/src/files/procfile";
import { parsePythonVersion, parseRuntimeTxt } from "../../server/src/files/pythonVersion";
import { appJsonSchema, herokuYmlSchema } from "../../server/src/files/schema";
import { SourceDocument } from "../../server/src/syntax/document";
import type { Range } from "../../server/src/syntax/text";
import { testGrammars } from "../support/grammars";

const grammars = await testGrammars();
const document = (text: string, path = "file") => new SourceDocument(path, text, grammars);
const cut = (text: string, { start, end }: Range) => text.slice(start, end);

describe("Procfile", () => {
  test("processes, comments, blank and bad lines, with their places", () => {
    const text =
      "\ufeffweb:  gunicorn a.wsgi  \r\n# c\r\n\r\nworker_2:celery -A a\r\nweb gunicorn\r\nempty:\r\nrelease: ./x.sh";
    const { processes, badLines } = parseProcfile(document(text));
    expect(processes.map(({ name, command }) => [name, command])).toEqual([
      ["web", "gunicorn a.wsgi"],
      ["worker_2", "celery -A a"],
      ["release", "./x.sh"],
    ]);
    for (const { name, nameRange, command, commandRange } of processes) {
      expect([cut(text, nameRange), cut(text, commandRange)]).toEqual([name, command]);
    }
    expect(badLines.map((line) => [cut(text, line), line.kind])).toEqual([
      ["web gunicorn", "no-colon"],
      ["empty:", "no-command"],
    ]);
    const word = processes[0]!.shell.commands[0]!.args[0]!;
    expect(cut(text, word)).toBe("a.wsgi");
  });
});

describe("heroku.yml", () => {
  const text = [
    "setup:",
    "  addons:",
    "    - plan: heroku-postgresql:essential-0 # db",
    "  config:",
    '    DEBUG: "0"',
    "build:",
    "  docker:",
    "    web: deploy/Dockerfile",
    "release:",
    "  image: web",
    "  command:",
    "    - 'python manage.py migrate'",
    "run:",
    "  web: gunicorn a.wsgi --bind 0.0.0.0:$PORT",
    "  worker:",
    "    command: ['celery -A a worker']",
    "    image: web",
    "",
  ].join("\n");

  test("all sections", () => {
    const { setup, build, release, run, problems } = parseHerokuYml(document(text));
    expect(setup.addons.map(({ planRange }) => cut(text, planRange))).toEqual([
      "heroku-postgresql:essential-0",
    ]);
    expect(setup.config).toMatchObject([{ name: "DEBUG", value: "0" }]);
    expect(build.docker).toMatchObject([{ name: "web", dockerfile: "deploy/Dockerfile" }]);
    expect(release?.commands.map(({ range }) => cut(text, range))).toEqual(["python manage.py migrate"]);
    expect(
      run?.map(({ name, commands, image }) => [name, commands.map((command) => command.text), image?.value]),
    ).toEqual([
      ["web", ["gunicorn a.wsgi --bind 0.0.0.0:$PORT"], undefined],
      ["worker", ["celery -A a worker"], "web"],
    ]);
    const words = run!.flatMap(({ commands }) => commands.flatMap(({ shell }) => shell.commands[0]!.words));
    expect(words.map((word) => cut(text, word))).toEqual([
      "gunicorn",
      "a.wsgi",
      "--bind",
      "0.0.0.0:$PORT",
      "celery",
      "-A",
      "a",
      "worker",
    ]);
    expect(problems).toEqual([]);
  });

  test("without run the CMD of the image runs", () => {
    expect(parseHerokuYml(document("build:\n  docker:\n    web: Dockerfile\n")).run).toBeUndefined();
  });
});

describe("app.json", () => {
  test("what it holds, with places", () => {
    const text = JSON.stringify(
      {
        env: { A: "1", B: { value: "2", required: false }, KEY: { generator: "secret" } },
        addons: ["heroku-postgresql:mini", { plan: "heroku-redis:mini" }],
        stack: "heroku-24",
        formation: { web: { quantity: 1, size: "basic" } },
        buildpacks: [{ url: "heroku/python" }],
        scripts: { postdeploy: "python manage.py migrate" },
        environments: { test: { addons: ["heroku-postgresql:hobby-dev"] } },
      },
      null,
      2,
    );
    const app = parseAppJson(document(text));
    expect(app.env.map(({ name, value, required, generator }) => [name, value, required, generator])).toEqual(
      [
        ["A", "1", true, undefined],
        ["B", "2", false, undefined],
        ["KEY", undefined, true, "secret"],
      ],
    );
    const addons = scopesOf(app).flatMap((scope) => scope.addons);
    expect(addons.map(({ planRange }) => cut(text, planRange))).toEqual([
      "heroku-postgresql:mini",
      "heroku-redis:mini",
      "heroku-postgresql:hobby-dev",
    ]);
    expect(app).toMatchObject({
      stack: { value: "heroku-24" },
      formation: [{ process: "web", quantity: 1, size: { value: "basic" } }],
      buildpacks: [{ url: "heroku/python" }],
      scripts: [{ name: "postdeploy", command: "python manage.py migrate" }],
      environments: [{ environment: "test", addons: [{ plan: "heroku-postgresql:hobby-dev" }] }],
      problems: [],
    });
    const [web] = app.formation;
    expect([cut(text, web!.processRange), cut(text, web!.size!.range)]).toEqual(['"web"', "basic"]);
  });

  test.each(["", "[]", "{", '{"env": [], "addons": {}, "stack": 1}', "[".repeat(100_000)])(
    "%#: nothing",
    (text) => {
      expect(parseAppJson(document(text))).toMatchObject({
        env: [],
        addons: [],
        stack: undefined,
        buildpacks: [],
      });
    },
  );
});

describe("what is wrong with app.json", () => {
  const problems = (text: string) =>
    parseAppJson(document(text)).problems.map(({ range, severity, suggestion }) => {
      const [edit] = suggestion?.edits ?? [];
      const fixed = edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      return [cut(text, range), severity, fixed];
    });

  test.each<[string, [string, string, string | undefined][]]>([
    ['{"env": {"A": "1",}}', [[",", "error", '{"env": {"A": "1"}}']]],
    ['{"env": {"A": "1"}\n"stack": "x"}', [['"stack"', "error", '{"env": {"A": "1"},\n"stack": "x"}']]],
    ["{'env': 1}", [["'env'", "error", undefined]]],
    ['\ufeff{"env": {"A": 1}}', [["1", "info", '\ufeff{"env": {"A": "1"}}']]],
    ["[]", [["[]", "error", undefined]]],
    ['{"env": ["A"]}', [['"env"', "error", undefined]]],
    ['{"env": {"A": {"value": false}}}', [["false", "info", '{"env": {"A": {"value": "false"}}}']]],
    [
      '{"env": {"A": {"generator": "random"}}}',
      [['"random"', "warning", '{"env": {"A": {"generator": "secret"}}}']],
    ],
    ['{"addon": []}', [['"addon"', "warning", '{"addons": []}']]],
    ['{"addon": [], "addons": []}', []],
    ['{"postdeploy": "x"}', [['"postdeploy"', "warning", undefined]]],
    ['{"addons": [{"as": "DB"}]}', [['{"as": "DB"}', "error", undefined]]],
    [
      '{"buildpacks": ["heroku/python"]}',
      [['"heroku/python"', "info", '{"buildpacks": [{ "url": "heroku/python" }]}']],
    ],
    ['{"formation": [{"process": "web"}]}', [['"formation"', "error", undefined]]],
    [
      '{"formation": {"web": {"quantity": "2"}}}',
      [['"2"', "info", '{"formation": {"web": {"quantity": 2}}}']],
    ],
    ['{"formation": {"web": {"quantity": -1}}}', [["-1", "error", undefined]]],
    ['{"environments": {"review": {"env": []}}}', [['"env"', "error", undefined]]],
    ['{"env": {}, "env": {}}', [['"env"', "warning", undefined]]],
    ['{"author": "me", "license": "MIT", "engines": {}}', []],
    ['// why\n{"name": "x"}', []],
  ])("%s", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test.each([appJsonSchema, herokuYmlSchema])("the schema $title is one", (schema) => {
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
  });

  test("the validator of JSON schemas agrees", () => {
    const validate = new Ajv({ strict: false }).compile(appJsonSchema);
    const value = fc.oneof(
      fc.constantFrom<unknown>("a", 1, -1, 1.5, true, null, [], {}, "secret"),
      fc.dictionary(
        fc.constantFrom("plan", "url", "quantity", "command", "value", "size"),
        fc.constantFrom("a", 1),
      ),
    );
    const file = fc.dictionary(
      fc.constantFrom(...Object.keys(appJsonSchema.properties!)),
      fc.oneof(value, fc.array(value), fc.dictionary(fc.constantFrom("web", "test", "postdeploy"), value)),
    );
    fc.assert(
      fc.property(file, (content) => {
        const { problems: found } = parseAppJson(document(JSON.stringify(content)));
        const refused = found.some(({ message }) => !/Did you mean|belongs inside/.test(message));
        expect(refused).toBe(!validate(content));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("the Python version", () => {
  test.each([
    ["python-3.12.4\n", "3.12.4"],
    ["# c\r\n python-3.12 \r\n", "3.12"],
    ["3.12\n", undefined],
    ["python-3.12.4\npython-3.11\n", undefined],
    ["", undefined],
  ])("runtime.txt %j", (text, version) => {
    expect(parseRuntimeTxt(document(text)).version).toBe(version);
  });

  test.each([
    ["3.12\n", "3.12"],
    ["3.12.1", "3.12.1"],
    ["python-3.12\n", undefined],
    ["3.12\n3.11\n", undefined],
  ])(".python-version %j", (text, version) => {
    expect(parsePythonVersion(document(text)).version).toBe(version);
  });
});

describe("Dockerfile", () => {
  test("the last stage counts, with the stages it is built on", () => {
    const text = [
      "ARG TAG=3.12",
      "FROM python:$TAG AS base",
      "ENV A=1 B=two",
      'CMD ["old"]',
      "FROM node AS assets",
      "ENV C=no",
      "RUN npm ci && \\",
      "  npm run build",
      "FROM base",
      "ENV D four five",
      "RUN pip install -r requirements.txt",
      'CMD ["sh", "-c", "gunicorn a.wsgi -b 0.0.0.0:$PORT"]',
      "",
    ].join("\n");
    const file = parseDockerfile(document(text));
    expect(file.env.map(({ name, value }) => [name, value])).toEqual([
      ["A", "1"],
      ["B", "two"],
      ["D", "four five"],
    ]);
    expect(file.args.map(({ name, value }) => [name, value])).toEqual([["TAG", "3.12"]]);
    expect(file.runs.map(({ shell }) => shell.commands.map(({ program }) => program))).toEqual([
      ["npm", "npm"],
      ["pip"],
    ]);
    expect(file.cmd?.form).toBe("exec");
    const [command] = file.cmd!.shell.commands;
    expect(command!.words.map((word) => cut(text, word))).toEqual([
      "gunicorn",
      "a.wsgi",
      "-b",
      "0.0.0.0:$PORT",
    ]);
  });

  test("CMD and ENTRYPOINT of one stage stay together; an inherited CMD does not survive a new ENTRYPOINT", () => {
    const own = parseDockerfile(document("FROM x\nCMD a\nENTRYPOINT b\n"));
    expect([own.cmd?.text, own.entrypoint?.text]).toEqual(["a", "b"]);
    const inherited = parseDockerfile(document("FROM x AS one\nCMD a\nFROM one\nENTRYPOINT b\n"));
    expect([inherited.cmd?.text, inherited.entrypoint?.text]).toEqual([undefined, "b"]);
  });

  test.each([
    ["ADD ./support /support\nRUN apt-get install x && pip3 install -r /support/web.txt", "support/web.txt"],
    [
      "WORKDIR /app\nCOPY requirements/ requirements/\nRUN pip install -r requirements/a.txt",
      "requirements/a.txt",
    ],
    ["WORKDIR /app\nCOPY . .\nRUN pip install --requirement=a/b.txt", "a/b.txt"],
    ["COPY a/web.txt /tmp/\nRUN pip install -r /tmp/web.txt", "a/web.txt"],
    ['COPY ["a/web.txt", "/tmp/"]\nRUN pip install -r /tmp/web.txt', "a/web.txt"],
    ["COPY a/web.txt /tmp/all.txt\nRUN uv pip install -r /tmp/all.txt", "a/web.txt"],
  ])("%j installs %s", (text, path) => {
    expect(parseDockerfile(document(`FROM x\n${text}\n`)).requirements).toContain(path);
  });

  test.each([
    "RUN pip install -r /a.txt",
    "COPY --from=x /a /a\nRUN pip install -r /a/b.txt",
    "COPY . .\nRUN rm -r a",
  ])("%j installs nothing that is known", (text) => {
    expect(parseDockerfile(document(`FROM x\n${text}\n`)).requirements).toEqual([]);
  });

  test("stages that name each other do not loop", () => {
    expect(parseDockerfile(document("FROM b AS a\nFROM a AS b\nENV X=1\n")).env).toHaveLength(1);
  });

  test.each([
    ["FROM python:3.13-slim", "python", "3.13-slim", "3.13-slim", ""],
    ["FROM --platform=linux/amd64 docker.io/library/python:3.13", "python", "3.13", "3.13", ""],
    ["FROM python", "python", undefined, undefined, undefined],
    ["FROM localhost:5000/python", "localhost:5000/python", undefined, undefined, undefined],
    ["FROM python:3.13@sha256:ab", "python", "3.13", "3.13", ""],
    ["ARG V=3.9\nFROM python:$V-slim", "python", "3.9-slim", "3.9", "-slim"],
    ["ARG V=3.9\nFROM python:${V:-3.8}-slim", "python", "3.9-slim", "${V:-3.8}-slim", ""],
    ["FROM python:${V:-3.8}-slim", "python", "3.8-slim", "${V:-3.8}-slim", ""],
    ["ARG V\nFROM python:$V", undefined, undefined, undefined, undefined],
    ["FROM x\nARG V=3.9\nFROM python:$V", undefined, undefined, undefined, undefined],
  ])("%j is the image %s:%s", (text, repository, tag, tagStart, rest) => {
    const { image } = parseDockerfile(document(text)).stages.at(-1)!;
    expect([image.repository, image.tag, image.tagStart?.text, image.tagStart?.rest]).toEqual([
      repository,
      tag,
      tagStart,
      rest,
    ]);
    if (image.tagStart !== undefined) expect(cut(text, image.tagStart)).toBe(tagStart);
  });

  test("stages with their instructions, flags and places", () => {
    const text = [
      "FROM a AS One",
      "COPY --from=x --chown=u:g /a b/",
      "WORKDIR /srv",
      'COPY ["c d", "."]',
      "COPY <<EOF /start.sh",
      "hello",
      "EOF",
      "FROM one",
      "EXPOSE 80 443/tcp",
      'VOLUME ["/data"]',
      "HEALTHCHECK --interval=5m CMD curl localhost",
      "STOPSIGNAL SIGINT",
      "USER app",
      "ONBUILD ENV A=1",
    ].join("\n");
    const { stages, final, env } = parseDockerfile(document(text));
    expect(stages.map(({ name, base }) => [name, base?.name])).toEqual([
      ["one", undefined],
      [undefined, "one"],
    ]);
    expect(final).toEqual(stages);
    expect(env).toEqual([]);
    expect(stages[0]!.copies.map(({ sources, target, from }) => [sources, target, from])).toEqual([
      [["/a"], "b", "x"],
      [["c d"], "srv", undefined],
      [[], "start.sh", undefined],
    ]);
    const [, last] = stages;
    expect(last!.instructions.map(({ keyword, words }) => [keyword, words.map(({ text }) => text)])).toEqual([
      ["EXPOSE", ["80", "443/tcp"]],
      ["VOLUME", ["/data"]],
      ["HEALTHCHECK", ["CMD", "curl", "localhost"]],
      ["STOPSIGNAL", ["SIGINT"]],
      ["USER", ["app"]],
      ["ONBUILD", ["ENV", "A=1"]],
    ]);
    expect(cut(text, last!)).toBe(text.slice(text.indexOf("FROM one")));
    expect(cut(text, last!.instructions[1]!.words[0]!)).toBe('"/data"');
    expect(last!.instructions[2]!.flags).toEqual([{ name: "interval", value: "5m" }]);
  });

  test.each([
    ["RUN a \\\n  # why\n\n  && b c", ["a", "b"]],
    ["RUN a \\  \r\n  -x \\\r\n # why\r\n && b c\r\n", ["a", "b"]],
    ["RUN <<EOF\na\n# why\nb c\nEOF", ["a", "b"]],
    ["RUN <<-'E' bash -e\n\ta $X\n\tb c\n\tE", ["a", "b"]],
    ["RUN <<EOF\n#!/bin/sh\na\nb c\nEOF", ["a", "b"]],
    ["RUN cat <<EOF > /x && b c\nweb\nEOF", ["cat", "b"]],
    ['RUN ["a", \\\n  "b"]', ["a"]],
  ])("the commands of %j", (text, programs) => {
    const [run] = parseDockerfile(document(`FROM x\n${text}\n`)).runs;
    expect(run!.shell.broken).toBe(false);
    expect(run!.shell.commands.map(({ program }) => program)).toEqual(programs);
    const word = run!.shell.commands.at(-1)!.args[0];
    if (word !== undefined && run!.form === "shell") expect(cut(`FROM x\n${text}\n`, word)).toBe(word.raw);
  });

  test("what is no JSON is for the shell", () => {
    const [run] = parseDockerfile(document("FROM x\nRUN ['a', 'b']\n")).runs;
    expect(run!.form).toBe("shell");
  });

  test("values of variables, with and without quotes", () => {
    const text = `FROM x\nENV A="b c" D='e' F=g\\ h I=\nENV J k "l" m\nARG N="o p"\n`;
    const { env, args } = parseDockerfile(document(text));
    expect([...env, ...args].map(({ name, value }) => [name, value])).toEqual([
      ["A", "b c"],
      ["D", "e"],
      ["F", "g h"],
      ["I", ""],
      ["J", 'k "l" m'],
      ["N", "o p"],
    ]);
    expect(cut(text, env[0]!.valueRange!)).toBe('"b c"');
  });

  test("with another escape character", () => {
    const text = "# escape=`\nFROM x\nRUN a `\n  && b C:\\d\n";
    const [run] = parseDockerfile(document(text)).runs;
    expect(run!.shell.commands.map(({ program }) => program)).toEqual(["a", "b"]);
  });

  test("a heredoc for another program is not taken for shell", () => {
    const [run] = parseDockerfile(document("FROM x\nRUN <<EOF python\nimport os\nEOF\n")).runs;
    expect(run!.shell).toEqual({ commands: [], broken: true });
  });
});

describe(".dockerignore", () => {
  test.each([
    [".env", true],
    ["/.env", true],
    ["**/.env", true],
    [".env*", true],
    [".*", true],
    ["*", true],
    ["**", true],
    ["./.env/", true],
    ["*\n!.env", false],
    ["*.env.local", false],
    ["config/.env", false],
    ["#.env", false],
    ["[", false],
    [".[a-e]nv", true],
    ["?env", true],
    ["", false],
  ])("%j leaves .env out: %s", (text, expected) => {
    expect(parseDockerignore(document(text)).ignores(".env")).toBe(expected);
  });

  test("a directory takes what is in it along", () => {
    const file = parseDockerignore(document(".git\nnode_modules\n**/*.pyc\na\n!a/b\n"));
    expect([".git/config", "x/node_modules", "x/y.pyc", "y.pyc", "a/c", "a/b"].map(file.ignores)).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

test("no file makes a reader throw, and ranges stay inside the text", () => {
  const piece = fc.constantFrom(
    "web: x",
    "FROM ",
    "ENV A=",
    'CMD ["',
    "RUN \\",
    "\n",
    "\r\n",
    "{",
    '"env": {',
    '"a": ',
    "[",
    "- ",
    "run:",
    "  web: ",
    "# escape=`",
    "\ufeff",
    "\0",
    "<<EOF",
    "ARG ",
    "\\",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, (source) => {
      const file = document(source);
      const docker = parseDockerfile(file);
      const heroku = parseHerokuYml(file);
      const ranges: Range[] = [
        ...parseProcfile(file).processes.flatMap(({ commandRange, shell }) => [
          commandRange,
          ...shell.commands,
        ]),
        ...heroku.problems.map(({ range }) => range),
        ...(heroku.run ?? []).flatMap(({ commands }) =>
          commands.flatMap(({ range, shell }) => [range, ...shell.commands]),
        ),
        ...parseAppJson(file).addons.map(({ planRange }) => planRange),
        ...[docker.cmd, docker.entrypoint, ...docker.runs].flatMap((command) =>
          command === undefined ? [] : [command.range, ...command.shell.commands],
        ),
        ...docker.env.flatMap(({ range, valueRange }) => [range, valueRange ?? range]),
        ...docker.stages.flatMap((stage) => [stage, stage.image, stage.image.tagStart ?? stage.image]),
        ...docker.stages.flatMap(({ instructions }) => instructions.flatMap((each) => [each, ...each.words])),
        parseRuntimeTxt(file).range,
      ];
      for (const { start, end } of ranges)
        expect(start >= 0 && start <= end && end <= source.length).toBe(true);
    }),
    { seed: 13, numRuns: 500 },
  );
}, 60_000);
