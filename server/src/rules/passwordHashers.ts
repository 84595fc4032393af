/** What the rules on PASSWORD_HASHERS share. */
import type { DjangoVersion, Project } from "../project/project";
import { isAtLeast } from "./versions";

export const HASHERS = "django.contrib.auth.hashers";

export const PBKDF2 = `${HASHERS}.PBKDF2PasswordHasher`;

/** Hashers that Django no longer has, and since when. */
export const REMOVED_HASHERS: Readonly<Record<string, DjangoVersion>> = {
  [`${HASHERS}.CryptPasswordHasher`]: "5.0",
  [`${HASHERS}.SHA1PasswordHasher`]: "5.1",
  [`${HASHERS}.UnsaltedSHA1PasswordHasher`]: "5.1",
  [`${HASHERS}.UnsaltedMD5PasswordHasher`]: "5.1",
};

/** Whether no version of Django that the project may use has a hasher any more. */
export function isRemovedHasher(project: Project, name: string): boolean {
  const since = Object.hasOwn(REMOVED_HASHERS, name) ? REMOVED_HASHERS[name] : undefined;
  return since !== undefined && isAtLeast(project, since);
}

/** The class of a dotted path. */
export function shortName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
