/** What the rules on the end of the HSTS ramp share. */
import { contains, type Plain, truthy } from "../settings/plain";
import type { Answer } from "../settings/settings";
import { allKnown, knownHosts } from "./hosts";
import { withoutSecurityMiddleware } from "./middleware";
import { notApplicable, reasonOf, undecided } from "./verdicts";

/** The last stage of the ramp, and what the preload list asks for at least. */
export const YEAR = 31_536_000n;

/** What stands beside the first stage. */
export const RAMP_COMMENT = "raise in steps: 3600, 86400, 2592000, 31536000";

/** The settings that `beforeEndOfRamp` asks for, in its order. */
export const RAMP = ["MIDDLEWARE", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "SILENCED_SYSTEM_CHECKS"] as const;

/**
 * The answer of a rule on what follows the ramp, while that is not climbed, or where nothing follows; else undefined.
 * @param check Django's id of what follows.
 */
export function beforeEndOfRamp(
  check: string,
  ...[middleware, seconds, hosts, silenced]: readonly [Plain, Plain, Plain, Plain]
): Answer | undefined {
  const without = withoutSecurityMiddleware(middleware);
  if (without !== undefined) return without;
  if (truthy(seconds) === false) return notApplicable("HSTS is off");
  if (seconds.kind !== "int") return undecided(reasonOf(seconds));
  if (seconds.value < YEAR) return notApplicable("HSTS lasts less than a year");
  if (contains(silenced, check) !== false) return notApplicable(`SILENCED_SYSTEM_CHECKS may have ${check}`);
  const known = knownHosts(hosts);
  const onHeroku = known.every(({ value }) => value.toLowerCase().endsWith(".herokuapp.com"));
  return allKnown(hosts) && known.length > 0 && onHeroku
    ? notApplicable("the site has no domain of its own")
    : undefined;
}
