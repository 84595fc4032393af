import { isString } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import type { Plain, PlainStr } from "../../settings/plain";
import { urlsplit } from "../../settings/urllib";
import { corsName, definesCors, judgeCors, ORIGINS } from "../cors";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isPackageBelow } from "../versions";

const MIDDLEWARE = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n';

/** Origins that django-cors-headers takes as they are: of files and of pages without an origin. */
const SPECIAL = new Set(["null", "file://"]);

export default defineRule({
  id: "cors-origin-malformed",
  group: "security",
  severity: "error",
  summary: "An entry of CORS_ALLOWED_ORIGINS is not a valid origin",
  docs: {
    why:
      "An origin is a scheme, a host and perhaps a port: `https://app.example.com`. Without a scheme, or with a path " +
      "(a slash at the end is one), django-cors-headers' check is an error, and `manage.py migrate` stops with it, in " +
      "the release phase too. Origins that the check lets pass but no browser sends, with capitals or a star, allow " +
      "nobody in.",
    how: "Write each origin as browsers send it. For many subdomains use `CORS_ALLOWED_ORIGIN_REGEXES`.",
    references: [
      "https://github.com/adamchainz/django-cors-headers#cors_allowed_origins-sequencestr",
      "https://developer.mozilla.org/en-US/docs/Glossary/Origin",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = [\n    "https://app.example.com/",\n    "example.org",\n    "localhost:3000",\n]\n`,
        fixed: `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = [\n    "https://app.example.com",\n    "https://example.org",\n    "http://localhost:3000",\n]\n`,
      },
      {
        code: `${MIDDLEWARE}CORS_ORIGIN_WHITELIST = ["https://App.example.com:443"]\n`,
        fixed: `${MIDDLEWARE}CORS_ORIGIN_WHITELIST = ["https://app.example.com"]\n`,
      },
      { code: `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["https://*.example.com"]\n` },
      { code: `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["*"]\n` },
    ],
    good: [
      `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["https://app.example.com", "http://localhost:3000", "null"]\n`,
      `import os\n\n${MIDDLEWARE}CORS_ALLOWED_ORIGINS = os.environ["ORIGINS"].split(",")\n`,
      // Before 3.0 origins had no scheme.
      {
        "requirements.txt": "Django==2.2.28\ndjango-cors-headers==2.5.3\n",
        "mysite/settings.py": `${MIDDLEWARE}CORS_ORIGIN_WHITELIST = ["example.org"]\n`,
      },
    ],
  },
  check(context) {
    if (!definesCors(context, [ORIGINS])) return satisfied("no origins are listed");
    if (isPackageBelow(context.project, "django-cors-headers", [3, 0]))
      return notApplicable("django-cors-headers before 3.0 compares hosts, not origins");
    const name = corsName(context, ORIGINS);
    const judgement = judgeCors(context, [ORIGINS], (origins = null) => {
      if (origins === null) return satisfied();
      if (origins.kind !== "list" && origins.kind !== "tuple") return undecided(reasonOf(origins));
      const bad = malformed(origins)[0];
      if (bad !== undefined)
        return { state: "violated", at: bad.item.at, message: messageOn(name, bad.item, bad.problem) };
      const known = origins.open === undefined && origins.items.every(({ kind }) => kind === "str");
      return known ? satisfied() : undecided(reasonOf(origins));
    });
    const silent = judgement.state === "violated" && judgement.message?.includes("never matches");
    return verdictOn(context.settings, name, judgement, "", silent ? { severity: "warning" } : {});
  },
  fixes: [
    {
      title: "Write the origins as browsers send them",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        for (const { item } of malformed(context.settings.value(corsName(context, ORIGINS)))) {
          const origin = correctOrigin(item.value);
          const editor = item.at && session.python(item.at.file);
          const node = item.at && editor?.expression(item.at)?.node;
          if (origin === undefined || editor === undefined || node === undefined || !isString(node))
            return undefined;
          editor.replace(node, `"${origin}"`, editor.quote(node));
        }
        return session.changes();
      },
    },
  ],
});

type Problem = "refused" | "unmatched";

/** The items that are refused first, then those that no browser sends. */
function malformed(origins: Plain): readonly { readonly item: PlainStr; readonly problem: Problem }[] {
  if (origins.kind !== "list" && origins.kind !== "tuple") return [];
  const found = origins.items.flatMap((item) => {
    // What an empty variable leaves behind is not written as an origin.
    if (item.kind !== "str" || item.value === "") return [];
    const problem = problemOf(item.value);
    return problem === undefined ? [] : [{ item, problem }];
  });
  return [
    ...found.filter(({ problem }) => problem === "refused"),
    ...found.filter(({ problem }) => problem === "unmatched"),
  ];
}

/** What django-cors-headers 3.0 and newer make of an origin. */
function problemOf(text: string): Problem | undefined {
  if (SPECIAL.has(text)) return undefined;
  const url = urlsplit(text);
  if (url === undefined) return undefined;
  const { scheme, netloc, path, query, fragment } = url;
  if (scheme === "" || netloc === "" || path !== "" || query !== "" || fragment !== "") return "refused";
  return netloc.includes("*") || netloc !== normalHost(scheme, netloc) ? "unmatched" : undefined;
}

/** Host and port as browsers write them. */
function normalHost(scheme: string, netloc: string): string {
  const port = scheme === "https" ? /:443$/ : scheme === "http" ? /:80$/ : /$^/;
  return netloc.toLowerCase().replace(port, "").trim();
}

/** The origin that was meant, where there is no doubt. */
function correctOrigin(text: string): string | undefined {
  const local = /^(?:localhost|127\.0\.0\.1)(?::\d+)?\/?$/.test(text);
  const url = urlsplit(/^[a-z]+:\/\//i.test(text) ? text : `${local ? "http" : "https"}://${text}`);
  if (url === undefined || url.query !== "" || url.fragment !== "") return undefined;
  const host = normalHost(url.scheme, url.netloc);
  if (!/^(?:[\w-]+(?:\.[\w-]+)+|localhost)(?::\d+)?$/.test(host)) return undefined;
  return `${url.scheme}://${host}`;
}

function messageOn(name: string, { value }: PlainStr, problem: Problem): string {
  const shown = `"${value.length > 60 ? `${value.slice(0, 59)}…` : value}"`;
  if (problem === "refused")
    return `${shown} in ${name} must be a scheme and a host, and nothing else: django-cors-headers' check refuses it, so \`manage.py migrate\` stops before it does anything.`;
  return value.includes("*")
    ? `${shown} in ${name} never matches: "*" is not a wildcard here.`
    : `${shown} in ${name} never matches: browsers send origins in lower case and without standard ports.`;
}
