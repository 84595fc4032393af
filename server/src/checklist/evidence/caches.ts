/** Whether the processes of production share a cache. */
import { cacheOf, DUMMY, FILE_BASED, LOCAL_MEMORY } from "../../rules/caches";
import { locations } from "../../rules/redis";
import { undecided } from "../../rules/verdicts";
import type { Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { ChecklistContext, Decision } from "../item";
import { decided, OPEN } from "./basics";

const SHARED = /redis|valkey|memcache|pylibmc|\.db\.DatabaseCache$/i;

const ALONE: Readonly<Record<string, string>> = {
  [LOCAL_MEMORY]: "Each process keeps a cache of its own in memory, as it does by default.",
  [DUMMY]: "DummyCache keeps nothing.",
  [FILE_BASED]: "The cache is in files, which other machines do not see.",
};

/** What the default cache is. */
export function decideCache({ settings, project }: ChecklistContext): Decision | undefined {
  const { heroku } = project.deployment;
  const judgement = settings.judge(["CACHES"], (caches): Answer => {
    const cache = cacheOf(caches, "default");
    if ("state" in cache) return cache;
    const { backend, backendAt } = cache;
    const local = locations(cache.config).find(isLocal);
    if (heroku && local !== undefined)
      return {
        state: "violated",
        message: "The cache is at localhost, where a dyno has none.",
        at: local.at,
      };
    if (Object.hasOwn(ALONE, backend)) return { state: "violated", message: ALONE[backend]!, at: backendAt };
    return SHARED.test(backend)
      ? { state: "satisfied", at: backendAt }
      : undecided(`what ${backend} does is not known`);
  });
  return decided(judgement, "The default cache is one that processes share.", OPEN);
}

function isLocal(location: Plain): boolean {
  return (
    location.kind === "str" &&
    /^(?:\w+:\/\/)?(?:[^@/]*@)?(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(location.value)
  );
}
