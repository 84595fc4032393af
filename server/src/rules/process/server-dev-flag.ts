import type { ServerName } from "../../project/programs";
import type { ServerValue, WebServer } from "../../project/serverOptions";
import type { Location } from "../../syntax/text";
import { samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Severity, type Verdict } from "../rule";
import { changeValue, herokuServers, placeOf, removeValue, saidIn, verdictsOn } from "../servers";

/** What a flag does to a dyno. */
type Effect = "ends" | "background" | "reload" | "debug";

const FLAGS: Readonly<Partial<Record<ServerName, Readonly<Record<string, Effect>>>>> = {
  gunicorn: {
    "--daemon": "background",
    "--check-config": "ends",
    "--print-config": "ends",
    "--reload": "reload",
    "--spew": "debug",
  },
  uvicorn: { "--reload": "reload" },
  hypercorn: { "--reload": "reload", "--debug": "debug" },
  granian: { "--reload": "reload" },
  "waitress-serve": { "--expose-tracebacks": "debug" },
  uwsgi: { "--daemonize": "background", "--daemonize2": "background", "--py-autoreload": "reload" },
};

const EFFECTS: Readonly<Record<Effect, { readonly severity: Severity; readonly message: string }>> = {
  background: {
    severity: "error",
    message:
      "moves the server to the background, so its command ends: Heroku takes that for a crash and stops the dyno (H10).",
  },
  ends: {
    severity: "error",
    message: "prints something and ends without serving a request: Heroku takes that for a crash (H10).",
  },
  reload: {
    severity: "warning",
    message: "watches all files for changes, which never happen on a dyno, and costs memory and CPU time.",
  },
  debug: {
    severity: "warning",
    message: "shows or logs what only developers should see, and makes the server slower.",
  },
};

export default defineRule({
  id: "server-dev-flag",
  group: "process",
  severity: "warning",
  summary: "The web server is started with an option for development",
  docs: {
    why: "`--reload` watches the project's files and starts again when one changes. On a dyno none does, and the watching costs memory and CPU time in every dyno. `--daemon` is worse: the server goes to the background, the command that Heroku watches ends, and the dyno is stopped as crashed.",
    how: 'Leave the option out of the command that production starts. In gunicorn.conf.py it can follow a variable: `reload = "DYNO" not in os.environ`.',
    references: [
      "https://gunicorn.org/reference/settings/#reload",
      "https://www.uvicorn.org/settings/#development",
      "https://devcenter.heroku.com/articles/error-codes#h10-app-crashed",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --reload --log-file -\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file -\n" },
      },
      {
        code: { ...exampleProject, Procfile: "web: gunicorn -D mysite.wsgi\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py": "timeout = 20\nreload = True\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "gunicorn.conf.py": "timeout = 20\nreload = False\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi $GUNICORN_OPTIONS\n" },
      {
        ...exampleProject,
        "gunicorn.conf.py": 'import os\n\nreload = "DYNO" not in os.environ\n',
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): readonly Verdict[] => {
      const found = devFlags(server);
      if (found.length === 0) return [{ state: "satisfied" }];
      return found.map(({ name, effect, value, at }): Verdict => {
        const { severity, message } = EFFECTS[effect];
        const said = `${server.name} ${name}${saidIn(value)}`;
        return { state: "violated", severity, message: `${said} ${message}`, at };
      });
    });
  },

  fixes: [
    {
      title: (context, { at }) => `Start without ${flagAt(context, at)?.flag.name}`,
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const { server, flag } = flagAt(context, at) ?? {};
        if (server === undefined || flag === undefined) return undefined;
        if (flag.value.kind === "command") return removeValue(context, server, flag.name);
        return at.file.endsWith(".py")
          ? changeValue(context, server, flag.value, "false", "False")
          : undefined;
      },
    },
  ],
});

interface DevFlag {
  readonly name: string;
  readonly effect: Effect;
  readonly value: ServerValue;
  readonly at: Location;
}

function devFlags(server: WebServer): readonly DevFlag[] {
  return Object.entries(FLAGS[server.name] ?? {}).flatMap(([name, effect]): DevFlag[] => {
    const value = server.value(name);
    if (value?.text === undefined || /^(?:false|0|)$/.test(value.text)) return [];
    return [{ name, effect, value, at: placeOf(server, value) }];
  });
}

function flagAt(context: RuleContext, at: Location) {
  return herokuServers(context)
    .flatMap((server) => devFlags(server).map((flag) => ({ server, flag })))
    .find(({ flag }) => samePlace(flag.at, at));
}
