import { join } from "../../paths";
import type { DjangoVersion } from "../../project/project";
import type { Location } from "../../syntax/text";
import { get, keyText } from "../../syntax/yaml";
import { judgeDatabases, vendorOf } from "../databases";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

/** The oldest PostgreSQL that Django connects to, since which version of Django. */
const MINIMUM: readonly (readonly [django: DjangoVersion, postgres: number])[] = [
  ["6.1", 15],
  ["5.2", 14],
  ["5.1", 13],
  ["4.2", 12],
  ["4.1", 11],
];

const COMPOSE = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

const compose = (image: string) =>
  `services:\n  web:\n    build: .\n  db:\n    image: ${image}  # the database\n    environment: [POSTGRES_PASSWORD]\n`;
const files = (image: string, django = "5.2.8") => ({
  "requirements.txt": `Django==${django}\npsycopg[binary]\n`,
  "compose.yml": compose(image),
  "mysite/settings.py":
    'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "site", "HOST": "db"}}\n',
});

export default defineRule({
  id: "postgres-version-unsupported",
  group: "database",
  severity: "warning",
  summary: "Docker Compose runs a PostgreSQL that Django refuses",
  docs: {
    why:
      "Since 4.1 Django asks PostgreSQL for its version and refuses what it no longer supports: 4.2 needs " +
      "PostgreSQL 12, 5.1 needs 13, 5.2 needs 14, 6.1 needs 15. Every connection raises NotSupportedError.",
    how:
      "Raise the tag of the image. PostgreSQL does not open the files of an older major version: dump the data " +
      "first, and load it into a new volume.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-notes",
      "https://www.postgresql.org/docs/current/upgrading.html",
    ],
  },
  examples: {
    bad: [{ code: files("postgres:11-alpine") }, { code: files("postgis/postgis:14-3.4", "6.1.2") }],
    good: [
      files("postgres:14"),
      files("postgres:11", "4.1.13"),
      files("postgres:$POSTGRES_VERSION"),
      files("postgres"),
      files("postgres:13", "5.0.14"),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const minimum = MINIMUM.find(([django]) => isAtLeast(project, django));
    if (minimum === undefined) return notApplicable("the version of Django may not check PostgreSQL's");
    const [django, needed] = minimum;
    const image = imageOf(context);
    if (image === undefined) return notApplicable("no compose file says which PostgreSQL it runs");
    if (image.major >= needed) return satisfied();
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor === undefined) return undecided("the kind of the database is not known");
      return vendor === "postgresql" || vendor === "server"
        ? { state: "violated", at: image.at }
        : notApplicable("it is not PostgreSQL");
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      `This image runs PostgreSQL ${image.major}, which Django ${django} and newer refuse: every connection raises NotSupportedError. They need PostgreSQL ${needed} or newer.`,
      // On Heroku it is the database of development.
      project.deployment.heroku ? { severity: "info" } : {},
    );
  },
});

/** The one image of PostgreSQL that a compose file beside the deployment's files names with a version. */
function imageOf({ project, snapshot }: RuleContext): { major: number; at: Location } | undefined {
  const { root } = project.deployment;
  const listed = new Set((snapshot.directory(root) ?? []).map(({ name }) => name));
  const name = COMPOSE.find((each) => listed.has(each));
  const document = name === undefined ? undefined : snapshot.file(join(root, name));
  if (document === undefined || document.problem !== undefined) return undefined;
  const services = get(document.yaml().root, "services");
  if (services?.kind !== "mapping") return undefined;
  const images = services.pairs.flatMap((service) => {
    const image = keyText(service) === undefined ? undefined : get(service.value, "image");
    const version = image?.kind === "scalar" ? IMAGE.exec(image.value)?.[1] : undefined;
    if (image === undefined || version === undefined) return [];
    return [{ major: Number(version), at: { file: document.path, start: image.start, end: image.end } }];
  });
  return images.length === 1 ? images[0] : undefined;
}

const IMAGE = /^(?:docker\.io\/)?(?:(?:library\/)?postgres|postgis\/postgis):(\d+)(?:[.-].*)?$/;
