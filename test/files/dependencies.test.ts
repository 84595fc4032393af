import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/edits/edit";
import { addRequirement } from "../../server/src/edits/requirements";
import { dependencyState, findDependency, readDependencies } from "../../server/src/files/dependencies";
import { minorBounds, parseRequirement } from "../../server/src/files/requirement";
import { tomlEntry, tomlItems, tomlOutline } from "../../server/src/files/tomlText";
import { lineBreakOf } from "../../server/src/syntax/text";
import { memorySnapshot } from "../support/memorySnapshot";

type Files = Record<string, string>;
const read = (files: Files) => readDependencies(memorySnapshot(files), [""]);
const versions = (files: Files) =>
  read(files).packages.map(
    ({ name, version, specifier }) => `${name}${version === undefined ? specifier : ` ${version}`}`,
  );

describe("requirements.txt", () => {
  test("names, pins, extras, markers, options and included files", () => {
    const files = {
      "requirements.txt": [
        "\ufeff-r requirements/base.txt",
        "--index-url https://example.org/simple",
        "Django[argon2]==5.2.1  # LTS",
        'psycopg[binary, pool] >=3.1,<4 ; python_version > "3.8"',
        "dj_database.url",
        "gunicorn==23.0.0 \\",
        "    --hash=sha256:aa \\",
        "    --hash=sha256:bb",
        "git+https://example.org/x.git#egg=My_Lib",
        "-c constraints.txt",
        "",
      ].join("\r\n"),
      "requirements/base.txt": "-r ../requirements.txt\nwhitenoise~=6.0\n",
    };
    const dependencies = read(files);
    expect(versions(files)).toEqual([
      "whitenoise~=6.0",
      "django 5.2.1",
      "psycopg>=3.1,<4",
      "dj-database-url",
      "gunicorn 23.0.0",
      "my-lib",
    ]);
    expect(dependencies).toMatchObject({ manager: "pip", source: "requirements.txt", incomplete: undefined });
    const places = dependencies.packages.map(({ at }) =>
      files[at.file as keyof typeof files].slice(at.start, at.end),
    );
    expect(places.slice(0, 5)).toEqual([
      "whitenoise~=6.0",
      "Django[argon2]==5.2.1",
      "psycopg[binary, pool] >=3.1,<4",
      "dj_database.url",
      "gunicorn==23.0.0",
    ]);
    expect(findDependency(dependencies, "psycopg")?.extras).toEqual(["binary", "pool"]);
  });

  test.each(["-r missing.txt\n", "-e .\n", "./local\n", "https://example.org/x.whl\n"])(
    "%j hides what it brings",
    (text) => {
      const dependencies = read({ "requirements.txt": text });
      expect(dependencies.incomplete).toBeDefined();
      expect(dependencyState(dependencies, "gunicorn")).toBe("unknown");
    },
  );
});

describe("what production installs", () => {
  test("markers decide, with the version of Python where it is known", () => {
    const files = {
      "requirements.txt": [
        'waitress ; sys_platform == "win32"',
        'gunicorn ; sys_platform != "win32"',
        'Django==4.2 ; python_version < "3.10"',
        'Django==5.2 ; python_version >= "3.10"',
      ].join("\n"),
    };
    expect(versions(files)).toEqual(["gunicorn", "django 4.2", "django 5.2"]);
    const with313 = readDependencies(memorySnapshot(files), [""], undefined, { python: "3.13" });
    expect(with313.packages.map(({ version }) => version)).toEqual([undefined, "5.2"]);
  });

  test("constraints hold versions", () => {
    const files = {
      "requirements.txt": "-c constraints.txt\nDjango>=5\ngunicorn\n",
      "constraints.txt": "django==5.2.8\ncelery==5.4\n",
    };
    expect(versions(files)).toEqual(["django 5.2.8", "gunicorn"]);
    expect(read(files).constrainedBy).toBeUndefined();
    expect(read({ "requirements.txt": "-c https://example.org/c.txt\nDjango\n" }).constrainedBy).toMatch(
      /example/,
    );
    expect(read({ "requirements.txt": "-cmissing.txt\nDjango\n" }).constrainedBy).toBe("missing.txt");
  });

  test("groups named for production, except where Heroku's buildpacks install", () => {
    const files = {
      "uv.lock": [
        "version = 1",
        '[[package]]\nname = "django"\nversion = "5.2"',
        '[[package]]\nname = "gunicorn"\nversion = "23.0"',
        '[[package]]\nname = "colorama"\nversion = "1.0"',
        '[[package]]\nname = "site"\nsource = { virtual = "." }',
        `dependencies = [{ name = "django" }, { name = "colorama", marker = "sys_platform == 'win32'" }]`,
        '[package.dev-dependencies]\nprod = [{ name = "gunicorn" }]',
        "",
      ].join("\n"),
    };
    expect(dependencyState(read(files), "gunicorn")).toBe("present");
    const onHeroku = readDependencies(memorySnapshot(files), [""], undefined, { mainOnly: true });
    expect(dependencyState(onHeroku, "gunicorn")).toBe("development");
    expect(dependencyState(onHeroku, "colorama")).toBe("development");
    expect(dependencyState(onHeroku, "django")).toBe("present");
    // A lock file lists what the packages need, too.
    expect(dependencyState(onHeroku, "djangorestframework")).toBe("absent");
    expect(onHeroku.transitive).toBe(true);
  });

  test("a compiled file lists everything, unless it says that it does not", () => {
    const compiled =
      "# This file was autogenerated by uv via the following command:\n#    uv pip compile a.in\n";
    expect(read({ "requirements.txt": `${compiled}django==5.2\n` }).transitive).toBe(true);
    expect(
      read({ "requirements.txt": `${compiled.replace("a.in", "--no-deps a.in")}django==5.2\n` }).transitive,
    ).toBe(false);
    expect(read({ "requirements.txt": "django==5.2\n" }).transitive).toBe(false);
  });
});

describe("absence is claimed only where it is certain", () => {
  test.each([
    ["Django\n", "gunicorn", "absent"],
    ["Gunicorn==1\n", "gunicorn", "present"],
    ["uvicorn-worker\n", "gunicorn", "unknown"],
    ["channels[daphne]\n", "daphne", "unknown"],
    ["flower\n", "celery", "unknown"],
    ["fastapi[standard]\n", "uvicorn", "unknown"],
    ["celery[redis]\n", "redis", "unknown"],
    ["rq\n", "redis", "unknown"],
  ])("%j: %s is %s", (text, name, state) => {
    expect(dependencyState(read({ "requirements.txt": text }), name)).toBe(state);
  });

  test("no file at all says nothing", () => {
    expect(dependencyState(read({}), "gunicorn")).toBe("unknown");
  });
});

describe("several places", () => {
  const files = {
    "requirements.txt": "flake8\n",
    "site/requirements.txt": "django==5.2\n",
    "docker/web.txt": "Django==5.1\n",
    "tools/requirements.txt": "black\n",
  };
  const from = (directories: string[], others = { files: [] as string[], directories: [] as string[] }) =>
    readDependencies(memorySnapshot(files), directories, others);

  test("the first that names Django counts, and nothing is certainly absent", () => {
    const beside = from([""], { files: ["docker/web.txt"], directories: ["tools", "site"] });
    expect(beside.source).toBe("docker/web.txt");
    expect(dependencyState(beside, "django")).toBe("present");
    expect(dependencyState(beside, "gunicorn")).toBe("unknown");
    expect(from([""], { files: [], directories: ["tools", "site"] }).source).toBe("site/requirements.txt");
  });

  test("without Django anywhere the expected one counts, but is not all", () => {
    const dependencies = from([""], { files: [], directories: ["tools"] });
    expect(dependencies.source).toBe("requirements.txt");
    expect(dependencyState(dependencies, "gunicorn")).toBe("unknown");
  });

  test("an expected one that names Django is all", () => {
    const dependencies = from(["site"], { files: ["docker/web.txt"], directories: [""] });
    expect(dependencies.source).toBe("site/requirements.txt");
    expect(dependencyState(dependencies, "gunicorn")).toBe("absent");
  });
});

describe("other managers", () => {
  test("Pipfile.lock, with the Pipfile as manifest", () => {
    const files = {
      Pipfile:
        '[packages]\ndjango = "~=5.2"\n"psycopg2-binary" = {version = "*", extras = ["x"]}\n[dev-packages]\npytest = "*"\n',
      "Pipfile.lock": JSON.stringify({
        default: { django: { version: "==5.2.3" } },
        develop: { pytest: { version: "==8.0" } },
      }),
    };
    const dependencies = read(files);
    expect(dependencies).toMatchObject({
      manager: "pipenv",
      source: "Pipfile.lock",
      manifest: { path: "Pipfile", kind: "pipfile" },
    });
    expect(findDependency(dependencies, "Django")).toMatchObject({ version: "5.2.3", locked: true });
    expect(dependencyState(dependencies, "pytest")).toBe("development");
    expect(dependencyState(dependencies, "psycopg2-binary")).toBe("present");
  });

  test("poetry.lock tells groups apart where it can", () => {
    const lock =
      '[[package]]\nname = "django"\nversion = "5.2.1"\ngroups = ["main"]\n\n[[package]]\nname = "pytest"\nversion = "8.0"\ngroups = ["dev"]\n';
    const dependencies = read({
      "poetry.lock": lock,
      "pyproject.toml":
        '[tool.poetry.dependencies]\npython = "^3.12"\ndjango = "^5.2"\n\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
    });
    expect(dependencies).toMatchObject({ manager: "poetry", manifest: { kind: "poetry" } });
    expect(dependencyState(dependencies, "pytest")).toBe("development");
    const django = findDependency(dependencies, "django")!;
    expect(lock.slice(django.at.start, django.at.end)).toBe('"django"');
  });

  test("uv.lock: what the project reaches is production", () => {
    const lock = [
      "version = 1",
      '[[package]]\nname = "site"\nversion = "0"\nsource = { virtual = "." }\ndependencies = [{ name = "django" }, { name = "psycopg", extra = ["binary"] }]',
      '[package.dev-dependencies]\ndev = [{ name = "pytest" }]',
      '[[package]]\nname = "django"\nversion = "5.2.4"\ndependencies = [{ name = "sqlparse" }]',
      '[[package]]\nname = "sqlparse"\nversion = "0.5"',
      '[[package]]\nname = "psycopg"\nversion = "3.2"\n[package.optional-dependencies]\nbinary = [{ name = "psycopg-binary" }]',
      '[[package]]\nname = "psycopg-binary"\nversion = "3.2"',
      '[[package]]\nname = "pytest"\nversion = "8.0"',
    ].join("\n\n");
    const dependencies = read({
      "uv.lock": lock,
      "pyproject.toml": '[project]\nname = "site"\ndependencies = ["django"]\n',
    });
    const state = (name: string) => dependencyState(dependencies, name);
    expect(["django", "sqlparse", "psycopg-binary", "pytest", "gunicorn"].map(state)).toEqual([
      "present",
      "present",
      "present",
      "development",
      "absent",
    ]);
    expect(dependencies).toMatchObject({
      manager: "uv",
      manifest: { path: "pyproject.toml", kind: "project" },
    });
  });

  test("groups and extras that are named for production", () => {
    const own = [
      "version = 1",
      '[[package]]\nname = "site"\nversion = "0"\nsource = { virtual = "." }\ndependencies = [{ name = "django" }]',
      '[package.dev-dependencies]\ndev = [{ name = "pytest" }]\nprod = [{ name = "gunicorn" }]',
      '[package.optional-dependencies]\nserver = [{ name = "redis" }]',
    ];
    const others = ["django", "pytest", "gunicorn", "redis"].map(
      (name) => `[[package]]\nname = "${name}"\nversion = "1"`,
    );
    const pyproject =
      '[project]\nname = "site"\ndependencies = ["django"]\n[project.optional-dependencies]\nserver = ["redis"]\n' +
      '[dependency-groups]\nprod = ["gunicorn"]\ndev = ["pytest"]\n';
    const poetry =
      '[tool.poetry.dependencies]\ndjango = "*"\n[tool.poetry.group.production.dependencies]\nredis = "*"\ngunicorn = "*"\n' +
      '[tool.poetry.group.dev.dependencies]\npytest = "*"\n';
    const projects: Record<string, string>[] = [
      { "uv.lock": [...own, ...others].join("\n\n"), "pyproject.toml": pyproject },
      { "pyproject.toml": pyproject },
      { "pyproject.toml": poetry },
    ];
    for (const files of projects) {
      const dependencies = read(files);
      const states = ["gunicorn", "redis", "pytest"].map((name) => dependencyState(dependencies, name));
      expect(states).toEqual(["present", "present", "development"]);
    }
  });

  test("pyproject.toml alone, and one that only configures tools", () => {
    const text = '[project]\nname = "x"\ndependencies = [\n  "Django>=5.1", # web\n  \'gunicorn\',\n]\n';
    const dependencies = read({ "pyproject.toml": text });
    const places = dependencies.packages.map(({ at }) => text.slice(at.start, at.end));
    expect(places).toEqual(["Django>=5.1", "gunicorn"]);
    expect(read({ "pyproject.toml": "[tool.ruff]\n" }).packages).toEqual([]);
    expect(
      read({ "pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n' }).incomplete,
    ).toBeDefined();
    expect(read({ "pyproject.toml": "[project\n" }).incomplete).toBeDefined();
  });

  test("a requirements directory", () => {
    const dependencies = read({
      "requirements/production.txt": "-r base.txt\n",
      "requirements/base.txt": "django\n",
    });
    expect(dependencies).toMatchObject({
      source: "requirements/production.txt",
      packages: [{ name: "django" }],
    });
    expect(dependencyState(dependencies, "gunicorn")).toBe("unknown");
  });
});

describe("adding a requirement", () => {
  const add = (files: Files, ...packages: string[]) => {
    const snapshot = memorySnapshot(files);
    const changes = addRequirement(snapshot, readDependencies(snapshot, [""]), packages);
    const [change] = changes ?? [];
    return change?.kind === "edit" ? applyEdits(files[change.path]!, change.edits) : changes;
  };

  test.each([
    ["django\nwhitenoise\n", "django\ngunicorn\nwhitenoise\n"],
    ["Django==5.2\r\nWhitenoise==6\r\n", "Django==5.2\r\ngunicorn\r\nWhitenoise==6\r\n"],
    ["whitenoise\ndjango\n", "whitenoise\ndjango\ngunicorn\n"],
    ["django", "django\ngunicorn"],
    ["", "gunicorn\n"],
    ["# base\nhiredis\nwhitenoise # static\n", "# base\ngunicorn\nhiredis\nwhitenoise # static\n"],
    ["-r base.txt\n", "-r base.txt\ngunicorn\n"],
    ["celery==5 \\\n  --no-binary x\nredis\n", "celery==5 \\\n  --no-binary x\ngunicorn\nredis\n"],
  ])("requirements.txt %j", (text, expected) => {
    expect(add({ "requirements.txt": text, "base.txt": "" }, "gunicorn")).toBe(expected);
  });

  test.each([
    ['dependencies = ["django"]\n', 'dependencies = ["django", "gunicorn"]\n'],
    ["dependencies = ['django',]\n", "dependencies = ['django', 'gunicorn',]\n"],
    ['dependencies = [\n  "django",\n]\n', 'dependencies = [\n  "django",\n  "gunicorn",\n]\n'],
    ['dependencies = [\n\t"django" # web\n]\n', 'dependencies = [\n\t"django", # web\n\t"gunicorn"\n]\n'],
    [
      'dependencies = [\r\n  "django", # [x]\r\n]\r\n',
      'dependencies = [\r\n  "django", # [x]\r\n  "gunicorn",\r\n]\r\n',
    ],
    ["dependencies = []\n", 'dependencies = ["gunicorn"]\n'],
    ["dependencies = [\n]\n", 'dependencies = [\n    "gunicorn",\n]\n'],
    ['version = "1"\n\n[tool.x]\n', 'version = "1"\ndependencies = ["gunicorn"]\n\n[tool.x]\n'],
  ])("pyproject.toml %j", (text, expected) => {
    const eol = lineBreakOf(text);
    const head = `[project]${eol}name = "x"${eol}`;
    expect(add({ "pyproject.toml": head + text }, "gunicorn")).toBe(head + expected);
  });

  test("Poetry and Pipenv", () => {
    const poetry =
      '[tool.poetry.dependencies]\npython = "^3.12"\ndjango = "^5.2" # web\n\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n';
    expect(add({ "pyproject.toml": poetry }, "gunicorn", "psycopg[binary]>=3")).toBe(
      poetry.replace("# web\n", '# web\ngunicorn = "*"\npsycopg = {extras = ["binary"], version = ">=3"}\n'),
    );
    const pipfile =
      '[[source]]\nurl = "x"\n\n[packages]\ndjango = "*"\n\n[requires]\npython_version = "3.12"\n';
    expect(add({ Pipfile: pipfile }, "gunicorn")).toBe(
      pipfile.replace('django = "*"\n', 'django = "*"\ngunicorn = "*"\n'),
    );
    expect(add({ Pipfile: "[packages]" }, "gunicorn")).toBe('[packages]\ngunicorn = "*"');
  });

  test("nothing to do, and nowhere to do it", () => {
    expect(add({ "requirements.txt": "gunicorn\n" }, "gunicorn")).toEqual([]);
    expect(add({}, "gunicorn")).toBeUndefined();
    const generated = "# This file is autogenerated by pip-compile\ndjango==5.2\n";
    expect(add({ "requirements.txt": generated }, "gunicorn")).toBeUndefined();
  });

  test("what was added is there, whatever the file holds", () => {
    const line = fc.constantFrom(
      "django==5.2",
      "# c",
      "",
      "-r other.txt",
      "whitenoise",
      "a \\",
      "  x>1 ; y",
      "\t",
      "zope",
    );
    const eol = fc.constantFrom("\n", "\r\n");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), eol, fc.boolean(), (lines, end, complete) => {
        const text = lines.join(end) + (complete ? end : "");
        const after = add({ "requirements.txt": text }, "gunicorn");
        if (typeof after !== "string") return;
        expect(dependencyState(read({ "requirements.txt": after }), "gunicorn")).toBe("present");
        expect(after.replace(/(?:\r?\n)?gunicorn(?:\r?\n)?/, "").replace(/\s/g, "")).toBe(
          text.replace(/\s/g, ""),
        );
      }),
      { seed: 14, numRuns: 400 },
    );
  }, 60_000);
});

describe("version specifiers", () => {
  test.each([
    ["==5.2.1", "5.2", "5.2"],
    ["==5.2.*", "5.2", "5.2"],
    ["==5.*", "5.0", "5.x"],
    ["~=5.1", "5.1", "5.x"],
    ["~=5.1.2", "5.1", "5.1"],
    [">=4.2,<6", "4.2", "5.x"],
    [">=4.2,!=5.0.1", "4.2", "-"],
    ["<5.2", "-", "5.1"],
    ["<5.2.3", "-", "5.2"],
    ["<=5.1.9", "-", "5.1"],
    [">5", "5.0", "-"],
    ["^4.2", "4.2", "4.x"],
    ["~4.2.1", "4.2", "4.2"],
    ["5.1", "5.1", "5.1"],
  ])("%s: %s to %s", (specifier, min, max) => {
    const shown = (bound: readonly [number, number] | undefined) =>
      bound === undefined ? "-" : `${bound[0]}.${bound[1] === Number.MAX_SAFE_INTEGER ? "x" : bound[1]}`;
    const bounds = minorBounds(specifier);
    expect([shown(bounds?.min), shown(bounds?.max)]).toEqual([min, max]);
  });

  test.each(["", "*", "!=5.0", "git", ">=x"])("%j says nothing", (specifier) => {
    expect(minorBounds(specifier)).toBeUndefined();
  });
});

test("nothing makes the readers throw", () => {
  const piece = fc.constantFrom(
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r\n",
    "\\",
    "-r ",
    "a",
    "==1",
    "[project]",
    "dependencies",
    "[[package]]",
    'name = "x"',
    "\ufeff",
    "\0",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
  );
  const names = ["requirements.txt", "Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "pyproject.toml"];
  fc.assert(
    fc.property(text, fc.subarray(names, { minLength: 1 }), (source, chosen) => {
      const snapshot = memorySnapshot(Object.fromEntries(chosen.map((name) => [name, source])));
      const dependencies = readDependencies(snapshot, [""]);
      for (const { at } of dependencies.packages)
        expect(at.start <= at.end && at.end <= source.length).toBe(true);
      for (const change of addRequirement(snapshot, dependencies, ["gunicorn"]) ?? []) {
        if (change.kind === "edit") applyEdits(source, change.edits);
      }
      const outline = tomlOutline(source);
      for (const { valueRange } of outline.entries) tomlItems(source, valueRange);
      tomlEntry(outline, "project", "dependencies");
      parseRequirement(source);
    }),
    { seed: 15, numRuns: 500 },
  );
}, 60_000);
