/**
 * Real web servers, started as the Procfile says with PORT set: what they are told, where they listen, whether they serve the
 * application, and whether the redirect to HTTPS ends behind a proxy. All as we say.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { discoverProjects } from "../../server/src/project/discover";
import { listeningOf } from "../../server/src/project/listening";
import { programTable } from "../../server/src/project/programs";
import { type WebServer, webServers } from "../../server/src/project/serverOptions";
import { type Files, verdictsOn } from "../support/exampleProject";
import { testGrammars } from "../support/grammars";
import { memorySnapshot } from "../support/memorySnapshot";
import { withPath } from "./deployed";
import { execute, readServers, removeTemporary, temporaryDirectory, type Variables } from "./django";
import { type Answer, ask, freePort } from "./server";

await testGrammars();
afterAll(removeTemporary);

const venv = readServers();
const bin = path.dirname(venv.python);
const skipped = venv.needs === undefined ? "" : ` (skipped: needs ${venv.needs})`;

const setsModule = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n';

/** A project of Django's. */
const project: Files = {
  "manage.py": `${setsModule}from django.core.management import execute_from_command_line\n`,
  "requirements.txt":
    "Django~=5.2.0\ngunicorn\nuvicorn\nuvicorn-worker\ndaphne\nhypercorn\ngranian\nwaitress\n",
  "mysite/__init__.py": "",
  "mysite/settings.py": 'SECRET_KEY = "x" * 60\nALLOWED_HOSTS = ["*"]\nROOT_URLCONF = "mysite.urls"\n',
  "mysite/urls.py":
    'from django.http import HttpResponse\nfrom django.urls import path\n\nurlpatterns = [path("", lambda request: HttpResponse("here"))]\n',
  "mysite/wsgi.py": `${setsModule}from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n`,
  "mysite/asgi.py": `${setsModule}from django.core.asgi import get_asgi_application\n\napplication = get_asgi_application()\n`,
};

/** The same with applications that start at once, where no page is asked for. */
const small: Files = {
  ...project,
  "mysite/wsgi.py": `${setsModule}\ndef application(environ, start_response):\n    start_response("200 OK", [])\n    return [b"here"]\n`,
  "mysite/asgi.py": `${setsModule}\nasync def application(scope, receive, send):\n    if scope["type"] == "lifespan":\n        await receive()\n        await send({"type": "lifespan.startup.complete"})\n        await receive()\n        await send({"type": "lifespan.shutdown.complete"})\n`,
};

const withCommand = (files: Files, command: string): Files => ({ ...files, Procfile: `web: ${command}\n` });

function write(files: Files): string {
  const directory = temporaryDirectory();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
  return directory;
}

/** The web server as we see it. */
function modelOf(files: Files): WebServer {
  const snapshot = memorySnapshot(files);
  const [found] = discoverProjects(snapshot);
  const [server] = webServers({ snapshot, project: found! });
  expect(server).toBeDefined();
  return server!;
}

/** Starts a command as Heroku does, calls `use`, and stops it with all its children. */
async function running<T>(
  files: Files,
  command: string,
  variables: Variables,
  use: (state: { readonly child: ChildProcess; readonly printed: () => string }) => Promise<T>,
): Promise<T> {
  const child = spawn("/bin/bash", ["-c", command], {
    cwd: write(files),
    env: withPath(bin, variables),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  child.stderr.on("data", (chunk) => (printed += chunk));
  const closed = new Promise((resolve) => child.on("close", resolve));
  try {
    return await use({ child, printed: () => printed });
  } finally {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // It has stopped by itself.
    }
    await closed;
  }
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
  });
}

/** Asks again and again, as long as the server runs. */
async function until<T>(
  { child, printed }: { readonly child: ChildProcess; readonly printed: () => string },
  question: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await question();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server ${child.exitCode === null ? "does not answer" : "stopped"}:\n${printed()}`);
}

/** Which of some ports a server listens on, and who reaches it: 127.0.0.2 is this machine too, but not 127.0.0.1. */
async function listensOn(
  files: Files,
  command: string,
  variables: Variables,
  ports: readonly number[],
  expected: readonly string[],
) {
  // One address may be there a moment before the other.
  const patience = { rounds: 20 };
  const reached = async () => {
    const found: string[] = [];
    for (const port of ports) {
      const own = (await connects("127.0.0.1", port)) || (await connects("::1", port));
      if (own) found.push(`${port} ${(await connects("127.0.0.2", port)) ? "all" : "loopback"}`);
    }
    const done = found.length >= expected.length || (found.length > 0 && patience.rounds-- === 0);
    return done ? found.sort() : undefined;
  };
  return running(files, command, variables, (state) => until(state, reached));
}

describe.skipIf(venv.needs)(`options${skipped}`, () => {
  const commands: readonly { readonly program: string; readonly subcommand?: string }[] = [
    { program: "gunicorn" },
    { program: "uvicorn" },
    { program: "daphne" },
    { program: "hypercorn" },
    { program: "granian" },
    { program: "waitress-serve" },
    { program: "celery" },
    { program: "celery", subcommand: "worker" },
    { program: "celery", subcommand: "beat" },
    { program: "rq", subcommand: "worker" },
  ];

  test.each(commands)("$program $subcommand", async ({ program, subcommand }) => {
    const args = [...(subcommand === undefined ? [] : [subcommand]), "--help"];
    const { stdout, stderr } = await execute(
      path.join(bin, program),
      args,
      "/",
      withPath(bin, { COLUMNS: "200" }),
    );
    const { byName } = programTable(program, subcommand)!;
    const wrong: string[] = [];
    for (const { names, valued } of helpOptions(stdout + stderr)) {
      for (const name of names) {
        const known = byName.get(name);
        if (known === undefined) wrong.push(`${name} is not in the table`);
        else if ((known.value !== undefined) !== valued)
          wrong.push(`${name} ${valued ? "has a" : "has no"} value`);
      }
    }
    expect(wrong).toEqual([]);
    expect(byName.size).toBeGreaterThan(8);
  });
});

/** The options that a program's --help lists. */
function helpOptions(help: string): { readonly names: readonly string[]; readonly valued: boolean }[] {
  return [...help.matchAll(/^ {2,6}(-[^\n]*)/gm)].flatMap(([, line]) => {
    // The sentence begins behind two spaces.
    const written = line!.split(/ {2,}/)[0]!.replace("--[no-]", "--");
    const names = [...written.matchAll(/(?:^|[ ,/])(-{1,2}[A-Za-z][\w-]*)/g)].map(([, name]) => name!);
    const valued = /=\S|[= ](?:[A-Z]{2}|[[<{])/.test(written);
    // A value that may be left out.
    return names.length === 0 || / \[[A-Z]+\]$/.test(written) ? [] : [{ names, valued }];
  });
}

describe.skipIf(venv.needs)(`what gunicorn is told${skipped}`, () => {
  const conf =
    "timeout = 11\nworkers = 2\nthreads = 3\nkeepalive = 7\nbind = ['127.0.0.1:1', '127.0.0.1:2']\n";
  const rows: readonly { readonly command: string; readonly files?: Files }[] = [
    { command: "gunicorn mysite.wsgi" },
    { command: "gunicorn mysite.wsgi", files: { "gunicorn.conf.py": conf } },
    { command: "gunicorn -w 4 -b 127.0.0.1:3 mysite.wsgi", files: { "gunicorn.conf.py": conf } },
    {
      command: "GUNICORN_CMD_ARGS='-w 5 --timeout=12' gunicorn mysite.wsgi",
      files: { "gunicorn.conf.py": conf },
    },
    {
      command: "GUNICORN_CMD_ARGS='-w 5 -t 12' gunicorn -w 6 mysite.wsgi",
      files: { "gunicorn.conf.py": conf },
    },
    {
      command: "gunicorn -c config/web.py mysite.wsgi",
      files: { "gunicorn.conf.py": conf, "config/web.py": "workers = 8\n" },
    },
    {
      command: "gunicorn -c python:config.web mysite.wsgi",
      files: { "config/__init__.py": "", "config/web.py": "threads = 9\n" },
    },
    {
      command: "cd config && gunicorn --chdir .. mysite.wsgi",
      files: { "config/gunicorn.conf.py": "threads = 9\n" },
    },
    { command: "gunicorn --graceful 5 --max-requests-j=3 mysite.wsgi" },
    {
      command: "GUNICORN_CMD_ARGS='-c config/web.py' gunicorn mysite.wsgi",
      files: { "gunicorn.conf.py": conf, "config/web.py": "workers = 8\n" },
    },
    {
      command: "gunicorn mysite.wsgi",
      files: {
        "gunicorn.conf.py":
          "import os\nbind = f\"0.0.0.0:{os.environ['PORT']}\"\nworkers = int(os.environ.get('WORKERS_', 1)) * 2\n",
      },
    },
    {
      command: "gunicorn mysite.wsgi",
      files: { "gunicorn.conf.py": "bind = '127.0.0.1:5,127.0.0.1:6'\nBIND = 'x'\nTIMEOUT = 99\n" },
    },
  ];
  const names = [
    "--bind",
    "--workers",
    "--timeout",
    "--threads",
    "--keep-alive",
    "--graceful-timeout",
    "--max-requests-jitter",
  ];

  test.concurrent.each(rows)("$command $files", async ({ command, files = {} }) => {
    const all = withCommand({ ...small, ...files }, command);
    const server = modelOf(all);
    const printing = command.replace(/gunicorn (?!.*gunicorn )/, "gunicorn --print-config ");
    const variables = withPath(bin, { PORT: "4321", WEB_CONCURRENCY: "1" });
    const { stdout, stderr } = await execute("/bin/bash", ["-c", printing], write(all), variables);
    const real = new Map([...stdout.matchAll(/^(\w+) += (.*)$/gm)].map(([, name, value]) => [name, value]));
    expect(real.size, stderr).toBeGreaterThan(50);
    const { byName } = programTable("gunicorn")!;
    for (const name of names) {
      const { setting, byDefault } = byName.get(name)!;
      const given = server.values(name);
      // What nobody knows says nothing.
      if (given.some(({ text }) => text === undefined)) continue;
      const own = { bind: "0.0.0.0:4321", workers: "1" }[setting] ?? byDefault;
      const texts = given.map(({ text }) => text!.replace("$PORT", "4321"));
      const expected =
        name === "--bind"
          ? `['${(texts.length === 0 ? [own] : texts).join("', '")}']`
          : (texts.at(-1) ?? own);
      expect(`${setting} ${real.get(setting)}`).toBe(`${setting} ${expected}`);
    }
  });
});

describe.skipIf(venv.needs || process.platform !== "linux")(`where they listen${skipped}`, () => {
  /** FIXED stands for a port that is free. */
  const rows: readonly { readonly command: string; readonly conf?: string }[] = [
    { command: "gunicorn mysite.wsgi" },
    { command: "gunicorn -b 0.0.0.0:FIXED mysite.wsgi" },
    { command: "gunicorn --bind=127.0.0.1:$PORT mysite.wsgi" },
    { command: "gunicorn -b :$PORT mysite.wsgi" },
    { command: "gunicorn -b [::]:$PORT mysite.wsgi" },
    { command: `gunicorn -b localhost:FIXED -b 0.0.0.0:\${PORT:-8000} mysite.wsgi` },
    { command: "GUNICORN_CMD_ARGS=--bind=127.0.0.1:FIXED gunicorn mysite.wsgi" },
    { command: "GUNICORN_CMD_ARGS=--bind=127.0.0.1:FIXED gunicorn -b 0.0.0.0:$PORT mysite.wsgi" },
    { command: "gunicorn mysite.wsgi", conf: "bind = '127.0.0.1:FIXED'\n" },
    { command: "gunicorn -b 0.0.0.0:$PORT mysite.wsgi", conf: "bind = '127.0.0.1:FIXED'\n" },
    { command: "gunicorn mysite.wsgi", conf: "import os\n\nbind = ':' + os.environ.get('PORT', '8000')\n" },
    {
      command: "gunicorn mysite.wsgi",
      conf: "import os\n\nbind = ['127.0.0.1:FIXED', f'[::]:{os.environ[\"PORT\"]}']\n",
    },
    { command: "gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker" },
    { command: "uvicorn mysite.asgi:application --port $PORT" },
    { command: "uvicorn mysite.asgi:application --host 0.0.0.0 --port=$PORT" },
    { command: "uvicorn mysite.asgi:application --host 0.0.0.0 --port FIXED" },
    { command: "UVICORN_PORT=$PORT UVICORN_HOST=0.0.0.0 uvicorn mysite.asgi:application" },
    { command: "daphne -p $PORT mysite.asgi:application" },
    { command: "daphne -b 0.0.0.0 -p $PORT mysite.asgi:application" },
    { command: "hypercorn -b 0.0.0.0:$PORT mysite.asgi:application" },
    { command: "hypercorn --bind 127.0.0.1:$PORT mysite.asgi:application" },
    { command: "granian --interface asginl --port $PORT mysite.asgi:application" },
    { command: "GRANIAN_HOST=0.0.0.0 granian --interface asginl --port $PORT mysite.asgi:application" },
    { command: "waitress-serve --port=$PORT mysite.wsgi:application" },
    { command: "waitress-serve --listen=127.0.0.1:$PORT mysite.wsgi:application" },
  ];

  test.concurrent.each(rows)("$command $conf", async ({ command, conf }) => {
    const [port, fixed] = [await freePort(), await freePort()];
    const put = (text: string) => text.replaceAll("FIXED", String(fixed));
    const files = withCommand(
      conf === undefined ? small : { ...small, "gunicorn.conf.py": put(conf) },
      put(command),
    );
    const ours = listeningOf(modelOf(files))!.map(
      (each) => `${each.port === "$PORT" ? port : each.port} ${each.reach}`,
    );
    expect(await listensOn(files, put(command), { PORT: String(port) }, [port, fixed], ours)).toEqual(
      ours.sort(),
    );
  });

  /** Ports that servers have by themselves: one after the other, and only where nobody else has them. */
  test.each([
    "uvicorn mysite.asgi:application",
    "daphne mysite.asgi:application",
    "hypercorn mysite.asgi:application",
    "granian --interface asginl mysite.asgi:application",
    "waitress-serve mysite.wsgi:application",
    "gunicorn -b 0.0.0.0 mysite.wsgi",
  ])("%s", async (command) => {
    const port = await freePort();
    const files = withCommand(small, command);
    const listening = listeningOf(modelOf(files))!;
    const own = listening.map((each) => Number(each.port));
    if (await connects("127.0.0.1", own[0]!)) return;
    const ours = listening.map((each) => `${each.port} ${each.reach}`);
    expect(await listensOn(files, command, { PORT: String(port) }, [port, ...own], ours)).toEqual(ours);
  });
});

/** Asks for a page as Heroku's router does: from another machine, as 127.0.0.2 is to servers that trust 127.0.0.1 alone. */
function askAsRouter(port: number, url: string, scheme: "http" | "https"): Promise<Answer> {
  const headers = { Host: "www.example.com", "X-Forwarded-Proto": scheme, "X-Forwarded-For": "192.0.2.7" };
  return ask(port, url, headers, { host: "127.0.0.1", localAddress: "127.0.0.2" });
}

describe.skipIf(venv.needs || process.platform !== "linux")(`which applications they serve${skipped}`, () => {
  const about = new Set([
    "app-spec-syntax",
    "asgi-wsgi-mismatch",
    "wsgi-module-not-found",
    "gunicorn-worker-unavailable",
  ]);

  test.concurrent.each([
    "gunicorn mysite.wsgi",
    "gunicorn mysite.wsgi.application",
    "gunicorn mysite/wsgi.py",
    "gunicorn mysite.wsgi:app",
    "gunicorn my_site.wsgi",
    "gunicorn mysite.asgi",
    "gunicorn mysite.asgi -k asgi",
    "gunicorn mysite.wsgi -k asgi",
    "gunicorn mysite.wsgi -k eventlet",
    "gunicorn mysite.wsgi -k gevent",
    "gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker",
    "uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT",
    "uvicorn mysite.asgi --host 0.0.0.0 --port $PORT",
    "uvicorn mysite.wsgi:application --host 0.0.0.0 --port $PORT",
    "uvicorn mysite.wsgi:application --interface wsgi --host 0.0.0.0 --port $PORT",
    "daphne mysite.asgi -b 0.0.0.0 -p $PORT",
    "daphne mysite.asgi:application -b 0.0.0.0 -p $PORT",
    "hypercorn -b 0.0.0.0:$PORT mysite.asgi",
    "hypercorn -b 0.0.0.0:$PORT mysite.wsgi:application",
    "granian --interface wsgi --host 0.0.0.0 --port $PORT mysite.wsgi",
    "granian --interface asginl --host 0.0.0.0 --port $PORT mysite.asgi:application",
    "waitress-serve --port $PORT mysite.wsgi.application",
    "waitress-serve --port $PORT mysite.wsgi",
  ])("%s", async (command) => {
    const files = withCommand(project, command);
    const found = verdictsOn(files).filter(({ rule, shown }) => shown && about.has(rule));
    const port = await freePort();
    const page = await running(files, command, { PORT: String(port) }, (state) =>
      until(state, () => askAsRouter(port, "/", "https").catch(() => undefined)).catch(() => undefined),
    );
    expect(page?.status === 200, `${page?.status} ${page?.body}`).toBe(found.length === 0);
  });
});

describe.skipIf(venv.needs || process.platform !== "linux")(`the redirect to HTTPS${skipped}`, () => {
  const redirects = `${project["mysite/settings.py"]}MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_SSL_REDIRECT = True\n`;
  const header = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n';
  /** A project that cloud native buildpacks build: they set no variable. */
  const cnb = {
    "project.toml": '[_]\nschema-version = "0.2"\n\n[[io.buildpacks.group]]\nid = "heroku/python"\n',
  };
  const waitress = "waitress-serve --trusted-proxy '*' --trusted-proxy-headers x-forwarded-proto";
  const uvicorn = "uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT";

  test.concurrent.each([
    { command: "gunicorn mysite.wsgi", files: cnb, settings: redirects },
    { command: "gunicorn mysite.wsgi", files: cnb, settings: redirects + header },
    { command: "gunicorn mysite.wsgi", files: {}, settings: redirects },
    { command: "gunicorn --forwarded-allow-ips '*' mysite.wsgi", files: cnb, settings: redirects },
    { command: "gunicorn --forwarded-allow-ips 127.0.0.1 mysite.wsgi", files: {}, settings: redirects },
    {
      command: "gunicorn mysite.wsgi",
      files: { ...cnb, "gunicorn.conf.py": "forwarded_allow_ips = '*'\n" },
      settings: redirects,
    },
    { command: uvicorn, files: cnb, settings: redirects },
    { command: uvicorn, files: {}, settings: redirects },
    { command: `${uvicorn} --no-proxy-headers`, files: {}, settings: redirects },
    { command: "daphne -b 0.0.0.0 -p $PORT mysite.asgi:application", files: {}, settings: redirects },
    {
      command: "daphne --proxy-headers -b 0.0.0.0 -p $PORT mysite.asgi:application",
      files: {},
      settings: redirects,
    },
    { command: "hypercorn -b 0.0.0.0:$PORT mysite.asgi:application", files: {}, settings: redirects },
    {
      command: "waitress-serve --port $PORT mysite.wsgi:application",
      files: {},
      settings: redirects + header,
    },
    { command: `${waitress} --port $PORT mysite.wsgi:application`, files: {}, settings: redirects + header },
    { command: `${waitress} --port $PORT mysite.wsgi:application`, files: cnb, settings: redirects },
  ])("$command $files $settings", async ({ command, files, settings }) => {
    const all = withCommand({ ...project, ...files, "mysite/settings.py": settings }, command);
    const loop = verdictsOn(all).find(
      // Where it works by the buildpack's help alone, that is worth knowing, no more.
      ({ rule, shown, severity }) => shown && severity === "error" && rule === "ssl-redirect-loop",
    );
    // Heroku's classic buildpack sets it.
    const byBuildpack: Variables = "project.toml" in files ? {} : { FORWARDED_ALLOW_IPS: "*" };
    const port = await freePort();
    await running(all, command, { ...byBuildpack, PORT: String(port) }, async (state) => {
      await until(state, () => askAsRouter(port, "/", "https").catch(() => undefined));
      const router = await startRouter(port);
      try {
        expect(await visit(router.port)).toBe(loop === undefined ? "here" : "a loop");
      } finally {
        router.close();
      }
    });
  });
});

/** A router in front of the dyno: what it is asked at /https/... came over TLS. */
async function startRouter(dyno: number): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((asked, answer) => {
    const scheme = asked.url!.startsWith("/https/") ? "https" : "http";
    askAsRouter(dyno, asked.url!.replace(/^\/https?/, ""), scheme).then(
      ({ status, headers, body }) => answer.writeHead(status, headers).end(body),
      () => answer.writeHead(503).end(),
    );
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { port, close: () => server.close() };
}

/** What a browser shows that is sent to http://www.example.com/. */
async function visit(router: number): Promise<string> {
  let url = "http://www.example.com/";
  const seen = new Set<string>();
  while (!seen.has(url)) {
    seen.add(url);
    const { protocol, pathname } = new URL(url);
    const response = await fetch(`http://127.0.0.1:${router}/${protocol.slice(0, -1)}${pathname}`, {
      redirect: "manual",
    });
    const location = response.headers.get("location");
    if (location === null) return response.text();
    url = new URL(location, url).href;
  }
  return "a loop";
}
