/** What a schema says of a place. */
import { resolved, type Schema } from "../../files/schema";

/** The schema of what a path leads to; undefined where nothing is said. */
export function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const step of path) {
    if (schema === undefined) return undefined;
    const here: Schema = resolved(root, schema);
    if (step === "0" && here.items !== undefined) schema = here.items;
    else if (here.properties !== undefined && Object.hasOwn(here.properties, step))
      schema = here.properties[step];
    else schema = here.additionalProperties;
  }
  return schema && resolved(root, schema);
}

/** The type that a value of a schema has first of all: "object" before "string". */
export function typeOf(schema: Schema): "object" | "array" | "boolean" | "number" | "string" | undefined {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.includes("string") && schema.properties === undefined) return "string";
  return (["object", "array", "boolean", "number", "string"] as const).find(
    (type) => types.includes(type) || (type === "number" && types.includes("integer")),
  );
}
