/** Which settings production starts with, and whether a file says so. */

import { basename } from "../../paths";
import { DEVELOPMENT } from "../../project/settingsModule";
import type { ChecklistContext, Decision } from "../item";
import { notDecided } from "./basics";

/** An exception's message may be long, and end like a sentence. */
function oneLine(exception: string): string {
  return exception
    .split("\n", 1)[0]!
    .slice(0, 200)
    .replace(/[.\s]+$/, "");
}

/** Decides whether production starts with settings that are meant for it. */
export function productionModule({ project, startup }: ChecklistContext): Decision {
  const { module, reason, at, candidates } = project.settings;
  if (module === undefined) return notDecided(reason, at);
  if (startup.state === "raises" && startup.when === undefined)
    return {
      state: "problem",
      detail: `${module.name} does not load: ${oneLine(startup.exception)}.`,
      at: startup.at,
    };
  if (module.name.split(/[._]/).some((word) => DEVELOPMENT.includes(word)))
    return {
      state: "open",
      detail: `Production starts with ${module.name}, which is named for development.`,
      at,
    };
  // Of several modules, one is production's only if something that runs there says so.
  const isSaid = candidates.length === 0 || (at !== undefined && basename(at.file) !== "manage.py");
  if (!isSaid)
    return {
      state: "open",
      detail: `${module.name} is taken for production's settings (${reason}), but no file makes a server start with it.`,
      at,
    };
  return { state: "ok", detail: `Production starts with ${module.name}: ${reason}.`, at };
}
