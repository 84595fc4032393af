/** The rules on cookies, security headers, trusted origins and policies: the cases that their examples are too few for. */
import { describe, expect, test } from "vitest";
import { corrected, isTrusted, whyNeverMatches } from "../../server/src/rules/csrfOrigins";
import type { ExampleFiles } from "../../server/src/rules/rule";
import { applyChanges, type Files, projectOf, SETTINGS, verdictsOn } from "../support/exampleProject";

const SECURITY = "django.middleware.security.SecurityMiddleware";
const CSP = "django.middleware.csp.ContentSecurityPolicyMiddleware";
const SECURE = `MIDDLEWARE = ["${SECURITY}"]\n`;
const SESSIONS = 'INSTALLED_APPS = ["django.contrib.sessions"]\n';
const CSRF = 'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\n';

/** A rule's findings, as "severity, what it sits on"; covered ones in parentheses. */
function said(rule: string, example: ExampleFiles): string[] {
  const files = projectOf(example);
  return verdictsOn(files)
    .filter((each) => each.rule === rule && each.verdict.state === "violated")
    .map(({ severity, shown, coveredBy, verdict: { at } }) =>
      shown ? `${severity}, ${files[at!.file]!.slice(at!.start, at!.end)}` : `(${coveredBy})`,
    );
}

function messages(rule: string, example: ExampleFiles): string[] {
  const shown = verdictsOn(projectOf(example)).filter((each) => each.rule === rule && each.shown);
  return shown.flatMap(({ verdict }) => verdict.message ?? []);
}

/** The settings after the fix of a rule with this number, or why there are none. */
function fixed(rule: string, example: ExampleFiles, number = 0): string {
  const files = projectOf(example);
  const fixes = verdictsOn(files).flatMap((each) => (each.rule === rule && each.shown ? each.fixes : []));
  const fix = fixes[number];
  return fix === undefined ? "no fix" : applyChanges(files, fix.changes)[SETTINGS]!;
}

function onDjango(version: string, code: string): Files {
  return { "requirements.txt": `Django${version}\ngunicorn\n`, [SETTINGS]: code };
}

describe("cookies", () => {
  test("one finding for SameSite=None without Secure", () => {
    const code = `${SESSIONS}SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = False\n`;
    expect(said("samesite-none-insecure", code)).toEqual(['error, "None"']);
    expect(said("session-cookie-insecure", code)).toEqual(["(samesite-none-insecure)"]);
  });

  test("the other cookie keeps its own finding", () => {
    const code = `${SESSIONS}${CSRF}SESSION_COOKIE_SAMESITE = "None"\n`;
    expect(said("session-cookie-insecure", code)).toEqual(["(samesite-none-insecure)"]);
    expect(said("csrf-cookie-insecure", code)).toHaveLength(1);
    expect(said("csrf-cookie-insecure", code)[0]).toMatch(/^warning/);
  });

  test("each finding has the fix for its own cookie", () => {
    const code = `${SESSIONS}${CSRF}SESSION_COOKIE_SAMESITE = "None"\nCSRF_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = False\nCSRF_COOKIE_SECURE = False\n`;
    expect(fixed("samesite-none-insecure", code, 0)).toContain("SESSION_COOKIE_SECURE = True");
    expect(fixed("samesite-none-insecure", code, 2)).toContain("\nCSRF_COOKIE_SECURE = True");
    expect(fixed("samesite-none-insecure", code, 3)).toContain('CSRF_COOKIE_SAMESITE = "Lax"');
  });

  test("a variable that decides keeps the rules silent", () => {
    const code = `import os\n${SESSIONS}SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_SAMESITE = os.environ["S"]\nSESSION_COOKIE_DOMAIN = os.environ["D"]\n`;
    expect(said("samesite-invalid", code)).toEqual([]);
    expect(said("samesite-none-insecure", code)).toEqual([]);
    expect(said("cookie-domain-rejected", code)).toEqual([]);
  });

  test.for<[value: string, exception: string, meant: string]>([
    ['" lax"', "ValueError", '"Lax"'],
    ['"Strickt"', "ValueError", '"Strict"'],
    ['"nothing"', "ValueError", '"Lax"'],
    ["b'Lax'", "ValueError", '"Lax"'],
    ["1", "AttributeError", '"Lax"'],
  ])("SameSite %s raises", ([value, exception, meant]) => {
    const code = `${SESSIONS}SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_SAMESITE = ${value}\n`;
    expect(messages("samesite-invalid", code)).toEqual([expect.stringContaining(exception)]);
    expect(fixed("samesite-invalid", code)).toContain(`SESSION_COOKIE_SAMESITE = ${meant}`);
  });

  test("a cookie that is not sent is not looked at", () => {
    expect(said("samesite-invalid", 'CSRF_COOKIE_SAMESITE = "x"\n')).toEqual([]);
    expect(said("cookie-domain-rejected", 'SESSION_COOKIE_DOMAIN = "herokuapp.com"\n')).toEqual([]);
    expect(said("samesite-invalid", `${CSRF}CSRF_USE_SESSIONS = True\nCSRF_COOKIE_SAMESITE = "x"\n`)).toEqual(
      [],
    );
  });

  test("the language cookie is no matter of life and death", () => {
    expect(said("samesite-invalid", 'LANGUAGE_COOKIE_SAMESITE = "x"\n')).toEqual(['warning, "x"']);
    expect(said("cookie-domain-rejected", 'LANGUAGE_COOKIE_DOMAIN = "a.com/"\n')).toEqual([
      'warning, "a.com/"',
    ]);
  });

  test.for<[domain: string, host: string | undefined]>([
    ["https://a.example.com:8000/x", "a.example.com"],
    ["*.example.com", ".example.com"],
    ["example.com:443", "example.com"],
    ["example.com/", "example.com"],
    ["https://herokuapp.com", undefined],
    ["HEROKUAPP.COM", undefined],
  ])("the domain %s is refused", ([domain, host]) => {
    const code = `${SESSIONS}SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_DOMAIN = "${domain}"\n`;
    expect(said("cookie-domain-rejected", code)).toEqual([`error, "${domain}"`]);
    const after = fixed("cookie-domain-rejected", code);
    if (host === undefined) expect(after).not.toContain("DOMAIN");
    else expect(after).toContain(`SESSION_COOKIE_DOMAIN = "${host}"`);
  });

  test("flags that are on by their text are told from flags that work", () => {
    const code = `${SECURE}SECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = 1\nSECURE_HSTS_PRELOAD = "off"\n`;
    expect(said("security-flag-not-bool", code)).toEqual(["info, 1", 'warning, "off"']);
    expect(said("hsts-subdomains-off", code)).toEqual(["(security-flag-not-bool)"]);
  });

  test("a flag that works is silent where Django's check is silenced", () => {
    const code = `${CSRF}CSRF_COOKIE_SECURE = 1\nSILENCED_SYSTEM_CHECKS = ["security.W016"]\n`;
    expect(said("security-flag-not-bool", code)).toEqual([]);
  });

  test("a setting that has more than one assignment gets its default, not an older value", () => {
    const code = `${SESSIONS}SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_HTTPONLY = 0\nSESSION_COOKIE_HTTPONLY = False\n`;
    expect(fixed("session-cookie-script-readable", code)).toContain(
      "HTTPONLY = 0\nSESSION_COOKIE_HTTPONLY = True\n",
    );
  });
});

test("what a base module has does not show up again", () => {
  const { [SETTINGS]: _, ...rest } = projectOf("");
  const files: Files = {
    ...rest,
    "mysite/base.py": `${SESSIONS}SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_HTTPONLY = False\n`,
    [SETTINGS]: "from .base import *\n\nSESSION_COOKIE_HTTPONLY = False\n",
  };
  expect(fixed("session-cookie-script-readable", files)).toBe(
    "from .base import *\n\nSESSION_COOKIE_HTTPONLY = True\n",
  );
});

describe("headers", () => {
  test.for<[value: string, header: string, seconds: string]>([
    ['"0"', "max-age=0", "300"],
    ["-1", "max-age=-1", "300"],
    ["3600.0", "max-age=3600.0", "3600"],
    ["1e7", "max-age=10000000.0", "10000000"],
    ['"3600s"', "max-age=3600s", "300"],
  ])("SECURE_HSTS_SECONDS = %s", ([value, header, seconds]) => {
    const code = `${SECURE}SECURE_HSTS_SECONDS = ${value}\n`;
    expect(messages("hsts-not-int", code)).toEqual([expect.stringContaining(`"${header}"`)]);
    expect(fixed("hsts-not-int", code)).toContain(`SECURE_HSTS_SECONDS = ${seconds}\n`);
  });

  test("a policy that Django knows in lower case only has one finding", () => {
    const code = `MIDDLEWARE = ["${SECURITY}", "django.middleware.csrf.CsrfViewMiddleware"]\nSECURE_REFERRER_POLICY = "No-Referrer"\n`;
    expect(said("referrer-policy-invalid", code)).toEqual(["(referrer-policy-breaks-forms)"]);
    expect(said("referrer-policy-breaks-forms", code)).toEqual(['warning, "No-Referrer"']);
    expect(said("referrer-policy-leaks", `${SECURE}SECURE_REFERRER_POLICY = "Unsafe-URL"\n`)).toEqual([]);
  });

  test("forms of the admin make it an error", () => {
    const code = `INSTALLED_APPS = ["django.contrib.admin"]\nMIDDLEWARE = ["${SECURITY}", "django.middleware.csrf.CsrfViewMiddleware"]\nSECURE_REFERRER_POLICY = "no-referrer"\n`;
    expect(said("referrer-policy-breaks-forms", code)).toEqual(['error, "no-referrer"']);
    expect(
      said("referrer-policy-breaks-forms", `${code}CSRF_TRUSTED_ORIGINS = ["https://a.com", "null"]\n`),
    ).toEqual([]);
  });

  test("what is no header ends every page", () => {
    const code = `${SECURE}SECURE_REFERRER_POLICY = ["origin", None]\n`;
    expect(said("referrer-policy-invalid", code)).toEqual(['error, ["origin", None]']);
    expect(fixed("referrer-policy-invalid", code)).toContain('SECURE_REFERRER_POLICY = ["origin"]');
  });

  test("an empty policy and none", () => {
    expect(said("referrer-policy-missing", `${SECURE}SECURE_REFERRER_POLICY = []\n`)).toEqual(["info, []"]);
    expect(said("referrer-policy-missing", `${SECURE}SECURE_REFERRER_POLICY = ""\n`)).toEqual([]);
    expect(said("referrer-policy-invalid", `${SECURE}SECURE_REFERRER_POLICY = ""\n`)).toEqual([
      'warning, ""',
    ]);
  });

  test("what a silenced check would say is not said", () => {
    const code = `${SECURE}SECURE_REFERRER_POLICY = "x"\n`;
    expect(messages("referrer-policy-invalid", code)).toEqual([expect.stringContaining("--deploy")]);
    expect(
      messages("referrer-policy-invalid", `${code}SILENCED_SYSTEM_CHECKS = ["security.E023"]\n`),
    ).toEqual([]);
  });

  test.for<[value: string, expected: string[]]>([
    ['"same-origin; report-to=x"', ['info, "same-origin; report-to=x"']],
    ['["same-origin"]', ['warning, ["same-origin"]']],
    ["False", ["info, False"]],
    ['"require-corp"', ['warning, "require-corp"']],
  ])("SECURE_CROSS_ORIGIN_OPENER_POLICY = %s", ([value, expected]) => {
    expect(said("coop-invalid", `${SECURE}SECURE_CROSS_ORIGIN_OPENER_POLICY = ${value}\n`)).toEqual(expected);
  });

  test("an opener policy is nothing to a Django that may be older", () => {
    const code = `${SECURE}SECURE_CROSS_ORIGIN_OPENER_POLICY = "x"\n`;
    expect(said("coop-invalid", onDjango(">=3.2,<5", code))).toEqual([]);
    expect(said("coop-invalid", onDjango(">=4.0,<5", code))).toEqual(['warning, "x"']);
  });
});

describe("CSRF_TRUSTED_ORIGINS", () => {
  // Each was asked of Django's middleware.
  test.for<[entry: string, matches: boolean, meant: string | undefined]>([
    ["https://a.com", true, "https://a.com"],
    ["https://a.com:8443", true, "https://a.com:8443"],
    ["https://*.a.com", true, "https://*.a.com"],
    ["https://*.a.com/", true, "https://*.a.com"],
    ["https://*.A.com", true, "https://*.a.com"],
    ["https://*a.com", true, "https://*.a.com"],
    ["chrome-extension://abc", true, undefined],
    ["https://a.com/", false, "https://a.com"],
    ["https://a.com/login", false, "https://a.com"],
    ["https://A.com", false, "https://a.com"],
    ["https://a.com:443", false, "https://a.com"],
    ["http://a.com:80", false, "http://a.com"],
    [" https://a.com", false, "https://a.com"],
    ["https://*.a.com:443", false, "https://*.a.com"],
    ["https://*", false, undefined],
    ["https://app.*.com", false, undefined],
    ["*://a.com", false, undefined],
    ["https://", false, undefined],
    ["https://me@a.com", false, undefined],
    ["https://exämple.com", false, undefined],
  ])("%s", ([entry, matches, meant]) => {
    expect(whyNeverMatches(entry) === undefined).toBe(matches);
    expect(corrected(entry)).toBe(meant);
    if (!matches && meant !== undefined) expect(whyNeverMatches(meant)).toBeUndefined();
  });

  test.for<[entry: string, meant: string | undefined]>([
    ["a.com", "https://a.com"],
    [".a.com", "https://*.a.com"],
    ["*.a.com", "https://*.a.com"],
    ["//a.com/x", "https://a.com"],
    ["localhost:3000", "http://localhost:3000"],
    ["127.0.0.1", "http://127.0.0.1"],
    ["*", undefined],
    ["null", undefined],
    ["", undefined],
  ])("without a scheme: %s", ([entry, meant]) => expect(corrected(entry)).toBe(meant));

  test("origins are trusted as in Django", () => {
    expect(isTrusted("https://a.com", ["https://a.com"])).toBe(true);
    expect(isTrusted("https://b.a.com", ["https://*.a.com"])).toBe(true);
    expect(isTrusted("https://a.com", ["https://*.a.com"])).toBe(true);
    expect(isTrusted("http://b.a.com", ["https://*.a.com"])).toBe(false);
    expect(isTrusted("https://ba.com", ["https://*.a.com"])).toBe(false);
  });

  test("entries are corrected where they are written for this setting", () => {
    expect(
      fixed("csrf-trusted-origin-no-scheme", 'CSRF_TRUSTED_ORIGINS = ["https://a.com"] + ["b.com"]\n'),
    ).toBe('CSRF_TRUSTED_ORIGINS = ["https://a.com"] + ["https://b.com"]\n');
    expect(
      fixed(
        "csrf-trusted-origin-no-scheme",
        'CSRF_TRUSTED_ORIGINS = []\nCSRF_TRUSTED_ORIGINS += ["b.com"]\n',
      ),
    ).toBe('CSRF_TRUSTED_ORIGINS = []\nCSRF_TRUSTED_ORIGINS += ["https://b.com"]\n');
  });

  test("a list with another name may be used elsewhere", () => {
    const code = 'ALLOWED_HOSTS = ["a.com"]\nCSRF_TRUSTED_ORIGINS = ALLOWED_HOSTS\n';
    expect(said("csrf-trusted-origin-no-scheme", code)).toEqual(['error, "a.com"']);
    expect(fixed("csrf-trusted-origin-no-scheme", code)).toBe("no fix");
    const name = 'HOST = "a.com"\nALLOWED_HOSTS = [HOST]\nCSRF_TRUSTED_ORIGINS = [HOST, "b.com"]\n';
    expect(fixed("csrf-trusted-origin-no-scheme", name)).toBe("no fix");
  });

  test("an empty text is another rule's", () => {
    expect(said("csrf-trusted-origin-no-scheme", 'CSRF_TRUSTED_ORIGINS = [""]\n')).toEqual([]);
    expect(said("list-setting-split-empty", 'CSRF_TRUSTED_ORIGINS = [""]\n')).toHaveLength(1);
  });

  test("development's list is not production's", () => {
    const code =
      'import os\nDEBUG = "DEV" in os.environ\nCSRF_TRUSTED_ORIGINS = ["localhost:3000"] if DEBUG else ["https://a.com"]\n';
    expect(said("csrf-trusted-origin-no-scheme", code)).toEqual([]);
    const raw =
      'import os\nDEBUG = "DEV" in os.environ\nCSRF_TRUSTED_ORIGINS = os.environ["X"] if DEBUG else ["https://a.com"]\n';
    expect(said("csrf-trusted-origins-not-list", raw)).toEqual([]);
  });

  test("a text that need not be there is a warning", () => {
    const get = (rest: string) => `import os\nCSRF_TRUSTED_ORIGINS = os.environ.get("X"${rest})\n`;
    expect(said("csrf-trusted-origins-not-list", get(', ""'))).toEqual(['warning, os.environ.get("X", "")']);
    expect(said("csrf-trusted-origins-not-list", get(""))).toEqual(['error, os.environ.get("X")']);
    expect(said("csrf-trusted-origins-not-list", 'CSRF_TRUSTED_ORIGINS = ""\n')).toEqual([]);
  });

  test("a text that becomes a list keeps what holds without the variable", () => {
    const decouple =
      'from decouple import config\n\nCSRF_TRUSTED_ORIGINS = config("X", default="a.com, https://b.com")\n';
    expect(fixed("csrf-trusted-origins-not-list", decouple)).toContain(
      '= config("X", default="https://a.com,https://b.com", cast=Csv())\n',
    );
    const environ =
      'import environ\n\nenv = environ.Env()\nCSRF_TRUSTED_ORIGINS = env("X", default="https://b.com")\n';
    expect(fixed("csrf-trusted-origins-not-list", environ)).toContain(
      '= env.list("X", default=["https://b.com"])\n',
    );
    const os = 'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ.get("X", "https://b.com")\n';
    expect(fixed("csrf-trusted-origins-not-list", os)).toContain(
      'os.environ.get("X", "https://b.com").split(",")',
    );
    expect(fixed("csrf-trusted-origins-not-list", os.replace("https://b.com", "*"))).toBe("no fix");
  });

  test("what it comes to depends on Django's version and on silenced checks", () => {
    const code = 'CSRF_TRUSTED_ORIGINS = "https://a.com"\n';
    const said4 = messages("csrf-trusted-origins-not-list", onDjango("==4.2.1", code));
    expect(said4).toEqual([expect.stringContaining("4_0.E001")]);
    const said3 = messages("csrf-trusted-origins-not-list", onDjango("==3.2.1", code));
    expect(said3).toEqual([expect.not.stringContaining("4_0.E001")]);
    const silenced = `${code}SILENCED_SYSTEM_CHECKS = ["4_0.E001"]\n`;
    expect(messages("csrf-trusted-origins-not-list", silenced)).toEqual([]);
  });

  test("an entry that is wrong in itself is not missing too", () => {
    const code = `ALLOWED_HOSTS = ["api.a.com"]\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://a.com"]\nCSRF_TRUSTED_ORIGINS = ["https://a.com/"]\n`;
    expect(said("csrf-trusted-origins-incomplete", code)).toEqual([]);
    expect(said("csrf-trusted-origin-never-matches", code)).toEqual(['warning, "https://a.com/"']);
    const any = code.replace('["api.a.com"]', '["*"]').replace('["https://a.com/"]', "[]");
    expect(said("csrf-trusted-origins-incomplete", any)).toEqual([]);
  });
});

describe("the Content-Security-Policy", () => {
  const on6 = (code: string) => onDjango("==6.0.1", code);
  const withCsp = `from django.utils.csp import CSP\nMIDDLEWARE = ["${CSP}"]\n`;

  test("of a list that others use is not rewritten", () => {
    const code = `${withCsp}SELF = "self"\nSECURE_CSP = {"default-src": [SELF]}\n`;
    expect(said("csp-unquoted-keyword", on6(code))).toEqual(['warning, "self"']);
    expect(fixed("csp-unquoted-keyword", on6(code))).toBe("no fix");
  });

  test("is nothing to a Django that may not read it", () => {
    const code = `${SECURE}SECURE_CSP = {"default-src": ["self"]}\n`;
    expect(said("csp-unquoted-keyword", onDjango(">=5.2,<7", code))).toEqual([]);
    expect(said("csp-unquoted-keyword", onDjango(">=6.0,<7", code))).toHaveLength(1);
  });

  test("on trial is worth a word only", () => {
    const code = `${withCsp}SECURE_CSP_REPORT_ONLY = {"default-src": ["self"]}\n`;
    expect(said("csp-unquoted-keyword", on6(code))).toEqual(['info, "self"']);
  });

  test("words are keywords only where sources are listed", () => {
    const code = `${withCsp}SECURE_CSP = {"trusted-types": ["none"], "report-to": "self", "sandbox": []}\n`;
    expect(said("csp-unquoted-keyword", on6(code))).toEqual([]);
  });

  test.for<[policy: string, expected: string[]]>([
    ['{"script-src": [CSP.SELF, CSP.UNSAFE_INLINE]}', ["info, CSP.UNSAFE_INLINE"]],
    ['{"script-src": [CSP.NONCE, CSP.UNSAFE_INLINE]}', []],
    ['{"script-src": [CSP.UNSAFE_INLINE, "\'sha256-abc=\'"]}', []],
    ['{"script-src": "\'self\' data:"}', ["info, \"'self' data:\""]],
    ['{"script-src": [CSP.STRICT_DYNAMIC, "https:", CSP.NONCE]}', []],
    ['{"script-src": [CSP.SELF], "default-src": ["*"]}', []],
    ['{"img-src": ["*"]}', []],
    ['{"style-src": [CSP.UNSAFE_INLINE]}', []],
    ['{"script-src": [CSP.SELF, CSP.UNSAFE_EVAL, UNKNOWN]}', ["info, CSP.UNSAFE_EVAL"]],
    ['{"script-src": [CSP.UNSAFE_INLINE, UNKNOWN]}', []],
    ['{"default-src": [CSP.UNSAFE_INLINE], **MORE}', []],
    ['{"script-src": ["*"], "script-src-elem": [CSP.SELF]}', []],
  ])("%s", ([policy, expected]) => {
    const processors =
      'TEMPLATES = [{"OPTIONS": {"context_processors": ["django.template.context_processors.csp"]}}]\n';
    const code = `from common import MORE, UNKNOWN\n${withCsp}${processors}SECURE_CSP = ${policy}\n`;
    expect(said("csp-unsafe", on6(code))).toEqual(expected);
  });

  test("needs the middleware of a Django that has it", () => {
    const code = 'MIDDLEWARE = []\nSECURE_CSP = {"default-src": ["\'self\'"]}\n';
    expect(said("csp-without-middleware", onDjango("==6.1", code))).toHaveLength(1);
    expect(said("csp-without-middleware", onDjango(">=5.2,<7", code))).toEqual([]);
    expect(said("csp-without-middleware", onDjango("==5.2", code))).toEqual([]);
    expect(said("csp-without-middleware", on6(code.replace("[]", '["my.csp.Middleware"]')))).toEqual([]);
  });

  test("is asked for only where pages are made from templates", () => {
    const code = `${SECURE}TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]\n`;
    expect(said("csp-missing", on6(code))).toHaveLength(1);
    expect(said("csp-missing", on6(SECURE))).toEqual([]);
    expect(said("csp-missing", onDjango(">=5.2", code))).toEqual([]);
    expect(said("csp-missing", on6(code.replace("]", ', "security_headers.CSP"]')))).toEqual([]);
  });

  test("that is a text with repeated directives is not rewritten", () => {
    expect(fixed("csp-not-dict", on6('SECURE_CSP = "img-src a; img-src b"\n'))).toBe("no fix");
    expect(fixed("csp-not-dict", on6('SECURE_CSP = [("img-src", "a")]\n'))).toBe("no fix");
    expect(fixed("csp-not-dict", on6('SECURE_CSP = ""\n'))).toBe("SECURE_CSP = None\n");
  });

  test("with a nonce is silent where the templates are not known", () => {
    const code = `${withCsp}SECURE_CSP = {"script-src": [CSP.NONCE]}\n`;
    expect(said("csp-nonce-no-context-processor", on6(code))).toHaveLength(1);
    expect(
      said("csp-nonce-no-context-processor", on6(`${code}TEMPLATES = [{"OPTIONS": __import__("x").O}]\n`)),
    ).toEqual([]);
  });

  describe("of django-csp 3", () => {
    const old = (code: string, version = "==4.0"): Files => ({
      "requirements.txt": `Django==5.2.8\ndjango-csp${version}\n`,
      [SETTINGS]: `MIDDLEWARE = ["csp.middleware.CSPMiddleware"]\n${code}`,
    });

    test("moves with its comments", () => {
      const code =
        'CSP_DEFAULT_SRC = (\n    "\'self\'",  # ours\n    "cdn.com",\n)\nCSP_IMG_SRC = ["*"]  # any\nCSP_FONT_SRC = None  # default\n';
      expect(fixed("django-csp-old-settings", old(code))).toBe(
        [
          'MIDDLEWARE = ["csp.middleware.CSPMiddleware"]',
          "CONTENT_SECURITY_POLICY = {",
          '    "DIRECTIVES": {',
          '        "default-src": (',
          "            \"'self'\",  # ours",
          '            "cdn.com",',
          "        ),",
          '        "img-src": ["*"],  # any',
          '        "font-src": None,',
          "    },",
          "}  # default",
          "",
        ].join("\n"),
      );
    });

    test.for([
      ["used by other code", "CSP_DEFAULT_SRC = [\"'self'\"]\nCSP_IMG_SRC = CSP_DEFAULT_SRC + ['a']\n"],
      ["in different blocks", "CSP_DEFAULT_SRC = []\nif True:\n    CSP_IMG_SRC = []\n    X = 1\n"],
      ["with a share that is computed", "CSP_DEFAULT_SRC = []\nCSP_REPORT_PERCENTAGE = 1 / 3\n"],
      ["with a nonce in what is not set", "CSP_DEFAULT_SRC = []\nCSP_INCLUDE_NONCE_IN = ['script-src']\n"],
      ["with a comment on a flag", "CSP_REPORT_ONLY = True  # for now\nCSP_DEFAULT_SRC = []\n"],
    ])("stays where it is %s", ([, code]) => {
      expect(said("django-csp-old-settings", old(code!))).toHaveLength(1);
      expect(fixed("django-csp-old-settings", old(code!))).toBe("no fix");
    });

    test.for<[version: string, findings: number]>([
      [">=4,<5", 1],
      ["~=4.0", 1],
      [">=3.7", 0],
      ["<4", 0],
      ["==3.8", 0],
      ["", 0],
    ])("django-csp%s", ([version, findings]) => {
      expect(said("django-csp-old-settings", old('CSP_IMG_SRC = ["*"]\n', version))).toHaveLength(findings);
    });

    test("left over beside the new one is worth a word only", () => {
      const code = 'CSP_IMG_SRC = ["*"]\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {}}\n';
      expect(said("django-csp-old-settings", old(code))).toEqual(['info, ["*"]']);
      expect(said("django-csp-old-settings", old(`${code}INSTALLED_APPS = ["csp"]\n`))).toEqual([
        'error, ["*"]',
      ]);
    });
  });
});

test("a well-kept project hears a hint at most", () => {
  const production = [
    "from .base import *",
    "from .base import env",
    "",
    'SECRET_KEY = env("DJANGO_SECRET_KEY")',
    'ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["example.com"])',
    'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    'SECURE_SSL_REDIRECT = env.bool("DJANGO_SECURE_SSL_REDIRECT", default=True)',
    "SESSION_COOKIE_SECURE = True",
    'SESSION_COOKIE_NAME = "__Secure-sessionid"',
    "CSRF_COOKIE_SECURE = True",
    'CSRF_COOKIE_NAME = "__Secure-csrftoken"',
    "SECURE_HSTS_SECONDS = 60",
    'SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("DJANGO_SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)',
    'SECURE_HSTS_PRELOAD = env.bool("DJANGO_SECURE_HSTS_PRELOAD", default=True)',
    'SECURE_CONTENT_TYPE_NOSNIFF = env.bool("DJANGO_SECURE_CONTENT_TYPE_NOSNIFF", default=True)',
    "",
  ].join("\n");
  const base = [
    "import environ",
    "",
    "env = environ.Env()",
    'DEBUG = env.bool("DJANGO_DEBUG", False)',
    'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions", "django.contrib.admin"]',
    "MIDDLEWARE = [",
    `    "${SECURITY}",`,
    '    "corsheaders.middleware.CorsMiddleware",',
    '    "django.contrib.sessions.middleware.SessionMiddleware",',
    '    "django.middleware.csrf.CsrfViewMiddleware",',
    "]",
    'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]',
    "SESSION_COOKIE_HTTPONLY = True",
    'X_FRAME_OPTIONS = "DENY"',
    "",
  ].join("\n");
  const { [SETTINGS]: _, ...rest } = projectOf(on61);
  const files: Files = {
    ...rest,
    "manage.py": rest["manage.py"]!.replace("mysite.settings", "mysite.settings.local"),
    "mysite/wsgi.py": rest["mysite/wsgi.py"]!.replace("mysite.settings", "mysite.settings.production"),
    "mysite/settings/__init__.py": "",
    "mysite/settings/base.py": base,
    "mysite/settings/local.py": "from .base import *\n\nDEBUG = True\nSESSION_COOKIE_SECURE = False\n",
    "mysite/settings/production.py": production,
  };
  const rules = /cookie|samesite|referrer|coop|csrf-trusted|csp|nosniff|hsts-not|flag/;
  const heard = verdictsOn(files).filter(({ shown, rule }) => shown && rules.test(rule));
  expect(heard.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["hint csp-missing"]);
});

const on61: Files = { "requirements.txt": "Django==6.1.1\ngunicorn\ndjango-environ\ndjango-cors-headers\n" };
