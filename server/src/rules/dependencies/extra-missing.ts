import { entry, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { Location } from "../../syntax/text";
import { samePlace, withPackages } from "../commands";
import { hasOneOf } from "../drivers";
import { uninstalled } from "../neededPackages";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { judgeStorage, OLD_STORAGE_SETTINGS, type StorageAlias } from "../storages";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

interface Driver {
  /** What the setting names. */
  readonly backend: RegExp;
  /** The package whose module the backend imports. */
  readonly name: string;
  readonly module: string;
  /** What the fix adds. */
  readonly requirement: string;
}

/** What backends import when Django first uses them, as their own files say. */
const STORAGES: readonly Driver[] = [
  { backend: /^storages\.backends\.s3(?:boto3)?\./, name: "boto3", module: "boto3", requirement: "boto3" },
  {
    backend: /^storages\.backends\.gcloud\./,
    name: "google-cloud-storage",
    module: "google",
    requirement: "google-cloud-storage",
  },
  {
    backend: /^storages\.backends\.azure_storage\./,
    name: "azure-storage-blob",
    module: "azure",
    requirement: "azure-storage-blob",
  },
];

const HASHERS: readonly Driver[] = [
  { backend: /\.Argon2PasswordHasher$/, name: "argon2-cffi", module: "argon2", requirement: "argon2-cffi" },
  { backend: /\.BCrypt(?:SHA256)?PasswordHasher$/, name: "bcrypt", module: "bcrypt", requirement: "bcrypt" },
];

const LAYERS: readonly Driver[] = [
  {
    backend: /^channels_redis\./,
    name: "channels-redis",
    module: "channels_redis",
    requirement: "channels-redis",
  },
];

const S3 =
  'STORAGES = {\n    "default": {"BACKEND": "storages.backends.s3.S3Storage"},\n    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},\n}\n';
const ARGON2 = 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]\n';
const files = (requirements: string, settings: string) => ({
  "requirements.txt": requirements,
  "mysite/settings.py": settings,
});

export default defineRule({
  id: "extra-missing",
  group: "dependencies",
  severity: "error",
  summary: "A backend needs a package that is not installed",
  docs: {
    why: "Some backends talk to their service, or compute their hashes, with a package that is installed only if one asks for it: boto3 for S3, argon2-cffi for Argon2. Without it the first upload, the first login or the first message raises an error, while everything else works.",
    how: "Add the package, or the extra that brings it: `django-storages[s3]`, `Django[argon2]`.",
    references: [
      "https://django-storages.readthedocs.io/en/latest/",
      "https://docs.djangoproject.com/en/stable/topics/auth/passwords/#using-argon2-with-django",
      "https://channels.readthedocs.io/en/stable/topics/channel_layers.html",
    ],
  },
  examples: {
    bad: [
      {
        code: files("Django==5.2.8\ndjango-storages==1.14.6\ngunicorn\n", S3),
        fixed: files("boto3\nDjango==5.2.8\ndjango-storages==1.14.6\ngunicorn\n", S3),
      },
      {
        code: files("Django==5.2.8\ngunicorn\n", ARGON2),
        fixed: files("argon2-cffi\nDjango==5.2.8\ngunicorn\n", ARGON2),
      },
    ],
    good: [
      files("Django==5.2.8\ndjango-storages[s3]==1.14.6\ngunicorn\n", S3),
      files("Django[argon2]==5.2.8\ngunicorn\n", ARGON2),
      files("Django==5.2.8\ngunicorn\nour-company-base\n", ARGON2),
      // Only the first hasher makes new hashes; the others are there for old ones.
      files(
        "Django==5.2.8\ngunicorn\n",
        'PASSWORD_HASHERS = [\n    "django.contrib.auth.hashers.PBKDF2PasswordHasher",\n    "django.contrib.auth.hashers.Argon2PasswordHasher",\n]\n',
      ),
      files(
        "Django==5.2.8\ndjango-storages==1.14.6\ngunicorn\n",
        'import os\n\nSTORAGES = {"default": {"BACKEND": os.environ["STORAGE"]}}\n',
      ),
    ],
  },

  check(context) {
    const { target, dependencies } = context.project.deployment;
    if (target === "none") return notApplicable("nothing says how the project deploys");
    if (dependencies.incomplete !== undefined) return undecided(dependencies.incomplete);
    const found = verdicts(context);
    const violated = found.filter(({ state }) => state === "violated");
    return violated.length > 0 ? violated : (found[0] ?? satisfied());
  },

  fixes: [
    {
      title: (context, finding) => `Add ${driverAt(context, finding.at)?.requirement} to the dependencies`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const driver = driverAt(context, at);
        return driver && withPackages(context, [driver.requirement], []);
      },
    },
  ],
});

function verdicts(context: RuleContext): readonly Verdict[] {
  const { settings } = context;
  const found: Verdict[] = [];
  const hasStorages = hasOneOf(context.project, ["django-storages"]);
  for (const alias of ["default", "staticfiles"] as const satisfies readonly StorageAlias[]) {
    if (!hasStorages) break;
    if (!settings.defines("STORAGES") && !settings.defines(OLD_STORAGE_SETTINGS[alias])) continue;
    const judgement = judgeStorage(context, alias, ({ backend, at }) =>
      answerFor(context, STORAGES, backend, at, "as soon as a file is stored or read, there is an error"),
    );
    found.push(verdictOn(settings, "STORAGES", judgement, ""));
  }
  if (settings.defines("PASSWORD_HASHERS")) {
    const judgement = settings.judge(["PASSWORD_HASHERS"], (hashers) => {
      const first = "items" in hashers ? hashers.items[0] : undefined;
      if (first?.kind !== "str") return undecided(reasonOf(first ?? hashers));
      return answerFor(context, HASHERS, first.value, first.at, "whoever logs in or signs up gets error 500");
    });
    found.push(verdictOn(settings, "PASSWORD_HASHERS", judgement, ""));
  }
  if (settings.defines("CHANNEL_LAYERS")) {
    const judgement = settings.judge(["CHANNEL_LAYERS"], (layers) => {
      const layer: Plain | null | undefined = entry(layers, "default");
      const backend = layer === null || layer === undefined ? layer : entry(layer, "BACKEND");
      if (backend?.kind !== "str") return undecided("the layer's class is not known");
      return answerFor(context, LAYERS, backend.value, backend.at, "the first message raises an error");
    });
    found.push(verdictOn(settings, "CHANNEL_LAYERS", judgement, ""));
  }
  return found.filter(({ at }, n) => found.findIndex((other) => sameAt(other.at, at)) === n);
}

function sameAt(a: Location | undefined, b: Location | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && samePlace(a, b));
}

function answerFor(
  context: RuleContext,
  drivers: readonly Driver[],
  backend: string,
  at: Location | undefined,
  consequence: string,
): Answer {
  const driver = drivers.find((each) => each.backend.test(backend));
  if (driver === undefined || uninstalled(context, driver) === undefined) return satisfied();
  const name = backend.slice(backend.lastIndexOf(".") + 1);
  const message = `${name} needs the package ${driver.name}, which production does not install: ${consequence}.`;
  return { state: "violated", at, message };
}

/** The driver that the backend at a place needs. */
function driverAt({ snapshot }: RuleContext, at: Location): Driver | undefined {
  const written =
    snapshot
      .file(at.file)
      ?.text.slice(at.start, at.end)
      .replace(/^\w*["']+|["']+$/g, "") ?? "";
  return [...STORAGES, ...HASHERS, ...LAYERS].find(({ backend }) => backend.test(written));
}
