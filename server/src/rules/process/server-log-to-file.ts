import type { ServerName } from "../../project/programs";
import type { ServerValue, WebServer } from "../../project/serverOptions";
import type { Location } from "../../syntax/text";
import { samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { changeValue, herokuServers, placeOf, saidIn, verdictsOn } from "../servers";

const OPTIONS: Readonly<Partial<Record<ServerName, readonly string[]>>> = {
  gunicorn: ["--error-logfile", "--access-logfile"],
  hypercorn: ["--error-logfile", "--access-logfile", "--error-log", "--access-log"],
  daphne: ["--access-log"],
  uwsgi: ["--logto", "--logto2"],
};

/** Standard output and standard error by other names. */
const STREAM = /^(?:-|\/dev\/(?:stdout|stderr|fd\/[12]|null)|\/proc\/(?:1|self)\/fd\/[12])$/;

export default defineRule({
  id: "server-log-to-file",
  group: "process",
  severity: "warning",
  summary: "The web server logs to a file that is lost with the dyno",
  docs: {
    why: "Heroku collects what a process writes to standard output and standard error; `heroku logs` and log drains show nothing else. A file stands on the dyno's own disk, which nobody sees and which is gone after each restart, and with it the traceback of the start that failed.",
    how: "Give `-` in place of a file name, or leave the option out: gunicorn writes its errors to standard error by itself.",
    references: [
      "https://devcenter.heroku.com/articles/logging",
      "https://gunicorn.org/reference/settings/#errorlog",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file logs/gunicorn.log\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file -\n" },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py": 'errorlog = "/var/log/gunicorn/error.log"\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "gunicorn.conf.py": 'errorlog = "-"\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file - --access-logfile -\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file $LOG_FILE\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --access-logfile /dev/stdout\n" },
      {
        ...exampleProject,
        "gunicorn.conf.py": 'errorlog = "/var/log/gunicorn/error.log"\n',
        Procfile: "web: gunicorn mysite.wsgi --error-logfile -\n",
      },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): readonly Verdict[] => {
      const found = logFiles(server);
      if (found.length === 0) return [{ state: "satisfied" }];
      return found.map((value) => ({
        state: "violated",
        message: `${server.name} logs to the file ${value.text}${saidIn(value)}: \`heroku logs\` does not show it, and the file is lost when the dyno restarts.`,
        at: placeOf(server, value),
      }));
    });
  },

  fixes: [
    {
      title: "Log to Heroku's log stream",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const found = logFileAt(context, at);
        if (found === undefined || found.server.name === "uwsgi") return undefined;
        return changeValue(context, found.server, found.value, "-", '"-"');
      },
    },
  ],
});

function logFiles(server: WebServer): readonly ServerValue[] {
  return (OPTIONS[server.name] ?? []).flatMap((name) => {
    const value = server.value(name);
    // uWSGI may log to an address, too.
    const isFile = value?.text !== undefined && value.text !== "" && !STREAM.test(value.text);
    return isFile && !(server.name === "uwsgi" && value.text!.includes(":")) ? [value] : [];
  });
}

function logFileAt(context: RuleContext, at: Location) {
  return herokuServers(context)
    .flatMap((server) => logFiles(server).map((value) => ({ server, value })))
    .find(({ server, value }) => samePlace(placeOf(server, value), at));
}
