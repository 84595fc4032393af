/** Which texts are real credentials. Nothing here may put one into a message. */
import type { Plain, PlainStr } from "../settings/plain";

/** Texts that are credentials whatever they are called, and of whom. */
const SHAPES: readonly (readonly [shape: RegExp, what: string])[] = [
  [/^[sr]k_live_[A-Za-z0-9]{16,}$/, "a live Stripe key"],
  [/^SG\.[\w-]{16,}\.[\w-]{16,}$/, "a SendGrid key"],
  [/^xox[abprs]-[\w-]{20,}$/, "a Slack token"],
  [/^gh[opusr]_[A-Za-z0-9]{36,}$/, "a GitHub token"],
  [/^github_pat_\w{40,}$/, "a GitHub token"],
  [/^glpat-[\w-]{20,}$/, "a GitLab token"],
  [/^key-[0-9a-f]{32}$/, "a Mailgun key"],
  [/^-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
];

/** Names of what nobody else may know. */
const SECRET =
  /(?:^|_)(?:API_?KEY|SECRET(?:_ACCESS)?(?:_KEY)?|TOKEN|(?:PRIVATE|ACCOUNT|SIGNING|ENCRYPTION|SECURE)_KEY)$/;
const PASSWORD = /(?:^|_)(?:PASSWORD|PASSWD|PASS|PWD)$/;

/** Names of what everybody may know, of names, and of what is not production's. */
const HARMLESS =
  /PUBLIC|PUBLISHABLE|SITE_?KEY|(?:^|_)MAPS?(?:_|$)|ANALYTICS|CSRF|HEADER|PARAM|NAME$|COOKIE|FIELD|PREFIX|TEST|SANDBOX|(?:^|_)(?:DEV|LOCAL|DUMMY|FAKE|EXAMPLE)(?:_|$)/;

/** Words of texts that only stand where a credential belongs. */
const PLACEHOLDER =
  /chang|replac|your|example|sample|dummy|fake|placeholder|todo|fixme|insert|secret|passw|default|insecure|test|develop|local|xxx|abcd|1234|qwert|\*\*\*|\.\.\.|[<>{}$%\s]/i;

const LOCAL_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal)|(?:^|\.)(?:example|localhost|test|local)(?:\.\w+)?$/i;

/** Keys that services publish for tests: Google's reCAPTCHA, hCaptcha, Cloudflare's Turnstile. */
const PUBLISHED = /^(?:6LeIxAcTAAAA|[0-3]x0{8})/;

/** What a text is if it is a credential of production: "a live Stripe key", "a password"; else undefined. */
export function credentialKind(name: string, text: string): string | undefined {
  const upper = name.toUpperCase();
  const shape = SHAPES.find(([pattern]) => pattern.test(text));
  if (shape !== undefined) return /EXAMPLE|X{6}|0{8}/i.test(text) ? undefined : shape[1];
  if (HARMLESS.test(upper) || PUBLISHED.test(text)) return undefined;
  const url = urlPassword(text);
  if (url !== undefined) return url ? "a URL with a password" : undefined;
  if (PASSWORD.test(upper)) return isPassword(text) ? "a password" : undefined;
  return SECRET.test(upper) && isRandom(text) ? "a secret" : undefined;
}

/** Whether a name is one of what nobody else may know. */
export function namesCredential(name: string): boolean {
  const upper = name.toUpperCase();
  return (SECRET.test(upper) || PASSWORD.test(upper)) && !HARMLESS.test(upper);
}

/** Whether a host is somewhere else than on the machine or beside it in a network of containers. */
function isRemoteHost(host: string): boolean {
  return host.includes(".") && !LOCAL_HOST.test(host);
}

/** Whether a URL holds a password for a host elsewhere; undefined for what is no URL. */
function urlPassword(text: string): boolean | undefined {
  if (!/^[a-z][\w+.-]*:\/\//i.test(text)) return undefined;
  const [, user, password, host] = /^[^:]+:\/\/([^:@/\s]*):([^@/\s]+)@([^/:?#\s]+)/.exec(text) ?? [];
  if (password === undefined || host === undefined || host.includes("sentry")) return false;
  return isRemoteHost(host) && password !== user && isPassword(password);
}

function isPassword(text: string): boolean {
  if (text.length < 8 || PLACEHOLDER.test(text)) return false;
  return distinct(text) >= 6 && /\d/.test(text) && /[a-z]/i.test(text);
}

/** Whether a text looks as though nobody could guess it: no word, path or name. */
function isRandom(text: string): boolean {
  if (text.length < 16 || PLACEHOLDER.test(text) || !/^[\w+/=.~:-]+$/.test(text)) return false;
  // "1.2.3", "path/to/key.pem", "2026-01-01T00:00"
  if (/^[\d.:T-]+$/.test(text) || /\.(?:pem|key|json|txt|py|crt)$/.test(text)) return false;
  return distinct(text) >= 8 && /\d/.test(text) && /[a-z]/i.test(text);
}

function distinct(text: string): number {
  return new Set(text).size;
}

export interface FoundCredential {
  readonly value: PlainStr;
  /** The keys that lead to it, from the name of the setting on. */
  readonly path: readonly string[];
  readonly kind: string;
}

const MAX_DEPTH = 5;

/** The credentials in the value of a setting. */
export function credentialsIn(name: string, value: Plain): readonly FoundCredential[] {
  const found: FoundCredential[] = [];
  const visit = (each: Plain, path: readonly string[], depth: number) => {
    if (each.kind === "str") {
      const kind = credentialKind(path.at(-1)!, each.value);
      if (kind !== undefined) found.push({ value: each, path, kind });
    } else if (each.kind === "dict" && depth < MAX_DEPTH) {
      for (const [key, inner] of each.entries) {
        if (key.kind === "str" && !isOfLocalDatabase(each, key.value, path))
          visit(inner, [...path, key.value], depth + 1);
      }
    }
  };
  visit(value, [name], 0);
  return found;
}

/** The password of a database that is on the same machine, as in development. */
function isOfLocalDatabase(dict: Plain, key: string, [setting]: readonly string[]): boolean {
  if (setting !== "DATABASES" || key !== "PASSWORD" || dict.kind !== "dict") return false;
  const host = dict.entries.find(([name]) => name.kind === "str" && name.value === "HOST")?.[1];
  return host?.kind === "str" ? !isRemoteHost(host.value) : host === undefined;
}
