/** uWSGI's .ini files: `name = value` lines in the section [uwsgi]. */
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";

export interface IniEntry {
  readonly section: string;
  readonly name: string;
  readonly value: string;
  /** Of the value; empty behind the name where there is none. */
  readonly range: Range;
}

/** Reads an .ini file. Total: lines that are neither sections nor entries are left out. */
export const parseIni = perDocument(({ text }): readonly IniEntry[] => {
  const entries: IniEntry[] = [];
  let section = "";
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line[0]);
    if (heading !== null) {
      section = heading[1]!.trim();
      continue;
    }
    const entry = /^\s*([\w-]+)(\s*=\s*)?(.*?)\s*$/.exec(line[0]);
    if (entry === null || /^\s*[;#]/.test(line[0])) continue;
    const [, name, equals = "", value = ""] = entry;
    const start = line.index + line[0].indexOf(name!) + name!.length + equals.length;
    entries.push({ section, name: name!, value, range: { start, end: start + value.length } });
  }
  return entries;
});
