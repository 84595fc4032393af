/**
 * The time zones of a Linux machine: the files of /usr/share/zoneinfo.
 *
 * The names are those that this program's own copy of the time zone database knows. Machines without the files do not check
 * TIME_ZONE when Django starts, and fail with a wrong one at the first request.
 */
import type { Tri } from "../settings/plain";

/** Names without a capital, and directories, that are no time zones but there. */
const OTHER_FILES =
  /^(?:localtime|posixrules|leapseconds|leap-seconds\.list|tzdata\.zi|zone(?:1970|now)?\.tab|iso3166\.tab|posix|right|\+VERSION|Factory|SECURITY)(?:\/|$)/;

let known: ReadonlySet<string> | undefined;
const answers = new Map<string, Tri>();

/** Whether a time zone has a file; undefined if nobody knows. */
export function isTimeZone(name: string): Tri {
  if (!answers.has(name)) answers.set(name, lookUp(name));
  return answers.get(name);
}

function lookUp(name: string): Tri {
  const path = name
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  if (path.includes("..") || OTHER_FILES.test(path) || name.startsWith("/")) return undefined;
  known ??= new Set(Intl.supportedValuesOf("timeZone"));
  if (known.has(path)) return true;
  if ([...known].some((zone) => zone.startsWith(`${path}/`))) return true;
  // No zone begins with a small letter; capitals make a difference on Linux.
  if (/^[^A-Z]/.test(path)) return false;
  if ([...known].some((zone) => zone.toLowerCase() === path.toLowerCase())) return false;
  try {
    // Old names of zones are known, too, but not how they are written.
    new Intl.DateTimeFormat("en", { timeZone: path });
    return /(?:^|\/)[a-z]/.test(path) ? undefined : true;
  } catch {
    return false;
  }
}
