/** What a configuration file says, and what is wrong in it, with its place. */
import { describe, expect, test } from "vitest";
import { policyOf } from "../../server/src/config/policy";
import { readConfiguration } from "../../server/src/config/read";
import { memorySnapshot } from "../support/memorySnapshot";

const OWN = "django-preflight.toml";

function read(text: string, path = OWN) {
  return readConfiguration(memorySnapshot({ [path]: text }).file(path)!);
}

/** Each problem with the text that it is about. */
function problems(text: string, path = OWN): readonly (readonly [about: string, message: string])[] {
  return policyOf(read(text, path)).problems.map(({ range, message }) => [
    text.slice(range.start, range.end),
    message,
  ]);
}

const WHOLE = `settings = "config.settings.production"
default-environment = "production"

[severity]
hsts-missing = "info"
"debug-true" = "off"
security = "error"

[[ignore]]
paths = ["legacy/", "*.old.py"]
rules = ["secret-key-hardcoded", "database"]
reason = "It goes next month"

[[ignore]]
paths = ["vendor/**"]

[environments.production]
closed = true
hosts = ["www.example.com", "Example.org"]
set = ["SECRET_KEY"]
unset = ["DJANGO_DEBUG"]

[environments.production.variables]
DJANGO_LOG_LEVEL = "INFO"

[environments.staging]
settings = "config.settings.staging"
variables = { A = "1", "B" = '''two
lines''' }
`;

describe("the configuration", () => {
  test("is read whole", () => {
    const configuration = read(WHOLE);
    expect(policyOf(configuration).problems).toEqual([]);
    expect(configuration).toMatchObject({
      settings: { text: "config.settings.production" },
      defaultEnvironment: "production",
      ignores: [
        {
          paths: ["legacy/", "*.old.py"],
          rules: [{ text: "secret-key-hardcoded" }, { text: "database" }],
          reason: "It goes next month",
        },
        { paths: ["vendor/**"], rules: undefined },
      ],
    });
    expect(configuration.environments.get("production")).toMatchObject({
      name: "production",
      closed: true,
      hosts: [{ name: "www.example.com" }, { name: "example.org" }],
      variables: [
        { name: "DJANGO_LOG_LEVEL", value: "INFO" },
        { name: "SECRET_KEY", value: undefined },
      ],
      unset: ["DJANGO_DEBUG"],
    });
    expect(configuration.environments.get("staging")).toMatchObject({
      settings: { module: "config.settings.staging" },
      closed: false,
      variables: [
        { name: "A", value: "1" },
        { name: "B", value: "two\nlines" },
      ],
    });
  });

  test("says the same in pyproject.toml", () => {
    const table = "tool.django-preflight";
    const shared = `[project]\nname = "site"\n\n[${table}]\n${WHOLE.replace(/^(\[+)/gm, `$1${table}.`)}`;
    expect(problems(shared, "pyproject.toml")).toEqual([]);
    const names = ({ environments, severity, ignores }: ReturnType<typeof read>) => [
      [...environments.keys()],
      severity.map(({ name, value }) => [name.text, value]),
      ignores.map(({ paths }) => paths),
    ];
    expect(names(read(shared, "pyproject.toml"))).toEqual(names(read(WHOLE)));
  });

  test("prefers a rule's severity to its group's, in any order", () => {
    const { severityOf } = policyOf(read(WHOLE));
    expect(severityOf("hsts-missing")?.value).toBe("info");
    expect(severityOf("debug-true")?.value).toBe("off");
    expect(severityOf("hsts-short")?.value).toBe("error");
    expect(severityOf("conn-max-age-zero")).toBeUndefined();
  });

  test("leaves out what its patterns match, for the rules it names", () => {
    const { ignoring } = policyOf(read(WHOLE));
    expect(ignoring("secret-key-hardcoded", "legacy/settings.py")?.reason).toBe("It goes next month");
    expect(ignoring("conn-max-age-zero", "a/b.old.py")).toBeDefined();
    expect(ignoring("debug-true", "legacy/settings.py")).toBeUndefined();
    expect(ignoring("debug-true", "vendor/a/settings.py")).toBeDefined();
    const below = policyOf(read('[[ignore]]\npaths = ["/a.py"]\n', `site/${OWN}`));
    expect(below.ignoring("debug-true", "site/a.py")).toBeDefined();
    expect(below.ignoring("debug-true", "a.py")).toBeUndefined();
    expect(below.ignoring("debug-true", "site/b/a.py")).toBeUndefined();
  });
});

describe("a mistake is told where it stands", () => {
  test.for<readonly [text: string, about: string, message: RegExp]>([
    ["setting = 'a'", "setting", /no key "setting"; did you mean "settings"\?$/],
    ["banana = 'a'", "banana", /no key "banana"; it has settings, .* and environments\.$/],
    ["[tool.django-preflight]\nsettings = 'a'", "[tool.django-preflight]", /keys stand at the top/],
    ["settings = 3", "3", /^settings must be text, not a number\.$/],
    ["settings = 'my-site.settings'", "my-site.settings", /no dotted name/],
    ["severity = 'error'", "'error'", /^severity must be a table, not text\.$/],
    ["[severity]\ndebug-tru = 'info'", "debug-tru", /^There is no rule .* did you mean debug-true\?$/],
    ["[severity]\nsecurty = 'info'", "securty", /did you mean security\?$/],
    ["[severity]\ndebug-true = 'warn'", "warn", /not "warn"\. Did you mean "warning"\?$/],
    ["[severity]\ndebug-true = 'eror'", "eror", /Did you mean "error"\?$/],
    ["[severity]\ndebug-true = true", "true", /must be text, not true or false/],
    ["ignore = ['a']", "'a'", /An entry of ignore must be a table, not text/],
    ["[[ignore]]\nrules = ['debug-true']", "[[ignore]]", /needs paths/],
    ["[[ignore]]\npaths = ['a', 3]", "3", /Each item of paths must be text/],
    ["[[ignore]]\npaths = ['..\\a']", "..\\a", /divided by \//],
    ["[[ignore]]\npaths = ['../a']", "../a", /matches no file: patterns begin/],
    ["[[ignore]]\npaths = ['a[b']", "a[b", /bracket is not closed/],
    ["[[ignore]]\npaths = ['']", "''", /is empty/],
    ["[[ignore]]\npaths = ['a']\nrules = ['debug-treu']", "debug-treu", /did you mean debug-true/],
    ["[[ignore]]\npath = ['a']", "path", /did you mean "paths"/],
    ["default-environment = 'prod'\n[environments.production]", "prod", /no environment "prod"/],
    ["default-environment = 'x'", "x", /the configuration names none/],
    ["[environments.all]", "[environments.all]", /stands for all environments/],
    ["[environments]\nstaging = 1", "staging", /must be a table, not a number/],
    ["[environments.a]\nhost = ['x']", "host", /did you mean "hosts"/],
    ["[environments.a]\nhosts = ['https://x.example/']", "https://x.example/", /no host name/],
    ["[environments.a]\nhosts = ['*.example.com']", "*.example.com", /no host name/],
    ["[environments.a]\nclosed = 'yes'", "'yes'", /closed must be true or false, not text/],
    ["[environments.a]\nvariables = { DEBUG = false }", "false", /value of a variable is text: "false"/],
    ["[environments.a]\nvariables = { 'A B' = '1' }", "'A B'", /no name of an environment variable/],
    ["[environments.a]\nset = ['A=1']", "A=1", /no name of an environment variable/],
    ["[environments.a]\nset = ['A']\nunset = ['A']", "A", /set names A, too/],
    ["[environments.a]\nvariables = { A = '1' }\nunset = ['A']", "A", /already/],
    ["settings = 'a'\nsettings", "settings", /not valid TOML/],
  ])("%j", ([text, about, message]) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]![0]).toBe(about);
    expect(found[0]![1]).toMatch(message);
  });

  test("and a secret is one, which its message does not repeat", () => {
    const secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
    const text = `[environments.a.variables]\nSTRIPE_SECRET_KEY = "${secret}"\n`;
    const [problem] = policyOf(read(text)).problems;
    expect(problem).toMatchObject({ severity: "warning" });
    expect(text.slice(problem!.range.start, problem!.range.end)).toBe(secret);
    expect(problem!.message).toMatch(/^This is a live Stripe key: .*Name STRIPE_SECRET_KEY in set/);
    expect(problem!.message).not.toContain(secret);
  });
});

describe("any text gives a configuration", () => {
  const lines = `${WHOLE}\n[environments]\na = { set = ["x", ], hosts = [ [ { } ] ] }\n`;
  const check = (text: string) => {
    const { problems: found } = policyOf(read(text));
    for (const { range } of found) {
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThanOrEqual(text.length);
    }
  };

  test("with a character missing, and cut off", () => {
    for (let n = 0; n < lines.length; n++)
      check(n % 2 === 0 ? lines.slice(0, n) + lines.slice(n + 1) : lines.slice(0, n));
  });

  test("of random bytes and of shuffled pieces", () => {
    let state = 7;
    const random = (n: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % n;
    };
    const pieces = lines.split(/(?<=[\n=[\]{},."'])/);
    for (let n = 0; n < 400; n++) {
      check(String.fromCharCode(...Array.from({ length: 60 }, () => random(random(2) ? 128 : 65536))));
      check(Array.from({ length: 40 }, () => pieces[random(pieces.length)]).join(""));
    }
  });

  test("that nests without end", () => {
    check(`settings = ${"[".repeat(50_000)}`);
    check(`severity = ${"{a = ".repeat(20_000)}`);
    check(`[${"a.".repeat(20_000)}b]\nc = 1`);
    check(`[${"environments.".repeat(20_000)}b]\nc = 1`);
  });
});
