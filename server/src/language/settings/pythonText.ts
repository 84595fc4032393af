/** Values as somebody would write them into a settings module. */
import type { Plain } from "../../settings/plain";

const WIDTH = 80;

/** The quote that a text uses more. */
export function quoteOf(text: string): '"' | "'" {
  let single = 0;
  let double = 0;
  for (const match of text.slice(0, 20_000).matchAll(/["']/g)) {
    if (match[0] === "'") single++;
    else double++;
  }
  return single > double ? "'" : '"';
}

export function quoted(text: string, quote: '"' | "'"): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`).replaceAll("\n", "\\n");
  return quote + escaped + quote;
}

/** A default as code; long lists and dicts over several lines. */
export function codeOf(value: Plain, name: string, quote: '"' | "'", indent = ""): string {
  switch (value.kind) {
    case "none":
      return "None";
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return /_PERMISSIONS$/.test(name) ? `0o${value.value.toString(8)}` : String(value.value);
    case "str":
      return quoted(value.value, quote);
    case "list":
      return display(
        "[",
        value.items.map((item) => codeOf(item, name, quote, `${indent}    `)),
        "]",
        indent,
      );
    case "dict":
      return display(
        "{",
        value.entries.map(
          ([key, item]) => `${codeOf(key, "", quote)}: ${codeOf(item, name, quote, `${indent}    `)}`,
        ),
        "}",
        indent,
      );
    default:
      return "";
  }
}

function display(open: string, items: readonly string[], close: string, indent: string): string {
  const line = `${open}${items.join(", ")}${close}`;
  // A dict of dicts is read line by line, however short.
  const nested = items.some((item) => /[^:]\{|: \{/.test(item));
  if (indent.length + line.length <= WIDTH && !line.includes("\n") && !nested) return line;
  return `${open}\n${items.map((item) => `${indent}    ${item},\n`).join("")}${indent}${close}`;
}
