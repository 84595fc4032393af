/** Dotted paths of classes in settings, for checks that accept subclasses. */
import type { Plain, Tri } from "../settings/plain";
import type { Codebase } from "./codebase";
import { OTHER_MIDDLEWARE } from "./otherMiddleware";
import type { Python } from "./python";

/** Django's authentication backends and what they derive from. */
export const BACKEND_BASES: Readonly<Record<string, string>> = {
  "django.contrib.auth.backends.AllowAllUsersModelBackend": "django.contrib.auth.backends.ModelBackend",
  "django.contrib.auth.backends.RemoteUserBackend": "django.contrib.auth.backends.ModelBackend",
  "django.contrib.auth.backends.AllowAllUsersRemoteUserBackend":
    "django.contrib.auth.backends.RemoteUserBackend",
};

/**
 * For each dotted path whether it names `ancestor` or a subclass; what cannot be imported does not.
 * @param bases the bases of Django's own classes that matter
 */
export function subclasses(
  python: Python,
  paths: Plain,
  ancestor: string,
  codebase: Codebase,
  bases: Readonly<Record<string, string>> = {},
): readonly { readonly is: Tri; readonly reason: string }[] {
  return python.iterate(paths).map((item) => {
    const path = python.string(item, "rsplit");
    if (path === undefined) return { is: undefined, reason: "" };
    if (OTHER_MIDDLEWARE.has(path)) return { is: false, reason: "" };
    const found = codebase.find(path);
    return {
      is: codebase.isSubclass(found, ancestor, bases),
      reason: `whether ${path} derives from ${ancestor.slice(ancestor.lastIndexOf(".") + 1)} is not known`,
    };
  });
}

/** `_contains_subclass(ancestor, paths)` */
export function containsSubclass(
  python: Python,
  paths: Plain,
  ancestor: string,
  codebase: Codebase,
  bases: Readonly<Record<string, string>> = {},
): boolean {
  const found = subclasses(python, paths, ancestor, codebase, bases);
  if (found.some(({ is }) => is)) return true;
  const unknown = found.find(({ is }) => is === undefined);
  return python.decide(
    unknown === undefined ? false : undefined,
    paths,
    ancestor,
    unknown?.reason || undefined,
  );
}
