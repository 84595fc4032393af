/** Values in text and JSON, without secrets. */

import type { Plain } from "./plain";
import { bytesRepr, floatText, stringRepr } from "./python";

/** Names whose values are nobody's business. */
const SECRET_NAME =
  /SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE|CREDENTIAL|(?:^|_)KEY(?:S)?$|(?:^|_)DSN$/i;

/** A URL with a password in it. */
const URL_WITH_PASSWORD = /^[\w+.-]+:\/\/[^/\s:@]*:[^/\s@]+@/;

/** True if a value under this name must not be shown. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

function isSecret(value: Plain, name: string): boolean {
  if (value.kind !== "str" && value.kind !== "bytes") return false;
  return value.value !== "" && (isSecretName(name) || URL_WITH_PASSWORD.test(value.value));
}

/** A value as Python writes it, on one line, at most `limit` characters. @param name what it is the value of */
export function display(value: Plain, name: string, limit = 120): string {
  const text = write(value, name);
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function write(value: Plain, name: string): string {
  if (isSecret(value, name)) return `<hidden, ${(value as { value: string }).value.length} characters>`;
  const items = (list: readonly Plain[], open: string | undefined) =>
    [...list.map((item) => write(item, name)), ...(open === undefined ? [] : ["…"])].join(", ");
  switch (value.kind) {
    case "none":
      return "None";
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return String(value.value);
    case "float":
      return floatText(value.value);
    case "str":
      return stringRepr(value.value);
    case "bytes":
      return bytesRepr(value.value);
    case "path":
      return `Path(${stringRepr(value.value)})`;
    case "list":
      return `[${items(value.items, value.open)}]`;
    case "tuple":
      return value.items.length === 1
        ? `(${items(value.items, value.open)},)`
        : `(${items(value.items, value.open)})`;
    case "set":
      return value.items.length === 0 && value.open === undefined
        ? "set()"
        : `{${items(value.items, value.open)}}`;
    case "dict": {
      const entries = value.entries.map(
        ([key, item]) => `${write(key, "")}: ${write(item, keyName(key, name))}`,
      );
      if (value.open !== undefined) entries.push("…");
      return `{${entries.join(", ")}}`;
    }
    case "object":
      return value.text ?? `<${value.type} object>`;
    case "env":
      return `depends on ${value.name}`;
    case "unknown":
      return `not known: ${value.reason}`;
  }
}

function keyName(key: Plain, otherwise: string): string {
  return key.kind === "str" ? key.value : otherwise;
}

/** A value as tagged JSON. */
export type TaggedValue =
  | { readonly kind: "none" }
  | { readonly kind: "bool"; readonly value: boolean }
  /** A number where JSON holds it exactly, else its digits. */
  | { readonly kind: "int"; readonly value: number | string }
  | { readonly kind: "float"; readonly value: number | string }
  | { readonly kind: "str" | "bytes" | "path"; readonly value: string }
  | {
      readonly kind: "list" | "tuple" | "set";
      readonly items: readonly TaggedValue[];
      readonly open?: string;
    }
  | {
      readonly kind: "dict";
      readonly entries: readonly (readonly [TaggedValue, TaggedValue])[];
      readonly open?: string;
    }
  /** A value of another type; `text` as Python writes it, where it is known. */
  | { readonly kind: "object"; readonly type: string; readonly text?: string }
  | { readonly kind: "env"; readonly name: string; readonly type: string; readonly text: string }
  | { readonly kind: "redacted"; readonly length: number }
  | { readonly kind: "unknown"; readonly reason: string }
  | {
      readonly kind: "choice";
      readonly options: readonly { readonly when: string; readonly value: TaggedValue }[];
    };

/** @param name what it is the value of, to know secrets by */
export function tagged(value: Plain, name: string): TaggedValue {
  if (isSecret(value, name))
    return { kind: "redacted", length: [...(value as { value: string }).value].length };
  switch (value.kind) {
    case "none":
      return { kind: "none" };
    case "bool":
      return { kind: "bool", value: value.value };
    case "int": {
      const exact = value.value >= -9007199254740991n && value.value <= 9007199254740991n;
      return { kind: "int", value: exact ? Number(value.value) : String(value.value) };
    }
    case "float":
      return { kind: "float", value: Number.isFinite(value.value) ? value.value : floatText(value.value) };
    case "str":
    case "bytes":
    case "path":
      return { kind: value.kind, value: value.value };
    case "list":
    case "tuple":
    case "set":
      return {
        kind: value.kind,
        items: value.items.map((item) => tagged(item, name)),
        ...openness(value.open),
      };
    case "dict":
      return {
        kind: "dict",
        entries: value.entries.map(
          ([key, item]) => [tagged(key, ""), tagged(item, keyName(key, name))] as const,
        ),
        ...openness(value.open),
      };
    case "object":
      return { kind: "object", type: value.type, ...(value.text === undefined ? {} : { text: value.text }) };
    case "env":
      return { kind: "env", name: value.name, type: value.type, text: value.text };
    case "unknown":
      return { kind: "unknown", reason: value.reason };
  }
}

function openness(open: string | undefined): { readonly open?: string } {
  return open === undefined ? {} : { open };
}
