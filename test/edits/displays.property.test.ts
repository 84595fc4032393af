/** Inserting into and moving within displays of any layout. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { insertItem, isSequence, moveItem, type Place } from "../../server/src/edits/python/displays";
import type { Expr, Sequence } from "../../server/src/syntax/python/ast";
import { hasPython, needsPython, syntaxErrors } from "../support/cpython";
import { edited, openModule } from "../support/editing";

interface Written {
  readonly open: string;
  readonly close: string;
  readonly items: readonly { readonly text: string; readonly before: string; readonly after: string }[];
  readonly trailingComma: boolean;
  readonly tail: string;
  readonly newline: string;
}

/** White space and comments that may stand between two tokens inside brackets. */
const gap = fc
  .array(
    fc.constantFrom(" ", "\n", "\n    ", "\n\t", "\n     ", "  # it's (one), two\n", "\n    # alone [\n    "),
    {
      maxLength: 2,
    },
  )
  .map((parts) => parts.join(""));

const itemText = fc.constantFrom(
  "'a'",
  '"b"',
  "('c')",
  "*D",
  "(\n    'e'\n    'f'\n)",
  "g if h else 'i'",
  "[1, 2]",
  "j(k)",
);

const written: fc.Arbitrary<Written> = fc.record({
  open: fc.constantFrom("[", "("),
  close: fc.constant(""),
  items: fc.array(fc.record({ text: itemText, before: gap, after: gap }), { maxLength: 5 }),
  trailingComma: fc.boolean(),
  tail: gap,
  newline: fc.constantFrom("\n", "\r\n"),
});

function textOf({ open, items, trailingComma, tail, newline }: Written): string {
  const list = items.map(({ text, before, after }) => before + text + after).join(",");
  const comma = items.length > 0 && (trailingComma || (open === "(" && items.length === 1)) ? "," : "";
  const text = `A = 1\nB = ${open}${list}${comma}${tail}${open === "[" ? "]" : ")"}  # end\nC = "x"\n`;
  return text.replaceAll("\n", newline);
}

function sequence(text: string): { readonly node: Sequence; readonly items: readonly string[] } {
  const editor = openModule(text);
  const statement = editor.statements[1];
  const value: Expr | undefined = statement?.type === "Assign" ? statement.value : undefined;
  if (!isSequence(value)) throw new Error(`no list in ${JSON.stringify(text)}`);
  return { node: value, items: value.items.map((item) => editor.source(item)) };
}

/** What must stay: everything but white space and commas. */
function essence(text: string): string {
  return text.replace(/[\s,]/g, "");
}

const samples: string[] = [];

test("an inserted item is where it belongs, and nothing else changes", () => {
  fc.assert(
    fc.property(written, fc.nat(), (layout, position) => {
      const text = textOf(layout);
      const { items } = sequence(text);
      const at = position % (items.length + 2);
      const place: Place = at === 0 ? "first" : at > items.length ? "last" : { after: at - 1 };
      const result = edited(text, (editor) => {
        const statement = editor.statements[1];
        if (statement?.type === "Assign" && isSequence(statement.value))
          insertItem(editor, statement.value, "NEW", place);
      });
      const index = Math.min(at, items.length);
      expect(sequence(result).items).toEqual([...items.slice(0, index), "NEW", ...items.slice(index)]);
      expect(essence(result.replace("NEW", ""))).toBe(essence(text));
      expect(result.includes("\r\n")).toBe(text.includes("\r\n"));
      samples.push(result);
    }),
    { seed: 1, numRuns: 400 },
  );
});

test("a moved item is where it belongs, and nothing is lost", () => {
  fc.assert(
    fc.property(written, fc.nat(), fc.nat(), (layout, a, b) => {
      const text = textOf(layout);
      const { items } = sequence(text);
      fc.pre(items.length > 1);
      const [from, after] = [a % items.length, (b % (items.length + 1)) - 1];
      const result = edited(text, (editor) => {
        const statement = editor.statements[1];
        if (statement?.type === "Assign" && isSequence(statement.value))
          moveItem(editor, statement.value, from, after);
      });
      const expected = items.filter((_, i) => i !== from);
      expected.splice(from < after ? after : after + 1, 0, items[from]!);
      expect(sequence(result).items).toEqual(from === after ? items : expected);
      expect([...essence(result)].sort().join("")).toBe([...essence(text)].sort().join(""));
      samples.push(result);
    }),
    { seed: 1, numRuns: 400 },
  );
});

test.skipIf(!hasPython)(`CPython reads what the edits made${needsPython}`, () => {
  const errors = syntaxErrors(samples);
  expect(samples.filter((_, i) => errors[i] !== null)).toEqual([]);
});
