/** Finds the Django projects of a folder and what is known about each without running anything. */
import { configurationFile } from "../config/file";
import { readConfiguration } from "../config/read";
import { Memory } from "../memory";
import { basename, dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import { chooseConfiguration } from "./configuration";
import { deploymentRoot, readDeployment, withoutDeployment } from "./deployment";
import { djangoInfo } from "./djangoVersion";
import { entryPointKind, importRoot, isManagePy, moduleName, settingsDefaults } from "./modules";
import { processesOf } from "./processes";
import type {
  ConfigurationChoice,
  Deployment,
  DjangoVersion,
  ModuleRef,
  Project,
  SettingsChoice,
} from "./project";
import { chooseSettings, type Surroundings } from "./settingsModule";
import { FolderTree, isInside } from "./tree";
import { applicationOf, serverCommands } from "./webServer";

export interface DiscoverOptions {
  /** The production settings module that the user chose, by project root. */
  readonly settingsModule?: ReadonlyMap<string, string>;
  /** The version of Django to assume, whatever the files say. */
  readonly django?: DjangoVersion;
  /** The environment of the configuration that is judged; the default one where the configuration names one. */
  readonly environmentName?: string;
  /** What was found last time. */
  readonly memory?: Memory;
  /** One project of a folder that was searched before; the others are looked at only as far as they share its deployment. */
  readonly only?: { readonly root: string; readonly places: ProjectPlaces };
}

/** Where a project is, and what starts it. */
interface Place {
  readonly root: string;
  readonly managePy: string | undefined;
  /** The directory that is deployed for it. */
  readonly deployed: string;
  /** The roots of projects below it. */
  readonly foreign: readonly string[];
  readonly wsgi: readonly ModuleRef[];
  readonly asgi: readonly ModuleRef[];
}

/** Where the projects of a folder are. */
export interface ProjectPlaces {
  readonly tree: FolderTree;
  /** In the order of their roots. */
  readonly places: readonly Place[];
}

/**
 * Looks for the projects of a folder: the first half of `discoverProjects`.
 * @param maxDirectories the search ends after so many; `tree.truncated` says that it did
 */
export function findProjects(snapshot: Snapshot, maxDirectories?: number): ProjectPlaces {
  const tree = new FolderTree(snapshot, maxDirectories);
  return { tree, places: findPlaces(snapshot, tree) };
}

/**
 * All projects of the folder, in the order of their roots: directories with Django's manage.py, and packages whose wsgi.py
 * or asgi.py sets DJANGO_SETTINGS_MODULE where no manage.py is above them. Pure over the snapshot; total on any content.
 */
export function discoverProjects(snapshot: Snapshot, options: DiscoverOptions = {}): readonly Project[] {
  const memory = options.memory ?? new Memory();
  const { only } = options;
  const { tree, places } = only?.places ?? recallPlaces(snapshot, memory);
  const wanted = only === undefined ? places : places.filter(({ root }) => root === only.root);
  return wanted.map((place) => {
    const { root, managePy, foreign, wsgi, asgi } = place;
    const read = memory.recall(`deployment of ${root}`, [tree], snapshot, (folder) =>
      readDeployment(folder, tree, root, memory),
    );
    const deployment = ownDeployment(snapshot, place, read, places);
    const configured = options.settingsModule?.get(root);
    const { django, environmentName } = options;
    const inputs = [
      tree,
      deployment,
      managePy,
      foreign.join("\n"),
      wsgi,
      asgi,
      configured,
      django,
      environmentName,
    ];
    const project = memory.recall(`project ${root}`, inputs, snapshot, (folder) =>
      finish(folder, tree, { ...place, deployment }, options),
    );
    // It reads the settings module, and mostly finds the same there.
    return memory.settle(`project ${root}`, project, sameProject);
  });
}

function recallPlaces(snapshot: Snapshot, memory: Memory): ProjectPlaces {
  const tree = memory.recall("folders", [], snapshot, (folder) => new FolderTree(folder));
  const found = memory.recall("places", [tree], snapshot, (folder) => findPlaces(folder, tree));
  // A key pressed in manage.py mostly leaves everything where it was.
  const same = (a: readonly Place[], b: readonly Place[]) => JSON.stringify(a) === JSON.stringify(b);
  return { tree, places: memory.settle("places", found, same) };
}

function sameProject(a: Project, b: Project): boolean {
  const found = ({ name, managePy, settings, configurationFile: file, environment, django }: Project) =>
    JSON.stringify([name, managePy, settings, file, environment, django]);
  return a.deployment === b.deployment && a.wsgi === b.wsgi && a.asgi === b.asgi && found(a) === found(b);
}

/** A project before its settings module is chosen. */
type Draft = Pick<Surroundings, "root" | "managePy" | "foreign" | "deployment" | "wsgi" | "asgi">;

function findPlaces(snapshot: Snapshot, tree: FolderTree): Place[] {
  const managers = findRoots(snapshot, tree);
  const roots = [...managers.keys()].sort();
  return roots.map((root) => {
    const foreign = roots.filter((other) => other !== root && isInside(other, root));
    const deployed = deploymentRoot(tree, root);
    return { root, managePy: managers.get(root), deployed, foreign, ...entryPoints(tree, root, foreign) };
  });
}

/** Project root -> manage.py, if it has one. */
function findRoots(snapshot: Snapshot, tree: FolderTree): Map<string, string | undefined> {
  const roots = new Map<string, string | undefined>();
  for (const directory of tree.directories) {
    if (!tree.files(directory).has("manage.py")) continue;
    const path = join(directory, "manage.py");
    const document = snapshot.file(path);
    if (document !== undefined && isManagePy(document)) roots.set(directory, path);
  }
  for (const directory of tree.directories) {
    const managed = [...roots].some(([root, manage]) => manage !== undefined && isInside(directory, root));
    if (managed || directory === "") continue;
    for (const name of ["wsgi.py", "asgi.py"]) {
      const path = join(directory, name);
      const document = tree.files(directory).has(name) ? snapshot.file(path) : undefined;
      const settings = document === undefined ? [] : settingsDefaults(document);
      if (settings.length === 0) continue;
      const root = importRoot(tree, path, settings);
      if (!roots.has(root)) roots.set(root, undefined);
    }
  }
  return roots;
}

/** The wsgi.py and asgi.py below a project root, those nearest to it first. */
function entryPoints(
  tree: FolderTree,
  root: string,
  foreign: readonly string[],
): { wsgi: ModuleRef[]; asgi: ModuleRef[] } {
  const wsgi: ModuleRef[] = [];
  const asgi: ModuleRef[] = [];
  for (const directory of tree.directories) {
    if (!isInside(directory, root) || foreign.some((other) => isInside(directory, other))) continue;
    for (const name of tree.files(directory)) {
      const path = join(directory, name);
      const kind = entryPointKind(path);
      if (kind !== undefined) (kind === "wsgi" ? wsgi : asgi).push({ name: moduleName(root, path), path });
    }
  }
  return { wsgi, asgi };
}

/**
 * The deployment, unless its files start another project of the folder: an example beside the real one is not deployed
 * because a Procfile stands above both.
 */
function ownDeployment(
  snapshot: Snapshot,
  place: Place,
  deployment: Deployment,
  places: readonly Place[],
): Deployment {
  const { root } = place;
  const sharing = places.filter((other) => other !== place && other.deployed === place.deployed);
  if (sharing.length === 0) return deployment;
  const started = startedModules(snapshot, deployment);
  const starts = (other: Place) =>
    [...other.wsgi, ...other.asgi].some(({ path }) =>
      started.some(({ directory, module }) => {
        const file = join(directory, module.replaceAll(".", "/"));
        return path === `${file}.py` || path === join(file, "__init__.py");
      }),
    );
  if (starts(place) || !sharing.some(starts)) return deployment;
  return withoutDeployment(deployment, root, `${deployment.reason} starts another project`);
}

/** The applications that the deployment's servers start, with the directory each is looked for in. */
function startedModules(snapshot: Snapshot, deployment: Deployment): { directory: string; module: string }[] {
  return processesOf(snapshot, deployment)
    .flatMap(({ shell }) => serverCommands(shell))
    .flatMap((server) => {
      const module = applicationOf(server)?.module;
      if (module === undefined) return [];
      const options = server.options.filter(({ name }) =>
        ["--chdir", "--pythonpath", "--app-dir"].includes(name),
      );
      const below = ["", server.command.directory ?? "", ...options.map(({ text }) => text)];
      return below.map((directory) => ({ directory: join(deployment.root, directory), module }));
    });
}

function finish(snapshot: Snapshot, tree: FolderTree, draft: Draft, options: DiscoverOptions): Project {
  const { root, managePy, wsgi, asgi } = draft;
  const document = configurationFile(snapshot, root);
  const configuration = document && readConfiguration(document);
  const environmentName = options.environmentName ?? configuration?.defaultEnvironment ?? "";
  const environment = configuration?.environments.get(environmentName);
  const configured = options.settingsModule?.get(root);
  const place = { ...draft, snapshot, tree, configured, configuration, environment };
  const choice = chooseSettings(place);
  const settings = withConfiguration(choice, chooseConfiguration(place, choice.module));
  const settingsFile = settings.module && snapshot.file(settings.module.path);
  const deployment = withSettingsEvidence(draft.deployment, settings, settingsFile?.text);
  const neighbours = settings.candidates.filter(
    ({ path }) => settings.module !== undefined && dirname(path) === dirname(settings.module.path),
  );
  const documents = [settingsFile, ...neighbours.map(({ path }) => snapshot.file(path))];
  return {
    root,
    name: nameOf(snapshot, root, settings, wsgi, asgi),
    managePy,
    settings,
    configurationFile: configuration?.path,
    environment,
    django: djangoInfo(options.django, deployment.dependencies, documents),
    deployment,
    wsgi,
    asgi,
  };
}

/** The reason names the configuration class too, where there is one. */
function withConfiguration(
  choice: SettingsChoice,
  configuration: ConfigurationChoice | undefined,
): SettingsChoice {
  if (configuration === undefined) return choice;
  const { name, reason } = configuration;
  const words = name === undefined ? reason : `configuration ${name}: ${reason}`;
  return { ...choice, reason: `${choice.reason}; ${words}`, configuration };
}

/** Settings that ask for Heroku's own variable deploy to Heroku, even where no file of the repository does. */
function withSettingsEvidence(
  deployment: Deployment,
  { module }: SettingsChoice,
  text: string | undefined,
): Deployment {
  if (deployment.target !== "none" || module === undefined || text === undefined) return deployment;
  if (!/["']DYNO["']|\bdjango_heroku\b/.test(text)) return deployment;
  return { ...deployment, target: "classic", heroku: true, reason: `${module.path} looks for Heroku` };
}

/** The package of the settings module or of wsgi.py; the directory where neither is known. */
function nameOf(
  snapshot: Snapshot,
  root: string,
  { module }: SettingsChoice,
  wsgi: readonly ModuleRef[],
  asgi: readonly ModuleRef[],
): string {
  const dotted = module?.name ?? wsgi[0]?.name ?? asgi[0]?.name;
  const name = dotted?.includes(".") ? dotted.slice(0, dotted.indexOf(".")) : undefined;
  // "config" is in every second project: the directory's name says more.
  if (name !== undefined && !["config", "conf", "settings", "core", "project"].includes(name)) return name;
  return basename(root === "" ? snapshot.rootPath : root) || (name ?? "project");
}
