/** What items ask about where static files and uploads are kept. */

import { dependencyState } from "../../files/dependencies";
import { join } from "../../paths";
import { WHITENOISE_MIDDLEWARE } from "../../rules/middleware";
import { STATIC_STORAGE, servesStatic, usesStaticFiles } from "../../rules/staticFiles";
import { isOnDisk, isS3, judgeStorage, type Storage } from "../../rules/storages";
import { findUploads } from "../../rules/uploads";
import { findReading } from "../../rules/variables";
import { notApplicable, satisfied, undecided } from "../../rules/verdicts";
import { contains, entry, type Plain, type PlainEnv, type PlainStr } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { listedFile } from "../../snapshot";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { decided, OPEN } from "./basics";
import { importOf } from "./code";

/** Why items on static files are not for the project. */
export function withoutStaticFiles({ settings }: ChecklistContext): string | undefined {
  return usesStaticFiles(settings.value("INSTALLED_APPS")) === false
    ? "django.contrib.staticfiles is not installed"
    : undefined;
}

/** Who serves static files away from Heroku, where no rule judges it. */
export function decideServing({ settings, project }: ChecklistContext): Decision | undefined {
  if (project.deployment.heroku) return undefined;
  if (servesStatic(settings.value("MIDDLEWARE")) === true)
    return { state: "ok", detail: "WhiteNoise is in MIDDLEWARE.", at: settings.location("MIDDLEWARE") };
  return {
    state: "unknown",
    detail:
      "WhiteNoise is not in MIDDLEWARE, and whether a server in front of Django serves them is not in the files.",
  };
}

const COMPRESSED_MANIFEST =
  /^(?:whitenoise|servestatic)\.storage\.Compressed\w*Manifest\w*StaticFilesStorage$/;
const COMPRESSED = /^(?:whitenoise|servestatic)\.storage\.Compressed\w+$/;
const MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage";

/** Whether static files are compressed, and have hashes in their names. */
export function decideHashing(context: ChecklistContext): Decision | undefined {
  const judgement = judgeStorage(
    context,
    "staticfiles",
    ({ backend, at }, middleware) => {
      if (COMPRESSED_MANIFEST.test(backend)) return { state: "satisfied", at };
      if (COMPRESSED.test(backend))
        return {
          state: "violated",
          at,
          message: "Static files are compressed, but their names have no hashes.",
        };
      if (backend === MANIFEST)
        return contains(middleware!, WHITENOISE_MIDDLEWARE) === true
          ? {
              state: "violated",
              at,
              message: "The names have hashes, but WhiteNoise sends the files as large as they are.",
            }
          : undecided("the names have hashes, but nothing says whether files are compressed");
      if (backend === STATIC_STORAGE)
        return {
          state: "violated",
          at,
          message: "Django's own storage adds no hashes to the names of static files and compresses nothing.",
        };
      return undecided(`what ${backend} does is not known`);
    },
    ["MIDDLEWARE"],
  );
  return decided(judgement, "Static files are compressed, with hashes in their names.", OPEN);
}

/** Why items on uploads are not for the project: it surely stores none on disk, and names no other place. */
export function withoutUploads(context: ChecklistContext): string | undefined {
  const apps = context.settings.value("INSTALLED_APPS");
  if (!("items" in apps) || apps.open !== undefined || apps.items.some(({ kind }) => kind !== "str"))
    return undefined;
  const onDisk = judgeStorage(context, "default", (storage) =>
    isOnDisk(storage) ? satisfied() : undecided("uploads go elsewhere"),
  );
  return onDisk.state === "satisfied" && findUploads(context) === undefined
    ? "no model of the project's apps has a field for files"
    : undefined;
}

/** Classes that keep files in a storage service, by their modules. */
const SERVICES =
  /^(?:storages|cloudinary_storage|django_gcloud_storage|minio_storage|django_b2|s3_storage)\./;

/** Where uploads go. A rule judges Heroku's disk. */
export function decideUploads(context: ChecklistContext): Decision | undefined {
  const judgement = judgeStorage(context, "default", (storage): Answer => {
    const { backend, at } = storage;
    if (isOnDisk(storage))
      return context.project.deployment.heroku
        ? notApplicable("a rule says it")
        : undecided(
            "the default storage is the machine's disk, and whether that is kept and backed up is not in the files",
          );
    return SERVICES.test(backend) || isOwnService(context, storage)
      ? { state: "satisfied", reason: backend, at }
      : undecided(`where ${backend} keeps files is not known`);
  });
  const ok =
    judgement.state === "satisfied"
      ? `Uploads go to ${judgement.reason}.`
      : "Uploads go to a storage service.";
  return decided(judgement, ok, OPEN);
}

/** Whether a class of the project's own is in a module that imports from django-storages. */
function isOwnService({ project, snapshot }: ChecklistContext, { backend }: Storage): boolean {
  const module = join(project.root, ...backend.split(".").slice(0, -1));
  const document = listedFile(snapshot, `${module}.py`) ?? listedFile(snapshot, `${module}/__init__.py`);
  return document !== undefined && importsStorages(document) !== undefined;
}

const importsStorages = importOf("storages.backends");

/** Packages that reach a bucket: from a field's own storage, from a view, or where a variable asks for it. */
const BUCKET_PACKAGES = [
  "django-storages",
  "boto3",
  "google-cloud-storage",
  "azure-storage-blob",
  "django-minio-storage",
  "minio",
];

/** Why the item on buckets is not for the project. */
export function withoutBucket(context: ChecklistContext): string | undefined {
  const { dependencies } = context.project.deployment;
  if (BUCKET_PACKAGES.some((name) => dependencyState(dependencies, name) !== "absent")) return undefined;
  const onDisk = judgeStorage(context, "default", (storage) =>
    isOnDisk(storage) ? satisfied() : undecided("uploads go elsewhere"),
  );
  return onDisk.state === "satisfied" ? "uploads do not go to a bucket" : undefined;
}

/** That the settings give uploads to S3 no public ACL, or have them encrypted. */
export function privateBucket(context: ChecklistContext): Evidence | undefined {
  const { settings } = context;
  const judgement = judgeStorage(
    context,
    "default",
    (storage, parameters) => {
      if (!isS3(storage)) return undecided("uploads do not go to S3");
      const own = entry(storage.options, "object_parameters") ?? parameters!;
      const encrypted = entry(own, "ServerSideEncryption");
      return { state: "satisfied", reason: encrypted?.kind === "str" ? "encrypted" : "", at: storage.at };
    },
    ["AWS_S3_OBJECT_PARAMETERS"],
  );
  const [rule] = context.verdictsOf("s3-public-by-default");
  if (judgement.state !== "satisfied" || rule?.verdict.state !== "satisfied") return undefined;
  const at = judgement.at ?? settings.location("STORAGES");
  const what = judgement.reason === "encrypted" ? "a public ACL and has them encrypted" : "a public ACL";
  return { detail: `${at.file} gives no upload ${what}.`, at };
}

/** That browsers get static files from another host; a bucket alone is no CDN. */
export function staticHost({ settings }: ChecklistContext): Evidence | undefined {
  const url = findReading(settings, "STATIC_URL", (value): value is PlainStr | PlainEnv =>
    value.kind === "str" ? hostOf(value.value) !== undefined : isOtherHost(value),
  );
  if (url === undefined) return undefined;
  const at = settings.location("STATIC_URL");
  if (BUCKETS.test(url.kind === "env" ? url.text : url.value))
    return { detail: `${at.file} sends browsers to a bucket for static files.`, at, done: false };
  return url.kind === "env"
    ? { detail: `${at.file} takes the host of STATIC_URL from the variable ${url.name}.`, at }
    : { detail: `${at.file} sends browsers to ${hostOf(url.value)} for static files.`, at };
}

/** Whether a variable is for static files alone; the site's own address is not. */
function isOtherHost(value: Plain): value is PlainEnv {
  return value.kind === "env" && /STATIC|CDN|ASSET|CLOUDFRONT|CUSTOM_DOMAIN|BUCKET/i.test(value.name);
}

const BUCKETS = /\bs3[.-][\w.-]*amazonaws\.com|storage\.googleapis\.com|blob\.core\.windows\.net/;

function hostOf(url: string): string | undefined {
  const host = /^(?:https?:)?\/\/([^/]+)/i.exec(url)?.[1];
  return host === undefined || /^(?:localhost|127\.)/.test(host) ? undefined : host;
}
