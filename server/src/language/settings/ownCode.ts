/** What of a project's own code its settings can name: applications, middleware, backends and the like. */

import type { Codebase, Definition } from "../../django/codebase";
import { APP_CONFIG, APP_CONFIG_BASES } from "../../django/contrib";
import type { ProjectReport } from "../../report";
import type { Snapshot } from "../../snapshot";
import type { ClassDef } from "../../syntax/python/ast";
import { type OwnPackage, ownPackages } from "./project";
import type { PathKind } from "./values";

export interface OwnPath {
  readonly path: string;
  readonly kind: "module" | "class" | "function";
  readonly detail: string;
}

/** The dotted paths of a kind in the project's own code. */
export function ownPaths(
  kind: PathKind,
  snapshot: Snapshot,
  report: ProjectReport,
  codebase: Codebase,
): readonly OwnPath[] {
  const packages = () => ownPackages(snapshot, report);
  switch (kind) {
    case "app":
      return ownApps(packages(), codebase);
    case "middleware":
      return named(packages(), codebase, /middleware/, (name, definition) =>
        definition.kind === "function"
          ? definition.definition.parameters[0]?.name === "get_response"
          : definition.kind === "class" &&
            (/Middleware$/.test(name) || hasMethod(definition.definition, /^(?:__call__|process_\w+)$/)),
      );
    case "context processor":
      return named(
        packages(),
        codebase,
        /^context_?processors?$/,
        (_, definition) => definition.kind === "function",
      );
    case "authentication backend":
      return named(
        packages(),
        codebase,
        /^(?:auth|\w*backends?)$/,
        (name, definition) =>
          isClassWith(definition, /^authenticate$/) ||
          (definition.kind === "class" && /AuthBackend$/.test(name)),
      );
    case "password hasher":
      return named(
        packages(),
        codebase,
        /^hashers?$/,
        (name, definition) => definition.kind === "class" && /Hasher$/.test(name),
      );
    case "password validator":
      return named(packages(), codebase, /validat/, (_, definition) => isClassWith(definition, /^validate$/));
    case "module":
      return modulesNamed(packages(), "urls").map((path) => ({
        path,
        kind: "module",
        detail: "URLs of the project",
      }));
    case "application":
      return [...report.project.wsgi, ...report.project.asgi].map(({ name }) => ({
        path: `${name}.application`,
        kind: "function",
        detail: name,
      }));
    case "model":
      return userModels(packages(), codebase);
    case "class":
      return [];
  }
}

function join(name: string, child: string): string {
  return name === "" ? child : `${name}.${child}`;
}

/** The modules and packages of a name, by its pattern. */
function modulesNamed(packages: readonly OwnPackage[], pattern: RegExp | string): string[] {
  const matches = (name: string) => (typeof pattern === "string" ? name === pattern : pattern.test(name));
  return packages.flatMap(({ name, files, directories }) => [
    ...[...files].flatMap((file) =>
      file.endsWith(".py") && matches(file.slice(0, -".py".length))
        ? [join(name, file.slice(0, -".py".length))]
        : [],
    ),
    ...[...directories].filter(matches).map((directory) => join(name, directory)),
  ]);
}

/** Whether a directory is an application: Django looks into these modules. */
function isApp({ name, files, directories }: OwnPackage): boolean {
  return (
    name !== "" &&
    (files.has("apps.py") ||
      files.has("models.py") ||
      directories.has("models") ||
      directories.has("migrations"))
  );
}

function ownApps(packages: readonly OwnPackage[], codebase: Codebase): OwnPath[] {
  const apps = packages.filter(isApp);
  const configs = apps.flatMap(({ name, files }): OwnPath[] => {
    const module = files.has("apps.py") ? codebase.module(`${name}.apps`) : undefined;
    if (!module) return [];
    return [...codebase.names(module).names].flatMap(([className, definition]): OwnPath[] =>
      definition.kind === "class" &&
      definition.module.name === module.name &&
      codebase.isSubclass(definition, APP_CONFIG, APP_CONFIG_BASES)
        ? [{ path: `${module.name}.${className}`, kind: "class", detail: "configuration of an application" }]
        : [],
    );
  });
  return [
    ...apps.map(
      ({ name }): OwnPath => ({ path: name, kind: "module", detail: "application of the project" }),
    ),
    ...configs,
  ];
}

function named(
  packages: readonly OwnPackage[],
  codebase: Codebase,
  modules: RegExp,
  test: (name: string, definition: Definition) => boolean,
): OwnPath[] {
  return modulesNamed(packages, modules).flatMap((path) => {
    const module = codebase.module(path);
    if (!module) return [];
    return [...codebase.names(module).names].flatMap(([name, definition]): OwnPath[] => {
      // What a module imports is named where it is defined.
      const here =
        definition.kind === "function" || (definition.kind === "class" && definition.module.name === path);
      if (!here || name.startsWith("_") || !test(name, definition)) return [];
      return [{ path: `${path}.${name}`, kind: definition.kind as "class" | "function", detail: path }];
    });
  });
}

function hasMethod({ body }: ClassDef, method: RegExp): boolean {
  return body.some((statement) => statement.type === "FunctionDef" && method.test(statement.name));
}

function isClassWith(definition: Definition, method: RegExp): boolean {
  return definition.kind === "class" && hasMethod(definition.definition, method);
}

const USER = "django.contrib.auth.base_user.AbstractBaseUser";
const USER_BASES: Readonly<Record<string, string>> = {
  "django.contrib.auth.models.AbstractUser": USER,
  "django.contrib.auth.models.AbstractBaseUser": USER,
};

/** Models of users: `accounts.User`, by the label that an application has by default. */
function userModels(packages: readonly OwnPackage[], codebase: Codebase): OwnPath[] {
  return packages.filter(isApp).flatMap(({ name }) => {
    const models = codebase.module(`${name}.models`);
    if (!models) return [];
    return [...codebase.names(models).names].flatMap(([model, definition]): OwnPath[] =>
      definition.kind === "class" && codebase.isSubclass(definition, USER, USER_BASES)
        ? [{ path: `${name.slice(name.lastIndexOf(".") + 1)}.${model}`, kind: "class", detail: models.name }]
        : [],
    );
  });
}
