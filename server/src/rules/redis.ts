/** What the rules on Redis share: the addresses that settings give to redis-py, and the TLS options beside them. */
import { dictValue, insertItem } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { entry, type Plain, type PlainDict, type Tri } from "../settings/plain";
import type { Dict } from "../syntax/python/ast";
import { type Cache, DJANGO_REDIS, REDIS } from "./caches";
import type { RuleContext } from "./rule";

/** The option of redis-py that says whether the server's certificate is verified. */
export const CERTIFICATES = "ssl_cert_reqs";

/** The keys below OPTIONS that lead to the options of redis-py. */
export function optionsPath(backend: string): readonly string[] | undefined {
  if (backend === REDIS) return [];
  return backend === DJANGO_REDIS ? ["CONNECTION_POOL_KWARGS"] : undefined;
}

/** The options that a cache gives to redis-py: null if there are none, undefined if nobody knows. */
export function redisOptions({ backend, config }: Cache): Plain | null | undefined {
  let found: Plain | null | undefined = config;
  for (const key of ["OPTIONS", ...(optionsPath(backend) ?? [])]) {
    if (!found) return found;
    found = entry(found, key);
  }
  return found;
}

/** The value of the option `ssl_cert_reqs`: null if it is not given, undefined if nobody knows. */
export function certificateOption(options: Plain | null | undefined): Plain | null | undefined {
  return options ? entry(options, CERTIFICATES) : options;
}

/** The addresses of a cache's servers. */
export function locations(config: PlainDict): readonly Plain[] {
  const location = entry(config, "LOCATION");
  if (!location) return [];
  return location.kind === "list" || location.kind === "tuple" ? location.items : [location];
}

/** Whether an address is what Heroku Key-Value Store puts into its variable, without a word on certificates. */
export function isHerokuAddress(address: Plain): Tri {
  if (address.kind === "unknown") return undefined;
  if (address.kind !== "env" || (address.name !== "REDIS_URL" && address.name !== "REDIS_TLS_URL"))
    return false;
  return address.text === address.name ? true : address.text.includes(CERTIFICATES) ? false : undefined;
}

// ---------------------------------------------------------------- fixes

/** `{"ssl_cert_reqs": None}`, only for addresses with TLS where others may come: redis-py refuses it without. */
export function certificateCode(address: string | undefined): string {
  const option = `{"${CERTIFICATES}": None}`;
  return address === undefined ? option : `${option} if ${address}.startswith("rediss:") else {}`;
}

/** Adds the option to the dict of a cache that takes its options under OPTIONS and `path`. */
export function addCertificateOption(
  editor: PythonEditor,
  cache: Dict,
  path: readonly string[],
  address: string | undefined,
): boolean {
  let dict = cache;
  const rest = ["OPTIONS", ...path];
  while (rest.length > 0) {
    if (dict.entries.some(({ key }) => key === undefined)) return false;
    const value = dictValue(dict, rest[0]!);
    if (value === undefined) break;
    if (value.type !== "Dict") return false;
    dict = value;
    rest.shift();
  }
  if (rest.length === 0) {
    const item = address === undefined ? `"${CERTIFICATES}": None` : `**(${certificateCode(address)})`;
    insertItem(editor, dict, item, "last");
    return true;
  }
  const code = rest.reduceRight(
    (inner, key, n) => (n === rest.length - 1 ? `"${key}": ${inner}` : `"${key}": {${inner}}`),
    certificateCode(address),
  );
  insertItem(editor, dict, code, "last");
  return true;
}

/**
 * Code for the address in a dict, where development may use one without TLS; undefined where production alone uses the
 * module, and null where the code cannot be repeated.
 */
export function addressToAsk(
  { project }: RuleContext,
  editor: PythonEditor,
  address: { readonly start: number; readonly end: number } | undefined,
): string | undefined | null {
  // What other modules build on is development's, too.
  if (!project.settings.shared && editor.path === project.settings.module?.path) return undefined;
  const source = address && editor.source(address);
  return source === undefined || /[\r\n#]/.test(source) || source.length > 80 ? null : source;
}
