/**
 * Which Python packages production installs, from whichever files the project keeps them in. Where a package is missing,
 * this layer says whether that is certain: `dependencyState`.
 */
import { dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";
import type { Location } from "../syntax/text";
import { readPipfileLock, readPoetryLock, readUvLock } from "./lockFiles";
import { markerHolds } from "./markers";
import { type ManifestFile, readPipfile, readPyproject } from "./pyproject";
import { normalisedName } from "./requirement";
import { readRequirements } from "./requirementsTxt";

export interface Dependency {
  /** Normalised: "django-environ". */
  readonly name: string;
  readonly extras: readonly string[];
  /** ">=5.1,<6"; "" for any version. */
  readonly specifier: string;
  /** The one version that is installed, if only one can be. */
  readonly version: string | undefined;
  /** True if it comes from a lock file. */
  readonly locked: boolean;
  /** development: a group or extra that production does not install. */
  readonly group: "production" | "development";
  /** True if it is for production because the name of its group or extra says so. */
  readonly inNamedGroup?: boolean;
  /** True if a URL says where it comes from, and so which version it is. */
  readonly url?: boolean;
  /** PEP 508's marker, which says where it is installed. */
  readonly marker?: string;
  readonly at: Location;
}

export type DependencyManager = "pip" | "pipenv" | "poetry" | "uv";

/** The file that a new requirement is written to. */
export interface Manifest {
  readonly path: string;
  /** project: the list `[project] dependencies` of pyproject.toml. */
  readonly kind: "requirements" | "project" | "poetry" | "pipfile";
}

export interface Dependencies {
  /** What installs; undefined if no file says so. */
  readonly manager: DependencyManager | undefined;
  /** The lock file or requirements.txt that decides; undefined if there is none. */
  readonly source: string | undefined;
  readonly manifest: Manifest | undefined;
  /** All that the files name. A package may occur more than once: in a lock file and in what it was made from. */
  readonly packages: readonly Dependency[];
  /** Why packages may be missing from the list; undefined if it was read in full. */
  readonly incomplete: string | undefined;
  /** True if the list holds all that is installed, what the packages need in turn included. */
  readonly transitive: boolean;
  /** A constraints file that could not be read, so that versions may be held to more than is known here. */
  readonly constrainedBy?: string;
}

/** How production installs, as far as it is known. */
export interface InstallOptions {
  /** The minor version of its Python. */
  readonly python?: string;
  /** True if no group or extra is installed, whatever its name: so do Heroku's buildpacks. */
  readonly mainOnly?: boolean;
}

const NONE: Dependencies = {
  manager: undefined,
  source: undefined,
  manifest: undefined,
  packages: [],
  incomplete: "no dependency file was found",
  transitive: false,
};

/** The files that Heroku's buildpack takes for a package manager, in the order in which they decide here. */
const DECIDING: readonly (readonly [file: string, manager: DependencyManager])[] = [
  ["Pipfile.lock", "pipenv"],
  ["requirements.txt", "pip"],
  ["poetry.lock", "poetry"],
  ["uv.lock", "uv"],
];

/** Where a project's dependencies may stand, if not where they are expected. */
export interface OtherPlaces {
  /** Requirements files that a Dockerfile installs. */
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/**
 * Reads the dependency files of the first directory that has any. Where these do not look like a Django project's, those of
 * the first other place that name Django count, but say nothing about what is absent.
 */
export function readDependencies(
  snapshot: Snapshot,
  directories: readonly string[],
  others: OtherPlaces = { files: [], directories: [] },
  options: InstallOptions = {},
): Dependencies {
  const readAll = (places: readonly string[]) =>
    places.flatMap((directory) => new DependencyReader(snapshot, directory, options).read() ?? []);
  const expected = [...new Set(directories)];
  const [first, ...rest] = readAll(expected);
  const production = first?.packages.filter(({ group }) => group === "production") ?? [];
  if (first !== undefined && production.some(({ name }) => /^(django|wagtail)/.test(name))) return first;

  const elsewhere = [...new Set(others.directories)].filter((directory) => !expected.includes(directory));
  const more = [
    ...rest,
    ...others.files.map((path) =>
      new DependencyReader(snapshot, dirname(path), options).readRequirements(path),
    ),
    ...readAll(elsewhere),
  ];
  const withDjango = more.find(({ packages }) =>
    packages.some(({ name, group }) => name === "django" && group === "production"),
  );
  const found = withDjango ?? first ?? NONE;
  if (found === first && more.length === 0) return first;
  return {
    ...found,
    incomplete: found.incomplete ?? "nothing says which dependency file production installs",
  };
}

/** The entry that decides a package's version: production before development, locked before written. */
export function findDependency(dependencies: Dependencies, name: string): Dependency | undefined {
  return decidingEntries(dependencies).get(normalisedName(name));
}

/** By name; many rules ask, at each key press, about lists that only change with a file. */
const deciding = new WeakMap<Dependencies, ReadonlyMap<string, Dependency>>();

function decidingEntries(dependencies: Dependencies): ReadonlyMap<string, Dependency> {
  const known = deciding.get(dependencies);
  if (known !== undefined) return known;
  const rank = ({ group, locked }: Dependency) => (group !== "production" ? 0 : locked ? 2 : 1);
  const entries = new Map<string, Dependency>();
  for (const each of dependencies.packages) {
    const other = entries.get(each.name);
    if (other === undefined || rank(each) > rank(other)) entries.set(each.name, each);
  }
  deciding.set(dependencies, entries);
  return entries;
}

/**
 * Whether production installs a package. "absent" is certain: all files were read, and nothing in them is known or looks
 * likely to bring the package along. "development" means that only groups which production leaves out name it.
 */
export function dependencyState(
  dependencies: Dependencies,
  name: string,
): "present" | "development" | "absent" | "unknown" {
  const wanted = normalisedName(name);
  const found = findDependency(dependencies, wanted);
  if (found?.group === "production") return "present";
  if (found !== undefined) return "development";
  if (dependencies.incomplete !== undefined) return "unknown";
  if (dependencies.transitive) return "absent";
  const bringers = BRINGERS[wanted] ?? [];
  const brought = dependencies.packages.some(
    ({ name: other, extras }) =>
      bringers.includes(other) ||
      other.includes(wanted) ||
      extras.includes(wanted) ||
      extras.some((extra) => bringers.includes(`${other}[${extra}]`)),
  );
  return brought ? "unknown" : "absent";
}

/** Packages whose module has another name, by the module's. */
const PACKAGES: Readonly<Record<string, string>> = {
  configurations: "django-configurations",
  corsheaders: "django-cors-headers",
  debug_toolbar: "django-debug-toolbar",
  decouple: "python-decouple",
  dotenv: "python-dotenv",
  environ: "django-environ",
  rest_framework: "djangorestframework",
  split_settings: "django-split-settings",
  storages: "django-storages",
};

/** The package that a top-level module comes with. */
export function packageOf(module: string): string {
  return PACKAGES[module] ?? module;
}

/** Packages that install another one, whose own name does not show it. */
const BRINGERS: Readonly<Record<string, readonly string[]>> = {
  gunicorn: ["uvicorn-worker", "django-toolbelt", "mlflow", "meinheld"],
  uvicorn: ["uvicorn-worker", "fastapi[standard]", "fastapi[all]", "mlflow", "sanic"],
  daphne: ["channels"],
  celery: ["flower", "django-celery-beat", "django-celery-results"],
  redis: [
    "celery-redbeat",
    "django-cacheops",
    "django-defender",
    "django-rq",
    "rq",
    "rq-dashboard",
    "rq-scheduler",
  ],
  rq: ["django-rq", "rq-scheduler"],
  waitress: ["mlflow", "pyramid"],
};

class DependencyReader {
  readonly #names: ReadonlySet<string>;
  #packages: readonly Dependency[] = [];
  #incomplete: string | undefined;
  #manifest: Manifest | undefined;
  #transitive = false;
  #constrainedBy: string | undefined;

  constructor(
    private readonly snapshot: Snapshot,
    private readonly directory: string,
    private readonly options: InstallOptions,
  ) {
    const entries = snapshot.directory(directory) ?? [];
    this.#names = new Set(entries.map(({ name }) => name));
  }

  read(): Dependencies | undefined {
    const deciding = DECIDING.filter(([file]) => this.#names.has(file));
    for (const [file, manager] of deciding) this.#decider(file, manager);
    // Which one of several is taken is not known, nor whether it lists everything.
    if (deciding.length > 1) this.#transitive = false;
    const decider = deciding[0];
    let manager = decider?.[1];
    let source = decider && join(this.directory, decider[0]);

    const pipfile = this.#document("Pipfile");
    if (pipfile !== undefined) {
      manager ??= "pipenv";
      this.#written(readPipfile(pipfile), manager === "pipenv", source !== undefined);
    }
    const pyproject = this.#document("pyproject.toml");
    if (pyproject !== undefined) {
      const written = readPyproject(pyproject);
      if (written.manifest !== undefined || written.packages.length > 0) {
        if (deciding.length === 0) manager ??= written.manifest?.kind === "poetry" ? "poetry" : undefined;
        const own = manager !== "pipenv" && manager !== "pip";
        // A requirements.txt decides alone: what pyproject.toml lists beside it may be the build's own business.
        if (manager !== "pip") this.#written(written, own, source !== undefined);
      } else if (deciding.length === 0 && written.incomplete !== undefined) {
        this.#incomplete ??= written.incomplete;
      }
    }
    if (this.#packages.length === 0 && this.#manifest === undefined && source === undefined) {
      source = this.#requirementsDirectory();
      if (source === undefined) return undefined;
      manager = "pip";
    }
    return this.#result(manager, source);
  }

  /** Reads one requirements file, whatever its name. */
  readRequirements(path: string): Dependencies {
    this.#requirements(path);
    return this.#result("pip", path);
  }

  #result(manager: DependencyManager | undefined, source: string | undefined): Dependencies {
    const { python, mainOnly } = this.options;
    const packages = this.#packages
      .filter(({ marker }) => marker === undefined || markerHolds(marker, python) !== false)
      .map(
        (entry): Dependency => (mainOnly && entry.inNamedGroup ? { ...entry, group: "development" } : entry),
      );
    return {
      manager,
      source,
      manifest: this.#manifest,
      packages,
      incomplete: this.#incomplete,
      transitive: this.#transitive && source !== undefined,
      constrainedBy: this.#constrainedBy,
    };
  }

  #decider(file: string, manager: DependencyManager): void {
    const path = join(this.directory, file);
    if (manager === "pip") {
      this.#requirements(path);
      return;
    }
    const document = this.snapshot.file(path);
    const read = manager === "pipenv" ? readPipfileLock : manager === "poetry" ? readPoetryLock : readUvLock;
    const packages = document === undefined || document.problem !== undefined ? undefined : read(document);
    if (packages === undefined) this.#incomplete ??= `${path} could not be read`;
    else {
      this.#packages = [...this.#packages, ...packages];
      this.#transitive = true;
    }
  }

  /** Adds what a manifest lists; it decides itself only where no lock file does. */
  #written({ packages, manifest, incomplete }: ManifestFile, own: boolean, decided: boolean): void {
    this.#packages = [...this.#packages, ...packages];
    if (own) this.#manifest ??= manifest;
    if (!decided) this.#incomplete ??= incomplete;
  }

  #requirements(path: string): void {
    const file = readRequirements(this.snapshot, path);
    if (file === undefined) {
      this.#incomplete ??= `${path} could not be read`;
      return;
    }
    this.#packages = [...this.#packages, ...file.packages];
    this.#incomplete ??= file.incomplete;
    this.#constrainedBy ??= file.constrainedBy;
    const document = this.snapshot.file(path)!;
    this.#transitive ||= isCompiled(document);
    if (!isGenerated(document)) this.#manifest ??= { path, kind: "requirements" };
  }

  /** requirements/production.txt and the like: no buildpack reads it, but a Dockerfile may. */
  #requirementsDirectory(): string | undefined {
    if (!this.#names.has("requirements")) return undefined;
    const directory = join(this.directory, "requirements");
    const names = new Set((this.snapshot.directory(directory) ?? []).map(({ name }) => name));
    const name = ["production.txt", "prod.txt", "heroku.txt", "requirements.txt", "base.txt"].find((file) =>
      names.has(file),
    );
    if (name === undefined) return undefined;
    const path = join(directory, name);
    this.#requirements(path);
    this.#incomplete ??= `nothing says that ${path} is what production installs`;
    return path;
  }

  #document(name: string): SourceDocument | undefined {
    if (!this.#names.has(name)) return undefined;
    return this.snapshot.file(join(this.directory, name));
  }
}

/** True if a tool wrote the file: an edit by hand would be lost, or break its hashes. */
function isGenerated({ text }: SourceDocument): boolean {
  return /^#.*\bautogenerated by\b/m.test(text.slice(0, 2000)) || /--hash[= ]/.test(text);
}

/** True if a tool wrote down all that is installed, or if pip would refuse what is not in the file. */
function isCompiled({ text }: SourceDocument): boolean {
  const head = text.slice(0, 2000);
  const isWhole = !/--(?:no-deps|no-emit|unsafe-package|only-|no-strip)/.test(head);
  return (isWhole && /^#.*\bautogenerated by (?:pip-compile|uv)\b/m.test(head)) || /--hash[= ]/.test(text);
}
