import { describe, expect, it } from "vitest";
import { complete, definition, documentLinks, folding, symbols } from "../../server/src/language/language";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { cursorIn } from "../support/cursor";
import { verdictsOn } from "../support/exampleProject";
import type { Files } from "../support/languageContext";

const SITE: Files = {
  ...exampleProject,
  "mysite/asgi.py":
    "from django.core.asgi import get_asgi_application\n\napplication = get_asgi_application()\n",
  "mysite/celery.py": 'from celery import Celery\n\napp = Celery("mysite")\n',
  "mysite/settings.py":
    'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nINSTALLED_APPS = ["django.contrib.staticfiles", "blog.apps.BlogConfig"]\n',
  "blog/__init__.py": "",
  "blog/management/commands/publish.py":
    'from django.core.management.base import BaseCommand\n\n\nclass Command(BaseCommand):\n    help = "Publishes what is due."\n',
  "bin/start.sh": "gunicorn mysite.wsgi\n",
  "gunicorn.conf.py": "",
  "requirements.txt": "Django==5.2.8\ngunicorn==26.0.0\nuvicorn==0.40.0\ncelery==5.6.0\n",
  Procfile: "web: gunicorn mysite.wsgi\n",
};
const { at, items, labels, taken, hoverText } = cursorIn(SITE, "Procfile");

describe("completion", () => {
  it.each([
    ["‸", ["web", "release", "worker", "beat"]],
    ["we‸", ["web", "release", "worker", "beat"]],
    ["web: gunicorn mysite.wsgi\n‸", ["release", "worker", "beat"]],
    ["web: gunicorn mysite.wsgi\nre‸lease: x", ["release", "worker", "beat"]],
    ["# ‸", []],
    ["\ufeffw‸", ["web", "release", "worker", "beat"]],
  ])("%j: process types that are not there", (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it.each([
    ["web: ‸", "gunicorn mysite.wsgi", "web: gunicorn mysite.wsgi"],
    ["web:‸", "gunicorn mysite.wsgi", "web:gunicorn mysite.wsgi"],
    ["web: gun‸", "gunicorn", "web: gunicorn "],
    ["web: gunicorn ‸", "mysite.wsgi", "web: gunicorn mysite.wsgi"],
    ["web: gunicorn my‸", "mysite.asgi", "web: gunicorn mysite.asgi"],
    ["web: uvicorn ‸", "mysite.asgi:application", "web: uvicorn mysite.asgi:application"],
    ["web: gunicorn mysite.wsgi --wo‸", "--workers", "web: gunicorn mysite.wsgi --workers "],
    ["web: gunicorn mysite.wsgi -‸", "-w", "web: gunicorn mysite.wsgi -w "],
    ["web: gunicorn mysite.wsgi -b ‸", "0.0.0.0:$PORT", "web: gunicorn mysite.wsgi -b 0.0.0.0:$PORT"],
    ["web: gunicorn --bind=‸ mysite.wsgi", "0.0.0.0:$PORT", "web: gunicorn --bind=0.0.0.0:$PORT mysite.wsgi"],
    ["web: gunicorn -k g‸ mysite.wsgi", "gthread", "web: gunicorn -k gthread mysite.wsgi"],
    ["web: gunicorn -c ‸", "gunicorn.conf.py", "web: gunicorn -c gunicorn.conf.py"],
    [
      "web: uvicorn mysite.asgi:application --port ‸",
      "$PORT",
      "web: uvicorn mysite.asgi:application --port $PORT",
    ],
    ["web: uvicorn --host ‸", "0.0.0.0", "web: uvicorn --host 0.0.0.0"],
    ["web: uvicorn --port $‸", "PORT", "web: uvicorn --port $PORT"],
    ["web: uvicorn --port \u0024{PO‸}", "PORT", "web: uvicorn --port \u0024{PORT}"],
    ["web: newrelic-admin run-program gun‸", "gunicorn", "web: newrelic-admin run-program gunicorn "],
    ["web: python -m gun‸", "gunicorn", "web: python -m gunicorn "],
    ["web: python ‸", "manage.py", "web: python manage.py "],
    ["web: bash ‸", "bin/start.sh", "web: bash bin/start.sh"],
    ["web: ‸", "bin/start.sh", "web: bin/start.sh"],
    ["release: ‸", "python manage.py migrate --noinput", "release: python manage.py migrate --noinput"],
    ["release: python manage.py mi‸", "migrate", "release: python manage.py migrate --noinput"],
    ["release: python manage.py ‸", "publish", "release: python manage.py publish"],
    [
      "release: x && python manage.py coll‸",
      "collectstatic",
      "release: x && python manage.py collectstatic --noinput",
    ],
    ["release: python manage.py migrate --‸", "--noinput", "release: python manage.py migrate --noinput"],
    [
      "release: python manage.py migrate --settings=‸",
      "mysite.settings",
      "release: python manage.py migrate --settings=mysite.settings",
    ],
    ["worker: ‸", "celery -A mysite worker --loglevel=info --concurrency=2", undefined],
    ["worker: celery ‸", "-A mysite", "worker: celery -A mysite "],
    ["worker: celery -A ‸", "mysite", "worker: celery -A mysite"],
    ["worker: celery -A mysite ‸", "worker", "worker: celery -A mysite worker"],
    ["worker: celery -A mysite worker -l ‸", "INFO", "worker: celery -A mysite worker -l INFO"],
    ["beat: ‸", "celery -A mysite beat --loglevel=info", "beat: celery -A mysite beat --loglevel=info"],
    ["web: DJANGO_SETTINGS_MODULE=‸", "mysite.settings", "web: DJANGO_SETTINGS_MODULE=mysite.settings"],
    ['web: sh -c "gunicorn my‸"', "mysite.wsgi", 'web: sh -c "gunicorn mysite.wsgi"'],
  ])("%s", (text, label, expected) => {
    const result = taken(text, label);
    if (expected !== undefined) expect(result).toBe(expected);
  });

  it("knows the variables that the settings read", () => {
    const found = items("web: echo $‸");
    expect(found.find(({ label }) => label === "SECRET_KEY")?.detail).toBe("read by the settings");
    expect(found.find(({ label }) => label === "PORT")?.documentation).toContain("must listen");
  });

  it.each(["web: echo '$‸'", "web: echo \\$‸", "web: gunicorn -w ‸", "web: ls ‸"])("%s: nothing", (text) => {
    expect(labels(text)).toEqual([]);
  });

  it("offers options after a dash or when asked, not after every space", () => {
    const { context, path, offset } = at("web: gunicorn mysite.wsgi ‸");
    expect(complete(context, path, offset, " ")).toEqual([]);
    expect(complete(context, path, offset).length).toBeGreaterThan(20);
    const application = at("web: gunicorn ‸");
    const offered = complete(application.context, path, application.offset, " ");
    expect(offered.map(({ label }) => label)).toEqual(["mysite.wsgi", "mysite.asgi"]);
  });

  it("finds Celery's application in celery_app.py", () => {
    const { "mysite/celery.py": app, ...rest } = SITE;
    const files = { ...rest, "mysite/celery_app.py": app! };
    expect(labels("worker: ‸", files)[0]).toBe(
      "celery -A mysite.celery_app worker --loglevel=info --concurrency=2",
    );
  });

  it("does not offer an option twice, nor the application after it is there", () => {
    const found = labels("web: gunicorn mysite.wsgi --workers 2 ‸");
    expect(found).not.toContain("--workers");
    expect(found).not.toContain("mysite.wsgi");
    expect(found).toContain("--threads");
  });

  it.each(["uvicorn", "daphne", "hypercorn", "waitress", "gunicorn"])(
    "offers commands that the rules have nothing against: %s",
    (server) => {
      const files = { ...SITE, "requirements.txt": `Django==5.2.8\n${server}\ncelery[redis]==5.6.0\n` };
      const first = (process: string) => labels(`${process}: ‸`, files)[0];
      const processes = ["web", "release", "worker", "beat"].map(
        (process) => `${process}: ${first(process)}\n`,
      );
      const whole = { ...files, Procfile: processes.join("") };
      const said = verdictsOn(whole).filter(({ shown, verdict }) => shown && verdict.at?.file === "Procfile");
      const complaints = said.filter(({ severity }) => severity === "error" || severity === "warning");
      expect(complaints.map(({ id, verdict }) => `${id}: ${verdict.message}`)).toEqual([]);
    },
  );

  it("says where Django is, if that is not beside the Procfile", () => {
    const files = Object.fromEntries(
      Object.entries(SITE).map(([path, text]) => [
        /^(?:Procfile|requirements|bin)/.test(path) ? path : `src/${path}`,
        text,
      ]),
    );
    expect(labels("web: ‸", files)[0]).toBe("gunicorn --chdir src mysite.wsgi");
    expect(labels("release: ‸", files)).toContain("python src/manage.py migrate --noinput");
    expect(labels("web: gunicorn --chdir ‸", files)).toEqual(["src"]);
  });

  it("offers what any app has where there is no project", () => {
    expect(labels("web: ‸", { Procfile: "" })).toEqual(["python"]);
    expect(labels("‸", { Procfile: "" })).toEqual(["web", "release", "worker", "beat"]);
  });
});

describe("hover", () => {
  it.each([
    ["w‸eb: gunicorn mysite.wsgi", "The only process type that receives requests"],
    ["rel‸ease: x", "before the new release starts"],
    ["im‸port: x", "heroku ps:scale import=1"],
    ["web: gunicorn mysite.wsgi --work‸ers 3", "How many worker processes serve requests"],
    ["web: gunicorn mysite.wsgi -‸w 3", "`-w, --workers INT`"],
    ["web: gunicorn mysite.wsgi --bind=‸0.0.0.0:$PORT", undefined],
    ["web: gunicorn mysite.wsgi --b‸ind=0.0.0.0:80", "Default: 0.0.0.0:$PORT"],
    ["web: gunicorn mys‸ite.wsgi", "The WSGI application `application` in the module `mysite.wsgi`"],
    ["web: uvicorn mysite.asgi:app --port $PO‸RT", "port that the web process must listen on"],
    ["web: uvicorn mysite.asgi:app --port \u0024{PO‸RT:-8000}", "port that the web process must listen on"],
    ["web: echo $SECRET_‸KEY", "The settings read it"],
    ["release: python manage.py migr‸ate", "Runs the migrations"],
    ["release: python manage.py pub‸lish", "Publishes what is due."],
    ["worker: celery -A mysite worker --conc‸urrency 2", "How many tasks run at once"],
    [
      "web: DJANGO_SETTINGS_‸MODULE=mysite.settings gunicorn mysite.wsgi",
      "settings module that Django loads",
    ],
    ["# we‸b: x", undefined],
  ])("%s", (procfile, expected) => {
    if (expected === undefined) expect(hoverText(procfile)).toBeUndefined();
    else expect(hoverText(procfile)).toContain(expected);
  });

  it("shows what a script runs", () => {
    const files = {
      ...SITE,
      Procfile: "web: bash bin/start.sh",
      "bin/start.sh": "set -e\nexec gunicorn mysite.wsgi\n",
    };
    expect(hoverText("web: bash bin/st‸art.sh", files)).toContain("exec gunicorn mysite.wsgi\n```");
  });

  it("tells how many workers gunicorn starts", () => {
    const plain = { ...SITE, Procfile: "web: gunicorn mysite.wsgi" };
    expect(hoverText("web: gu‸nicorn mysite.wsgi", plain)).toContain("| standard-2x | 1 GB | 4 |");
    const configured = { ...plain, "gunicorn.conf.py": "workers = 1 + 2\n" };
    expect(hoverText("web: gu‸nicorn mysite.wsgi", configured)).toContain(
      "Workers: 3, set in gunicorn.conf.py.",
    );
    expect(hoverText("web: gu‸nicorn mysite.wsgi -w 3", plain)).not.toContain("Workers:");
    const sized = { ...SITE, "app.json": '{"formation": {"web": {"quantity": 1, "size": "standard-2x"}}}' };
    expect(hoverText("web: gu‸nicorn mysite.wsgi", sized)).toContain(
      "4 on the standard-2x dynos that app.json asks for",
    );
    const given = { ...SITE, "app.json": '{"env": {"WEB_CONCURRENCY": "3"}}' };
    expect(hoverText("web: gu‸nicorn mysite.wsgi", given)).toContain("the value 3");
  });
});

describe("places", () => {
  const leadsTo = (procfile: string) => {
    const { context, path, offset } = at(procfile);
    return definition(context, path, offset).map(({ target }) => {
      const file = context.snapshot.file(target.file)!.text;
      return `${target.file}${target.end === 0 ? "" : `:${file.slice(target.start, target.end)}`}`;
    });
  };

  it.each([
    ["web: gunicorn my‸site.wsgi", ["mysite/wsgi.py"]],
    ["web: gunicorn mysite.asgi:appl‸ication", ["mysite/asgi.py:application"]],
    ["web: gunicorn mysite.wgsi‸", []],
    ["web: gunicorn -c gunicorn.c‸onf.py mysite.wsgi", ["gunicorn.conf.py"]],
    ["web: bin/st‸art.sh", ["bin/start.sh"]],
    ["web: bash bin/st‸art.sh", ["bin/start.sh"]],
    ["release: python man‸age.py migrate", ["manage.py"]],
    ["release: python manage.py pub‸lish", ["blog/management/commands/publish.py:Command"]],
    ["release: python manage.py migrate --settings=my‸site.settings", ["mysite/settings.py"]],
    ["web: DJANGO_SETTINGS_MODULE=my‸site.settings gunicorn mysite.wsgi", ["mysite/settings.py"]],
    ["worker: celery -A my‸site worker", ["mysite/celery.py"]],
    ["worker: celery -A mysite.celery:ap‸p worker", ["mysite/celery.py:app"]],
  ])("%s leads to %j", (procfile, expected) => {
    expect(leadsTo(procfile)).toEqual(expected);
  });

  it("links what exists", () => {
    const procfile =
      "web: gunicorn mysite.wsgi -c gunicorn.conf.py\nrelease: python manage.py migrate\nx: bin/no.sh\n";
    const { context } = at(`${procfile}‸`);
    const links = documentLinks(context, "Procfile").map(({ range, target }) => [
      procfile.slice(range.start, range.end),
      target,
    ]);
    expect(links).toEqual([
      ["gunicorn.conf.py", { path: "gunicorn.conf.py" }],
      ["mysite.wsgi", { path: "mysite/wsgi.py" }],
      ["manage.py", { path: "manage.py" }],
    ]);
  });

  it("lists processes, and folds comments", () => {
    const { context } = at("# one\n# two\nweb: gunicorn mysite.wsgi\n# three\nrelease: x\n‸");
    expect(symbols(context, "Procfile").map(({ name, detail }) => [name, detail])).toEqual([
      ["web", "gunicorn mysite.wsgi"],
      ["release", "x"],
    ]);
    expect(folding(context, "Procfile")).toEqual([{ range: { start: 0, end: 11 }, kind: "comment" }]);
  });
});
