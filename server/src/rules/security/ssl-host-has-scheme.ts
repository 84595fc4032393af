import { type Plain, truthy } from "../../settings/plain";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "SECURE_SSL_HOST";
const REDIRECT =
  'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_SSL_REDIRECT = True\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n';

export default defineRule({
  id: "ssl-host-has-scheme",
  group: "security",
  severity: "error",
  summary: "SECURE_SSL_HOST is more than a host",
  docs: {
    why:
      "The redirect to HTTPS goes to `https://`, SECURE_SSL_HOST and the path, one after the other. With a scheme in the " +
      "setting the address is `https://https://…`, which leads nowhere; with a slash at its end the path begins with " +
      "two, which no URL pattern matches. Browsers remember the redirect for good, because it is a permanent one.",
    how: "Write only the host: `www.example.com`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-host",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#ssl-redirect",
    ],
  },
  examples: {
    bad: [
      {
        code: `${REDIRECT}SECURE_SSL_HOST = "https://www.example.com"\n`,
        fixed: `${REDIRECT}SECURE_SSL_HOST = "www.example.com"\n`,
      },
      {
        code: `${REDIRECT}SECURE_SSL_HOST = 'www.example.com/'  # one name\n`,
        fixed: `${REDIRECT}SECURE_SSL_HOST = 'www.example.com'  # one name\n`,
      },
    ],
    good: [
      `${REDIRECT}SECURE_SSL_HOST = "www.example.com"\n`,
      `import os\n\n${REDIRECT}SECURE_SSL_HOST = os.environ["HOST"]\n`,
      'SECURE_SSL_REDIRECT = False\nSECURE_SSL_HOST = "https://www.example.com"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("the redirect keeps the host");
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_SSL_REDIRECT", NAME],
      (middleware, redirect, host) => {
        const without = withoutSecurityMiddleware(middleware!);
        if (without !== undefined) return without;
        if (truthy(redirect!) === false) return notApplicable("SECURE_SSL_REDIRECT is off");
        if (host!.kind === "unknown" || host!.kind === "env") return undecided(reasonOf(host!));
        return isTooMuch(host!) ? { state: "violated", at: host!.at } : satisfied();
      },
    );
    return verdictOn(
      settings,
      NAME,
      judgement,
      "SECURE_SSL_HOST must be only a host: Django puts https:// before it and the path after it, so the redirect to HTTPS leads nowhere.",
    );
  },
  fixes: [
    {
      title: "Keep only the host",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const value = context.settings.value(NAME);
        const host = value.kind === "str" ? hostOf(value.value) : undefined;
        return host === undefined
          ? undefined
          : replaceAt(context, at, `"${host}"`, ({ type }) => type === "Constant");
      },
    },
  ],
});

function isTooMuch(host: Plain): boolean {
  return host.kind === "str" && host.value.includes("/");
}

/** The host of an address without a path. */
function hostOf(text: string): string | undefined {
  return /^(?:https?:)?(?:\/\/)?([\w.-]+(?::\d+)?)\/*$/.exec(text)?.[1];
}
