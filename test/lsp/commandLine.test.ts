/** The command line as people and scripts see it: the built bundle, in a process of its own. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeMonorepo } from "../bench/monorepo";
import { root } from "../support/root";

const SITE = "test/fixtures/heroku-site";
let directory: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-cli-")));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--", `${root}/dist/cli.js`, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const full = path.join(directory, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe("check", () => {
  it("prints one line for each finding: file, line, column, severity, rule", () => {
    const { status, stdout } = run("check", SITE);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^test\/fixtures\/heroku-site\/mysite\/settings\.py:\d+:\d+: error: .* \[debug-true\]$/m,
    );
    expect(stdout).toMatch(/^\d+ errors, \d+ warnings/m);
    expect(stdout).not.toContain("django-insecure");
  });

  it("exits 0 where nothing is at or above --fail-on", () => {
    expect(run("check", "test/fixtures/split-settings").status).toBe(0);
    expect(run("check", SITE, "--fail-on", "error").status).toBe(1);
  });

  it("is only about the rules that are selected, and exits 0 on demand", () => {
    const { status, stdout } = run("check", SITE, "--select", "debug-true");
    expect(status).toBe(1);
    expect(stdout).toContain("[debug-true]");
    expect(stdout).not.toContain("[secret-key-hardcoded]");
    expect(run("check", SITE, "--select", "debug-true", "--ignore", "security").status).toBe(0);
    expect(run("check", SITE, "--exit-zero").status).toBe(0);
  });

  it("notes findings in a baseline and reports the others", () => {
    const baseline = path.join(directory, "baseline.json");
    expect(run("check", SITE, "--ignore", "debug-true", "--write-baseline", baseline).status).toBe(0);
    const { status, stdout } = run("check", SITE, "--baseline", baseline);
    expect(status).toBe(1);
    expect(stdout).toContain("[debug-true]");
    expect(stdout).not.toContain("[secret-key-hardcoded]");
    expect(stdout).toMatch(/1 error, \d+ in the baseline/);
    expect(run("check", SITE, "--ignore", "debug-true", "--baseline", baseline).status).toBe(0);
    const entries = () => readFileSync(baseline, "utf8").match(/"rule"/g)!.length;
    const before = entries();
    const pruned = run("check", SITE, "--select", "hsts-missing", "--baseline", baseline, "--prune");
    expect(pruned.stderr).toContain(`0 of ${before} findings are gone`);
    const stale = { rule: "debug-true", path: `${SITE}/mysite/settings.py`, fingerprint: "old" };
    const { version, findings } = JSON.parse(readFileSync(baseline, "utf8"));
    writeFileSync(baseline, JSON.stringify({ version, findings: [...findings, stale] }));
    expect(run("check", SITE, "--baseline", baseline, "--prune").stderr).toContain(
      `1 of ${before + 1} findings are gone`,
    );
    expect(entries()).toBe(before);
  });

  it("reports what stands on the lines that a diff changes", () => {
    const file = `${SITE}/mysite/settings.py`;
    const line = readFileSync(path.join(root, file), "utf8").split("\n").indexOf("DEBUG = True") + 1;
    const diff = `--- a/${file}\n+++ b/${file}\n@@ -${line} +${line} @@\n-DEBUG = False\n+DEBUG = True\n`;
    const { stdout, status } = spawnSync(
      process.execPath,
      ["--", `${root}/dist/cli.js`, "check", SITE, "--diff", "-", "--format", "github"],
      { cwd: root, encoding: "utf8", input: diff },
    );
    expect(status).toBe(1);
    expect(stdout.match(/^::/gm)).toHaveLength(1);
    expect(stdout).toContain("title=debug-true");
  });

  it("refuses a diff whose files are elsewhere, because it would let everything pass", () => {
    const other = file("other.diff", "--- a/no/such.py\n+++ b/no/such.py\n@@ -1 +1 @@\n-a\n+b\n");
    const { status, stderr } = run("check", SITE, "--diff", other);
    expect([status, stderr]).toEqual([2, expect.stringContaining("git diff --relative")]);
  });

  it("counts a project once that stands in two of its folders", () => {
    const once = run("check", SITE);
    expect(run("check", SITE, SITE)).toEqual(once);
    expect(run("checklist", SITE, SITE)).toEqual(run("checklist", SITE));
  });

  it("says that it cannot write a file", () => {
    const { status, stderr } = run("check", SITE, "--write-baseline", path.join(directory, "no/such/file"));
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^django-preflight: cannot write /)]);
  });

  it.each(["sarif", "gitlab", "junit", "github", "full"])("prints %s", (format) => {
    const { status, stdout } = run("check", SITE, "--format", format);
    expect(status).toBe(1);
    expect(stdout).toContain("debug-true");
    if (format === "sarif" || format === "gitlab") JSON.parse(stdout);
  });

  it.each([
    [["check", "--nonsense"]],
    [["check", SITE, "--select", "no-such-rule"]],
    [["check", SITE, "--prune"]],
    [["check", SITE, "--baseline", "package.json"]],
    [["check", SITE, "--compare", "--django", "6.0", "--format", "sarif"]],
    [["check", "no/such/folder"]],
    [["check", "package.json"]],
    [["check", SITE, "--format", "xml"]],
    [["check", SITE, "--settings", "mysite.nowhere"]],
    [["check", SITE, "--env-file", "no/such/file"]],
    [["check", SITE, "--django", "five"]],
    [["frobnicate"]],
    [["server"]],
    [[]],
  ])("exits 2 with one line of plain words: %j", (args) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^django-preflight: [^\n]+\n$/);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it("reads variables as `heroku config -s` prints them", () => {
    const site = path.dirname(
      file("env-site/manage.py", 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'),
    );
    file(
      "env-site/settings.py",
      "import os\nA = os.environ.get('A')\nB = os.environ.get('B')\nC = os.environ.get('C', 'unset')\n",
    );
    const env = file("vars", "# comment\nA='it'\\''s quoted'\nexport B=\"two words\"\n");
    const { stdout } = run("explain", "--project", site, "--env-file", env, "A", "B", "C");
    expect(stdout).toContain(`A = "it's quoted"`);
    expect(stdout).toContain("B = 'two words'");
    expect(stdout).toContain("C = 'unset'");
  });
});

/** A project on Django 4.2 that goes on working, but not in the same way. */
function upgrading(): string {
  file("upgrading/requirements.txt", "Django==4.2.16\n");
  file(
    "upgrading/settings.py",
    [
      'ALLOWED_HOSTS = ["shop.example.com"]',
      'INSTALLED_APPS = ["django.contrib.staticfiles"]',
      'STATICFILES_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"',
      'STATIC_URL = "static/"',
      "",
    ].join("\n"),
  );
  return path.dirname(
    file("upgrading/manage.py", 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'),
  );
}

describe("check of many projects", () => {
  beforeAll(() => writeMonorepo(path.join(directory, "monorepo"), 200));

  it("needs no more memory than a few", () => {
    // Half of what 200 projects at a time would need.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--max-old-space-size=48", "--", `${root}/dist/cli.js`, "check", "--exit-zero", "monorepo"],
      { cwd: directory, encoding: "utf8", maxBuffer: 1e8 },
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(/ in 200 projects$/m);
  });

  it("shows on a terminal how far it is, and takes that away in the end", () => {
    const command = [
      process.execPath,
      "--",
      `${root}/dist/cli.js`,
      "check",
      "--exit-zero",
      "sites/site1",
      "sites",
    ];
    const { stdout } = spawnSync("script", ["-qec", `${command.join(" ")} >/dev/null`, "/dev/null"], {
      cwd: path.join(directory, "monorepo"),
      encoding: "utf8",
    });
    expect(stdout).toContain("checked 1 of 200 projects: sites/site0");
    expect(stdout).toContain("checked 200 of 200 projects: sites/site99");
    expect(stdout.endsWith("\r\u001b[K")).toBe(true);
  });
});

describe("check --compare", () => {
  it("says what another version of Django changes", () => {
    const { stdout } = run("check", upgrading(), "--compare", "--django", "6.1");
    expect(stdout).toMatch(/^upgrading: from Django 4\.2 to Django 6\.1$/m);
    expect(stdout).toMatch(/^ {2}Newly reported:$[\s\S]*settings\.py:3:\d+: .*\[legacy-storage-setting\]$/m);
    expect(stdout).toMatch(/^ {4}USE_TZ: False, then True$/m);
  });

  it("says so where nothing changes", () => {
    const { status, stdout } = run("check", upgrading(), "--compare", "--django", "4.2");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "upgrading: from Django 4.2 to Django 4.2: nothing changes\n",
    });
  });

  it("needs a version", () => {
    expect(run("check", SITE, "--compare")).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("fix", () => {
  function copyOf(site: string, name: string): string {
    const copy = path.join(directory, name);
    cpSync(path.join(root, site), copy, { recursive: true });
    return copy;
  }
  const settingsOf = (folder: string) => readFileSync(`${folder}/mysite/settings.py`, "utf8");

  it("with --dry-run prints what patch(1) can apply, and changes nothing", () => {
    const dry = copyOf(SITE, "dry");
    const { status, stdout, stderr } = run("fix", dry, "--all", "--dry-run");
    expect(status).toBe(1);
    expect(settingsOf(dry)).toBe(settingsOf(path.join(root, SITE)));
    expect(stdout).toContain("+++ b/mysite/settings.py");
    expect(stderr).toContain("[debug-true]");
    expect(stderr).toContain("heroku config:set SECRET_KEY=\n");

    const wet = copyOf(SITE, "wet");
    expect(run("fix", wet, "--all").status).toBe(0);
    const patched = spawnSync("patch", ["-p1"], { cwd: dry, input: stdout, encoding: "utf8" });
    expect(patched.stderr + patched.stdout).not.toMatch(/FAILED|malformed/);
    for (const name of ["mysite/settings.py", "requirements.txt", "Procfile", "app.json"])
      expect(readFileSync(`${dry}/${name}`, "utf8")).toBe(readFileSync(`${wet}/${name}`, "utf8"));
  });

  it("leaves nothing to fix, and no errors", () => {
    const folder = copyOf(SITE, "again");
    run("fix", folder, "--all");
    const again = run("fix", folder, "--all", "--dry-run");
    expect(again).toEqual({ status: 0, stdout: "", stderr: "nothing to fix\n" });
    expect(run("check", folder, "--fail-on", "error").status).toBe(0);
  });

  it("names the variables that the settings did without before", () => {
    const folder = copyOf("test/fixtures/tutorials/django-environ", "required");
    const { stderr } = run("fix", folder, "--all");
    expect(stderr.slice(stderr.indexOf("Before the next deploy"))).toBe(
      [
        "Before the next deploy, with your values:",
        "  heroku config:set ALLOWED_HOSTS=",
        "  heroku config:set SECRET_KEY=",
        "",
        "On your own machine, set DEBUG=1 and SECRET_KEY to any value.",
        "",
      ].join("\n"),
    );
  });

  it("without --all changes only what cannot break anything", () => {
    const folder = copyOf(SITE, "safe");
    const before = settingsOf(folder);
    const { stderr } = run("fix", folder);
    expect(settingsOf(folder)).toBe(before);
    expect(stderr).not.toContain("[debug-true]");
  });

  it("keeps line ends and byte order marks", () => {
    const folder = copyOf(SITE, "crlf");
    const text = `\ufeff${settingsOf(folder).replaceAll("\n", "\r\n")}`;
    writeFileSync(`${folder}/mysite/settings.py`, text);
    expect(run("fix", folder, "--all").status).toBe(0);
    const after = settingsOf(folder);
    expect(after).not.toBe(text);
    expect(after).toMatch(/^\ufeff/);
    expect(after).not.toMatch(/[^\r]\n/);
  });

  it.each([
    [["fix", "a", "b"]],
    [["fix", SITE, "--safe", "--all"]],
    [["fix", SITE, "--format", "json"]],
    [["check", SITE, "--dry-run"]],
    [["checklist", SITE, "--format", "sarif"]],
    [["checklist", SITE, "--fail-on", "warning"]],
    [["checklist", SITE, "--output", "no/such/folder/report.md"]],
    [["check", SITE, "--output", "x"]],
  ])("exits 2 with one line of plain words: %j", (args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });
});

describe("checklist", () => {
  /** A copy of the fixture with that text as its answers. */
  const siteWith = (answers: string) => {
    const site = mkdtempSync(path.join(directory, "site-"));
    cpSync(path.join(root, SITE), site, { recursive: true });
    mkdirSync(path.join(site, ".preflight"));
    writeFileSync(path.join(site, ".preflight/checklist.json"), answers);
    return site;
  };
  const ANSWERS =
    '{ "version": 1, "items": { "debug-off": { "note": "on Friday", "by": "Ann" }, "x": { "state": "?" } } }';

  it("prints what files and people say, and never fails by itself", () => {
    const { status, stdout, stderr } = run("checklist", siteWith(ANSWERS));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^mysite: \d+ of \d+ done \(\d+ problems/);
    expect(stdout).toMatch(
      /^ {2}Problem +DEBUG is off\n +\S*mysite\/settings\.py:26: .*\n +Note by Ann: on Friday$/m,
    );
    expect(stderr).toMatch(/checklist\.json: "x" in line 1 has no answer that is known\.\n$/);
  });

  it("fails on demand", () => {
    expect(run("checklist", SITE, "--fail-on", "problem").status).toBe(1);
    expect(run("checklist", SITE, "--fail-on", "open").status).toBe(1);
    expect(run("checklist", "test/fixtures/split-settings", "--fail-on", "open").status).toBe(1);
  });

  it("exits 2 on answers that cannot be read: a report without them would be wrong", () => {
    const { status, stdout, stderr } = run("checklist", siteWith(ANSWERS.replace(", ", ",\n<<<<<<< HEAD\n")));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/checklist\.json cannot be used: line 2 is a conflict marker of git/);
  });

  it.each([
    ["markdown", /^# Launch report\n[\s\S]*^## /m],
    ["html", /^<!DOCTYPE html>\n[\s\S]*<h1>2 Django projects<\/h1>/],
  ])("writes %s to a file, for several projects, the same on the same day", (format, pattern) => {
    const output = path.join(directory, `report.${format}`);
    const args = ["checklist", SITE, "test/fixtures/split-settings", "--format", format];
    const { status, stdout, stderr } = run(...args, "--output", output);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: `wrote ${output}\n` });
    expect(readFileSync(output, "utf8")).toMatch(pattern);
    const env = { ...process.env, SOURCE_DATE_EPOCH: "1772323200" };
    const dated = spawnSync(process.execPath, ["--", `${root}/dist/cli.js`, ...args], { cwd: root, env });
    expect(dated.stdout.toString()).toContain("2026-03-01");
  });

  it("is an answer to --env-file and --settings, like check", () => {
    const env = file("closed.env", "DJANGO_SECRET_KEY='x'\n");
    expect(run("checklist", "test/fixtures/split-settings", "--env-file", env).status).toBe(0);
    expect(run("checklist", SITE, "--settings", "mysite.nowhere").status).toBe(2);
  });
});

describe("JSON", () => {
  const ajv = new Ajv({ strict: false });
  for (const name of [
    "check.schema.json",
    "explain.schema.json",
    "compare.schema.json",
    "checklist.schema.json",
  ])
    ajv.addSchema(JSON.parse(readFileSync(path.join(root, "schemas", name), "utf8")), name);
  const schema = (name: string) => ajv.getSchema(name)!;
  const empty = () => file("empty.env", "");

  it.each([SITE, "test/fixtures/split-settings", "test/fixtures/docker-site"])(
    "of check fits its schema: %s",
    (site) => {
      const validate = schema("check.schema.json");
      for (const args of [[], ["--env-file", empty()], ["--django", "4.2"]]) {
        const report = JSON.parse(run("check", site, "--format", "json", ...args).stdout);
        expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
        expect(report.projects).toHaveLength(1);
      }
    },
  );

  it.each([SITE, "test/fixtures/split-settings", "test/fixtures/docker-site"])(
    "of explain fits its schema: %s",
    (site) => {
      const validate = schema("explain.schema.json");
      const { stdout } = run("explain", "--project", site, "--format", "json");
      const report = JSON.parse(stdout);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      expect(Object.keys(report.projects[0].values)).toContain("DEBUG");
    },
  );

  it.each([SITE, "test/fixtures/split-settings", "test/fixtures/docker-site"])(
    "of checklist fits its schema: %s",
    (site) => {
      const validate = schema("checklist.schema.json");
      const report = JSON.parse(run("checklist", site, "--format", "json").stdout);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      expect(report.projects).toHaveLength(1);
      expect(report.projects[0].root).toBe(".");
    },
  );

  it("of check --compare fits its schema", () => {
    const validate = schema("compare.schema.json");
    const args = ["--compare", "--django", "6.1", "--format", "json"];
    const report = JSON.parse(run("check", upgrading(), ...args).stdout);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.projects[0]).toMatchObject({ from: "4.2", to: "6.1" });
  });

  it("hides secrets", () => {
    const { stdout } = run("explain", "SECRET_KEY", "--project", SITE, "--format", "json");
    expect(JSON.parse(stdout).projects[0].values.SECRET_KEY.value).toEqual({ kind: "redacted", length: 60 });
    expect(stdout).not.toContain("django-insecure");
  });
});

describe("the configuration", () => {
  const SETTINGS =
    'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nALLOWED_HOSTS = ["www.example.com"]\n';
  const WHOLE = [
    "[tool.django-preflight.severity]",
    'allowed-hosts-empty = "info"',
    "[tool.django-preflight.environments.production]",
    'hosts = ["www.example.com"]',
    'unset = ["DEBUG"]',
    "[tool.django-preflight.environments.staging]",
    'hosts = ["staging.example.com"]',
    'variables = { DEBUG = "1" }',
    "",
  ].join("\n");

  function site(name: string, configuration: string): string {
    file(`${name}/settings.py`, SETTINGS);
    file(`${name}/pyproject.toml`, configuration);
    return path.dirname(
      file(`${name}/manage.py`, 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'),
    );
  }

  it("ends the command with 2 where it has mistakes, and says where", () => {
    const folder = site(
      "mistakes",
      '[tool.django-preflight]\nsetings = "a"\nseverity = { debug-tru = "off" }\n',
    );
    for (const command of [["check"], ["fix", "--dry-run"], ["explain", "--project"], ["checklist"]]) {
      const { status, stdout, stderr } = run(...command, folder);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr.split("\n")).toEqual([
        "django-preflight: the configuration has mistakes",
        expect.stringMatching(/pyproject\.toml:2:1: error: .* did you mean "settings"\?$/),
        expect.stringMatching(/pyproject\.toml:3:14: error: .* did you mean debug-true\?$/),
        "",
      ]);
    }
  });

  it("is not as good as none where it cannot be read", () => {
    const folder = site("utf16", "");
    writeFileSync(path.join(folder, "django-preflight.toml"), Buffer.from("\ufeffx = 1\n", "utf16le"));
    const { status, stderr } = run("check", folder);
    expect([status, stderr]).toEqual([2, expect.stringContaining("This file is not UTF-8 text.")]);
  });

  it("names the environments that a finding is in, where not all have it", () => {
    const folder = site("environments", WHOLE);
    const { stdout } = run("check", folder, "--environment", "all", "--select", "security");
    expect(stdout).toMatch(/configured by .*pyproject\.toml, environment production$/m);
    expect(stdout).toMatch(/: error: In staging: .* \[debug-true\]$/m);
    expect(stdout).toMatch(/: In staging: ALLOWED_HOSTS does not admit staging\.example\.com/);
    const both =
      stdout.match(/^.*\[secret-key-may-be-none\]$/m)?.[0] ?? stdout.match(/^.*\[hsts-missing\]$/m)?.[0];
    expect(both ?? "").not.toContain("In ");
    const production = run("check", folder, "--environment", "production", "--select", "security").stdout;
    expect(production).not.toMatch(/debug-true|environment-host-refused/);
    const staging = run("check", folder, "--environment", "staging", "--select", "debug-true");
    expect(staging.status).toBe(1);
    expect(staging.stdout).not.toContain("In staging");
    expect(run("explain", "--project", folder, "--environment", "staging", "DEBUG").stdout).toContain(
      "DEBUG = True",
    );
  });

  it("leaves out projects that do not have the environment", () => {
    site("several/with", WHOLE);
    site("several/without", "");
    const several = path.join(directory, "several");
    const names = (...args: string[]) => {
      const { projects } = JSON.parse(run(...args, "--environment", "staging", "--format", "json").stdout);
      return projects.map(({ root: folder }: { root: string }) => path.basename(folder));
    };
    expect(names("check", several)).toEqual(["with"]);
    expect(names("checklist", several)).toEqual(["with"]);
    expect(names("explain", "DEBUG", "--project", several)).toEqual(["with"]);
    expect(names("check", "--compare", "--django", "6.0", several)).toEqual(["with"]);
  });

  it("has each project once for each environment in JSON, as its schema says", () => {
    const schema = JSON.parse(readFileSync(path.join(root, "schemas/check.schema.json"), "utf8"));
    const folder = site("json", WHOLE);
    const { stdout } = run("check", folder, "--environment", "staging,production", "--format", "json");
    const json = JSON.parse(stdout);
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate(json) || validate.errors).toBe(true);
    expect(
      json.projects.map(({ environment, configuration }: Record<string, unknown>) => [
        environment,
        configuration,
      ]),
    ).toEqual([
      ["staging", { file: "pyproject.toml", problems: [] }],
      ["production", { file: "pyproject.toml", problems: [] }],
    ]);
  });

  it("counts what was decided in the summary", () => {
    const folder = site("decided", '[tool.django-preflight.severity]\nsecurity = "off"\n');
    file("decided/settings.py", `${SETTINGS}TIME_ZONE = "UTC"\n`);
    const { stdout } = run("check", folder, "--format", "concise");
    expect(stdout).toMatch(/\d+ ignored by the configuration/);
    expect(stdout).not.toMatch(/\[hsts-missing\]/);
  });

  it.each([
    [["check", "--environment", "stagin"], /There is no environment "stagin"\. Did you mean "staging"\?/],
    [["check", "--environment", "all,nope"], /There is no environment "nope"/],
    [["explain", "--environment", "all", "--project"], /explain takes one environment/],
    [["fix", "--environment", "staging"], /--environment belongs to the command check or/],
  ])("refuses %j", (args, message) => {
    const { status, stderr } = run(...args, site("refused", WHOLE));
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
