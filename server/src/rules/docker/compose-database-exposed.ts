// biome-ignore-all lint/suspicious/noTemplateCurlyInString: of Compose
import type { ComposePort, ComposeService } from "../../files/compose";
import { editOf, samePlace } from "../commands";
import { imageName, NO_COMPOSE, placeIn, productionServices } from "../docker";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied } from "../verdicts";

const production = (port: string, image = "postgres:17") => ({
  ...exampleProject,
  "compose.prod.yml": ["services:", "  db:", `    image: ${image}`, "    ports:", `      - ${port}`, ""].join(
    "\n",
  ),
});

export default defineRule({
  id: "compose-database-exposed",
  group: "docker",
  severity: "warning",
  summary: "The database's port is open to the network",
  docs: {
    why:
      "Compose publishes a port on all addresses of the machine, and Docker's rules go before those of a firewall such " +
      "as ufw. Anyone can then try passwords on the database, and a Redis without a password is simply open. The other " +
      "services of the file do not need it: they reach the database over their own network.",
    how: "Delete the port, or publish it for the machine itself only: `127.0.0.1:5432:5432`.",
    references: [
      "https://docs.docker.com/engine/network/port-publishing/",
      "https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw",
    ],
  },
  examples: {
    bad: [
      { code: production('"5432:5432"'), fixed: production('"127.0.0.1:5432:5432"') },
      {
        code: production("6379:6379", "redis:8-alpine"),
        fixed: production("127.0.0.1:6379:6379", "redis:8-alpine"),
      },
    ],
    good: [
      production('"127.0.0.1:5432:5432"'),
      production('"${DB_PORT}:5432"'),
      production('"8000:8000"', "shop"),
      { ...exampleProject, "compose.yml": production("5432:5432")["compose.prod.yml"] },
    ],
  },
  check(context) {
    if (productionServices(context).length === 0) return NO_COMPOSE;
    const found = exposed(context);
    if (found.length === 0) return satisfied();
    return found.map(({ path, service, port, database }): Verdict => {
      const message = `${database} of the service ${service.name} is open on port ${port.published} of all addresses of the machine, even past firewalls such as ufw: anyone who reaches the machine can try to log in.`;
      return { state: "violated", message, at: placeIn(path, port) };
    });
  },
  fixes: [
    {
      title: "Publish the port on 127.0.0.1 only",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = exposed(context).find(({ path, port }) => samePlace(placeIn(path, port), at));
        const written = context.snapshot.file(at.file)?.text.slice(at.start, at.end);
        if (found === undefined || written !== found.port.text || !/^\d+:\d+/.test(written)) return undefined;
        return [editOf(at.file, { start: at.start, end: at.start, text: "127.0.0.1:" })];
      },
    },
  ],
});

/** Images of databases, with the port that they listen on. */
const DATABASES: readonly (readonly [image: RegExp, name: string, port: string])[] = [
  [/^(?:postgres|postgresql|postgis|pgvector|timescaledb(?:-ha)?)$/, "PostgreSQL", "5432"],
  [/^(?:redis|redis-stack|redis-stack-server|valkey)$/, "Redis", "6379"],
  [/^(?:mysql|mariadb|percona)$/, "MySQL", "3306"],
  [/^mongo$/, "MongoDB", "27017"],
  [/^memcached$/, "Memcached", "11211"],
];

function exposed(
  context: RuleContext,
): { path: string; service: ComposeService; port: ComposePort; database: string }[] {
  return productionServices(context).flatMap(({ file, service }) => {
    const image = imageName(service);
    const database = DATABASES.find(([pattern]) => image !== undefined && pattern.test(image));
    if (database === undefined) return [];
    return service.ports.flatMap((port) => {
      const isOpen = port.address === undefined || port.address === "0.0.0.0" || port.address === "[::]";
      const isFixed = /^\d+$/.test(port.published ?? "") && port.target === database[2];
      return isOpen && isFixed ? [{ path: file.path, service, port, database: database[1] }] : [];
    });
  });
}
