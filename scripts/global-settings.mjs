// Writes server/src/django/globalSettings.json: the settings in django/conf/global_settings.py by version.
//   node scripts/global-settings.mjs DIRECTORY...     each with a package `django`: unpacked wheels of 3.2 to 6.1
// LANGUAGES is left out: languages.ts knows which there are, and nobody wants to read a hundred names.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root } from "./lib/run.mjs";

/** The module imports nothing of Django, so it runs by itself. */
const program = `
import json, re, runpy, sys
directory = sys.argv[1] + "/django"
version = re.search(r"VERSION = \\((\\d+), (\\d+)", open(directory + "/__init__.py").read()).groups()
settings = runpy.run_path(directory + "/conf/global_settings.py")
def plain(value):
    if isinstance(value, list): return [plain(item) for item in value]
    if isinstance(value, dict): return {key: plain(item) for key, item in value.items()}
    assert value is None or isinstance(value, (bool, int, str)), value
    return value
defaults = {name: plain(value) for name, value in settings.items() if name.isupper() and name != "LANGUAGES"}
json.dump({"version": ".".join(version), "defaults": defaults}, sys.stdout)
`;

const ordinal = (version) => version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);

const releases = process.argv
  .slice(2)
  .map((directory) => JSON.parse(execFileSync("python3", ["-c", program, directory], { encoding: "utf8" })))
  .sort((a, b) => ordinal(a.version) - ordinal(b.version));
if (releases.length === 0) throw new Error("name the directories of Django's versions");

/** For each setting [version, default] where it is new or changes, and [version] where it is gone. */
const table = {};
for (const name of [...new Set(releases.flatMap(({ defaults }) => Object.keys(defaults)))].sort()) {
  const runs = [];
  let before;
  for (const { version, defaults } of releases) {
    const text = name in defaults ? JSON.stringify(defaults[name]) : undefined;
    // Before the oldest version there is nothing to tell: it has the setting, or a later one brings it.
    const first = runs.length === 0;
    if (text !== before) {
      const at = first && version === releases[0].version ? "" : version;
      runs.push(text === undefined ? [at] : [at, defaults[name]]);
    }
    before = text;
  }
  table[name] = runs;
}

const target = path.join(root, "server/src/django/globalSettings.json");
const lines = Object.entries(table).map(
  ([name, runs]) => `  ${JSON.stringify(name)}: ${JSON.stringify(runs)}`,
);
writeFileSync(target, `{\n${lines.join(",\n")}\n}\n`);
console.log(
  `${Object.keys(table).length} settings of Django ${releases.map(({ version }) => version).join(", ")}`,
);
