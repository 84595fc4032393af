/** What the rules on CACHES share: which caches there are in production, and how one is made to use Redis. */
import type { FileChange } from "../edits/edit";
import { environmentRead } from "../edits/python/dialect";
import type { PythonEditor } from "../edits/python/editor";
import { knowsDebug } from "../edits/python/settings";
import { addRequirement } from "../edits/requirements";
import { EditSession } from "../edits/session";
import { entry, type Plain, type PlainDict } from "../settings/plain";
import type { Answer, Judgement, JudgeOptions, Settings } from "../settings/settings";
import type { Dict } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { dictAt } from "./dictEdits";
import { addForProduction } from "./production";
import type { Fix, RuleContext, Verdict } from "./rule";
import { isInherited } from "./settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "./verdicts";
import { isAtLeast } from "./versions";

const BACKENDS = "django.core.cache.backends.";
export const LOCAL_MEMORY = `${BACKENDS}locmem.LocMemCache`;
export const DUMMY = `${BACKENDS}dummy.DummyCache`;
export const FILE_BASED = `${BACKENDS}filebased.FileBasedCache`;
export const REDIS = `${BACKENDS}redis.RedisCache`;
export const DJANGO_REDIS = "django_redis.cache.RedisCache";
export const PYMEMCACHE = `${BACKENDS}memcached.PyMemcacheCache`;

/** A cache of CACHES whose backend is known. */
export interface Cache {
  readonly backend: string;
  readonly config: PlainDict;
  /** Where the name of the backend stands. */
  readonly backendAt: Plain["at"];
}

/** The cache with an alias, or the answer of a rule that asks for it where it is not known. */
export function cacheOf(caches: Plain, alias: string): Cache | Answer {
  const config = entry(caches, alias);
  if (config === undefined) return undecided(`CACHES is not fully known: ${reasonOf(caches)}`);
  if (config === null) return notApplicable(`CACHES has no "${alias}"`);
  const backend = entry(config, "BACKEND");
  if (config.kind !== "dict" || backend?.kind !== "str")
    return undecided(`the backend of the cache "${alias}" is not known: ${reasonOf(backend ?? config)}`);
  return { backend: backend.value, config, backendAt: backend.at };
}

/** Every rule on caches asks for them, at every key press. */
const knownAliases = new WeakMap<Settings, readonly string[]>();

/** The aliases that CACHES has in some reading. */
function cacheAliases(settings: Settings): readonly string[] {
  let known = knownAliases.get(settings);
  if (known === undefined) {
    const aliases = settings
      .readings("CACHES")
      .flatMap(({ value }) => (value.kind === "dict" ? value.entries : []))
      .flatMap(([key]) => (key.kind === "str" ? [key.value] : []));
    known = [...new Set(aliases)];
    knownAliases.set(settings, known);
  }
  return known;
}

/** Puts a question about every cache of production. */
export function judgeCaches(
  { settings }: RuleContext,
  question: (cache: Cache, alias: string) => Answer,
  options?: JudgeOptions,
): readonly Judgement[] {
  const aliases = cacheAliases(settings);
  if (aliases.length === 0) {
    const caches = settings.value("CACHES");
    const known = caches.kind === "dict" && caches.open === undefined;
    return [known ? satisfied("there are no caches") : undecided(reasonOf(caches))];
  }
  return aliases.map((alias) =>
    settings.judge(
      ["CACHES"],
      (caches) => {
        const cache = cacheOf(caches, alias);
        return "state" in cache ? cache : question(cache, alias);
      },
      options,
    ),
  );
}

/** The verdicts that are violated, or the first one. */
export function verdictsOnCaches(
  { settings }: RuleContext,
  judgements: readonly Judgement[],
  message: string,
  more?: Pick<Verdict, "severity" | "coveredBy">,
): readonly Verdict[] {
  const verdicts = judgements.map((judgement) => verdictOn(settings, "CACHES", judgement, message, more));
  const violated = verdicts.filter(({ state }) => state === "violated");
  return violated.length > 0 ? violated : verdicts.slice(0, 1);
}

// ---------------------------------------------------------------- fixes

const REDIS_VARIABLE = "REDIS_URL";

/** Lets the cache whose dict stands at the finding, or else the default one, use the Redis of REDIS_URL in production. */
export const USE_REDIS: Fix = {
  title: `Use the Redis server at ${REDIS_VARIABLE}`,
  safety: "review",
  edits(context, { at }): readonly FileChange[] | undefined {
    const { project, settings, snapshot } = context;
    if (!isAtLeast(project, "4.0")) return undefined;
    const session = new EditSession(snapshot);
    const requirements = addRequirement(snapshot, project.deployment.dependencies, ["redis"]);
    if (requirements === undefined) return undefined;
    const own = settings.defines("CACHES") && !isInherited(context, "CACHES");
    if (!(own ? replaceCache(context, session, at) : addCache(context, session))) return undefined;
    session.add(requirements);
    return session.changes();
  },
};

/** Sets the default cache where the production module has none, or has it from one that development runs on too. */
function addCache(context: RuleContext, session: EditSession): boolean {
  const { project, settings } = context;
  const editor = project.settings.module && session.python(project.settings.module.path);
  const url = editor && environmentRead(editor, editor.text.length, REDIS_VARIABLE, "required");
  if (editor === undefined || url === undefined) return false;
  const lines = redisCache(url);
  const [first, ...rest] = lines;
  const code = settings.defines("CACHES")
    ? `CACHES["default"] = ${lines.join("\n")}`
    : [`CACHES = {`, `    "default": ${first}`, ...rest.map((line) => `    ${line}`)]
        .join("\n")
        .concat(",\n}");
  return addForProduction(context, editor, code);
}

/** Replaces a cache where it is written; a module that development shares keeps it there. */
function replaceCache(context: RuleContext, session: EditSession, at: Location): boolean {
  const found = dictAt(session, at);
  const url = found && environmentRead(found.editor, found.dict.start, REDIS_VARIABLE, "required");
  if (found === undefined || url === undefined) return false;
  const { editor, dict } = found;
  return replaceForProduction(context, editor, dict, redisCache(url).join("\n"));
}

/** Replaces a dict; in a module that development shares, development keeps it. */
export function replaceForProduction(
  { project, settings }: RuleContext,
  editor: PythonEditor,
  dict: Dict,
  code: string,
): boolean {
  if (!project.settings.shared || !settings.defines("DEBUG")) {
    editor.replace(dict, code);
    return !/#/.test(editor.source(dict));
  }
  const development = editor.source(dict);
  if (/[\r\n#]/.test(development) || !knowsDebug(editor, dict.start)) return false;
  const production = editor.styled(code, editor.indentation(dict.start));
  editor.replaceText(dict, `${development} if DEBUG else ${production}`);
  return true;
}

/** Heroku's Redis has a self-signed certificate. redis-py takes the option only with TLS. */
function redisCache(url: string): readonly string[] {
  return [
    "{",
    `    "BACKEND": "${REDIS}",`,
    `    "LOCATION": ${url},`,
    `    "OPTIONS": {"ssl_cert_reqs": None} if ${url}.startswith("rediss:") else {},`,
    "}",
  ];
}
