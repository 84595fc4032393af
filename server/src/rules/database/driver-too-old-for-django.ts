import { addRequirement } from "../../edits/requirements";
import { type Dependency, findDependency } from "../../files/dependencies";
import type { DjangoVersion } from "../../project/project";
import { editOf, samePlace } from "../commands";
import { judgeDatabases, type Vendor, vendorOf } from "../databases";
import { hasOneOf, lacks, PSYCOPG2, PSYCOPG3 } from "../drivers";
import { isOlder } from "../packages";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const POSTGRES = 'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "site"}}\n';
const files = (requirements: string, settings = POSTGRES) => ({
  "requirements.txt": requirements,
  "mysite/settings.py": settings,
});

/** What Django's backends demand when they are imported, the newest demand first. */
const DEMANDS: readonly {
  readonly vendor: Vendor;
  readonly packages: readonly string[];
  readonly versions: readonly (readonly [django: DjangoVersion, driver: string])[];
}[] = [
  {
    vendor: "postgresql",
    packages: ["psycopg"],
    versions: [
      ["6.0", "3.1.12"],
      ["4.2", "3.1.8"],
    ],
  },
  {
    vendor: "postgresql",
    packages: ["psycopg2-binary", "psycopg2"],
    versions: [
      ["6.0", "2.9.9"],
      ["4.0", "2.8.4"],
      ["3.2", "2.5.4"],
    ],
  },
  {
    vendor: "mysql",
    packages: ["mysqlclient"],
    versions: [
      ["6.0", "2.2.1"],
      ["4.2", "1.4.3"],
      ["3.2", "1.4.0"],
    ],
  },
];

export default defineRule({
  id: "driver-too-old-for-django",
  group: "database",
  severity: "error",
  summary: "The database driver and Django do not fit together",
  docs: {
    why:
      "Django checks the version of the driver when it loads the database backend, and raises ImproperlyConfigured if " +
      "that is too old: 6.0 needs psycopg2 2.9.9, psycopg 3.1.12 or mysqlclient 2.2.1. Before 4.2 Django knows only " +
      "psycopg2, and does not find psycopg 3.",
    how: "Raise the driver's version; before Django 4.2 install psycopg2.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-notes",
      "https://docs.djangoproject.com/en/stable/ref/databases/#mysql-db-api-drivers",
    ],
  },
  examples: {
    bad: [
      {
        code: files("Django==6.0.1\ngunicorn==23.0.0\npsycopg2-binary==2.9.5\n"),
        fixed: files("Django==6.0.1\ngunicorn==23.0.0\npsycopg2-binary>=2.9.9\n"),
      },
      {
        code: files("Django==5.2.8\npsycopg[binary]<3.1 ; python_version > '3.8'\n"),
        fixed: files("Django==5.2.8\npsycopg[binary]>=3.1.8 ; python_version > '3.8'\n"),
      },
      {
        code: files("Django==4.1.13\ngunicorn==23.0.0\npsycopg[binary]==3.1.18\n"),
        fixed: files("Django==4.1.13\ngunicorn==23.0.0\npsycopg[binary]==3.1.18\npsycopg2-binary\n"),
      },
    ],
    good: [
      files("Django==5.2.8\ngunicorn==23.0.0\npsycopg2-binary==2.9.5\n"),
      // psycopg 3 is taken where both are there.
      files("Django==6.0.1\npsycopg[binary]==3.2.9\npsycopg2-binary==2.9.5\n"),
      files("Django==6.0.1\npsycopg2-binary>=2.9\n"),
      files("Django>=5.2\npsycopg2-binary==2.9.5\n"),
      files(
        "Django==6.0.1\npsycopg2-binary==2.9.5\n",
        'import os\n\nDATABASES = {"default": {"ENGINE": os.environ["DB_ENGINE"], "NAME": "site"}}\n',
      ),
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const misfits = misfitsOf(context);
    if (misfits.length === 0) return satisfied("the drivers fit, as far as is known");
    const found = misfits.map((misfit) => {
      const judgement = judgeDatabases(settings, (database) => {
        const vendor = vendorOf(database);
        if (vendor === undefined) return undecided("the kind of the database is not known");
        // Heroku's DATABASE_URL names PostgreSQL; a driver for something else may be left over.
        const isMeant = vendor === misfit.vendor || (vendor === "server" && misfit.vendor === "postgresql");
        return isMeant
          ? { state: "violated", at: misfit.dependency.at }
          : notApplicable("it is another database");
      });
      return verdictOn(settings, "DATABASES", judgement, misfit.message);
    });
    return found.find(({ state }) => state === "violated") ?? found[0]!;
  },
  fixes: [
    {
      title: (context, { at }) => {
        const misfit = misfitsOf(context).find(({ dependency }) => samePlace(dependency.at, at));
        return misfit?.minimum === undefined
          ? `Add psycopg2-binary to ${context.project.deployment.dependencies.manifest?.path}`
          : `Require ${misfit.dependency.name} ${misfit.minimum} or newer`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { snapshot, project } = context;
        const { dependencies } = project.deployment;
        const misfit = misfitsOf(context).find(({ dependency }) => samePlace(dependency.at, at));
        if (misfit === undefined || dependencies.manifest?.kind !== "requirements") return undefined;
        if (misfit.minimum === undefined) return addRequirement(snapshot, dependencies, ["psycopg2-binary"]);
        const written = snapshot.file(at.file)?.text.slice(at.start, at.end);
        const name = /^[\w.-]+(?:\s*\[[^\]]*\])?/.exec(written ?? "")?.[0];
        if (misfit.dependency.locked || name === undefined) return undefined;
        return [editOf(at.file, { start: at.start, end: at.end, text: `${name}>=${misfit.minimum}` })];
      },
    },
  ],
});

interface Misfit {
  readonly vendor: Vendor;
  readonly dependency: Dependency;
  /** The version that Django demands; undefined where it wants another driver. */
  readonly minimum?: string;
  readonly message: string;
}

function misfitsOf(context: RuleContext): Misfit[] {
  const { project } = context;
  const { dependencies } = project.deployment;
  const psycopg3 = findDependency(dependencies, "psycopg");
  const before42 = isBelow(project, "4.2");
  if (psycopg3?.group === "production" && before42 && lacks(context, PSYCOPG2)) {
    const message =
      "Django before 4.2 works only with psycopg2, but only psycopg 3 is installed: Django raises ImproperlyConfigured when it starts.";
    return [{ vendor: "postgresql", dependency: psycopg3, message }];
  }
  return DEMANDS.flatMap(({ vendor, packages, versions }): Misfit[] => {
    const [name] = packages.filter((each) => hasOneOf(project, [each]));
    const dependency = name === undefined ? undefined : findDependency(dependencies, name);
    // Django takes psycopg 3 where both are installed.
    const isTaken = packages.includes("psycopg") ? !before42 : before42 || lacks(context, PSYCOPG3);
    const demand = versions.find(([django]) => isAtLeast(project, django));
    if (dependency === undefined || demand === undefined || (vendor === "postgresql" && !isTaken)) return [];
    const [django, minimum] = demand;
    if (isOlder(dependency, minimum) !== true) return [];
    const allowed = dependency.version ?? dependency.specifier;
    const message = `Django ${django} and newer need ${name} ${minimum} or newer, but ${dependency.at.file} installs ${name} ${allowed}: Django raises ImproperlyConfigured when it loads the driver.`;
    return [{ vendor, dependency, minimum, message }];
  });
}
