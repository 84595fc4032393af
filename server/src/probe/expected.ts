/** What the settings say that a site sends: only what holds in production for sure. */
import type { Plain } from "../settings/plain";
import type { Settings } from "../settings/settings";

export interface Expected {
  readonly hstsSeconds?: number;
  readonly hstsIncludeSubdomains?: boolean;
  readonly hstsPreload?: boolean;
  readonly frameOptions?: string;
  readonly referrerPolicy?: string;
  readonly sessionCookie?: string;
  readonly csrfCookie?: string;
  /** True if CSRF_USE_SESSIONS is on: there is no cookie then. */
  readonly csrfInSession?: boolean;
}

/** The values that the probe compares, as far as they are known. */
export function expectedOf(settings: Settings): Expected {
  const value = (name: string) => settings.value(name);
  return {
    hstsSeconds: numberOf(value("SECURE_HSTS_SECONDS")),
    hstsIncludeSubdomains: boolOf(value("SECURE_HSTS_INCLUDE_SUBDOMAINS")),
    hstsPreload: boolOf(value("SECURE_HSTS_PRELOAD")),
    frameOptions: textOf(value("X_FRAME_OPTIONS")),
    referrerPolicy: textOf(value("SECURE_REFERRER_POLICY")),
    sessionCookie: textOf(value("SESSION_COOKIE_NAME")),
    csrfCookie: textOf(value("CSRF_COOKIE_NAME")),
    csrfInSession: boolOf(value("CSRF_USE_SESSIONS")),
  };
}

function textOf(value: Plain): string | undefined {
  return value.kind === "str" ? value.value : undefined;
}

function numberOf(value: Plain): number | undefined {
  return value.kind === "int" ? Number(value.value) : undefined;
}

function boolOf(value: Plain): boolean | undefined {
  return value.kind === "bool" ? value.value : undefined;
}
