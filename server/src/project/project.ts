/** The model of one Django project: what discovery (discover.ts) found out, each answer with its reason. */
import type { AppJson } from "../files/appJson";
import type { Dependencies } from "../files/dependencies";
import type { HerokuYml } from "../files/herokuYml";
import type { Procfile } from "../files/procfile";
import type { Location, Range } from "../syntax/text";

/** A Python module of the workspace. */
export interface ModuleRef {
  /** Dotted name: "mysite.settings". */
  readonly name: string;
  /** Its file, relative to the folder. */
  readonly path: string;
}

/** Inclusive bounds in minor versions: Django 4.2 to 5.2. Equal bounds: the version is known. */
export interface VersionRange {
  readonly min: DjangoVersion;
  readonly max: DjangoVersion;
}

/** "4.2", "5.0" ...: a minor version of Django. */
export type DjangoVersion = `${number}.${number}`;

export interface DjangoInfo {
  /** undefined if nothing says which version. */
  readonly range: VersionRange | undefined;
  /** "requirements.txt pins Django 5.2.1": shown to the user. */
  readonly reason: string;
}

export interface SettingsChoice {
  /** undefined if no settings module was found. */
  readonly module: ModuleRef | undefined;
  /** "the Procfile sets DJANGO_SETTINGS_MODULE": shown to the user. */
  readonly reason: string;
  /** Where the reason stands, if in a file. */
  readonly at?: Location;
  /** Other settings modules of the project, for the quick pick. */
  readonly candidates: readonly ModuleRef[];
  /** True if manage.py uses the same module, so that development runs on it too. */
  readonly shared: boolean;
  /** What wsgi.py, asgi.py or the Dockerfile names and was not taken, as it is not for production. */
  readonly passedOver?: { readonly module: string; readonly at: Location };
  /** The class of django-configurations that holds the settings; absent where the project does not use that. */
  readonly configuration?: ConfigurationChoice;
}

export interface ConfigurationChoice {
  /** undefined if nobody knows which class production uses. */
  readonly name: string | undefined;
  /** "mysite/wsgi.py uses it by default": shown to the user. */
  readonly reason: string;
  readonly at?: Location;
  /** What DJANGO_CONFIGURATION is where the environment does not say: the default of wsgi.py, asgi.py or manage.py. */
  readonly byDefault?: string;
}

/**
 * classic: Heroku's buildpack (slug); cnb: cloud-native buildpack (project.toml); container: heroku.yml with build.docker
 * or app.json's stack; docker: a Dockerfile or compose file without any sign of Heroku; none: nothing says how it deploys.
 */
export type Target = "classic" | "cnb" | "container" | "docker" | "none";

export interface Deployment {
  readonly target: Target;
  /** "Procfile", "heroku.yml"...: what says so; shown to the user. */
  readonly reason: string;
  /** True if anything says Heroku. */
  readonly heroku: boolean;
  /** The directory that is deployed, where Procfile and heroku.yml stand; relative to the folder. */
  readonly root: string;
  readonly procfile?: Procfile;
  /** A file that is meant as the Procfile, by its name and its lines, but that Heroku does not read. */
  readonly misnamedProcfile?: string;
  readonly herokuYml?: HerokuYml;
  readonly appJson?: AppJson;
  readonly dockerfile?: { readonly path: string };
  /** runtime.txt and .python-version, where they exist. */
  readonly runtimeTxt?: { readonly path: string; readonly version: string | undefined };
  readonly pythonVersion?: { readonly path: string; readonly version: string | undefined };
  readonly dependencies: Dependencies;
}

/** An environment that the configuration names: "production", "staging". */
export interface NamedEnvironment {
  readonly name: string;
  /** The configuration file, which shows as the source of its variables. */
  readonly file: string;
  readonly settings: { readonly module: string; readonly at: Location } | undefined;
  /** `value` undefined: the variable is set, to what the file does not say. */
  readonly variables: readonly {
    readonly name: string;
    readonly value: string | undefined;
    readonly range: Range;
  }[];
  /** Variables that are not set. */
  readonly unset: readonly string[];
  /** True if no others are set, beside Heroku's own. */
  readonly closed: boolean;
  /** The host names that it serves, in lower case. */
  readonly hosts: readonly { readonly name: string; readonly at: Location }[];
}

export interface Project {
  /** Directory of manage.py (the import root), relative to the folder; "" for the folder itself. */
  readonly root: string;
  /** Name for people: the project's package, or its directory. */
  readonly name: string;
  readonly managePy?: string;
  readonly settings: SettingsChoice;
  /** The file that configures Django Preflight for it, if one does. */
  readonly configurationFile?: string;
  /** The environment that is judged, if the configuration says anything about it. */
  readonly environment?: NamedEnvironment;
  readonly django: DjangoInfo;
  readonly deployment: Deployment;
  /** wsgi.py and asgi.py modules that exist, e.g. mysite.wsgi. */
  readonly wsgi: readonly ModuleRef[];
  readonly asgi: readonly ModuleRef[];
}
