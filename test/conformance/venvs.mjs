// The real Django versions that the conformance tests compare with, each in a virtual environment under .cache/venvs.
// By hand: node test/conformance/venvs.mjs
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { root, run, runOrFail } from "../../scripts/lib/run.mjs";

/** What settings modules of Heroku projects import, beside Django. */
const packages = [
  "dj-database-url",
  "dj-email-url",
  "django-cache-url",
  "django-configurations",
  "django-environ",
  "django-on-heroku",
  "django-split-settings",
  "environs[django]",
  "gunicorn",
  "psycopg[binary]",
  "pydantic-settings",
  "pydantic[email]",
  "python-decouple",
  "python-dotenv",
  "whitenoise",
];

/** Packages whose own dependencies are not wanted: django-heroku asks for psycopg2's sources, which need a compiler. */
const alone = ["django-heroku"];

/**
 * The web servers that command lines are compared with, in an environment of their own, with the Django that they serve. Their
 * versions are fixed: the tables of options are compared with all that they offer.
 */
const servers = {
  requirement: "Django~=5.2.0",
  python: [10, 14],
  packages: [
    "celery==5.7.0",
    "daphne==4.2.3",
    "granian==2.8.7",
    "gunicorn==27.0.1",
    "hypercorn==0.18.0",
    "rq==3.0.0",
    "uvicorn==0.54.0",
    "uvicorn-worker==0.4.0",
    "waitress==3.0.2",
  ],
};

/**
 * The Django versions, and the minor versions of Python 3 that each runs on.
 * @type {readonly { name: string, requirement: string, python: readonly [min: number, max: number] }[]}
 */
const versions = [
  { name: "4.2", requirement: "Django~=4.2.0", python: [8, 12] },
  { name: "5.2", requirement: "Django~=5.2.0", python: [10, 14] },
  { name: "6.0", requirement: "Django~=6.0.0", python: [12, 14] },
  { name: "newest", requirement: "Django>=6.1", python: [12, 99] },
];

/** Where the virtual environment of a Django version is or will be. */
const directoryOf = (name) => path.join(root, ".cache/venvs", `django-${name}`);

/**
 * Makes what is missing, and nothing a second time. Leaves a list of all in ready.json, which the tests read.
 */
export async function setUpVenvs() {
  const interpreters = await findInterpreters();
  const venvs = [];
  for (const { name, requirement, python } of versions) {
    const [min, max] = python;
    const base = interpreters.find(({ minor }) => minor >= min && minor <= max)?.file;
    const directory = directoryOf(name);
    const venv = { name, requirement, python: path.join(directory, "bin/python"), base };
    if (base === undefined) {
      venvs.push({ ...venv, needs: `Python 3.${min}${max === 99 ? " or newer" : ` to 3.${max}`}` });
      continue;
    }
    const stamp = path.join(directory, "installed.json");
    const wanted = JSON.stringify([base, requirement, ...packages, ...alone]);
    if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
      console.log(`venvs: installing ${requirement} for ${base}`);
      rmSync(directory, { recursive: true, force: true });
      await runOrFail(base, ["-m", "venv", directory], { quiet: true });
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
      await runOrFail(venv.python, [...pip, requirement, ...packages], { quiet: true });
      await runOrFail(venv.python, [...pip, "--no-deps", ...alone], { quiet: true });
      writeFileSync(stamp, wanted);
    }
    const version = ["-c", "import django; print('%d.%d' % django.VERSION[:2])"];
    venvs.push({ ...venv, version: (await runOrFail(venv.python, version, { quiet: true })).trim() });
  }
  mkdirSync(path.join(root, ".cache/venvs"), { recursive: true });
  writeFileSync(path.join(root, ".cache/venvs/ready.json"), JSON.stringify(venvs));
  await setUpServers(interpreters);
  return venvs;
}

/** Makes the environment of the web servers, and servers.json, which their tests read. */
async function setUpServers(interpreters) {
  const { requirement, python, packages } = servers;
  const [min, max] = python;
  const base = interpreters.find(({ minor }) => minor >= min && minor <= max)?.file;
  const directory = path.join(root, ".cache/venvs/servers");
  const venv = { name: "servers", requirement, python: path.join(directory, "bin/python"), base };
  const needs = base === undefined ? `Python 3.${min} to 3.${max}` : undefined;
  const stamp = path.join(directory, "installed.json");
  const wanted = JSON.stringify([base, requirement, ...packages]);
  if (base !== undefined && (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted)) {
    console.log(`venvs: installing ${packages.join(", ")} for ${base}`);
    rmSync(directory, { recursive: true, force: true });
    await runOrFail(base, ["-m", "venv", directory], { quiet: true });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await runOrFail(venv.python, [...pip, requirement, ...packages], { quiet: true });
    writeFileSync(stamp, wanted);
  }
  writeFileSync(path.join(root, ".cache/venvs/servers.json"), JSON.stringify({ ...venv, needs }));
}

/** Every Python 3 of this machine that can make virtual environments, the newest first. */
async function findInterpreters() {
  const pyenv = process.env.PYENV_ROOT ?? path.join(homedir(), ".pyenv");
  const directories = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    ...(existsSync(`${pyenv}/versions`) ? readdirSync(`${pyenv}/versions`) : []).map(
      (version) => `${pyenv}/versions/${version}/bin`,
    ),
  ];
  const files = directories
    // pyenv's shims stand for interpreters that may not be chosen here; the real ones are found by themselves.
    .filter((directory) => existsSync(directory) && !directory.endsWith("/shims"))
    .flatMap((directory) =>
      readdirSync(directory)
        .filter((file) => /^python3(\.\d+)?$/.test(file))
        .map((file) => path.join(directory, file)),
    );
  const found = [];
  for (const file of files) {
    const script = "import ensurepip, sys, venv; print(sys.version_info.minor)";
    const { code, output } = await run(file, ["-c", script], { quiet: true }).catch(() => ({
      code: 1,
      output: "",
    }));
    if (code === 0) found.push({ file, minor: Number(output) });
  }
  return found.sort((a, b) => b.minor - a.minor);
}

/** Called by vitest before the conformance tests. */
export default async function setup() {
  await setUpVenvs();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, version, python, needs } of await setUpVenvs()) {
    console.log(needs ? `Django ${name}: skipped: needs ${needs}` : `Django ${version}: ${python}`);
  }
}
