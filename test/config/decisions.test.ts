/** What the configuration, comments and SILENCED_SYSTEM_CHECKS do to findings. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { checklist } from "../../server/src/checklist/checklist";
import { type Files, findingsOf, projectOf, verdictsOn } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const OWN = "django-preflight.toml";
const SETTINGS = "mysite/settings.py";

function verdicts(settings: string, files: Files = {}) {
  return verdictsOn(projectOf({ [SETTINGS]: settings, ...files }));
}

function of(rule: string, settings: string, files?: Files) {
  return verdicts(settings, files).filter((verdict) => verdict.rule === rule);
}

describe("the configuration", () => {
  test("gives findings their severity", () => {
    const [found] = of("debug-true", "DEBUG = True\n", { [OWN]: '[severity]\ndebug-true = "info"\n' });
    expect(found).toMatchObject({ shown: true, severity: "info" });
    const [ofGroup] = of("debug-true", "DEBUG = True\n", { [OWN]: '[severity]\nsecurity = "hint"\n' });
    expect(ofGroup).toMatchObject({ shown: true, severity: "hint" });
  });

  test("turns rules off, and says where", () => {
    const text = '[severity]\ndebug-true = "off"\n';
    const [found] = of("debug-true", "DEBUG = True\n", { [OWN]: text });
    expect(found).toMatchObject({ shown: false, suppressed: true, suppression: { by: "configuration" } });
    const { file, start, end } = found!.suppression!.at;
    expect([file, text.slice(start, end)]).toEqual([OWN, "debug-true"]);
  });

  test("leaves out findings by path", () => {
    const ignore = (paths: string) => ({
      "pyproject.toml": `[[tool.django-preflight.ignore]]\npaths = [${paths}]\nreason = "old"\n`,
    });
    expect(of("debug-true", "DEBUG = True\n", ignore('"mysite/"'))[0]).toMatchObject({
      shown: false,
      suppression: { by: "configuration", reason: "old" },
    });
    expect(of("debug-true", "DEBUG = True\n", ignore('"other/"'))[0]).toMatchObject({ shown: true });
  });

  test("counts from the nearest file, its own before pyproject.toml", () => {
    const site = projectOf("DEBUG = True\n");
    const inSite = Object.fromEntries(Object.entries(site).map(([path, text]) => [`site/${path}`, text]));
    const severityIn = (files: Files) =>
      findingsOf(verdictsOn({ ...inSite, ...files }), { id: "debug-true" })[0]?.severity;
    const own = (severity: string) => `[severity]\ndebug-true = "${severity}"\n`;
    const shared = (severity: string) => `[tool.django-preflight.severity]\ndebug-true = "${severity}"\n`;
    expect(severityIn({ [OWN]: own("hint") })).toBe("hint");
    expect(severityIn({ [OWN]: own("hint"), "site/pyproject.toml": shared("info") })).toBe("info");
    expect(severityIn({ [OWN]: own("hint"), "site/pyproject.toml": "[project]\n" })).toBe("hint");
    expect(severityIn({ [`site/${OWN}`]: own("hint"), "site/pyproject.toml": shared("info") })).toBe("hint");
  });

  test("names a settings module that does not exist: nothing would be judged, and a gate would pass", () => {
    const problemsOf = (text: string, settingsModule?: string) =>
      analyze(memorySnapshot(projectOf({ [SETTINGS]: "DEBUG = False\n", [OWN]: text })), {
        settingsModule: new Map(settingsModule === undefined ? [] : [["", settingsModule]]),
      }).projects[0]!.configurationProblems.map(({ severity, message, range: { start, end } }) => [
        severity,
        message,
        text.slice(start, end),
      ]);
    const wrong = [["error", "mysite.old is configured, but there is no such module.", "mysite.old"]];
    expect(problemsOf('settings = "mysite.old"\n')).toEqual(wrong);
    expect(
      problemsOf('default-environment = "live"\n[environments.live]\nsettings = "mysite.old"\n'),
    ).toEqual(wrong);
    expect(problemsOf('settings = "mysite.settings"\n')).toEqual([]);
    // What the command line names counts more.
    expect(problemsOf('settings = "mysite.old"\n', "mysite.settings")).toEqual([]);
    expect(problemsOf("", "mysite.old")).toEqual([]);
  });

  test("still counts where the file is half typed", () => {
    const found = of("debug-true", "DEBUG = True\n", { [OWN]: '[severity]\ndebug-true = "info"\nhsts' });
    expect(found[0]).toMatchObject({ severity: "info" });
  });
});

describe("an environment", () => {
  const SPLIT: Files = projectOf({
    [SETTINGS]: "",
    "mysite/base.py":
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nALLOWED_HOSTS = os.environ.get("HOSTS", "").split(",")\n',
    "mysite/production.py": "from .base import *\n",
    "mysite/staging.py": "from .base import *\nSTAGE = True\n",
    [OWN]: [
      "settings = 'mysite.production'",
      "[environments.production]",
      "hosts = ['www.example.com']",
      "variables = { HOSTS = 'www.example.com' }",
      "unset = ['DEBUG']",
      "[environments.staging]",
      "settings = 'mysite.staging'",
      "hosts = ['staging.example.com', 'www.example.com']",
      "variables = { DEBUG = '1', HOSTS = 'www.example.com' }",
      "[environments.review]",
      "closed = true",
      "set = ['SECRET_KEY']",
      "",
    ].join("\n"),
  });
  const report = (environmentName?: string, files = SPLIT) =>
    analyze(memorySnapshot(files), { environmentName }).projects[0]!;
  const shown = (name?: string) => {
    const { verdicts: all } = report(name);
    return all.filter((verdict) => verdict.shown).map(({ rule }) => rule);
  };

  test("has its settings module, and says why", () => {
    expect(report().project.settings).toMatchObject({
      module: { name: "mysite.production" },
      reason: `${OWN} names it`,
    });
    expect(report("staging").project.settings).toMatchObject({
      module: { name: "mysite.staging" },
      reason: `${OWN} names it for staging`,
    });
  });

  test("has its variables: set, not set, or both where nobody says", () => {
    const debug = (name?: string) =>
      report(name)
        .settings.readings("DEBUG")
        .map(({ when }) => when);
    expect(debug()).toHaveLength(2);
    expect(debug("production")).toEqual([undefined]);
    expect(debug("staging")).toEqual([undefined]);
    expect(debug("review")).toEqual([undefined]);
    expect(shown("staging")).toContain("debug-true");
    expect(shown("production")).not.toContain("debug-true");
  });

  test("needs hosts that ALLOWED_HOSTS admits", () => {
    const refused = (name?: string) =>
      report(name)
        .verdicts.filter(({ rule, verdict }) => rule === "environment-host-refused" && verdict.message)
        .map(({ verdict }) => verdict.message);
    expect(refused()).toEqual([]);
    expect(refused("production")).toEqual([]);
    expect(refused("staging")).toEqual([
      "ALLOWED_HOSTS does not admit staging.example.com, a host of the environment staging: requests for it get 400 (Bad Request).",
    ]);
  });

  test("is the default one without a name, and wins over app.json", () => {
    const files = {
      ...SPLIT,
      [OWN]: `default-environment = "staging"\n${SPLIT[OWN]}`,
      "app.json": '{"env": {"DEBUG": "0"}}',
    };
    expect(report(undefined, files).project.environment?.name).toBe("staging");
    expect(
      report(undefined, files)
        .settings.readings("DEBUG")
        .map(({ value }) => value),
    ).toMatchObject([{ kind: "bool", value: true }]);
  });

  test("other than production names nothing production", () => {
    const code = 'import os\n\nSTAGE = os.environ.get("STAGE", "dev")\nDEBUG = STAGE != "production"\n';
    const readings = (name: string) => {
      const files = projectOf({ [SETTINGS]: code, [OWN]: `[environments.${name}]\n` });
      return report(name, files).settings.readings("DEBUG").length;
    };
    expect(readings("production")).toBe(1);
    expect(readings("staging")).toBe(2);
  });
});

describe("SILENCED_SYSTEM_CHECKS", () => {
  const SILENCED =
    'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSILENCED_SYSTEM_CHECKS = ["security.W004"]\nSECURE_SSL_REDIRECT = True\n';

  test("silences what Django's check says", () => {
    const [found] = of("hsts-missing", SILENCED);
    expect(found).toMatchObject({
      shown: false,
      suppressed: true,
      suppression: { by: "SILENCED_SYSTEM_CHECKS", reason: "security.W004" },
    });
    const { file, start, end } = found!.suppression!.at;
    expect([file, SILENCED.slice(start, end)]).toEqual([SETTINGS, '["security.W004"]']);
  });

  test("does not where it may be something else", () => {
    const code = SILENCED.replace('["security.W004"]', 'os.environ["S"].split()');
    expect(of("hsts-missing", `import os\n\n${code}`)[0]).toMatchObject({ shown: true });
  });

  test("leaves alone what Django does not find", () => {
    const files = projectOf('SILENCED_SYSTEM_CHECKS = ["security.W020"]\nALLOWED_HOSTS = ["*"]\n');
    const mine = verdictsOn(files).filter(({ rule }) => rule === "allowed-hosts-wildcard");
    expect(mine[0]).toMatchObject({ shown: true });
  });
});

test("the checklist says who decided, and on what", () => {
  const item = (settings: string, files: Files = {}) => {
    const snapshot = memorySnapshot(projectOf({ [SETTINGS]: settings, ...files }));
    const sections = checklist(analyze(snapshot).projects[0]!, snapshot);
    return sections.flatMap(({ items }) => items).find((each) => each.item.id === "debug-off");
  };
  expect(item("DEBUG = True\n")).toMatchObject({ state: "problem" });
  expect(item("DEBUG = True  # preflight: ignore[debug-true] -- a demo\n")).toMatchObject({
    state: "ok",
    detail: expect.stringMatching(/^Ignored by a comment \(a demo\): DEBUG is /),
    at: { file: SETTINGS },
  });
  expect(item("DEBUG = True\n", { [OWN]: '[severity]\ndebug-true = "off"\n' })).toMatchObject({
    detail: expect.stringMatching(/^Ignored by the configuration: DEBUG is /),
    at: { file: OWN },
  });
  expect(item('DEBUG = True\nSILENCED_SYSTEM_CHECKS = ["security.W018"]\n')).toMatchObject({
    detail: expect.stringMatching(/^Ignored by SILENCED_SYSTEM_CHECKS: DEBUG is /),
  });
});

describe("comments", () => {
  const on = (code: string) => of("debug-true", code)[0];
  const IGNORED = "# preflight: ignore[debug-true]";

  test.for([
    `DEBUG = True  ${IGNORED}\n`,
    `DEBUG = True  # noqa  ${IGNORED} -- why\n`,
    `DEBUG = True  # preflight: ignore[hsts-missing, debug-true] -- why\n`,
    `${IGNORED}\nDEBUG = True\n`,
    `${IGNORED}\n# and more\nDEBUG = True\n`,
    `DEBUG = True  #preflight:ignore[debug-true]\r\nX = 1\r\n`,
  ])("ignore the finding: %j", (code) => {
    expect(on(code)).toMatchObject({ shown: false, suppression: { by: "comment" } });
  });

  test.for([
    `X = 1  ${IGNORED}\nDEBUG = True\n`,
    `${IGNORED}\n\nDEBUG = True\n`,
    `X = "${IGNORED}"; DEBUG = True\n`,
    `X = """\n${IGNORED}"""\nDEBUG = True\n`,
    "DEBUG = True  # preflight: ignore[]\n",
  ])("do not: %j", (code) => {
    expect(on(code)).toMatchObject({ shown: true });
  });

  const unused = (code: string, files: Files = {}) =>
    verdicts(code, files)
      .filter(({ rule, shown }) => shown && rule === "unused-suppression")
      .map(({ verdict, fixes }) => [verdict.message, fixes.map(({ title }) => title)]);

  test("that ignore nothing are reported", () => {
    expect(unused(`DEBUG = False  ${IGNORED}\n`)).toEqual([
      ["This comment ignores nothing: debug-true finds nothing here in production.", ["Remove the comment"]],
    ]);
    expect(unused(`DEBUG = True  ${IGNORED}\n`)).toEqual([]);
    expect(unused(`DEBUG = True  # preflight: ignore[debug-true, hsts-short]\n`)).toEqual([
      [expect.stringContaining("hsts-short"), ["Remove hsts-short from the comment"]],
    ]);
    expect(unused("DEBUG = False\n", { Procfile: `${IGNORED}\nweb: gunicorn mysite.wsgi\n` })).toHaveLength(
      1,
    );
  });

  test("are not where it is not sure", () => {
    const open = `import os\n\nDEBUG = os.environ["D"] == "1"  ${IGNORED}\n`;
    expect(unused(open)).toEqual([]);
    expect(unused(`DEBUG = False\nX = """${IGNORED}"""\n`)).toEqual([]);
    expect(unused(`DEBUG = False  ${IGNORED}\n`, { [OWN]: "[environments.staging]\n" })).toEqual([]);
    expect(
      unused(`DEBUG = False  ${IGNORED}\n`, { [OWN]: '[severity]\nunused-suppression = "off"\n' }),
    ).toEqual([]);
    expect(unused(`raise ValueError\nDEBUG = False  ${IGNORED}\n`)).toEqual([]);
  });

  test("that name no rule are reported", () => {
    expect(unused("DEBUG = False  # preflight: ignore[debug-treu]\n")).toEqual([
      [
        "This comment ignores nothing: there is no rule debug-treu; did you mean debug-true?",
        ["Change it to debug-true"],
      ],
    ]);
    expect(unused("DEBUG = False  # preflight: ignore[security]\n")[0]![0]).toContain("is a group of rules");
  });
});
