/** What is certainly wrong with an app.json, and how to put it right where that is unambiguous. */
import { type ParseError, printParseErrorCode } from "jsonc-parser";
import type { ManifestProblem } from "./manifestProblem";
import { appJsonSchema, type DataNode, type Violation, violations } from "./schema";

interface Source {
  readonly text: string;
  /** Where the JSON starts: behind a byte order mark. */
  readonly offset: number;
}

/** @param errors where the text is no JSON. */
export function appJsonProblems(
  root: DataNode | undefined,
  errors: readonly ParseError[],
  source: Source,
): ManifestProblem[] {
  const [error] = errors;
  if (error !== undefined) return [syntaxProblem(error, source)];
  if (root === undefined) return [];
  return [
    ...duplicates(root, 0),
    ...violations(appJsonSchema, root).map((violation) => problemOf(violation, source)),
  ];
}

const REFUSED = "Heroku cannot create an app from app.json";

function syntaxProblem({ error, offset, length }: ParseError, source: Source): ManifestProblem {
  const { text } = source;
  const at = offset + source.offset;
  const before = text.slice(0, at).trimEnd();
  const severity = "error";
  if (/[}\]]/.test(text[at] ?? "") && before.endsWith(",")) {
    const range = { start: before.length - 1, end: before.length };
    return {
      message: `JSON allows no comma after the last entry, so ${REFUSED}.`,
      range,
      severity,
      suggestion: { title: "Remove the comma", edits: [{ ...range, text: "" }] },
    };
  }
  const end = Math.min(text.length, at + Math.max(length, 1));
  const range = { start: Math.min(at, Math.max(0, end - 1)), end };
  if (printParseErrorCode(error) === "CommaExpected") {
    const place = { start: before.length, end: before.length };
    return {
      message: `A comma is missing before this, so ${REFUSED}.`,
      range,
      severity,
      suggestion: { title: "Add the comma", edits: [{ ...place, text: "," }] },
    };
  }
  return { message: `app.json is not valid JSON here, so ${REFUSED}.`, range, severity };
}

/** Keys that stand twice in one object, as far down as app.json has keys. */
function duplicates({ members }: DataNode, depth: number): ManifestProblem[] {
  const last = new Map(members.map((each) => [each.name, each]));
  const lost = members.filter((each) => last.get(each.name) !== each);
  return [
    ...lost.map(
      ({ name, key }): ManifestProblem => ({
        message: `\`${name}\` is written twice, and only the last one counts: Heroku does not see this one.`,
        range: key,
        severity: "warning",
      }),
    ),
    ...(depth < 4 ? members.flatMap(({ value }) => duplicates(value, depth + 1)) : []),
  ];
}

function problemOf(violation: Violation, source: Source): ManifestProblem {
  const { kind, path, range, node, schema, name = "" } = violation;
  const label = path.length === 0 ? "app.json" : `\`${path.join(".")}\``;
  switch (kind) {
    case "misplaced":
      return {
        message: `\`${path.at(-1)}\` belongs inside \`${name}\`. Heroku does not read it here.`,
        range,
        severity: "warning",
      };
    case "misspelt":
      return {
        message: `Heroku does not know \`${path.at(-1)}\` in app.json. Did you mean \`${name}\`?`,
        range,
        severity: "warning",
        suggestion: {
          title: `Rename to \`${name}\``,
          edits: [{ start: range.start + 1, end: range.end - 1, text: name }],
        },
      };
    case "value":
      return {
        message:
          schema.enum === undefined
            ? `${label} must not be less than ${schema.minimum}, so ${REFUSED}.`
            : `${label} can only be \`${schema.enum.join("` or `")}\`.`,
        range,
        severity: schema.enum === undefined ? "error" : "warning",
        suggestion: schema.enum?.length === 1 ? rewrite(node, `"${schema.enum[0]}"`) : undefined,
      };
    case "missing":
      return {
        message: `${schema.errorMessage ?? label}. As it is here, ${REFUSED}.`,
        range,
        severity: "error",
      };
    case "type": {
      if (isScalar(node)) return wrongScalar(violation, label, source);
      const rule = schema.errorMessage ?? `${label} must be ${wordsFor(schema.type)}`;
      return { message: `${rule}. As it is here, ${REFUSED}.`, range, severity: "error" };
    }
  }
}

function isScalar({ kind }: DataNode): boolean {
  return kind !== "object" && kind !== "array";
}

/** `5` for `"5"` or the other way round: Heroku's reference has one of them only. */
function wrongScalar(
  { range, node, schema, path }: Violation,
  label: string,
  { text }: Source,
): ManifestProblem {
  const written = text.slice(node.start, node.end);
  const code =
    path[path.length - 2] === "buildpacks" ? `{ "url": ${written} }` : converted(node, schema.type);
  return {
    message: `${label} is ${wordsFor(node.kind)}, but Heroku documents ${wordsFor(schema.type)} here: new apps may not get the value that you mean.`,
    range,
    severity: "info",
    suggestion: code === undefined ? undefined : rewrite(node, code),
  };
}

function converted({ kind, text }: DataNode, type: string | readonly string[] = []): string | undefined {
  const types = typeof type === "string" ? [type] : type;
  if ((kind === "number" || kind === "boolean") && types.includes("string")) return `"${text}"`;
  if (kind !== "string") return undefined;
  const fits = types.includes("integer") ? /^\d+$/ : types.includes("boolean") ? /^(?:true|false)$/ : /^$/;
  return text !== "" && fits.test(text) ? text : undefined;
}

function rewrite({ start, end }: DataNode, code: string): ManifestProblem["suggestion"] {
  return { title: `Write \`${code}\``, edits: [{ start, end, text: code }] };
}

const WORDS: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
};

function wordsFor(type: string | readonly string[] = []): string {
  return (typeof type === "string" ? [type] : type).map((each) => WORDS[each] ?? each).join(" or ");
}
