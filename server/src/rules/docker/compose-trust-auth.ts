// biome-ignore-all lint/suspicious/noTemplateCurlyInString: of Compose
import type { TextEdit } from "../../edits/edit";
import { editOf, samePlace } from "../commands";
import { NO_COMPOSE, placeIn, productionServices, wholeLines } from "../docker";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied } from "../verdicts";

const METHOD = "POSTGRES_HOST_AUTH_METHOD";
const PASSWORD = "POSTGRES_PASSWORD";
const production = (...environment: string[]) => ({
  ...exampleProject,
  "compose.prod.yml": [
    "services:",
    "  db:",
    "    image: postgres:17",
    "    environment:",
    ...environment,
    "",
  ].join("\n"),
});

export default defineRule({
  id: "compose-trust-auth",
  group: "docker",
  severity: "warning",
  summary: "PostgreSQL lets everybody in without a password",
  docs: {
    why:
      "With `trust`, PostgreSQL believes everybody who connects, from any container on the network and from any machine " +
      "that reaches the port. One flaw in one container, or one published port, and all data is open.",
    how:
      "Set POSTGRES_PASSWORD instead, from the environment or as a Docker secret, and put the password into " +
      "DATABASE_URL. The image reads these variables when it creates the database: in one that exists, change pg_hba.conf, too.",
    references: [
      "https://hub.docker.com/_/postgres",
      "https://www.postgresql.org/docs/current/auth-trust.html",
    ],
  },
  examples: {
    bad: [
      {
        code: production("      POSTGRES_DB: shop", `      ${METHOD}: trust`),
        fixed: production("      POSTGRES_DB: shop", `      ${PASSWORD}: "\${${PASSWORD}:?}"`),
      },
      {
        code: production(`      - ${PASSWORD}`, `      - ${METHOD}=trust`),
        fixed: production(`      - ${PASSWORD}`),
      },
    ],
    good: [
      production(`      ${METHOD}: scram-sha-256`),
      production(`      ${METHOD}: \${${METHOD}:-trust}`),
      { ...exampleProject, "compose.yml": production(`      ${METHOD}: trust`)["compose.prod.yml"] },
    ],
  },
  check(context) {
    if (productionServices(context).length === 0) return NO_COMPOSE;
    const found = trusting(context);
    if (found.length === 0) return satisfied();
    return found.map(({ file, service, variable }): Verdict => {
      const message = `PostgreSQL asks nobody for a password: whoever can reach the service ${service.name} can read and change all data.`;
      return { state: "violated", message, at: placeIn(file.path, variable.range) };
    });
  },
  fixes: [
    {
      title: (context, { at }) =>
        trusting(context).some(
          ({ file, variable, hasPassword }) =>
            hasPassword && samePlace(placeIn(file.path, variable.range), at),
        )
          ? "Ask for the password"
          : `Ask for a password, from the variable ${PASSWORD}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = trusting(context).find(({ file, variable }) =>
          samePlace(placeIn(file.path, variable.range), at),
        );
        const document = context.snapshot.file(at.file);
        if (found === undefined || document === undefined) return undefined;
        const line = wholeLines(document, found.variable.range);
        const edit = editOfLine(document.text.slice(line.start, line.end), found.hasPassword);
        return edit === undefined ? undefined : [editOf(at.file, { ...line, ...edit })];
      },
    },
  ],
});

function trusting(context: RuleContext) {
  return productionServices(context).flatMap(({ file, service }) => {
    const variable = service.environment.find(({ name }) => name === METHOD);
    if (variable?.value !== "trust") return [];
    const hasPassword = service.environment.some(({ name }) => name.startsWith(PASSWORD));
    return [{ file, service, variable, hasPassword }];
  });
}

/** Asks for a password in the way in which the line is written; undefined where it holds more than the variable. */
function editOfLine(line: string, hasPassword: boolean): Pick<TextEdit, "text"> | undefined {
  const match =
    /^(\s*)(-\s+)?(["']?)POSTGRES_HOST_AUTH_METHOD(["']?\s*[:=]\s*)["']?trust["']?\s*?(\s*#.*)?(\r?\n?)$/.exec(
      line,
    );
  if (match === null) return undefined;
  if (hasPassword) return { text: "" };
  const [, indentation, dash = "", , , , end] = match;
  const code = dash === "" ? `${PASSWORD}: "\${${PASSWORD}:?}"` : `${dash}${PASSWORD}=\${${PASSWORD}:?}`;
  return { text: `${indentation}${code}${end}` };
}
