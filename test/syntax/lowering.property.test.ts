/** A module that is edited reads like one that was opened with the new text. */
import { expect, test } from "vitest";
import { SourceDocument } from "../../server/src/syntax/document";
import { testGrammars } from "../support/grammars";
import { mixedProjects, randomNumbers } from "../support/mixedProjects";
import { randomEdit } from "../support/typing";

const grammars = await testGrammars();

const open = (text: string) => new SourceDocument("settings.py", text, grammars, { open: true });

/** Statements of every kind; what stands between them belongs to none. */
const KINDS = `# first

import os, sys
"""A docstring
over lines"""
@decorated
# between
class Base(object):
    x: int = 1
    # inside

    def f(self, *args, **kwargs):
        return [y async for y in args]
        # last

# behind
for a in b:
    pass
else:
    pass
while x: x = 1; continue
try:
    a
except (A, B) as e:
    raise C from e
finally:
    del a
with a as b, c: pass
match a:
    case {"x": [1, *_]}: pass
    # a case
    case _: pass
a = b = \\
    c
A = 1; B = 2  # two
if (a :=
    1): b
elif c:
    d
    # deep
# shallow
else:
    e

'text' "and more"
f"{a!r:>{b}}" if c else lambda: 0
async def g(): await h
global i
assert j, k
print l
x = [
  1, # one
]`;

test("whatever is edited, the statements are those of the text", () => {
  const texts = [KINDS, KINDS.replaceAll("\n", "\r\n"), `\ufeff${KINDS}`, `${KINDS}\n\\\n\n`];
  for (const { files } of mixedProjects(3))
    for (const [path, text] of Object.entries(files))
      if (path.includes("settings") && path.endsWith(".py")) texts.push(text);
  const next = randomNumbers(5);
  let parsed = 0;
  for (const text of [...texts.slice(0, 4), ...texts.slice(0, 4), ...texts]) {
    let document = open(text);
    document.python();
    for (let n = 0; n < 12; n++) {
      const change = randomEdit(document.text, next);
      const before = document.text;
      document = document.edited([change]);
      const fresh = open(document.text);
      const { errorAt } = fresh.python();
      expect(document.python().errorAt).toBe(errorAt);
      if (errorAt === undefined) {
        parsed++;
        expect(document.python()).toEqual(fresh.python());
      } else if (next() < 0.8) {
        // Mostly what does not parse is soon taken back.
        const { start, end } = change;
        document = document.edited([
          { start, end: start + change.text.length, text: before.slice(start, end) },
        ]);
      }
      fresh.dispose();
    }
    document.dispose();
  }
  expect(parsed).toBeGreaterThan(texts.length * 4);
});
