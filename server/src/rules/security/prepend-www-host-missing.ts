import { indexOfString, insertItem, isSequence } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains, truthy } from "../../settings/plain";
import { judgeMiddleware, knownStrings } from "../middleware";
import { defineRule } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const COMMON = "django.middleware.common.CommonMiddleware";
const SETUP = `MIDDLEWARE = ["${COMMON}"]\nPREPEND_WWW = True\n`;

/** Hosts that are not for visitors, and names of Heroku's, which have no www. */
const NOT_FOR_VISITORS = /^(?:localhost|[\d.]+|\[.*\]|.*\.(?:local|localhost|internal|herokuapp\.com))$/;

export default defineRule({
  id: "prepend-www-host-missing",
  group: "security",
  severity: "error",
  summary: "PREPEND_WWW leads to a host that is not allowed",
  docs: {
    why:
      "With PREPEND_WWW everybody who asks for `example.com` is sent to `www.example.com`. If ALLOWED_HOSTS does not " +
      "have that name, visitors get 400 (Bad Request) there, and since the redirect is a permanent one, browsers " +
      "remember it after it is mended.",
    how:
      "Add the www name to ALLOWED_HOSTS, and to the app's domains on Heroku (`heroku domains:add`), or turn " +
      "PREPEND_WWW off.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#prepend-www",
      "https://devcenter.heroku.com/articles/custom-domains",
    ],
  },
  examples: {
    bad: [
      {
        code: `${SETUP}ALLOWED_HOSTS = ["example.com", "shop.herokuapp.com"]\n`,
        fixed: `${SETUP}ALLOWED_HOSTS = ["example.com", "www.example.com", "shop.herokuapp.com"]\n`,
      },
      {
        code: `${SETUP}ALLOWED_HOSTS = [\n    'example.com',  # main\n]\n`,
        fixed: `${SETUP}ALLOWED_HOSTS = [\n    'example.com',  # main\n    'www.example.com',\n]\n`,
      },
    ],
    good: [
      `${SETUP}ALLOWED_HOSTS = ["example.com", "www.example.com", "localhost"]\n`,
      `${SETUP}ALLOWED_HOSTS = [".example.com"]\n`,
      `import os\n\n${SETUP}ALLOWED_HOSTS = ["example.com", *os.environ["HOSTS"].split()]\n`,
      `MIDDLEWARE = ["${COMMON}"]\nALLOWED_HOSTS = ["example.com"]\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("PREPEND_WWW")) return satisfied("PREPEND_WWW is off");
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "PREPEND_WWW", "ALLOWED_HOSTS"],
      (middleware, prepend, hosts) => {
        const on = truthy(prepend!);
        if (on === undefined) return undecided(reasonOf(prepend!));
        if (!on) return satisfied("PREPEND_WWW is off");
        const names = knownStrings(hosts!);
        if (names === undefined) return undecided(reasonOf(hosts!));
        const allowed = names.map(({ value }) => value.toLowerCase());
        const alone = names.find(({ value }) => lacksWww(value.toLowerCase(), allowed));
        if (alone === undefined) return satisfied();
        const installed = contains(middleware!, COMMON);
        if (installed === undefined) return undecided(reasonOf(middleware!));
        if (!installed) return notApplicable("CommonMiddleware, which redirects, is not in MIDDLEWARE");
        const message = `Visitors of ${alone.value} are sent to www.${alone.value}, which ALLOWED_HOSTS does not have: all of them get 400 (Bad Request).`;
        return { state: "violated", at: alone.at, message };
      },
    );
    return verdictOn(settings, "ALLOWED_HOSTS", judgement, "");
  },
  fixes: [
    {
      title: "Add the www name to ALLOWED_HOSTS",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "ALLOWED_HOSTS");
        if (found === undefined || !isSequence(found.value)) return undefined;
        const names = knownStrings(context.settings.value("ALLOWED_HOSTS")) ?? [];
        const allowed = names.map(({ value }) => value.toLowerCase());
        for (const { value } of names) {
          if (!lacksWww(value.toLowerCase(), allowed)) continue;
          const index = indexOfString(found.value, value);
          if (index < 0) return undefined;
          insertItem(found.editor, found.value, `"www.${value}"`, { after: index });
        }
        return session.changes();
      },
    },
  ],
});

/** Whether the host is redirected to one that no pattern allows. */
function lacksWww(host: string, allowed: readonly string[]): boolean {
  if (host === "" || /^(?:\.|www\.|\*$)/.test(host) || NOT_FOR_VISITORS.test(host)) return false;
  const www = `www.${host}`;
  return !allowed.some(
    (pattern) =>
      pattern === "*" ||
      pattern === www ||
      (pattern.startsWith(".") && (www.endsWith(pattern) || www === pattern.slice(1))),
  );
}
