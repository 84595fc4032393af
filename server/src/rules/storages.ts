/** What rules ask of storages: which class keeps files in production, and with which options. */
import { dictValue, insertItem, stringValue } from "../edits/python/displays";
import { addSetting } from "../edits/python/settings";
import type { EditSession } from "../edits/session";
import { entry, type Plain } from "../settings/plain";
import type { Answer, Judgement } from "../settings/settings";
import type { Location } from "../syntax/text";
import { addForProduction, debugAlwaysOn } from "./production";
import type { RuleContext } from "./rule";
import { assignedValue, isSurelySet } from "./settingEdits";
import { FILE_STORAGE, STATIC_STORAGE, storagesCode } from "./staticFiles";
import { notApplicable, reasonOf, undecided } from "./verdicts";
import { isAtLeast, isBelow } from "./versions";

/** The keys of STORAGES that Django itself uses. */
export type StorageAlias = "default" | "staticfiles";

/** A storage as Django makes it. */
export interface Storage {
  /** The dotted name of its class. */
  readonly backend: string;
  /** A dict of what its class is called with, or unknown. */
  readonly options: Plain;
  /** Where the class is named; undefined for Django's default. */
  readonly at: Location | undefined;
}

/** The settings that named the classes before Django 4.2. */
export const OLD_STORAGE_SETTINGS: Readonly<Record<StorageAlias, string>> = {
  default: "DEFAULT_FILE_STORAGE",
  staticfiles: "STATICFILES_STORAGE",
};

/** django-storages' classes for S3 that keep what they are given under the settings' own rules. */
const S3 = new Set(["storages.backends.s3.S3Storage", "storages.backends.s3boto3.S3Boto3Storage"]);

export function isS3({ backend }: Storage): boolean {
  return S3.has(backend);
}

/** Whether a storage keeps files on the disk of the machine that runs Django. */
export function isOnDisk({ backend }: Storage): boolean {
  return isDisk(backend);
}

/** Whether a backend is the one that writes to the disk. */
export function isDisk(backend: string): boolean {
  return backend === FILE_STORAGE || backend === "django.core.files.storage.filesystem.FileSystemStorage";
}

/** The setting that decides on a storage; undefined where the versions of Django that may be installed differ. */
export function storageSetting({ settings, project }: RuleContext, alias: StorageAlias): string | undefined {
  const old = OLD_STORAGE_SETTINGS[alias];
  if (settings.defines(old) && !isAtLeast(project, "5.1"))
    return isBelow(project, "5.1") && !settings.defines("STORAGES") ? old : undefined;
  if (isBelow(project, "4.2")) return old;
  const newOnly = project.django.range === undefined || isAtLeast(project, "4.2");
  return newOnly || !settings.defines("STORAGES") ? "STORAGES" : undefined;
}

/** `settings.judge` on a storage and other settings. */
export function judgeStorage(
  context: RuleContext,
  alias: StorageAlias,
  question: (storage: Storage, ...values: Plain[]) => Answer,
  names: readonly string[] = [],
): Judgement {
  const setting = storageSetting(context, alias);
  if (setting === undefined)
    return undecided("the versions of Django that may be installed read different settings for storages");
  return context.settings.judge([setting, ...names], (value, ...others) => {
    const storage = setting === "STORAGES" ? storageOf(value, alias) : namedStorage(value);
    return "state" in storage ? storage : question(storage, ...others);
  });
}

function storageOf(storages: Plain, alias: StorageAlias): Storage | Answer {
  const storage = entry(storages, alias);
  if (storage === undefined) return undecided(reasonOf(storages));
  if (storage === null) return notApplicable(`STORAGES has no "${alias}"`);
  const backend = entry(storage, "BACKEND");
  const options = entry(storage, "OPTIONS");
  if (backend?.kind !== "str") return undecided(reasonOf(backend ?? storage));
  return {
    backend: backend.value,
    options: options === undefined ? { kind: "unknown", reason: reasonOf(storage) } : (options ?? NO_OPTIONS),
    at: backend.at,
  };
}

const NO_OPTIONS: Plain = { kind: "dict", entries: [] };

function namedStorage(name: Plain): Storage | Answer {
  if (name.kind !== "str") return undecided(reasonOf(name));
  return { backend: name.value, options: NO_OPTIONS, at: name.at };
}

/**
 * The value of an option that is else read from a setting: null where neither is set, undefined where nobody knows.
 * @param isSet whether the settings have it, as asked for with `OVERRIDDEN`
 */
export function optionOf(
  { options }: Storage,
  key: string,
  isSet: Plain,
  setting: Plain,
): Plain | null | undefined {
  const own = entry(options, key);
  if (own !== null) return own;
  if (isSet.kind !== "bool") return undefined;
  return isSet.value ? setting : null;
}

// ---------------------------------------------------------------- edits

/**
 * Gives production another storage, as the code of its dict. False where that is not simple: in a version without
 * STORAGES, beside the settings it replaced, or where the lines would never run.
 */
export function setStorage(
  context: RuleContext,
  session: EditSession,
  alias: StorageAlias,
  code: string,
): boolean {
  const { settings, project } = context;
  const { module, shared } = project.settings;
  const editor = module && session.python(module.path);
  if (editor === undefined || settings.open !== undefined || debugAlwaysOn(context)) return false;
  if (project.django.range !== undefined && !isAtLeast(project, "4.2")) return false;
  if (Object.values(OLD_STORAGE_SETTINGS).some((name) => settings.defines(name))) return false;
  if (!settings.defines("STORAGES")) {
    const files = alias === "default" ? code : backendCode(FILE_STORAGE);
    const staticFiles = alias === "staticfiles" ? code : backendCode(STATIC_STORAGE);
    return addForProduction(context, editor, storagesCode(files, staticFiles));
  }
  const found = assignedValue(context, session, "STORAGES");
  const written = dictValue(found?.value, alias);
  const everywhere = !shared || !settings.defines("DEBUG");
  if (everywhere && found?.editor === editor && written !== undefined) {
    if (editor.source(written).includes("#")) return false;
    editor.replace(written, code);
    return true;
  }
  if (settings.value("STORAGES").kind !== "dict") return false;
  if (!isSurelySet(context, "STORAGES", everywhere ? "all" : "debug-off")) return false;
  const line = `STORAGES["${alias}"] = ${code}`;
  // The block that is there may run before STORAGES is set.
  return addSetting(editor, everywhere ? line : `if not DEBUG:\n${indented(line)}`);
}

/** The code of a storage without options. */
export function backendCode(backend: string): string {
  return `{"BACKEND": "${backend}"}`;
}

function indented(code: string): string {
  return code.replace(/^/gm, "    ");
}

/** Adds an option to a storage where STORAGES is written; false where it has it already, or is not a plain dict. */
export function addOption(
  context: RuleContext,
  session: EditSession,
  alias: StorageAlias,
  key: string,
  value: string,
): boolean {
  const found = assignedValue(context, session, "STORAGES");
  const storage = dictValue(found?.value, alias);
  if (found === undefined || storage?.type !== "Dict") return false;
  const options = dictValue(storage, "OPTIONS");
  if (options === undefined) {
    insertItem(found.editor, storage, `"OPTIONS": {"${key}": ${value}}`, "last");
    return true;
  }
  if (options.type !== "Dict" || options.entries.some((each) => stringValue(each.key) === key)) return false;
  insertItem(found.editor, options, `"${key}": ${value}`, "last");
  return true;
}
