import { type WebServer, webServers } from "../../project/serverOptions";
import type { Location } from "../../syntax/text";
import { NOT_ON_HEROKU, samePlace, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { installedState } from "../packages";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { changeValue, placeOf, verdictsOn } from "../servers";
import { isPackageBelow, packageAtLeast } from "../versions";

export default defineRule({
  id: "gunicorn-worker-unavailable",
  group: "process",
  severity: "error",
  summary: "gunicorn is told to use a worker class that is not installed",
  docs: {
    why: "Worker classes other than sync and gthread come from other packages: gevent, tornado, uvicorn-worker. Without the package gunicorn ends as soon as it starts, and requests fail with H10 (app crashed). gunicorn 26 has no eventlet worker any more, and only gunicorn 24 and newer have the worker class asgi.",
    how: "Add the package to the dependencies, or choose another worker class: gthread with `--threads` needs none.",
    references: ["https://gunicorn.org/reference/settings/#worker_class", "https://gunicorn.org/design/"],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn==23.0.0\n",
          Procfile: "web: gunicorn mysite.wsgi -k gevent\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngevent\ngunicorn==23.0.0\n",
          Procfile: "web: gunicorn mysite.wsgi -k gevent\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\neventlet==0.40.3\ngunicorn==26.0.0\n",
          Procfile: "web: gunicorn mysite.wsgi -k eventlet\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\neventlet==0.40.3\ngevent\ngunicorn==26.0.0\n",
          Procfile: "web: gunicorn mysite.wsgi -k gevent\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn==23.0.0\n",
          "gunicorn.conf.py": 'worker_class = "asgi"\n',
          Procfile: "web: gunicorn mysite.asgi\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        "requirements.txt": "Django==5.2\ngunicorn[gevent]==23.0.0\n",
        Procfile: "web: gunicorn mysite.wsgi -k gevent\n",
      },
      {
        ...exampleProject,
        "requirements.txt": "Django==5.2\ngunicorn==25.3.0\n",
        Procfile: "web: gunicorn mysite.asgi -k asgi\n",
      },
      {
        ...exampleProject,
        "requirements.txt": "Django==5.2\neventlet==0.36.1\ngunicorn==22.0.0\n",
        Procfile: "web: gunicorn mysite.wsgi -k eventlet\n",
      },
      {
        ...exampleProject,
        "requirements.txt": "Django==5.2\ngunicorn==23.0.0\n",
        Procfile: "web: gunicorn mysite.wsgi -k $WORKER_CLASS\n",
      },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    return verdictsOn(webServers(context), (server): Verdict => {
      const found = unavailable(context, server);
      if (found === undefined) return { state: "satisfied" };
      return {
        state: "violated",
        message: `gunicorn is told to use the worker class ${found.worker}, ${found.why}: it exits at once, and requests fail with H10 (app crashed).`,
        at: found.at,
      };
    });
  },

  fixes: [
    {
      title: (context, { at }) => `Add ${serverAt(context, at)?.found.add} to the dependencies`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const add = serverAt(context, at)?.found.add;
        return add === undefined ? undefined : withPackages(context, [add], []);
      },
    },
    {
      title: "Use the worker class gevent",
      safety: "review",
      edits(context, { at }) {
        const { server, found } = serverAt(context, at) ?? {};
        const value = server?.value("--worker-class");
        if (server === undefined || value === undefined || found?.worker !== "eventlet") return undefined;
        const changes = changeValue(context, server, value, "gevent", '"gevent"');
        return changes && withPackages(context, ["gevent"], changes);
      },
    },
  ],
});

interface Unavailable {
  readonly worker: string;
  readonly why: string;
  /** The package that brings it. */
  readonly add: string | undefined;
  readonly at: Location;
}

/** The package that each worker class comes from. */
const PACKAGES: readonly (readonly [worker: RegExp, name: string])[] = [
  [/^gevent(?:_wsgi|_pywsgi)?$/, "gevent"],
  [/^eventlet$/, "eventlet"],
  [/^tornado$/, "tornado"],
  [/^uvicorn_worker\./, "uvicorn-worker"],
  [/^uvicorn\.workers\./, "uvicorn"],
];

function unavailable(context: RuleContext, server: WebServer): Unavailable | undefined {
  if (server.name !== "gunicorn" || !server.started.certain) return undefined;
  const value = server.value("--worker-class");
  const worker = value?.text;
  if (worker === undefined) return undefined;
  const at = placeOf(server, value);
  const { project } = context;
  if (worker === "eventlet" && packageAtLeast(project, "gunicorn", [26, 0]))
    return { worker, why: "which gunicorn 26 and newer do not have", add: undefined, at };
  if (worker === "asgi" && isPackageBelow(project, "gunicorn", [24, 0]))
    return { worker, why: "which gunicorn before 24 does not have", add: undefined, at };
  const name = PACKAGES.find(([pattern]) => pattern.test(worker))?.[1];
  if (name === undefined || installedState(context, name) !== "absent") return undefined;
  const why = `but ${project.deployment.dependencies.source} does not install ${name}`;
  return { worker, why, add: name, at };
}

function serverAt(context: RuleContext, at: Location) {
  return webServers(context)
    .flatMap((server) => {
      const found = unavailable(context, server);
      return found === undefined ? [] : [{ server, found }];
    })
    .find(({ found }) => samePlace(found.at, at));
}
