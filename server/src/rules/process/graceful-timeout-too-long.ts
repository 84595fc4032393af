import type { ServerName } from "../../project/programs";
import type { ServerValue, WebServer } from "../../project/serverOptions";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { changeValue, herokuServers, placeOf, saidIn, verdictsOn, wrongValueAt } from "../servers";

const OPTIONS: Readonly<Partial<Record<ServerName, string>>> = {
  gunicorn: "--graceful-timeout",
  hypercorn: "--graceful-timeout",
  uvicorn: "--timeout-graceful-shutdown",
};

export default defineRule({
  id: "graceful-timeout-too-long",
  group: "process",
  severity: "info",
  summary: "The web server takes longer to stop than Heroku allows",
  docs: {
    why: "Heroku sends SIGTERM to a dyno that is to stop, at each deploy and once a day, and kills it 30 seconds later. A server that lets requests finish for longer is killed in the middle of them, without a chance to close what it has open.",
    how: "Leave less than 30 seconds: 25 is enough, as the router gives a request 30 seconds in all.",
    references: [
      "https://devcenter.heroku.com/articles/dyno-shutdown-behavior",
      "https://gunicorn.org/reference/settings/#graceful_timeout",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --graceful-timeout=120\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --graceful-timeout=25\n" },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py": "graceful_timeout = 60  # slow reports\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "gunicorn.conf.py": "graceful_timeout = 25  # slow reports\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --graceful-timeout 30\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --graceful-timeout $GRACE\n" },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): Verdict => {
      const value = tooLong(server);
      if (value === undefined) return { state: "satisfied" };
      return {
        state: "violated",
        message: `When the dyno stops, ${server.name} gives running requests ${value.text} seconds to finish${saidIn(value)}, but Heroku kills it 30 seconds after SIGTERM. Slower requests are cut off.`,
        at: placeOf(server, value),
      };
    });
  },

  fixes: [
    {
      title: "Stop within 25 seconds",
      safety: "safe",
      preferred: true,
      edits(context, finding) {
        const found = wrongValueAt(context, tooLong, finding);
        return found && changeValue(context, found.server, found.value, "25", "25");
      },
    },
  ],
});

function tooLong(server: WebServer): ServerValue | undefined {
  const option = OPTIONS[server.name];
  const value = option === undefined ? undefined : server.value(option);
  return /^\d+$/.test(value?.text ?? "") && Number(value!.text) > 30 ? value : undefined;
}
