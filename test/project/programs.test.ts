import { describe, expect, test } from "vitest";
import { programTable, SERVER_NAMES, workerCall } from "../../server/src/project/programs";
import { applicationOf, hasFlag, optionOf, serverCommands } from "../../server/src/project/webServer";
import { parseShell } from "../../server/src/syntax/shell";
import { testGrammars } from "../support/grammars";

const grammars = await testGrammars();

const server = (text: string) => serverCommands(parseShell(grammars, text, 0))[0]!;
const command = (text: string) => parseShell(grammars, text, 0).commands[0]!;

describe("tables", () => {
  const tables = [
    ...SERVER_NAMES.map((name) => [name]),
    ["celery"],
    ["celery", "worker"],
    ["celery", "beat"],
    ["rq", "worker"],
  ];

  test.each(tables)("%s %s", (program, subcommand) => {
    const { options, byName } = programTable(program!, subcommand)!;
    expect(options.length).toBeGreaterThan(8);
    expect(byName.size).toBe(options.flatMap(({ names }) => names).length);
    for (const { names, description, choices } of options) {
      for (const name of names) expect(name).toMatch(/^(-\w|-ds|--[a-z0-9][\w-]*)$/);
      expect(description, names.join()).toMatch(/^[A-Z].{10,110}\.$/);
      for (const choice of choices) expect(choice).toMatch(/^[\w.-]+$/);
    }
  });

  test("an unknown program has none", () => {
    expect(programTable("toString")).toBeUndefined();
    expect(programTable("celery", "constructor")).toBeUndefined();
  });
});

describe("command lines", () => {
  test.each([
    ["gunicorn -b 0.0.0.0:80 mysite.wsgi", "--bind", "0.0.0.0:80"],
    ["gunicorn -b0.0.0.0:80 mysite.wsgi", "--bind", "0.0.0.0:80"],
    ["gunicorn --bind=0.0.0.0:80 mysite.wsgi", "--bind", "0.0.0.0:80"],
    ["gunicorn --graceful 5 mysite.wsgi", "--graceful-timeout", "5"],
    ["gunicorn -RDw 3 mysite.wsgi", "--workers", "3"],
    ["gunicorn --log-file - mysite.wsgi", "--error-logfile", "-"],
    ["uwsgi -Mp4 -w mysite.wsgi", "--processes", "4"],
    ["uwsgi --workers 4 --wsgi mysite.wsgi", "--processes", "4"],
  ])("%s", (text, name, value) => {
    const read = server(text);
    expect(optionOf(read, name)?.text).toBe(value);
    expect(read.understood).toBe(true);
    expect(applicationOf(read)?.module).toBe("mysite.wsgi");
  });

  test("short flags in one word", () => {
    const read = server("gunicorn -RDw 3 mysite.wsgi");
    expect(read.flags.map(({ name }) => name)).toEqual(["--enable-stdio-inheritance", "--daemon"]);
    expect(hasFlag(read, "--daemon")).toBe(true);
  });

  test("what is not known", () => {
    expect(server("gunicorn --lo x mysite.wsgi").understood).toBe(false);
    expect(server("uvicorn --por 80 mysite.asgi:application").understood).toBe(false);
    expect(server("gunicorn $OPTIONS mysite.wsgi").complete).toBe(false);
    expect(server('gunicorn "$APP"').complete).toBe(true);
  });

  test("a flag and its opposite", () => {
    expect(hasFlag(server("granian --no-ws mysite.asgi:application"), "--ws")).toBe(false);
    expect(hasFlag(server("granian --ws mysite.asgi:application"), "--ws")).toBe(true);
  });

  test("celery and rq", () => {
    const worker = workerCall(command("celery -A mysite worker -l info -c2 -B"))!;
    expect(worker).toMatchObject({ program: "celery", subcommand: "worker", understood: true });
    expect(optionOf(worker, "--app")?.text).toBe("mysite");
    expect(optionOf(worker, "--concurrency")?.text).toBe("2");
    expect(hasFlag(worker, "--beat")).toBe(true);
    expect(workerCall(command("celery --app mysite beat -S redbeat.RedBeatScheduler"))?.subcommand).toBe(
      "beat",
    );
    expect(workerCall(command("celery flower --port=5555"))).toMatchObject({
      subcommand: "flower",
      understood: false,
    });
    const rq = workerCall(command("rq worker high default --url $REDIS_URL"))!;
    expect(rq.positional.map(({ text }) => text)).toEqual(["high", "default"]);
    expect(workerCall(command("python manage.py rqworker"))).toBeUndefined();
  });
});
