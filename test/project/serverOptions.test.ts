import { describe, expect, test } from "vitest";
import { discoverProjects } from "../../server/src/project/discover";
import { listeningOf } from "../../server/src/project/listening";
import { type WebServer, webServers } from "../../server/src/project/serverOptions";
import { testGrammars } from "../support/grammars";
import { memorySnapshot } from "../support/memorySnapshot";

await testGrammars();

const base = {
  "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/settings.py": "X = 1\n",
  "mysite/wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
};

function serverOf(files: Readonly<Record<string, string>>): WebServer {
  const snapshot = memorySnapshot({ ...base, ...files });
  const [project] = discoverProjects(snapshot);
  const servers = webServers({ snapshot, project: project! });
  expect(servers).toHaveLength(1);
  return servers[0]!;
}

/** `text` and the source of an option's values. */
function given(files: Readonly<Record<string, string>>, name: string): string[] {
  return serverOf(files)
    .values(name)
    .map(({ text, source }) => `${text ?? "?"} (${source})`);
}

const listens = (files: Readonly<Record<string, string>>) =>
  listeningOf(serverOf(files))?.map(
    ({ host, port, reach }) => `${host ?? "?"} ${port ?? "?"} ${reach ?? "?"}`,
  );

describe("what gunicorn is told", () => {
  const Procfile = "web: gunicorn mysite.wsgi\n";

  test("nothing", () => {
    expect(given({ Procfile }, "--timeout")).toEqual([]);
    // Heroku's buildpack.
    expect(given({ Procfile }, "--access-logfile")).toEqual(["- (Heroku's buildpack)"]);
  });

  test("the command line is stronger than the variable, and that than the file", () => {
    const file = { "gunicorn.conf.py": "timeout = 1\nworkers = 1\nthreads = 1\n" };
    const all = { ...file, Procfile: "web: GUNICORN_CMD_ARGS='-t 2 -w 2' gunicorn -t 3 mysite.wsgi\n" };
    expect(given(all, "--timeout")).toEqual(["3 (the Procfile)"]);
    expect(given(all, "--workers")).toEqual(["2 (GUNICORN_CMD_ARGS)"]);
    expect(given(all, "--threads")).toEqual(["1 (gunicorn.conf.py)"]);
    expect(given(all, "--access-logfile")).toEqual([]);
  });

  test("GUNICORN_CMD_ARGS in app.json", () => {
    const json = { Procfile, "app.json": '{"env": {"GUNICORN_CMD_ARGS": {"value": "--bind=0.0.0.0:80"}}}' };
    expect(given(json, "--bind")).toEqual(["0.0.0.0:80 (GUNICORN_CMD_ARGS in app.json)"]);
    const secret = { Procfile, "app.json": '{"env": {"GUNICORN_CMD_ARGS": {"description": "More"}}}' };
    expect(given(secret, "--bind")).toEqual(["? (GUNICORN_CMD_ARGS in app.json)"]);
  });

  test.each([
    ["web: gunicorn -c config/server.py mysite.wsgi\n", "config/server.py"],
    ["web: gunicorn --config=file:config/server.py mysite.wsgi\n", "config/server.py"],
    ["web: gunicorn --config python:config.server mysite.wsgi\n", "config/server.py"],
    ["web: GUNICORN_CMD_ARGS='-c config/server.py' gunicorn mysite.wsgi\n", "config/server.py"],
    ["web: cd config && gunicorn --chdir .. mysite.wsgi\n", "config/gunicorn.conf.py"],
    ["web: gunicorn -c /app/config/server.py mysite.wsgi\n", "config/server.py"],
  ])("%s", (Procfile, file) => {
    const files = { Procfile, "config/__init__.py": "", [file]: "timeout = 7\n" };
    expect(given(files, "--timeout")).toEqual([`7 (${file.split("/")[1]})`]);
  });

  test("a file that nobody knows", () => {
    expect(given({ Procfile: "web: gunicorn -c /etc/gunicorn.py mysite.wsgi\n" }, "--timeout")).toEqual([
      "? (its configuration file)",
    ]);
    expect(given({ Procfile: "web: gunicorn -c $FILE mysite.wsgi\n" }, "--timeout")).toEqual([
      "? (its configuration file)",
    ]);
    expect(given({ Procfile: "web: gunicorn $OPTIONS mysite.wsgi\n" }, "--timeout")).toEqual([
      "? (the Procfile)",
    ]);
  });

  test("values that differ from one environment to the next", () => {
    const conf = 'import os\nif os.environ.get("FAST"):\n    timeout = 5\nelse:\n    timeout = 9\n';
    expect(given({ Procfile, "gunicorn.conf.py": conf }, "--timeout")).toEqual(["? (gunicorn.conf.py)"]);
    const either = 'import os\nif os.environ.get("SLOW"):\n    timeout = 9\n';
    expect(given({ Procfile, "gunicorn.conf.py": either }, "--timeout")).toEqual(["? (gunicorn.conf.py)"]);
    const open = "from somewhere import *\n";
    expect(given({ Procfile, "gunicorn.conf.py": open }, "--timeout")).toEqual(["? (gunicorn.conf.py)"]);
  });

  test("a start script", () => {
    const files = {
      Procfile: "web: bin/start.sh\n",
      "bin/start.sh": "#!/bin/sh\nexec gunicorn -t 9 mysite.wsgi\n",
    };
    expect(given(files, "--timeout")).toEqual(["9 (start.sh)"]);
    const more = { ...files, "bin/start.sh": '#!/bin/sh\nexec gunicorn mysite.wsgi "$@"\n' };
    expect(given(more, "--timeout")).toEqual(["? (start.sh)"]);
  });
});

describe("where it listens", () => {
  test.each([
    ["gunicorn mysite.wsgi", ["0.0.0.0 $PORT all"]],
    ["gunicorn -b 0.0.0.0 mysite.wsgi", ["0.0.0.0 8000 all"]],
    ["gunicorn -b :$PORT mysite.wsgi", [" $PORT all"]],
    [`gunicorn -b \${HOST}:$PORT mysite.wsgi`, ["? ? ?"]],
    [`gunicorn -b 0.0.0.0:\${PORT:-8000} mysite.wsgi`, ["0.0.0.0 $PORT all"]],
    ["gunicorn -b [::]:$PORT -b 127.0.0.1:9 mysite.wsgi", [":: $PORT all", "127.0.0.1 9 loopback"]],
    ["gunicorn -b unix:/tmp/x mysite.wsgi", undefined],
    ["uvicorn mysite.asgi:application", ["127.0.0.1 8000 loopback"]],
    ["UVICORN_PORT=$PORT uvicorn mysite.asgi:application", ["127.0.0.1 $PORT loopback"]],
    ["uvicorn --uds /tmp/x mysite.asgi:application", undefined],
    ["waitress-serve --listen=*:$PORT mysite.wsgi:application", ["* $PORT all"]],
    ["uwsgi --http-socket :$PORT -w mysite.wsgi", [" $PORT all"]],
    ["uwsgi --socket :$PORT -w mysite.wsgi", []],
  ])("%s", (command, expected) => {
    expect(listens({ Procfile: `web: ${command}\n` })).toEqual(expected);
  });

  test.each([
    ['bind = "127.0.0.1:8000"\n', ["127.0.0.1 8000 loopback"]],
    ["import os\nbind = f\"0.0.0.0:{os.environ['PORT']}\"\n", ["0.0.0.0 $PORT all"]],
    [
      'import os\nbind = ["0.0.0.0:%s" % os.getenv("PORT", 80), "127.0.0.1:9"]\n',
      ["0.0.0.0 $PORT all", "127.0.0.1 9 loopback"],
    ],
    ['import os\nbind = os.environ["BIND"]\n', ["? ? ?"]],
    ["workers = 3\n", ["0.0.0.0 $PORT all"]],
  ])("%s", (conf, expected) => {
    expect(listens({ Procfile: "web: gunicorn mysite.wsgi\n", "gunicorn.conf.py": conf })).toEqual(expected);
  });

  test("uWSGI's .ini file", () => {
    const files = { Procfile: "web: uwsgi uwsgi.ini\n" };
    const ini = (text: string) => listens({ ...files, "uwsgi.ini": text });
    expect(ini("[uwsgi]\nhttp-socket = :$(PORT)\n")).toEqual([" $PORT all"]);
    expect(ini("[other]\nhttp-socket = :80\n[uwsgi]\n; http-socket = :81\nsocket = :82\n")).toEqual([]);
    expect(ini("[uwsgi]\nini = other.ini\n")).toEqual(["? ? ?", "? ? ?", "? ? ?"]);
    expect(listens({ Procfile: "web: uwsgi missing.ini\n" })).toEqual(["? ? ?", "? ? ?", "? ? ?"]);
  });
});
