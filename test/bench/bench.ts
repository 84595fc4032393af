/**
 * How long the parts of an analysis take, compared with parsing the file from scratch: npm run bench
 * The ratios hardly depend on the machine; there are no limits to fail on.
 */
import { analyze, evaluateProject } from "../../server/src/analyze";
import { SourceDocument } from "../../server/src/syntax/document";
import { testGrammars } from "../support/grammars";
import { memorySnapshot } from "../support/memorySnapshot";

const lines = 300;
const rounds = 50;

/** A settings module of the usual shape, as long as asked for. */
function settingsModule(): string {
  const header = ["import os", "", 'DEBUG = os.environ.get("DEBUG") == "1"', ""];
  const body = Array.from({ length: lines - header.length }, (_, i) =>
    i % 10 === 0
      ? `if not DEBUG:\n    OPTION_${i} = {"NAME": "x", "LIST": [${i}, True, None]}`
      : `OPTION_${i} = ["a", "b", ${i}]`,
  );
  return `${[...header, ...body].join("\n")}\n`;
}

/** The median of the times that `step` takes, in milliseconds. */
function median(step: (round: number) => void): number {
  const times = Array.from({ length: rounds }, (_, round) => {
    const start = performance.now();
    step(round);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}

const grammars = await testGrammars();
const text = settingsModule();

const parse = median(() => grammars.parse("python", text).delete());
const parseAndLower = median(() => new SourceDocument("settings.py", text, grammars).python());

let open = new SourceDocument("settings.py", text, grammars, { open: true });
open.python();
const keystroke = median((round) => {
  const at = text.indexOf("OPTION_150");
  open = open.edited([{ start: at, end: at, text: String.fromCharCode(65 + (round % 26)) }]);
  open.python();
});

const snapshot = memorySnapshot({
  "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/settings.py": text,
  Procfile: "web: gunicorn mysite.wsgi\n",
  "requirements.txt": "Django==5.2.7\ngunicorn==27.0.1\n",
});
const { project } = analyze(snapshot).projects[0]!;
const evaluate = median(() => evaluateProject(snapshot, project, {}));
const check = median(() => analyze(snapshot));

const rows: readonly (readonly [string, number])[] = [
  ["parse", parse],
  ["parse and lower", parseAndLower],
  ["parse and lower again after one key", keystroke],
  ["evaluate the settings", evaluate],
  ["check the project, all files parsed", check],
];
console.log(`${lines} lines of settings, medians of ${rounds} rounds`);
for (const [name, time] of rows) {
  console.log(
    `${name.padEnd(40)} ${time.toFixed(2).padStart(8)} ms ${(time / parse).toFixed(2).padStart(6)} x`,
  );
}
