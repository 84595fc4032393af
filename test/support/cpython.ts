import { spawnSync } from "node:child_process";

/** Whether the machine has a Python. Tests that need it say so by name where it has none. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;
export const needsPython = hasPython ? "" : " (skipped: needs python3)";

const PROGRAM = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
problems = []
for text in json.load(sys.stdin):
    try:
        ast.parse(text.encode())
        problems.append(None)
    except (SyntaxError, ValueError) as error:
        problems.append(str(error))
json.dump(problems, sys.stdout)
`;

/** What CPython has against each text: null, or its syntax error. One process for all. */
export function syntaxErrors(texts: readonly string[]): (string | null)[] {
  const { stdout, stderr, status } = spawnSync("python3", ["-c", PROGRAM], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
