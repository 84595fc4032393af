import { manageCall } from "../../project/processes";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";

const project = (procfile: string, run: string) => ({
  ...exampleProject,
  Procfile: procfile,
  Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
  "heroku.yml": `build:\n  docker:\n    web: Dockerfile\n${run}`,
});
const RUN = "run:\n  web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n";

export default defineRule({
  id: "heroku-yml-and-procfile",
  group: "heroku",
  severity: "info",
  summary: "A process of the Procfile is not in heroku.yml, which replaces the Procfile",
  docs: {
    why: "On the container stack Heroku starts what heroku.yml lists under `run` and `release`, or the CMD of the image, and does not read the Procfile. A worker that only the Procfile has never runs.",
    how: "Add the process to heroku.yml. If the Procfile is for your own machine, call it `Procfile.dev`.",
    references: ["https://devcenter.heroku.com/articles/build-docker-images-heroku-yml"],
  },
  examples: {
    bad: [{ code: project("web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n", RUN) }],
    good: [
      project("web: gunicorn mysite.wsgi\n", RUN),
      project(
        "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n",
        `${RUN}  worker:\n    command:\n      - celery -A mysite worker\n    image: web\n`,
      ),
      project("web: make serve\nworker: make worker\n", RUN),
      // That nothing works on the queue says it.
      {
        ...project("web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n", RUN),
        "mysite/settings.py":
          'import os\n\nROOT_URLCONF = "mysite.urls"\nCELERY_BROKER_URL = os.environ["CLOUDAMQP_URL"]\n',
        "mysite/celery.py": 'from celery import Celery\n\napp = Celery("mysite")\n',
        "blog/tasks.py": "from celery import shared_task\n",
        "requirements.txt": "celery==5.5.3\nDjango==5.2\ngunicorn\n",
      },
    ],
  },

  check({ project: { deployment } }) {
    const { target, procfile, herokuYml } = deployment;
    if (target !== "container" || procfile === undefined || herokuYml === undefined)
      return { state: "not-applicable", reason: "there are not both a heroku.yml and a Procfile" };
    if (herokuYml.problems.some(({ severity }) => severity === "error"))
      return { state: "undecided", reason: "heroku.yml is not understood" };
    if (procfile.processes.some(({ shell }) => /^(?:make|npm|yarn)$/.test(shell.commands[0]?.program ?? "")))
      return { state: "satisfied", reason: "the Procfile is for development" };
    const known = ["web", ...(herokuYml.run ?? []).map(({ name }) => name)];
    known.push(...herokuYml.build.docker.map(({ name }) => name));
    if (herokuYml.release !== undefined) known.push("release");
    const lost = procfile.processes.filter(({ name }) => !known.includes(name));
    const [first] = lost;
    if (first === undefined) return { state: "satisfied" };
    const names = lost.map(({ name }) => `\`${name}\``).join(" and ");
    const migrates = first.shell.commands.some((command) => manageCall(command)?.command === "migrate");
    const works = /worker|celery/.test(`${first.name} ${first.command}`);
    const covering = migrates ? "release-migrate-missing" : works ? "worker-process-missing" : undefined;
    return {
      state: "violated",
      message: `${names} of the Procfile never ${lost.length > 1 ? "run" : "runs"}: with heroku.yml, Heroku does not read the Procfile, and heroku.yml does not list ${lost.length > 1 ? "them" : "it"}.`,
      at: { file: procfile.path, ...first.nameRange },
      related: [
        {
          location: { file: herokuYml.path, start: 0, end: 1 },
          message: "Heroku takes the processes from here",
        },
      ],
      coveredBy: lost.length === 1 ? covering : undefined,
    } satisfies Verdict;
  },
});
