/** Lines of files without the secrets in them: what is printed may end in the public log of a build. */
import { isSecretName } from "../../settings/display";

/** A name, what gives it a value, and that value in quotes: `KEY = "…"`, `"KEY": "…"`, `env("KEY", default="…")`. */
const QUOTED =
  /(?<!\w)([A-Za-z_]\w*)(["']?\s{0,20}(?::(?:\s{0,20}\w+\s{0,20}=)?|=|,)\s{0,20}(?:default\s{0,20}=\s{0,20})?[([]?\s{0,20}[a-zA-Z]{0,2}["'])((?:[^"'\\]|\\.)*)/g;

/** The same without quotes, as files other than Python have it. */
const BARE = /(?<!\w)([A-Za-z_]\w*)(\s{0,20}[:=]\s{0,20})([^\s"'$][^\s"']*)/g;

const URL_PASSWORD = /(:\/\/)([^\s:@/"']*:)([^\s@/"']+)(?=@)/g;

const LITERAL = /(["'])()((?:(?!\1)[^\\]|\\.)*)/g;

/** A line in which secrets are dots, one for each character, so that columns stay what they are. */
export function withoutSecrets(line: string, path: string): string {
  const named = (whole: string, name: string, between: string, value: string) =>
    isSecretName(name) ? name + between + dots(value) : whole;
  const quoted = line.replace(QUOTED, named);
  const bare = path.endsWith(".py") ? quoted : quoted.replace(BARE, named);
  return bare.replace(URL_PASSWORD, hide);
}

/** The same with the texts between two columns hidden: what a rule says is a secret is one, whatever its name. */
export function withoutTexts(line: string, start: number, end: number): string {
  const marked = line.slice(start, end);
  const value = marked.search(/[=:]/) + 1;
  const hidden = /["']/.test(marked)
    ? marked.replace(LITERAL, hide)
    : marked.slice(0, value) + dots(marked.slice(value));
  return line.slice(0, start) + hidden + line.slice(end);
}

function hide(_: string, before: string, between: string, secret: string): string {
  return before + between + dots(secret);
}

function dots(text: string): string {
  return "•".repeat(text.length);
}
