/** Files of environment variables: `NAME=value` lines, as `heroku config -s` prints them. */
import type { Environment } from "../settings/settings";

/**
 * Reads variables the way a shell would: optional `export`, single or double quotes, backslashes, comments. Lines of any
 * other form are returned as `bad`, counted from 1.
 */
export function parseEnvFile(text: string): { variables: Map<string, string>; bad: number[] } {
  const variables = new Map<string, string>();
  const bad: number[] = [];
  let line = 1;
  let rest = text.replace(/^\ufeff/, "");
  while (rest !== "") {
    const blank = /^[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/.exec(rest);
    const name = blank === null ? /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/.exec(rest) : null;
    let used = blank?.[0].length ?? 0;
    if (name !== null) {
      const value = shellValue(rest.slice(name[0].length));
      variables.set(name[1]!, value.text);
      used = name[0].length + value.length;
    } else if (blank === null) {
      bad.push(line);
      used = /^[^\r\n]*(?:\r\n|\n|\r|$)/.exec(rest)![0].length;
    }
    line += rest.slice(0, used).split(/\r\n|\n|\r/).length - 1;
    rest = rest.slice(used);
  }
  return { variables, bad };
}

/** A shell word up to the end of its line, and how much of the text it took, with the line break. */
function shellValue(source: string): { text: string; length: number } {
  let text = "";
  let at = 0;
  while (at < source.length) {
    const c = source[at]!;
    if (c === "\n" || c === "\r") break;
    if (c === "'" || c === '"') {
      const close = closingQuote(source, at);
      if (close < 0) {
        text += c;
        at++;
        continue;
      }
      const inside = source.slice(at + 1, close);
      text += c === "'" ? inside : inside.replace(/\\(["\\$`\n])/g, "$1");
      at = close + 1;
    } else if (c === "\\" && at + 1 < source.length && !/[\r\n]/.test(source[at + 1]!)) {
      text += source[at + 1]!;
      at += 2;
    } else if (c === "#" && (at === 0 || /\s/.test(source[at - 1]!))) {
      while (at < source.length && !/[\r\n]/.test(source[at]!)) at++;
    } else {
      text += c;
      at++;
    }
  }
  const lineBreak = /^(?:\r\n|\n|\r)/.exec(source.slice(at))?.[0] ?? "";
  const quoted = /["']\s*$/.test(source.slice(0, at));
  return { text: quoted ? text : text.trim(), length: at + lineBreak.length };
}

function closingQuote(source: string, open: number): number {
  const quote = source[open]!;
  for (let i = open + 1; i < source.length; i++) {
    if (quote === '"' && source[i] === "\\") i++;
    else if (source[i] === quote) return i;
  }
  return -1;
}

/** The closed environment of a file: its variables are set, all others are not. */
export function closedEnvironment(variables: ReadonlyMap<string, string>, source: string): Environment {
  return {
    variables: new Map([...variables].map(([name, value]) => [name, { value, source }])),
    closed: true,
  };
}
