import { type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { PROXY_HEADER, serverKnowsScheme } from "../proxy";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = PROXY_HEADER.name;
const FORWARDED_PROTO = "HTTP_X_FORWARDED_PROTO";

export default defineRule({
  id: "proxy-ssl-header-malformed",
  group: "security",
  severity: "error",
  summary: "SECURE_PROXY_SSL_HEADER is written in a way that cannot work",
  docs: {
    why:
      "Django looks the header up under its WSGI name: HTTP_, then upper case and underscores. Under another name it " +
      "is never there, every request counts as plain HTTP, SECURE_SSL_REDIRECT turns into an endless redirect and " +
      "forms fail the check of their origin. With a value that is not a pair, each request fails with error 500.",
    how: 'On Heroku write `SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")`.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header",
      "https://devcenter.heroku.com/articles/http-routing#heroku-headers",
    ],
  },
  examples: {
    bad: [
      {
        code: 'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")\n',
        fixed: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n',
      },
      {
        code: "SECURE_PROXY_SSL_HEADER = 'HTTP_X_FORWARDED_PROTO'\n",
        fixed: "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n",
      },
      {
        code: 'SECURE_PROXY_SSL_HEADER = ["HTTP_X_FORWARDED_PROTO", "http"]\n',
        fixed: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n',
      },
      {
        code: "SECURE_PROXY_SSL_HEADER = True\n",
        fixed: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n',
      },
      {
        code: 'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Ssl", "on")\n',
        fixed: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_SSL", "on")\n',
      },
    ],
    good: [
      'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n',
      'SECURE_PROXY_SSL_HEADER = ["HTTP_X_FORWARDED_SSL", "on"]\n',
      'SECURE_PROXY_SSL_HEADER = ("wsgi.url_scheme", "https")\n',
      "SECURE_PROXY_SSL_HEADER = None\n",
      'import os\n\nSECURE_PROXY_SSL_HEADER = (os.environ["SSL_HEADER"], "https")\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("no header is trusted");
    const judgement = settings.judge([NAME], (header) => {
      const on = truthy(header);
      if (header.kind === "unknown" || header.kind === "env" || on === undefined)
        return undecided(reasonOf(header));
      return on ? answerTo(header) : satisfied("no header is trusted");
    });
    if (judgement.state !== "violated") return judgement;
    if (judgement.message !== IGNORED) return verdictOn(settings, NAME, judgement, "");
    const known = context.project.deployment.heroku ? serverKnowsScheme(context) : undefined;
    const [, name] = /"(\w+)"/.exec(corrected(settings.value(NAME))) ?? [];
    const start = `${NAME} must name the header as ${name}; as it is, Django never finds it`;
    if (!known) {
      const unless = known === undefined ? ", unless the web server says otherwise" : "";
      const message = `${start}: requests over HTTPS count as plain HTTP${unless}.`;
      const severity = known === undefined ? ({ severity: "warning" } as const) : {};
      return verdictOn(settings, NAME, { ...judgement, message }, "", severity);
    }
    const message = `${start}. Requests over HTTPS count as secure only because Heroku's buildpack makes the web server trust the router.`;
    return verdictOn(settings, NAME, { ...judgement, message }, "", { severity: "info" });
  },
  fixes: [
    {
      title: ({ settings }) => `Write ${NAME} = ${corrected(settings.value(NAME))}`,
      safety: "review",
      preferred: true,
      edits(context) {
        const code = corrected(context.settings.value(NAME));
        const isKnown = context.project.deployment.heroku || !code.includes(FORWARDED_PROTO);
        const named = /forwarded.proto/i.test(textsOf(context.settings.value(NAME)).join());
        return isKnown || named ? setValue(context, NAME, () => code) : undefined;
      },
    },
  ],
});

/** Stands for the message on a header that no request has, which depends on the header. */
const IGNORED = "no request has the header";

/** What Django makes of a true value: `header, secure_value = ...`, then a look-up in `request.META`. */
function answerTo(header: Plain): Answer {
  const { at } = header;
  const message =
    "SECURE_PROXY_SSL_HEADER is not a pair of a header and a value: requests fail with error 500 as soon as Django asks whether they came over HTTPS.";
  if (header.kind === "str" || header.kind === "bytes")
    return [...header.value].length === 2
      ? undecided("two letters are a pair")
      : { state: "violated", at, message };
  if (header.kind !== "list" && header.kind !== "tuple")
    return header.kind === "dict" || header.kind === "set" || header.kind === "object"
      ? undecided("its items are no list")
      : { state: "violated", at, message };
  if (header.open !== undefined) return undecided(header.open);
  const [name, value] = header.items;
  if (header.items.length !== 2 || name === undefined || value === undefined)
    return { state: "violated", at, message };
  return answerToPair(name, value, at);
}

function answerToPair(name: Plain, value: Plain, at: Plain["at"]): Answer {
  if (name.kind !== "str") return undecided(reasonOf(name));
  if (isNeverThere(name.value)) return { state: "violated", at, message: IGNORED };
  if (value.kind === "unknown" || value.kind === "env") return undecided(reasonOf(value));
  if (value.kind !== "str" || value.value !== value.value.trim()) {
    const message =
      "The second item of SECURE_PROXY_SSL_HEADER never equals a header, which is a string without spaces around it: requests over HTTPS count as plain HTTP.";
    return { state: "violated", at, message };
  }
  if (name.value !== FORWARDED_PROTO || value.value === "https") return satisfied();
  const message =
    value.value === "http"
      ? "SECURE_PROXY_SSL_HEADER makes Django take plain HTTP for HTTPS and HTTPS for plain HTTP: proxies write `https` into this header."
      : "SECURE_PROXY_SSL_HEADER expects a value that proxies do not send: they write `https`, so requests over HTTPS count as plain HTTP.";
  return { state: "violated", at, message };
}

/**
 * Whether no request has such a key: headers get HTTP_, upper case and underscores. Other keys, such as HTTPS or
 * wsgi.url_scheme, are the server's.
 */
function isNeverThere(name: string): boolean {
  return (
    name.includes("-") ||
    /^x_/i.test(name) ||
    /^https?$/.test(name) ||
    (/^http_/i.test(name) && /[a-z]/.test(name))
  );
}

function textsOf(header: Plain): readonly string[] {
  if (header.kind === "str") return [header.value];
  if (header.kind !== "list" && header.kind !== "tuple") return [];
  return header.items.map((item) => (item.kind === "str" ? item.value : ""));
}

/** Code for what was meant: the same header under its WSGI name, or Heroku's. */
function corrected(header: Plain): string {
  const [name = "", value = ""] = header.kind === "str" ? [] : textsOf(header);
  const words = name
    .replace(/^http[-_]/i, "")
    .replaceAll("-", "_")
    .toUpperCase();
  const isOther = /^X_\w+$/.test(words) && words !== "X_FORWARDED_PROTO" && value.trim() !== "";
  return isOther ? `("HTTP_${words}", "${value.trim()}")` : PROXY_HEADER.value;
}
