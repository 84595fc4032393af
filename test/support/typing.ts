/** Edits of Python as people make them: mostly a few characters somewhere, which mostly still parse. */
import type { ContentChange } from "../../server/src/syntax/document";

/** What is typed inside of words and values. */
const KEYS = ["x", "1", "_", "A", ".y", " ", "é", "🚀"];

/** What changes more than a word. */
const PARTS = [
  ..."\n\t#'\"()[]{}:,=\\;@*",
  "\n\n",
  "    ",
  "\\\n",
  "\r\n",
  "  # note\n",
  "\n    # note\n",
  "\nA = 1\n",
  "\n'text'\n",
  "if DEBUG:\n    ",
  "else:\n    pass\n",
  "not ",
  '"""',
  "f'{A}'",
  "\ndef f():\n    return 1\n",
];

/** @param next numbers from 0 to below 1 */
export function randomEdit(text: string, next: () => number): ContentChange {
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const somewhere = below(text.length + 1);
  const inWord = () => {
    const word = /\w/g;
    word.lastIndex = somewhere;
    return (word.exec(text)?.index ?? text.length - 1) + 1;
  };
  switch (below(10)) {
    case 0:
      return { start: somewhere, end: somewhere, text: pick(PARTS) };
    case 1:
      return { start: somewhere, end: Math.min(text.length, somewhere + 1 + below(20)), text: "" };
    case 2: {
      const end = text.indexOf("\n", somewhere);
      return end < 0
        ? { start: somewhere, end: somewhere, text: "" }
        : { start: end, end, text: pick(PARTS) };
    }
    case 3: {
      // A line more, or a line less.
      const start = text.lastIndexOf("\n", somewhere) + 1;
      const end = text.indexOf("\n", somewhere) + 1 || text.length;
      return next() < 0.5 ? { start: end, end, text: text.slice(start, end) } : { start, end, text: "" };
    }
    case 4: {
      const start = inWord();
      return { start: start - 1, end: start, text: "" };
    }
    default: {
      const start = inWord();
      return { start, end: start, text: pick(KEYS) };
    }
  }
}
