/** Files that show which environment variables there are, for people to copy: `.env.example`. */
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";

export const ENVIRONMENT_EXAMPLES: readonly string[] = [
  ".env.example",
  ".env.sample",
  ".env.template",
  ".env.dist",
  "env.example",
  "env.sample",
  "example.env",
  "sample.env",
];

/** The names that such a file lists; those in comments too, as `# DEBUG=1` shows a variable. */
export const variablesListed = perDocument(({ text }): readonly (Range & { readonly name: string })[] =>
  [...text.matchAll(/^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm)].map((match) => {
    const start = match.index + match[0].indexOf(match[1]!);
    return { name: match[1]!, start, end: start + match[1]!.length };
  }),
);
