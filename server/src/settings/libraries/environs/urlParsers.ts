/** `env.dj_db_url()` and its relatives: parsers of other packages. */
import type { Value } from "../../values";
import { native } from "../../values";
import { parseCacheUrl } from "../djangoCacheUrl";
import { parseDatabaseUrl } from "../djDatabaseUrl";
import { parseEmailUrl } from "../djEmailUrl";

export const URL_PARSERS: Readonly<Record<string, Value>> = {
  dj_db_url: native("env.dj_db_url", parseDatabaseUrl),
  dj_email_url: native("env.dj_email_url", parseEmailUrl),
  dj_cache_url: native("env.dj_cache_url", parseCacheUrl),
};
