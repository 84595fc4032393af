/** Packages that production's settings, URLs and entry points import, and whether it installs them. */
import { type Dependency, dependencyState, findDependency } from "../files/dependencies";
import { surelyWithout } from "../files/knownPackages";
import { dirname, join } from "../paths";
import type { Plain } from "../settings/plain";
import type { SourceDocument } from "../syntax/document";
import { perDocument } from "../syntax/document";
import type { Location } from "../syntax/text";
import { DEBUG_TOOLS } from "./debugTools";
import { filesDecide } from "./packages";
import type { RuleContext } from "./rule";

/** Top-level module -> the package that it comes with, as its wheel says. */
const PACKAGES: Readonly<Record<string, string>> = {
  allauth: "django-allauth",
  anymail: "django-anymail",
  axes: "django-axes",
  bootstrap4: "django-bootstrap4",
  celery: "celery",
  channels: "channels",
  channels_redis: "channels-redis",
  ckeditor: "django-ckeditor",
  ckeditor_uploader: "django-ckeditor",
  cloudinary: "cloudinary",
  cloudinary_storage: "django-cloudinary-storage",
  compressor: "django-compressor",
  configurations: "django-configurations",
  corsheaders: "django-cors-headers",
  crispy_bootstrap4: "crispy-bootstrap4",
  crispy_bootstrap5: "crispy-bootstrap5",
  crispy_forms: "django-crispy-forms",
  csp: "django-csp",
  daphne: "daphne",
  decouple: "python-decouple",
  dj_database_url: "dj-database-url",
  dj_rest_auth: "dj-rest-auth",
  django_bootstrap5: "django-bootstrap5",
  django_celery_beat: "django-celery-beat",
  django_celery_results: "django-celery-results",
  django_cleanup: "django-cleanup",
  django_countries: "django-countries",
  django_dramatiq: "django-dramatiq",
  django_extensions: "django-extensions",
  django_filters: "django-filter",
  django_heroku: "django-heroku",
  django_htmx: "django-htmx",
  django_on_heroku: "django-on-heroku",
  django_otp: "django-otp",
  django_prometheus: "django-prometheus",
  django_q: "django-q2",
  django_redis: "django-redis",
  django_rq: "django-rq",
  django_structlog: "django-structlog",
  django_tables2: "django-tables2",
  djmoney: "django-money",
  djoser: "djoser",
  djstripe: "dj-stripe",
  dotenv: "python-dotenv",
  drf_spectacular: "drf-spectacular",
  drf_yasg: "drf-yasg",
  easy_thumbnails: "easy-thumbnails",
  environ: "django-environ",
  environs: "environs",
  graphene_django: "graphene-django",
  guardian: "django-guardian",
  imagekit: "django-imagekit",
  import_export: "django-import-export",
  jazzmin: "django-jazzmin",
  model_utils: "django-model-utils",
  mptt: "django-mptt",
  oauth2_provider: "django-oauth-toolkit",
  phonenumber_field: "django-phonenumber-field",
  pydantic_settings: "pydantic-settings",
  pythonjsonlogger: "python-json-logger",
  rest_framework: "djangorestframework",
  rest_framework_simplejwt: "djangorestframework-simplejwt",
  sentry_sdk: "sentry-sdk",
  simple_history: "django-simple-history",
  split_settings: "django-split-settings",
  storages: "django-storages",
  structlog: "structlog",
  taggit: "django-taggit",
  tailwind: "django-tailwind",
  tinymce: "django-tinymce",
  treebeard: "django-treebeard",
  two_factor: "django-two-factor-auth",
  unfold: "django-unfold",
  wagtail: "wagtail",
  whitenoise: "whitenoise",
  widget_tweaks: "django-widget-tweaks",
};

/** Other packages that hold the same module. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  decouple: ["decouple"],
  django_q: ["django-q"],
  environ: ["environ", "environ-config"],
  whitenoise: [],
};

/** Settings whose items Django imports when it starts. */
const LISTS = ["INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS"];

export interface NeededPackage {
  /** "corsheaders" */
  readonly module: string;
  /** "django-cors-headers" */
  readonly name: string;
  readonly at: Location;
  /** "INSTALLED_APPS names it", as the message says. */
  readonly why: string;
}

/** Each package once, where it is needed first. */
export function neededPackages(context: RuleContext): readonly NeededPackage[] {
  const found = new Map<string, NeededPackage>();
  const add = (path: string, at: Location | undefined, why: string) => {
    const module = path.split(".")[0]!;
    const name = Object.hasOwn(PACKAGES, module) ? PACKAGES[module]! : undefined;
    if (name === undefined || at === undefined || found.has(name)) return;
    // What becomes of a tool that is not installed is another rule's finding.
    if (DEBUG_TOOLS.some((tool) => tool.package === name)) return;
    found.set(name, { module, name, at, why });
  };
  for (const setting of LISTS) {
    if (!context.settings.defines(setting)) continue;
    for (const item of itemsOf(context.settings.value(setting)))
      if (item.kind === "str") add(item.value, item.at, `is in ${setting}`);
  }
  for (const document of startupModules(context))
    for (const { module, at } of topImports(document)) add(module, at, `is imported by ${document.path}`);
  return [...found.values()];
}

function itemsOf(value: Plain): readonly Plain[] {
  return "items" in value ? value.items : [];
}

/** The modules that every start imports: settings with what they take over whole, the entry points, and the URLs. */
function startupModules({ project, settings, snapshot }: RuleContext): readonly SourceDocument[] {
  const found = new Map<string, SourceDocument>();
  const add = (path: string | undefined, depth: number) => {
    const document = path === undefined || found.has(path) ? undefined : snapshot.file(path);
    if (document === undefined || depth > 4) return;
    found.set(document.path, document);
    for (const module of starImports(document)) {
      const base = module.level > 0 ? up(document.path, module.level) : project.root;
      const target = join(base, module.name.replaceAll(".", "/"));
      add(`${target}.py`, depth + 1);
      add(join(target, "__init__.py"), depth + 1);
    }
  };
  add(project.settings.module?.path, 0);
  for (const { path } of [...project.wsgi, ...project.asgi].slice(0, 1)) add(path, 0);
  const urls = settings.defines("ROOT_URLCONF") ? settings.value("ROOT_URLCONF") : undefined;
  if (urls?.kind === "str") add(join(project.root, `${urls.value.replaceAll(".", "/")}.py`), 0);
  return [...found.values()];
}

function up(path: string, level: number): string {
  let directory = dirname(path);
  for (let i = 1; i < level; i++) directory = dirname(directory);
  return directory;
}

/** `from .base import *` at the top level. */
const starImports = perDocument((document): readonly { name: string; level: number }[] =>
  document
    .python()
    .body.flatMap(({ statement }) =>
      statement.type === "ImportFrom" && statement.names === "*" && statement.module !== ""
        ? [{ name: statement.module, level: statement.level }]
        : [],
    ),
);

/** The absolute imports that a module surely runs: those at its top level. */
const topImports = perDocument((document): readonly { module: string; at: Location }[] =>
  document.python().body.flatMap(({ start, statement }) => {
    if (statement.type !== "Import" && statement.type !== "ImportFrom") return [];
    const at = { file: document.path, start: start + statement.start, end: start + statement.end };
    if (statement.type === "Import") return statement.names.map(({ name }) => ({ module: name, at }));
    return statement.level === 0 ? [{ module: statement.module, at }] : [];
  }),
);

/** What production does not install of what it needs: nothing brings it, or only groups that it leaves out have it. */
export function uninstalled(
  context: RuleContext,
  { name, module }: Pick<NeededPackage, "name" | "module">,
):
  | { readonly state: "absent" }
  | { readonly state: "development"; readonly dependency: Dependency }
  | undefined {
  const { dependencies, target } = context.project.deployment;
  if (target === "none" || dependencies.incomplete !== undefined) return undefined;
  const state = dependencyState(dependencies, name);
  if (state === "present" || !surelyNotBrought(context, name)) return undefined;
  if (OTHERS[module]?.some((other) => dependencyState(dependencies, other) === "present")) return undefined;
  if (isOwnModule(context, module) || !filesDecide(context, name)) return undefined;
  const dependency = findDependency(dependencies, name);
  return dependency === undefined ? { state: "absent" } : { state: "development", dependency };
}

/** The packages that production needs, and that nothing installs. */
export function absentPackages(context: RuleContext): readonly NeededPackage[] {
  return neededPackages(context).filter((needed) => uninstalled(context, needed)?.state === "absent");
}

/** Whether no package that production installs brings another one along. */
export function surelyNotBrought(
  { project }: RuleContext,
  name: string,
  packages: readonly Dependency[] = project.deployment.dependencies.packages,
): boolean {
  if (project.deployment.dependencies.transitive) return true;
  const own = packages.filter(({ group }) => group === "production");
  return own.every((entry) => !entry.url && surelyWithout(entry.name, entry.extras, name));
}

/** Whether the project may have a module of that name itself, in any of the places that people put on the path. */
function isOwnModule({ project, snapshot }: RuleContext, module: string): boolean {
  const roots = [project.root, project.deployment.root, dirname(project.settings.module?.path ?? "")];
  const places = roots.flatMap((root) => [
    root,
    ...["apps", "src", "lib", "vendor"].map((name) => join(root, name)),
  ]);
  return places.some((place) =>
    snapshot.directory(place)?.some(({ name }) => name === module || name === `${module}.py`),
  );
}
