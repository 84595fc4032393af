import type { Process } from "../../project/processes";
import { listenOptions, type OptionValue, type ServerCommand, serverCommands } from "../../project/webServer";
import type { Location } from "../../syntax/text";
import { editOf, NO_WEB_PROCESS, samePlace, webProcesses } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

export default defineRule({
  id: "web-fixed-port",
  group: "process",
  severity: "error",
  summary: "The web server listens on a fixed port instead of $PORT",
  docs: {
    why: "Heroku chooses a port for each dyno and passes it in the variable PORT. A server that listens on another one never gets a request, and after 60 seconds Heroku stops the dyno (R10: boot timeout). gunicorn reads PORT by itself, but only while no address is given: `-b 0.0.0.0` alone means port 8000.",
    how: "Write `0.0.0.0:$PORT`, or leave the option out where gunicorn is the server.",
    references: [
      "https://devcenter.heroku.com/articles/dynos#local-environment-variables",
      "https://docs.gunicorn.org/en/stable/settings.html#bind",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --bind 0.0.0.0:8000 --log-file -\n" },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT --log-file -\n",
        },
      },
      {
        code: { ...exampleProject, Procfile: "web: gunicorn -b 0.0.0.0 mysite.wsgi\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn -b 0.0.0.0:$PORT mysite.wsgi\n" },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi -b 0.0.0.0:$PORT\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi $GUNICORN_OPTIONS\n" },
      { ...exampleProject, Procfile: "web: bin/start-nginx gunicorn -b 127.0.0.1:8000 mysite.wsgi\n" },
    ],
  },

  check(context) {
    if (webProcesses(context).length === 0) return NO_WEB_PROCESS;
    const found = fixedPorts(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(
      ({ server, value, port, at }): Verdict => ({
        state: "violated",
        message: `${server.server} ${
          value.address && !value.text.includes(port)
            ? `is given an address without a port and listens on its default, ${port},`
            : `listens on port ${port}`
        } whatever PORT says. Heroku sends requests to $PORT and stops a dyno that does not listen there within 60 seconds (R10).`,
        at,
      }),
    );
  },

  fixes: [
    {
      title: "Listen on $PORT",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const found = fixedPorts(context).find((candidate) => samePlace(candidate.at, at));
        const text = context.snapshot.file(at.file)?.text;
        if (found === undefined || text === undefined || !found.process.expandsVariables) return undefined;
        const { value } = found;
        const written = text.slice(at.start, at.end);
        const replacement = value.address ? `${publicHost(value.text)}:$PORT` : "$PORT";
        if (written === value.text || written === value.words[1]?.raw) {
          return [editOf(at.file, { start: at.start, end: at.end, text: replacement })];
        }
        // Quotes inside the word: `--bind="0.0.0.0:8000"`.
        if (written !== value.words[0]?.raw) return undefined;
        return [editOf(at.file, { start: at.start, end: at.end, text: `${value.option}=${replacement}` })];
      },
    },
  ],
});

interface FixedPort {
  readonly process: Process;
  readonly server: ServerCommand;
  readonly value: OptionValue & { readonly address: boolean };
  readonly port: string;
  readonly at: Location;
}

function fixedPorts(context: RuleContext): FixedPort[] {
  return webProcesses(context).flatMap((process) => {
    const { shell } = process;
    // nginx or another server in front of it listens on PORT then, and hands requests on to a fixed port.
    const fronted = shell.commands.some(
      ({ background, wrappers, program }) =>
        background ||
        program === undefined ||
        program.includes("nginx") ||
        wrappers.some((name) => name.includes("nginx")),
    );
    if (shell.broken || fronted) return [];
    return serverCommands(shell).flatMap((server): FixedPort[] => {
      const listens = listenOptions(server);
      const ports = listens.map((value) => portOf(server, value));
      const first = ports[0];
      if (server.command.conditional || first === undefined || ports.includes(undefined)) return [];
      const value = listens[0]!;
      const at = { file: process.at.file, start: value.range.start, end: value.range.end };
      return [{ process, server, value, port: first, at }];
    });
  });
}

/** The port an option fixes; undefined if it is a variable, a socket, or not understood. */
function portOf(
  { server }: ServerCommand,
  value: OptionValue & { readonly address: boolean },
): string | undefined {
  if (value.dynamic) return undefined;
  if (!value.address) return /^\d+$/.test(value.text) ? value.text : undefined;
  const port = /^[^:]*:(\d+)$|^\[[^\]]*\]:(\d+)$/.exec(value.text);
  if (port !== null) return port[1] ?? port[2];
  const bare = /^[\w.-]+$/.test(value.text) && !value.text.includes("/");
  return bare && !/^\d+$/.test(value.text) && (server === "gunicorn" || server === "hypercorn")
    ? "8000"
    : undefined;
}

/** The host of an address; one that only the dyno itself can reach becomes one that the router can. */
function publicHost(address: string): string {
  const host = address.replace(/:\d+$/, "");
  if (host === "127.0.0.1" || host === "localhost") return "0.0.0.0";
  return host === "[::1]" ? "[::]" : host;
}
