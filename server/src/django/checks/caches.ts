/** django/core/checks/caches.py of Django 3.2 to 6.1. */
import type { DjangoVersion } from "../../project/project";
import type { Plain } from "../../settings/plain";
import { compareVersions } from "../defaults";
import { pathText, relation } from "../paths";
import { type Python, raise } from "../python";
import type { CheckContext, DjangoCheck } from "./check";

const module = "django.core.checks.caches";
const BACKENDS = "django.core.cache.backends.";
const FILE_BASED = `${BACKENDS}filebased.FileBasedCache`;

/** Django's backends, with the versions that have them. */
const DJANGO_BACKENDS: readonly (readonly [name: string, since?: DjangoVersion, until?: DjangoVersion])[] = [
  ["db.DatabaseCache"],
  ["dummy.DummyCache"],
  ["filebased.FileBasedCache"],
  ["locmem.LocMemCache"],
  ["memcached.MemcachedCache", "3.2", "4.1"],
  ["memcached.PyLibMCCache"],
  ["memcached.PyMemcacheCache", "3.2"],
  ["redis.RedisCache", "4.0"],
];

/** Well-known backends of other packages, none of which keeps files. */
const OTHER_BACKENDS = /^(?:django_redis\.cache\.RedisCache|django_bmemcached\.memcached\.BMemcached)$/;

/** A cache of CACHES. */
interface Cache {
  readonly config: Plain & { readonly kind: "dict" };
  readonly isFileBased: boolean;
}

/** `caches[alias]`, as far as it tells whether the cache is in files. */
function createCache(python: Python, config: Plain, { version, codebase }: CheckContext): Cache {
  const options = python.dict(config, "copy");
  const backend = python.get(options, "BACKEND") ?? raise("KeyError", "'BACKEND'");
  const path = python.string(backend, "rsplit");
  if (path === undefined) return { config: options, isFileBased: python.decide(undefined, backend, "files") };
  const invalid = () => raise("InvalidCacheBackendError", `Could not find backend '${path}'`);
  if (path.startsWith(BACKENDS)) {
    const known = DJANGO_BACKENDS.find(([name]) => BACKENDS + name === path);
    if (known === undefined) return invalid();
    const [, since = version, until] = known;
    if (compareVersions(version, since) < 0 || (until !== undefined && compareVersions(version, until) >= 0))
      return invalid();
    return { config: options, isFileBased: path === FILE_BASED };
  }
  if (OTHER_BACKENDS.test(path)) return { config: options, isFileBased: false };
  const found = codebase.find(path);
  if (found.kind === "missing" || found.kind === "standard") return invalid();
  const reason = `${path} is not part of the project`;
  return {
    config: options,
    isFileBased: python.decide(codebase.isSubclass(found, FILE_BASED), backend, "files", reason),
  };
}

/** The aliases of CACHES with their caches. */
function createCaches(python: Python, setting: Plain, context: CheckContext): readonly Cache[] {
  const caches = python.dict(setting, "items");
  const rest: readonly Plain[] =
    caches.open !== undefined && python.decide(undefined, caches, "more items")
      ? [{ kind: "unknown", reason: caches.open }]
      : [];
  return [...caches.entries.map(([, config]) => config), ...rest].map((config) =>
    createCache(python, config, context),
  );
}

/** The directories of MEDIA_ROOT, STATIC_ROOT or STATICFILES_DIRS; an unknown one is undefined. */
function exposed(
  python: Python,
  name: string,
  setting: Plain,
  { codebase }: CheckContext,
): readonly (string | undefined)[] {
  if (!python.truthy(setting)) return [];
  const paths =
    name === "STATICFILES_DIRS"
      ? python
          .iterate(setting)
          .map((item) => (python.isInstance(item, "list", "tuple") ? python.unpack(item, 2)[1]! : item))
      : [setting];
  return paths.map((path) => {
    const text = pathText(path);
    return text === undefined ? undefined : codebase.absolute(text);
  });
}

const EXPOSED = ["MEDIA_ROOT", "STATIC_ROOT", "STATICFILES_DIRS"] as const;

export const cacheChecks: readonly DjangoCheck[] = [
  {
    function: `${module}.check_default_cache_is_configured`,
    ids: ["caches.E001"],
    settings: ["CACHES"],
    run: (python, [caches]) => (python.contains(caches!, "default") ? [] : ["caches.E001"]),
  },
  {
    function: `${module}.check_cache_location_not_exposed`,
    ids: ["caches.W002"],
    settings: ["CACHES", ...EXPOSED],
    run(python, [setting, ...roots], context) {
      let found = false;
      for (const [n, root] of roots.entries()) {
        const directories = exposed(python, EXPOSED[n]!, root, context);
        if (directories.length === 0 && !python.truthy(root)) continue;
        for (const { config, isFileBased } of createCaches(python, setting!, context)) {
          if (!isFileBased) continue;
          const location = python.get(config, "LOCATION");
          const text = location === undefined ? "" : pathText(location);
          for (const directory of directories) {
            const known = text !== undefined && directory !== undefined;
            const related = known
              ? relation(context.codebase.absolute(text), directory) !== undefined
              : python.decide(undefined, location, `in ${directory}`);
            found ||= related;
          }
        }
      }
      return found ? ["caches.W002"] : [];
    },
  },
  {
    function: `${module}.check_file_based_cache_is_absolute`,
    ids: ["caches.W003"],
    settings: ["CACHES"],
    run(python, [setting], context) {
      const relative = createCaches(python, setting!, context).filter(({ config, isFileBased }) => {
        if (!isFileBased) return false;
        const location = python.get(config, "LOCATION") ?? raise("KeyError", "'LOCATION'");
        const text = pathText(location);
        return text === undefined ? python.decide(undefined, location, "relative") : !text.startsWith("/");
      });
      return relative.length > 0 ? ["caches.W003"] : [];
    },
  },
];
