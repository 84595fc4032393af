/** Places in files of keys and values, YAML and JSON alike. */
import type { Range } from "../../syntax/text";

export interface DataPlace {
  /** key: a key is there, or would be; value: the value of a key; item: what stands in a list, which may become a key. */
  readonly kind: "key" | "value" | "item";
  /** The keys that lead there, "0" for lists: of the mapping that holds the key, or of the value itself. */
  readonly path: readonly string[];
  /** The key, if `kind` is key. */
  readonly key: string;
  /** What stands before the cursor, of the key or the value. */
  readonly typed: string;
  /** All of the key or the value: with quotes in JSON, without them in YAML. */
  readonly range: Range;
  /** Other keys of the same mapping, if `kind` is key. */
  readonly siblings: readonly string[];
  /** True if a colon follows the key. */
  readonly hasColon: boolean;
}
