/** The files of the container stack: https://devcenter.heroku.com/articles/build-docker-images-heroku-yml */
import { dependencyState } from "../files/dependencies";
import { relative } from "../paths";
import { manageWords } from "../project/startCommands";
import { needsCollecting } from "../rules/collectstatic";
import { addonsFor } from "./appJson";
import type { Plan } from "./newDeployment";

/** What no image needs, and what must not be in one. */
export const DOCKERIGNORE = `.git
.env
.env.*
!.env.example
.venv
venv
__pycache__
*.pyc
node_modules
`;

function text(lines: readonly (string | readonly string[])[]): string {
  return `${lines.flat().join("\n")}\n`;
}

/** Without \`run\` the image's own command is the web process; with it, it has to be named as well. */
export function herokuYml({ report, web, migrate, worker }: Plan): string {
  const addons = addonsFor(report.variables);
  return text([
    addons.length === 0
      ? []
      : [
          "setup:",
          "  addons:",
          ...addons.flatMap(({ plan, as }) => [`    - plan: ${plan}`, `      as: ${as}`]),
        ],
    ["build:", "  docker:", "    web: Dockerfile"],
    migrate === undefined ? [] : ["release:", "  image: web", "  command:", `    - ${migrate.join(" ")}`],
    worker === undefined
      ? []
      : [
          "run:",
          `  web: ${bound(web).join(" ")}`,
          "  worker:",
          "    image: web",
          "    command:",
          `      - ${worker.join(" ")}`,
        ],
  ]);
}

/** gunicorn finds PORT by itself; that it listens there is better read in the file, where images run elsewhere too. */
function bound(web: readonly string[]): readonly string[] {
  return web[0] === "gunicorn" ? [...web, "--bind", "0.0.0.0:$PORT"] : web;
}

export function dockerfile(plan: Plan): string {
  const { python, web } = plan;
  return text([
    `FROM python:${python}-slim`,
    "",
    "ENV PYTHONUNBUFFERED=1",
    "WORKDIR /app",
    "",
    ...systemPackages(plan),
    ...installation(plan),
    "",
    "COPY . .",
    ...collectStatic(plan),
    "",
    // Heroku runs images as a user without privileges, whatever the image says.
    "RUN useradd --create-home app",
    "USER app",
    `CMD ${bound(web).join(" ")}`,
  ]);
}

/** psycopg2 is compiled; psycopg without its binary needs the library. */
function systemPackages({ report }: Plan): readonly string[] {
  const { dependencies } = report.project.deployment;
  const has = (name: string) => dependencyState(dependencies, name) === "present";
  if (!has("psycopg2") || has("psycopg2-binary")) return [];
  return [
    "RUN apt-get update \\",
    "    && apt-get install --yes --no-install-recommends gcc libc6-dev libpq-dev \\",
    "    && rm -rf /var/lib/apt/lists/*",
    "",
  ];
}

/** What installs the dependencies as Heroku's own buildpack would: without groups for development, from the lock file. */
function installation({ report }: Plan): readonly string[] {
  const { root, dependencies } = report.project.deployment;
  const { manager, source, manifest } = dependencies;
  const path = (file: string) => relative(root, file);
  switch (manager) {
    case "uv":
      return [
        "RUN pip install --no-cache-dir uv",
        'ENV PATH="/app/.venv/bin:$PATH"',
        "COPY pyproject.toml uv.lock ./",
        "RUN uv sync --locked --no-default-groups --no-install-project",
      ];
    case "poetry":
      return [
        "RUN pip install --no-cache-dir poetry",
        "COPY pyproject.toml poetry.lock ./",
        "RUN poetry config virtualenvs.create false \\",
        "    && poetry install --only main --no-root --no-interaction",
      ];
    case "pipenv":
      return [
        "RUN pip install --no-cache-dir pipenv",
        "COPY Pipfile Pipfile.lock ./",
        "RUN pipenv install --deploy --system",
      ];
    default: {
      const file = path(source ?? manifest?.path ?? "requirements.txt");
      // Files in a directory include each other.
      const from = file.includes("/") ? `${file.slice(0, file.lastIndexOf("/"))}/` : file;
      return [
        `COPY ${from} ${file.includes("/") ? from : "./"}`,
        `RUN pip install --no-cache-dir -r ${file}`,
      ];
    }
  }
}

/** Collected while the image is built, with what the settings need of the environment to load. */
function collectStatic(plan: Plan): readonly string[] {
  const words = manageWords(plan.report.project, "collectstatic", "--noinput");
  if (words === undefined || plan.loading === undefined || cannotCollect(plan) !== undefined) return [];
  const variables = [...plan.loading].map(([name, value]) => `${name}=${value}`);
  return [`RUN ${[...variables, ...words].join(" ")}`];
}

/** Why the image collects no static files; undefined if it does. */
export function cannotCollect({ report, snapshot, loading }: Plan): string | undefined {
  const { project, settings } = report;
  if (needsCollecting({ project, settings, snapshot }).judgement.state !== "violated")
    return "as far as is known, the project needs no collectstatic";
  if (settings.value("STATIC_ROOT").kind === "none") return "STATIC_ROOT is not set";
  return loading === undefined
    ? "no values of the environment variables were found with which the settings load"
    : undefined;
}
