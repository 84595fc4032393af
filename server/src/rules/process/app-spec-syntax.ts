import { relative } from "../../paths";
import { type WebServer, webServers } from "../../project/serverOptions";
import type { ShellWord } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import { entryPoint, namesIn } from "../applications";
import { editOf, NOT_ON_HEROKU, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { verdictsOn } from "../servers";

export default defineRule({
  id: "app-spec-syntax",
  group: "process",
  severity: "error",
  summary: "The web server does not understand how its application is named",
  docs: {
    why: "Servers want the module as Python imports it, a colon, and the name of the application in it: `mysite.wsgi:application`. A path, a dot in place of the colon, or a name that the module does not have makes the server exit as soon as it starts; Heroku starts it again, it exits again, and requests fail with H10 (app crashed). Where no name is given, gunicorn takes `application`, Uvicorn and Daphne exit, and Hypercorn and Granian look for `app`, which Django's modules do not have.",
    how: "Write `mysite.wsgi:application`, or `mysite.asgi:application` for an ASGI server.",
    references: [
      "https://gunicorn.org/run/",
      "https://docs.djangoproject.com/en/stable/howto/deployment/asgi/uvicorn/",
      "https://devcenter.heroku.com/articles/error-codes#h10-app-crashed",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi.application\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi:application\n" },
      },
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite/wsgi.py --log-file -\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi:application --log-file -\n" },
      },
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi:app\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi:application\n" },
      },
      {
        code: { ...withAsgi(), Procfile: "web: uvicorn mysite.asgi --host 0.0.0.0 --port $PORT\n" },
        fixed: {
          ...withAsgi(),
          Procfile: "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT\n",
        },
      },
      {
        code: { ...withAsgi(), Procfile: "web: hypercorn -b 0.0.0.0:$PORT mysite.asgi\n" },
        fixed: { ...withAsgi(), Procfile: "web: hypercorn -b 0.0.0.0:$PORT mysite.asgi:application\n" },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: gunicorn $APP_MODULE\n" },
      {
        ...exampleProject,
        "mysite/wsgi.py": "from .applications import *\n",
        Procfile: "web: gunicorn mysite.wsgi:app\n",
      },
      { ...exampleProject, Procfile: "web: waitress-serve --port $PORT mysite.wsgi.application\n" },
      { ...withAsgi(), Procfile: "web: daphne -b 0.0.0.0 -p $PORT mysite.asgi:application\n" },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    return verdictsOn(webServers(context), (server): Verdict => {
      const found = problemOf(context, server);
      if (found === undefined) return { state: "satisfied" };
      const meant = found.suggestion === undefined ? "" : ` Write ${found.suggestion}.`;
      return {
        state: "violated",
        message: `${found.problem}: ${server.name} ${found.effect ?? "exits at once, and requests fail with H10 (app crashed)"}.${meant}`,
        at: found.at,
      };
    });
  },

  fixes: [
    {
      title: (context, { at }) => `Change it to ${problemAt(context, at)?.suggestion}`,
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const found = problemAt(context, at);
        const text = context.snapshot.file(at.file)?.text;
        if (found?.suggestion === undefined || text?.slice(at.start, at.end) !== found.word.raw)
          return undefined;
        const { raw } = found.word;
        const quote = /^["']/.exec(raw)?.[0] ?? "";
        return [editOf(at.file, { start: at.start, end: at.end, text: quote + found.suggestion + quote })];
      },
    },
  ],
});

interface Problem {
  readonly word: ShellWord;
  readonly at: Location;
  readonly problem: string;
  readonly effect?: string;
  /** What is meant, where there is no doubt. */
  readonly suggestion: string | undefined;
}

function problemAt(context: RuleContext, at: Location): Problem | undefined {
  return webServers(context)
    .flatMap((server) => problemOf(context, server) ?? [])
    .find((found) => samePlace(found.at, at));
}

function problemOf(context: RuleContext, server: WebServer): Problem | undefined {
  const { command, started, name } = server;
  const [word] = command.positional;
  if (word === undefined || word.dynamic || !command.understood || !started.certain) return undefined;
  if (name === "uwsgi") return undefined;
  const at = { file: started.file, start: word.start, end: word.end };
  const [module = "", attribute] = word.text.split(":");
  const found = (problem: string, suggested: string | undefined, effect?: string): Problem => {
    const names = suggested === undefined ? undefined : namesOf(context, suggested);
    const suggestion = names?.has("application") ? `${suggested}:application` : undefined;
    return { word, at, problem, suggestion, effect };
  };

  if (/\/|\.py$/.test(module)) {
    // Hypercorn and Granian take files, too.
    if (name !== "gunicorn" && name !== "uvicorn" && name !== "daphne") return undefined;
    return found(`${module} is a path, not the name of a module`, moduleAt(context, server, module));
  }
  const dot = module.lastIndexOf(".");
  const parent = attribute === undefined && dot > 0 ? module.slice(0, dot) : undefined;
  if (parent !== undefined && entryPoint(context, parent) !== undefined) {
    if (name === "waitress-serve") return undefined;
    return found(`${module} has a dot where a colon belongs`, parent);
  }
  if (attribute === undefined && (name === "uvicorn" || name === "daphne"))
    return found(
      `${module} names a module, but not the application in it`,
      entryPoint(context, module)?.name,
    );
  const names = namesOf(context, module);
  if (names === undefined) return undefined;
  if (attribute === undefined && name === "waitress-serve")
    return found(
      `${module} names a module, but not the application in it`,
      module,
      "starts, but answers every request with an error",
    );
  const wanted = attribute === undefined ? byDefault(name) : /^\w+/.exec(attribute)?.[0];
  if (wanted === undefined || names.has(wanted)) return undefined;
  return found(
    attribute === undefined
      ? `${name} looks for ${wanted} in ${module}, which does not define it`
      : `${module} does not define ${wanted}`,
    module,
  );
}

/** The object that a server takes where none is named. */
function byDefault(name: WebServer["name"]): string {
  return name === "gunicorn" ? "application" : "app";
}

function namesOf(context: RuleContext, module: string): ReadonlySet<string> | undefined {
  const found = entryPoint(context, module);
  return found && namesIn(context, found);
}

/** The wsgi.py or asgi.py that a path means, as a module. */
function moduleAt({ project }: RuleContext, { started }: WebServer, path: string): string | undefined {
  const wanted = path.replace(/^\.\//, "").replace(/\.py$/, "");
  const from = started.directory;
  if (from === undefined || from !== project.root) return undefined;
  return [...project.wsgi, ...project.asgi].find(
    (module) => relative(from, module.path).replace(/\.py$/, "") === wanted,
  )?.name;
}

/** The example project with an asgi.py. */
function withAsgi(): Record<string, string> {
  return {
    ...exampleProject,
    "mysite/asgi.py": [
      "import os",
      "from django.core.asgi import get_asgi_application",
      'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
      "application = get_asgi_application()",
      "",
    ].join("\n"),
  };
}
