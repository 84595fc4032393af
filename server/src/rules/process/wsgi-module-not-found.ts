import { nearest } from "../../nearest";
import { join, relative } from "../../paths";
import { resolveModule } from "../../project/modules";
import { type Process, processesOf } from "../../project/processes";
import type { ModuleRef } from "../../project/project";
import { serversOf, type WebServer } from "../../project/serverOptions";
import { ancestors, FolderTree } from "../../project/tree";
import { type Application, applicationOf, directoryOptions } from "../../project/webServer";
import type { Location } from "../../syntax/text";
import { entryPoint } from "../applications";
import { editOf, NOT_ON_HEROKU, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

export default defineRule({
  id: "wsgi-module-not-found",
  group: "process",
  severity: "error",
  summary: "A server is told to run a module that does not exist",
  docs: {
    why: "The server exits with an import error as soon as it starts. Heroku restarts it, it exits again, and every request fails with H10 (app crashed).",
    how: "Name the module that holds the application, as Python imports it from the directory the process starts in: `mysite.wsgi` for mysite/wsgi.py. If manage.py is in a subdirectory, tell the server so: `gunicorn --chdir backend mysite.wsgi`.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/gunicorn/",
      "https://devcenter.heroku.com/articles/error-codes#h10-app-crashed",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn my_site.wsgi --log-file -\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file -\n" },
      },
      {
        code: { ...below("backend"), Procfile: "web: gunicorn mysite.wsgi\n" },
        fixed: { ...below("backend"), Procfile: "web: gunicorn --chdir backend mysite.wsgi\n" },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi:application\n" },
      { ...exampleProject, Procfile: "web: gunicorn $APP_MODULE\n" },
      { ...below("backend"), Procfile: "web: cd backend && gunicorn mysite.wsgi\n" },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    const found = missingModules(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ process, server, application, at, suggestion }): Verdict => {
      const crashes = "and requests fail with H10 (app crashed).";
      const hint =
        suggestion?.chdir === undefined
          ? `which does not exist: ${server.name} exits at once, ${crashes}`
          : `but that module is in ${suggestion.chdir}, where ${server.name} does not look: it exits at once, ${crashes}`;
      const question =
        suggestion !== undefined && suggestion.chdir === undefined
          ? ` Did you mean ${suggestion.module.name}?`
          : "";
      const parent = application.module.slice(0, application.module.lastIndexOf("."));
      return {
        state: "violated",
        // `mysite.wsgi.application`: the module is there, and a dot stands for the colon.
        coveredBy: entryPoint(context, parent) === undefined ? undefined : "app-spec-syntax",
        message: `The ${process.name} process starts ${server.name} with ${application.module}, ${hint}${question}`,
        at,
      };
    });
  },

  fixes: [
    {
      title: (context, { at }) => {
        const suggestion = missingModules(context).find((found) => samePlace(found.at, at))?.suggestion;
        return suggestion?.chdir === undefined
          ? `Change it to ${suggestion?.module.name}`
          : `Start the server in the directory ${suggestion.chdir}`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = missingModules(context).find((candidate) => samePlace(candidate.at, at));
        const text = context.snapshot.file(at.file)?.text;
        if (found?.suggestion === undefined || text === undefined) return undefined;
        const { application, server, suggestion } = found;
        if (text.slice(at.start, at.end) !== application.module) return undefined;
        if (suggestion.chdir === undefined) {
          return [editOf(at.file, { start: at.start, end: at.end, text: suggestion.module.name })];
        }
        const option =
          server.name === "gunicorn" ? "--chdir" : server.name === "uvicorn" ? "--app-dir" : undefined;
        if (option === undefined || !server.started.expandsVariables) return undefined;
        return [
          editOf(at.file, {
            start: application.word.start,
            end: application.word.start,
            text: `${option} ${suggestion.chdir} `,
          }),
        ];
      },
    },
  ],
});

interface MissingModule {
  readonly process: Process;
  readonly server: WebServer;
  readonly application: Application;
  readonly at: Location;
  /** The module that is meant; with `chdir`, the name is right and only the directory is not. */
  readonly suggestion: { readonly module: ModuleRef; readonly chdir?: string } | undefined;
}

function missingModules(context: RuleContext): MissingModule[] {
  const { project, snapshot } = context;
  if (!project.deployment.heroku || pythonPathIsSet(context)) return [];
  const tree = new FolderTree(snapshot);
  return processesOf(snapshot, project.deployment).flatMap((process) => {
    return serversOf(context, process).flatMap(
      (server) => missingModule(context, tree, process, server) ?? [],
    );
  });
}

function missingModule(
  context: RuleContext,
  tree: FolderTree,
  process: Process,
  server: WebServer,
): MissingModule | undefined {
  const { project } = context;
  const application = applicationOf(server.command);
  const roots = importRoots(context, server);
  if (application === undefined || roots === undefined || !server.started.certain) return undefined;
  // Waitress takes `mysite.wsgi.application`, too.
  const parent = application.module.slice(0, application.module.lastIndexOf("."));
  if (server.name === "waitress-serve" && entryPoint(context, parent) !== undefined) return undefined;
  const exists = (root: string) => resolveModule(tree, root, application.module) !== undefined;
  // An image holds what its Dockerfile copies, wherever that puts it: there a module is missing only if it is nowhere.
  const everywhere = project.deployment.target === "container" || isInstalled(context);
  if (roots.some(exists) || (everywhere && tree.directories.some(exists))) return undefined;
  if (mayBeInstalled(context, tree, roots, application.module)) return undefined;
  const at = { file: server.started.file, ...application.moduleRange };
  return { process, server, application, at, suggestion: suggest(context, roots, server, application) };
}

/** The directories that the server imports from; undefined if one is not known. */
function importRoots({ project }: RuleContext, { started, command }: WebServer): string[] | undefined {
  const { directory } = started;
  if (directory === undefined) return undefined;
  // Heroku's buildpack puts the deployed directory on PYTHONPATH, whatever directory the process changes to.
  const roots = [project.deployment.root, directory];
  for (const { text, dynamic } of directoryOptions(command)) {
    if (dynamic || text.startsWith("/")) return undefined;
    for (const part of text.split(",")) roots.push(join(directory, part));
  }
  return roots;
}

/** True if something adds to Python's import path, so that modules may be anywhere. */
function pythonPathIsSet({ project, snapshot }: RuleContext): boolean {
  const { appJson, herokuYml, dockerfile, target } = project.deployment;
  const named = [...(appJson?.env ?? []), ...(herokuYml?.setup.config ?? [])].some(
    ({ name }) => name === "PYTHONPATH",
  );
  const docker = target === "container" && dockerfile ? snapshot.file(dockerfile.path) : undefined;
  const assigned = processesOf(snapshot, project.deployment).some(({ shell }) =>
    shell.commands.some(({ assignments }) => assignments.some(({ name }) => name === "PYTHONPATH")),
  );
  return named || assigned || /\bPYTHONPATH\b/.test(docker?.text ?? "");
}

/** True if the project itself may be installed as a package, so that its modules need not be in the start directory. */
function isInstalled({ project, snapshot }: RuleContext): boolean {
  const { root, dependencies } = project.deployment;
  const names = new Set((snapshot.directory(root) ?? []).map(({ name }) => name));
  if (names.has("setup.py") || names.has("setup.cfg")) return dependencies.incomplete !== undefined;
  const pyproject = names.has("pyproject.toml") ? snapshot.file(join(root, "pyproject.toml")) : undefined;
  return /^\[build-system\]/m.test(pyproject?.text ?? "");
}

/** True if an installed package may hold the module: then its first name is no directory here, but like a dependency's. */
function mayBeInstalled(
  { project }: RuleContext,
  tree: FolderTree,
  roots: readonly string[],
  module: string,
): boolean {
  const first = module.split(".")[0]!;
  if (roots.some((root) => tree.hasDirectory(join(root, first)) || tree.hasFile(join(root, `${first}.py`))))
    return false;
  const { packages, incomplete } = project.deployment.dependencies;
  const bare = first.toLowerCase().replaceAll("_", "-");
  if (packages.some(({ name }) => name.includes(bare) || bare.includes(name))) return true;
  // A list that was not read in full may hide anything; one that is not there at all hides nothing.
  return incomplete !== undefined && packages.length > 0;
}

function suggest(
  { project }: RuleContext,
  roots: readonly string[],
  server: WebServer,
  application: Application,
): MissingModule["suggestion"] {
  const start = roots[1] ?? project.deployment.root;
  const asynchronous =
    ["uvicorn", "daphne", "hypercorn"].includes(server.name) || /asgi$/.test(application.module);
  const modules = asynchronous ? [...project.asgi, ...project.wsgi] : [...project.wsgi, ...project.asgi];
  const reachable = roots.includes(project.root);
  const same = modules.find(({ name }) => name === application.module);
  if (same !== undefined && !reachable) {
    const chdir = relative(start, project.root);
    return chdir.includes("..") || /[^\w./-]/.test(chdir) ? undefined : { module: same, chdir };
  }
  if (!reachable && !ancestors(project.root).includes(start)) return undefined;
  const named = reachable ? modules : [];
  const kind = named.filter(({ name }) => name.endsWith(asynchronous ? ".asgi" : ".wsgi"));
  const name =
    nearest(
      application.module,
      kind.map((module) => module.name),
      4,
    ) ?? (kind.length === 1 ? kind[0]!.name : undefined);
  const module = kind.find((candidate) => candidate.name === name);
  return module && { module };
}

/** The example project in a subdirectory. */
function below(directory: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(exampleProject).map(([path, text]) => [`${directory}/${path}`, text]),
  );
}
