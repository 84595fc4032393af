/** The Content-Security-Policy of a project: Django's own since 6.0, and django-csp's. */
import { addImport } from "../edits/python/imports";
import { addSetting } from "../edits/python/settings";
import type { EditSession } from "../edits/session";
import { contains, entry, type Plain, type Tri, truthy } from "../settings/plain";
import type { Settings } from "../settings/settings";
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";

export const CSP_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware";

/** Django's own policies: the one that browsers obey, and the one that they only report on. */
export const ENFORCED = "SECURE_CSP";
export const REPORTED = "SECURE_CSP_REPORT_ONLY";
export const POLICIES = [ENFORCED, REPORTED];

/** The settings of django-csp 4. */
export const DJANGO_CSP_ENFORCED = "CONTENT_SECURITY_POLICY";
export const DJANGO_CSP_REPORTED = "CONTENT_SECURITY_POLICY_REPORT_ONLY";

/** All settings that hold a policy as a dict. */
export const ALL_POLICIES = [...POLICIES, DJANGO_CSP_ENFORCED, DJANGO_CSP_REPORTED];

/** The value of CSP.NONCE. */
export const NONCE = "<CSP_NONCE_SENTINEL>";

/** One source of a directive, and the text that it stands in. */
export interface Source {
  readonly text: string;
  readonly at: Location | undefined;
}

export interface Directive {
  readonly name: string;
  readonly sources: readonly Source[];
  /** Whether it may have more sources than are known. */
  readonly open: boolean;
}

/** The dict of directives in the value of a setting that holds a policy. */
export function directivesIn(setting: string, value: Plain): Plain {
  if (POLICIES.includes(setting)) return value;
  const directives = entry(value, "DIRECTIVES");
  if (directives === null) return { kind: "dict", entries: [] };
  return directives ?? { kind: "unknown", reason: `the directives of ${setting} are not known` };
}

/** The directives of a policy that are known; there may be others where the dict is open. */
export function directivesOf(policy: Plain): readonly Directive[] {
  if (policy.kind !== "dict") return [];
  return policy.entries.flatMap(([key, value]) => (key.kind === "str" ? [directive(key.value, value)] : []));
}

function directive(name: string, value: Plain): Directive {
  const isList = value.kind === "list" || value.kind === "tuple" || value.kind === "set";
  const values = isList ? value.items : [value];
  const sources = values.flatMap((item) => {
    const texts = item.kind === "str" ? item.value.split(/\s+/) : [];
    return texts.filter((text) => text !== "").map((text) => ({ text, at: item.at }));
  });
  const open =
    (isList && value.open !== undefined) || values.some(({ kind }) => kind === "unknown" || kind === "env");
  return { name, sources, open };
}

/** Directives that list sources: what is not quoted there is a host. */
export function listsSources(name: string): boolean {
  return /^(?:[a-z]+-src(?:-elem|-attr)?|base-uri|form-action|frame-ancestors)$/.test(name);
}

/** Whether a policy asks for a nonce. */
export function holdsNonce(policy: Plain): Tri {
  if (policy.kind === "unknown" || policy.kind === "env") return undefined;
  if (policy.kind !== "dict") return false;
  const directives = directivesOf(policy);
  if (directives.some(({ sources }) => sources.some(({ text }) => text === NONCE))) return true;
  return policy.open !== undefined || directives.some(({ open }) => open) ? undefined : false;
}

/** Whether some middleware sends a policy, as far as its name says. */
export function sendsPolicy(middleware: Plain): Tri {
  const own = contains(middleware, CSP_MIDDLEWARE);
  if (own !== false || !("items" in middleware)) return own;
  return middleware.items.some((item) => item.kind === "str" && /csp|content_?security/i.test(item.value));
}

/** Whether one of Django's policies is set, in a reading. */
export function hasPolicy(settings: Settings): boolean {
  return POLICIES.some((name) => settings.defines(name) && truthy(settings.value(name)) !== false);
}

/** Adds a policy that blocks nothing and lets browsers report; false where it cannot be written. */
export function addReportedPolicy({ settings, project }: RuleContext, session: EditSession): boolean {
  const editor = project.settings.module && session.python(project.settings.module.path);
  if (editor === undefined || settings.defines(REPORTED)) return false;
  const csp = addImport(editor, { module: "django.utils.csp", name: "CSP" }, editor.text.length);
  if (csp === undefined) return false;
  return addSetting(editor, `${REPORTED} = {"default-src": [${csp}.SELF]}`, {
    related: /^SECURE_/,
    needs: [csp],
  });
}
