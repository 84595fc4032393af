// biome-ignore-all lint/suspicious/noTemplateCurlyInString: not of TypeScript
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composePurpose, isComposeName, parseCompose } from "../../server/src/files/compose";
import { parseWorkflow, workflowSystem } from "../../server/src/files/workflows";
import { SourceDocument } from "../../server/src/syntax/document";
import type { Range } from "../../server/src/syntax/text";
import { testGrammars } from "../support/grammars";

const grammars = await testGrammars();
const document = (text: string, path = "compose.yml") => new SourceDocument(path, text, grammars);
const cut = (text: string, { start, end }: Range) => text.slice(start, end);

describe("Compose", () => {
  const text = [
    'version: "3.8"',
    "x-django: &django",
    "  build: .",
    "  environment: &env",
    "    DEBUG: 'off'",
    "    EMPTY:",
    "services:",
    "  web:",
    "    <<: *django",
    "    command: gunicorn mysite.wsgi -b 0.0.0.0:8000",
    "    depends_on: [db]",
    "    ports:",
    '      - "127.0.0.1:8000:8000"',
    "  worker:",
    "    build: {context: ./app, dockerfile: Dockerfile.worker, target: prod}",
    "    environment:",
    "      <<: *env",
    "      DEBUG: on",
    "    env_file: .env.prod",
    "    depends_on:",
    "      db: {condition: service_healthy}",
    "    entrypoint: ['celery', '-A', 'mysite']",
    "  db:",
    "    image: 'postgres:16'",
    "    environment:",
    "      - POSTGRES_PASSWORD=secret",
    '      - "POSTGRES_HOST_AUTH_METHOD=trust"',
    "      - PASSED_ON",
    "    env_file:",
    "      - path: a.env",
    "        required: false",
    "    ports:",
    "      - 5432",
    "      - target: 5432",
    "        published: 5433",
    "",
  ].join("\n");

  test("services with all they say, and where", () => {
    const { services, version, purpose } = parseCompose(document(text));
    expect(cut(text, version!)).toBe('version: "3.8"');
    expect(purpose).toBe("unknown");
    const [web, worker, db] = services;
    expect(services.map(({ nameRange }) => cut(text, nameRange))).toEqual(["web", "worker", "db"]);
    expect(web!.build).toEqual({ context: ".", dockerfile: undefined, target: undefined });
    expect(web!.environment.map(({ name, value }) => [name, value])).toEqual([
      ["DEBUG", "off"],
      ["EMPTY", undefined],
    ]);
    expect(web!.command!.shell.commands[0]!.args.map((word) => cut(text, word))).toEqual([
      "mysite.wsgi",
      "-b",
      "0.0.0.0:8000",
    ]);
    expect(web!.dependsOn.map(({ value }) => value)).toEqual(["db"]);
    expect(web!.ports.map(({ address, published, target }) => [address, published, target])).toEqual([
      ["127.0.0.1", "8000", "8000"],
    ]);
    expect(worker!.build).toEqual({ context: "./app", dockerfile: "Dockerfile.worker", target: "prod" });
    expect(worker!.environment.map(({ name, value }) => [name, value])).toEqual([
      ["EMPTY", undefined],
      ["DEBUG", "on"],
    ]);
    expect(worker!.envFiles.map(({ value }) => value)).toEqual([".env.prod"]);
    expect(worker!.dependsOn.map(({ value }) => value)).toEqual(["db"]);
    expect(worker!.entrypoint!.shell.commands[0]!.program).toBe("celery");
    expect(db!.image).toMatchObject({ value: "postgres:16" });
    expect(
      db!.environment.map(({ name, value, valueRange }) => [
        name,
        value,
        valueRange && cut(text, valueRange),
      ]),
    ).toEqual([
      ["POSTGRES_PASSWORD", "secret", "secret"],
      ["POSTGRES_HOST_AUTH_METHOD", "trust", "trust"],
      ["PASSED_ON", undefined, undefined],
    ]);
    expect(db!.envFiles.map(({ value }) => value)).toEqual(["a.env"]);
    expect(db!.ports.map(({ address, published, target }) => [address, published, target])).toEqual([
      [undefined, undefined, "5432"],
      [undefined, "5433", "5432"],
    ]);
  });

  test.each([
    ["compose.yml", true, "unknown"],
    ["docker-compose.yaml", true, "unknown"],
    ["compose.prod.yml", true, "production"],
    ["docker-compose.production.yml", true, "production"],
    ["docker-compose-prod.yml", true, "production"],
    ["docker-compose.override.yml", true, "development"],
    ["local.yml", true, "development"],
    ["production.yml", true, "production"],
    ["dev.compose.yml", true, "development"],
    ["composer.yml", false, "unknown"],
    ["heroku.yml", false, "unknown"],
  ])("%s is one: %s, for %s", (name, is, purpose) => {
    expect([isComposeName(name), composePurpose(`a/${name}`)]).toEqual([is, purpose]);
  });
});

describe("workflows", () => {
  const commandsOf = (path: string, text: string) =>
    parseWorkflow(document(text, path)).commands.map(({ job, text: command }) => [job, command]);

  test("GitHub Actions", () => {
    const path = ".github/workflows/ci.yml";
    const text = [
      "on: push",
      "defaults:",
      "  run:",
      "    working-directory: backend",
      "jobs:",
      "  test:",
      "    steps:",
      "      - uses: actions/checkout@v4",
      "      - run: python manage.py test ${{ matrix.args }}",
      "      - name: Check",
      "        working-directory: site",
      "        run: |",
      "          pip install -r requirements.txt",
      "",
      "          python manage.py check --deploy",
      "      - run: >-",
      "          python manage.py",
      "          migrate",
      "  shared:",
      "    uses: org/repo/.github/workflows/x.yml@main",
      "",
    ].join("\r\n");
    const { system, commands, uses } = parseWorkflow(document(text, path));
    expect(system).toBe("GitHub Actions");
    expect(uses.map(({ value }) => value)).toEqual([
      "actions/checkout@v4",
      "org/repo/.github/workflows/x.yml@main",
    ]);
    expect(commands.map(({ directory }) => directory)).toEqual(["backend", "site", "backend"]);
    expect(commands.map(({ shell }) => shell.broken)).toEqual([false, false, false]);
    expect(commands.map(({ shell }) => shell.commands.map(({ program }) => program))).toEqual([
      ["python"],
      ["pip", "python"],
      ["python"],
    ]);
    expect(commands[0]!.shell.commands[0]!.args.map((word) => cut(text, word))).toEqual([
      "manage.py",
      "test",
      "${{ matrix.args }}",
    ]);
    expect(commands[1]!.shell.commands[1]!.args.map((word) => cut(text, word))).toEqual([
      "manage.py",
      "check",
      "--deploy",
    ]);
  });

  test("GitLab CI", () => {
    const text =
      "include: [a.yml]\nbefore_script:\n  - a\ntest:\n  script:\n    - b c\n    - [d, e]\n  after_script: f\n.base: &base\n  script: g\n";
    expect(commandsOf(".gitlab-ci.yml", text)).toEqual([
      ["before_script", "a"],
      ["test", "b c"],
      ["test", "d"],
      ["test", "e"],
      ["test", "f"],
      [".base", "g"],
    ]);
  });

  test("CircleCI", () => {
    const text =
      "jobs:\n  build:\n    steps:\n      - checkout\n      - run: a\n      - run: {name: x, command: b, working_directory: d}\n      - when: {condition: true, steps: [{run: c}]}\n";
    expect(commandsOf(".circleci/config.yml", text)).toEqual([
      ["build", "a"],
      ["build", "b"],
      ["build", "c"],
    ]);
  });

  test("Bitbucket Pipelines", () => {
    const text =
      "definitions:\n  steps:\n    - step: &s\n        script: [x]\npipelines:\n  default:\n    - step:\n        script:\n          - a\n          - pipe: atlassian/y\n    - parallel:\n        - step: *s\n";
    expect(commandsOf("bitbucket-pipelines.yml", text)).toEqual([
      ["default", "a"],
      ["default", "x"],
      ["steps", "x"],
    ]);
  });

  test.each([
    [".github/workflows/a.yaml", "GitHub Actions"],
    ["backend/.gitlab-ci.yml", "GitLab CI"],
    [".circleci/config.yml", "CircleCI"],
    ["bitbucket-pipelines.yml", "Bitbucket Pipelines"],
    [".github/dependabot.yml", undefined],
    ["config.yml", undefined],
  ])("%s is of %s", (path, system) => {
    expect(workflowSystem(path)).toBe(system);
  });
});

test("no file makes a reader throw, and ranges stay inside the text", () => {
  const piece = fc.constantFrom(
    ..."services:|  web:|    command: |    ports:|    environment:|      - A=b|jobs:|  a:|    steps:|- run: ||".split(
      "|",
    ),
    "\n",
    "\r\n",
    "    - ",
    "&a ",
    "*a",
    "<<: *a",
    "{",
    "[",
    '"',
    "|\n",
    ">\n",
    "script: ",
    "pipelines:",
    "\0",
  );
  const source = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
  );
  const paths = [
    ".github/workflows/a.yml",
    ".gitlab-ci.yml",
    ".circleci/config.yml",
    "bitbucket-pipelines.yml",
  ];
  fc.assert(
    fc.property(source, fc.constantFrom(...paths), (text, path) => {
      const { services, version } = parseCompose(document(text));
      const { commands, uses } = parseWorkflow(document(text, path));
      const ranges: Range[] = [
        ...services.flatMap(({ nameRange, environment, ports, command, entrypoint }) => [
          nameRange,
          ...environment.flatMap(({ range, valueRange }) => [range, valueRange ?? range]),
          ...ports,
          ...[command, entrypoint].flatMap((each) =>
            each === undefined ? [] : [each.range, ...each.shell.commands],
          ),
        ]),
        ...(version === undefined ? [] : [version]),
        ...commands.flatMap(({ range, shell }) => [range, ...shell.commands]),
        ...uses.map(({ range }) => range),
      ];
      for (const { start, end } of ranges)
        expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    }),
    { seed: 17, numRuns: 500 },
  );
}, 60_000);
