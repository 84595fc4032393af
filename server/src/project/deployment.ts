/** How a project deploys: the directory that is deployed, and the files in it that say so. */
import { type AppJson, parseAppJson } from "../files/appJson";
import { type InstallOptions, readDependencies } from "../files/dependencies";
import { parseDockerfile } from "../files/dockerfile";
import { type HerokuYml, parseHerokuYml } from "../files/herokuYml";
import { type Procfile, parseProcfile } from "../files/procfile";
import { minorOf, parsePythonVersion, parseRuntimeTxt } from "../files/pythonVersion";
import type { Memory } from "../memory";
import { dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import type { Deployment, Target } from "./project";
import { ancestors, type FolderTree } from "./tree";

/** Files that mark the directory that is deployed, the surest signs first. */
const ROOT_SIGNS: readonly (readonly string[])[] = [
  ["Procfile", "heroku.yml"],
  ["app.json", "project.toml", "runtime.txt", ".slugignore"],
  ["Dockerfile", "compose.yml", "compose.yaml", "docker-compose.yml", "docker-compose.yaml"],
  [
    "requirements.txt",
    "Pipfile.lock",
    "Pipfile",
    "poetry.lock",
    "uv.lock",
    "pyproject.toml",
    ".python-version",
  ],
];

/** Other platforms whose files say that a Procfile beside them is not (only) Heroku's. */
const OTHER_PLATFORMS = {
  files: [
    "fly.toml",
    "render.yaml",
    "railway.json",
    "railway.toml",
    "nixpacks.toml",
    "app.yaml",
    "captain-definition",
    "manifest.yml",
    ".cfignore",
  ],
  directories: [".ebextensions", ".elasticbeanstalk", ".platform", ".do"],
};

/** Reads everything that decides how the project below `projectRoot` deploys. */
export function readDeployment(
  snapshot: Snapshot,
  tree: FolderTree,
  projectRoot: string,
  memory: Memory,
): Deployment {
  const root = deploymentRoot(tree, projectRoot);
  const names = tree.files(root);
  const read = (name: string) => (names.has(name) ? snapshot.file(join(root, name)) : undefined);

  const procfileText = read("Procfile");
  const procfile = procfileText && parseProcfile(procfileText);
  const misnamed = procfile === undefined ? misnamedProcfile(snapshot, tree, root, projectRoot) : undefined;
  const herokuYmlText = read("heroku.yml");
  const herokuYml = herokuYmlText && parseHerokuYml(herokuYmlText);
  const runtimeText = read("runtime.txt");
  const runtimeTxt = runtimeText && parseRuntimeTxt(runtimeText);
  const pythonText = read(".python-version");
  const pythonVersion = pythonText && parsePythonVersion(pythonText);
  const appJsonText = read("app.json");
  const named = appJsonText && parseAppJson(appJsonText);
  const appJson = named && isHerokus(named, names) ? named : undefined;
  const projectToml = read("project.toml");
  const cnb = projectToml !== undefined && /heroku|io\.buildpacks/.test(projectToml.text);
  const dockerfile = dockerfilePath(tree, root, projectRoot, herokuYml);
  const places = {
    files: dockerRequirements(snapshot, tree, root, dockerfile),
    directories: [...packagesOf(tree, projectRoot), ...ancestors(projectRoot)],
  };
  const elsewhere =
    OTHER_PLATFORMS.files.some((name) => names.has(name)) ||
    OTHER_PLATFORMS.directories.some((name) => tree.hasDirectory(join(root, name)));

  const judge = (library?: string): { target: Target; reason: string } => {
    if (herokuYml !== undefined && herokuYml.build.docker.length > 0) {
      return { target: "container", reason: "heroku.yml builds a Docker image" };
    }
    if (appJson?.stack?.value === "container") {
      return { target: "container", reason: "app.json asks for the container stack" };
    }
    if (cnb) return { target: "cnb", reason: "project.toml configures cloud-native buildpacks" };
    if (herokuYml !== undefined) return { target: "classic", reason: "heroku.yml" };
    if (appJson !== undefined) return { target: "classic", reason: "app.json" };
    if (procfile !== undefined && !elsewhere && !isForDevelopment(procfile))
      return { target: "classic", reason: "Procfile" };
    if (misnamed !== undefined && !elsewhere)
      return { target: "classic", reason: `${misnamed} is meant as the Procfile` };
    if (runtimeTxt !== undefined && !elsewhere) return { target: "classic", reason: "runtime.txt" };
    if (names.has(".slugignore")) return { target: "classic", reason: ".slugignore" };
    if (library !== undefined && !elsewhere)
      return { target: "classic", reason: `${library} is a dependency` };
    const compose = ROOT_SIGNS[2]!.find((name) => names.has(name));
    if (dockerfile !== undefined) return { target: "docker", reason: dockerfile };
    if (compose !== undefined) return { target: "docker", reason: compose };
    return { target: "none", reason: "no file says how the project deploys" };
  };
  const { target: likely } = judge();
  const buildpack = likely === "classic" || likely === "cnb";
  const python = runtimeTxt?.version ?? pythonVersion?.version;
  const options: InstallOptions = buildpack ? { mainOnly: true, python: python && minorOf(python) } : {};
  const dependencies = memory.recall(
    `dependencies of ${projectRoot}`,
    [root, JSON.stringify([places, options])],
    snapshot,
    (folder) => readDependencies(folder, [root, projectRoot], places, options),
  );
  const library = dependencies.packages.find(({ name }) => /^django-(on-)?heroku$/.test(name));
  const { target, reason } = judge(library?.name);
  return {
    target,
    reason,
    heroku: target === "classic" || target === "cnb" || target === "container",
    root,
    procfile,
    misnamedProcfile: misnamed,
    herokuYml,
    appJson,
    dockerfile: dockerfile === undefined ? undefined : { path: dockerfile },
    runtimeTxt,
    pythonVersion,
    dependencies,
  };
}

/** A Procfile under another name in the deployment root, or in a package of the project; its lines tell that it is one. */
function misnamedProcfile(
  snapshot: Snapshot,
  tree: FolderTree,
  root: string,
  projectRoot: string,
): string | undefined {
  const named = [...tree.files(root)].filter((name) =>
    /^procfiles?(?:\.(?:txt|ya?ml|py|json))?$/i.test(name),
  );
  const placed = packagesOf(tree, projectRoot).filter((directory) => tree.files(directory).has("Procfile"));
  const paths = [
    ...named.filter((name) => name !== "Procfile").map((name) => join(root, name)),
    ...placed.map((directory) => join(directory, "Procfile")),
  ];
  return paths.find((path) => {
    const document = snapshot.file(path);
    return (
      document !== undefined && parseProcfile(document).processes.some(({ name }) => /^web$/i.test(name))
    );
  });
}

/** A Procfile that starts `make` is one that honcho or foreman runs on somebody's own machine. */
function isForDevelopment({ processes }: Procfile): boolean {
  const web = processes.find(({ name }) => name === "web");
  return web?.shell.commands[0]?.program === "make";
}

/** The same project seen as not deployed by the files of its deployment root, which are another project's. */
export function withoutDeployment(deployment: Deployment, projectRoot: string, reason: string): Deployment {
  return { target: "none", reason, heroku: false, root: projectRoot, dependencies: deployment.dependencies };
}

/** The directory that is deployed for the project below `projectRoot`. */
export function deploymentRoot(tree: FolderTree, projectRoot: string): string {
  for (const signs of ROOT_SIGNS) {
    const found = ancestors(projectRoot).find((directory) =>
      signs.some((name) => tree.files(directory).has(name)),
    );
    if (found !== undefined) return found;
  }
  return projectRoot;
}

/** The packages right below a project root that hold its settings or its entry points. */
function packagesOf(tree: FolderTree, projectRoot: string): string[] {
  return tree.directories.filter((directory) => {
    if (directory === "" || dirname(directory) !== projectRoot) return false;
    const files = tree.files(directory);
    if (files.has("manage.py")) return false;
    return (
      ["settings.py", "wsgi.py", "asgi.py"].some((name) => files.has(name)) ||
      tree.hasDirectory(join(directory, "settings"))
    );
  });
}

/** The requirements files that the Dockerfile installs, with its own directory or the deployed one as context. */
function dockerRequirements(
  snapshot: Snapshot,
  tree: FolderTree,
  root: string,
  dockerfile: string | undefined,
): string[] {
  const document = dockerfile === undefined ? undefined : snapshot.file(dockerfile);
  if (document === undefined || document.problem !== undefined) return [];
  const contexts = new Set([dirname(document.path), root]);
  const { requirements } = parseDockerfile(document);
  return [...contexts].flatMap((context) =>
    requirements.map((path) => join(context, path)).filter((path) => tree.hasFile(path)),
  );
}

/** Expo's app.json has an `expo` key; Heroku's stands beside other files of Heroku, or has keys of its own. */
function isHerokus(
  { keys, addons, buildpacks, formation, stack }: AppJson,
  names: ReadonlySet<string>,
): boolean {
  if (keys.includes("expo")) return false;
  if (["Procfile", "heroku.yml", "runtime.txt", ".slugignore"].some((name) => names.has(name))) return true;
  return addons.length > 0 || buildpacks.length > 0 || formation.length > 0 || stack !== undefined;
}

/** The Dockerfile of the web image, else the one in the deployment root or the project's. */
function dockerfilePath(
  tree: FolderTree,
  root: string,
  projectRoot: string,
  herokuYml: HerokuYml | undefined,
): string | undefined {
  const images = herokuYml?.build.docker ?? [];
  const web = images.find(({ name }) => name === "web") ?? images[0];
  const candidates =
    web === undefined
      ? [join(root, "Dockerfile"), join(projectRoot, "Dockerfile")]
      : [join(dirname(herokuYml!.path), web.dockerfile)];
  return candidates.find((path) => tree.hasFile(path));
}
