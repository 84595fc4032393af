import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { samePlace } from "../commands";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { assignmentIn, setForProduction } from "../production";
import { headerRemover, PROXY_HEADER, serverKnowsScheme } from "../proxy";
import { defineRule } from "../rule";
import { addWords, serverLocation } from "../servers";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const CONTAINER = {
  "heroku.yml":
    "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
  Dockerfile: "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\n",
};

/** Why a project is all right. */
const HEADER_SET = "SECURE_PROXY_SSL_HEADER is set";

const WITH_HEADER = [
  'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
  "SECURE_SSL_REDIRECT = True",
  'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
  "",
].join("\n");

export default defineRule({
  id: "ssl-redirect-loop",
  group: "security",
  severity: "error",
  summary: "The redirect to HTTPS never ends",
  docs: {
    why:
      "TLS ends at Heroku's router, which talks HTTP to the dyno and says in the header X-Forwarded-Proto what the " +
      "visitor used. If neither Django nor the web server looks at that header, every request seems to be HTTP, and " +
      "SECURE_SSL_REDIRECT answers each with a redirect to the same address. Heroku's classic Python buildpack sets " +
      "FORWARDED_ALLOW_IPS, so that gunicorn and uvicorn look; containers and cloud native buildpacks do not set it.",
    how:
      "Set `SECURE_PROXY_SSL_HEADER` in production. Set it only where a proxy always replaces that header, as " +
      "Heroku's router does: elsewhere a visitor could send it.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header",
      "https://devcenter.heroku.com/articles/http-routing#heroku-headers",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...CONTAINER,
          "mysite/settings.py": [
            'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
            "SECURE_SSL_REDIRECT = True",
            "",
          ].join("\n"),
        },
        fixed: {
          ...CONTAINER,
          "mysite/settings.py": [
            'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
            "SECURE_SSL_REDIRECT = True",
            'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "mysite/settings.py": WITH_HEADER,
          Procfile: "web: waitress-serve --port $PORT mysite.wsgi:application\n",
          "requirements.txt": "Django==5.2.8\nwaitress==3.0.2\n",
        },
        fixed: {
          "mysite/settings.py": WITH_HEADER,
          Procfile:
            "web: waitress-serve --trusted-proxy '*' --trusted-proxy-headers x-forwarded-proto --port $PORT mysite.wsgi:application\n",
          "requirements.txt": "Django==5.2.8\nwaitress==3.0.2\n",
        },
      },
    ],
    good: [
      {
        "mysite/settings.py": WITH_HEADER,
        Procfile: "web: waitress-serve --port $PORT $WAITRESS_OPTIONS mysite.wsgi:application\n",
      },
      [
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        "SECURE_SSL_REDIRECT = True",
        'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
        "",
      ].join("\n"),
      {
        ...CONTAINER,
        "heroku.yml": CONTAINER["heroku.yml"].replace("$PORT", "$PORT --forwarded-allow-ips '*'"),
        "mysite/settings.py": [
          "import os",
          "",
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          'SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT") == "1"',
          "",
        ].join("\n"),
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku)
      return notApplicable("nothing says that a proxy stands in front of the app");
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"],
      (middleware, redirect, header) => {
        const without = withoutSecurityMiddleware(middleware);
        if (without !== undefined) return without;
        const on = redirect.kind === "unknown" || redirect.kind === "env" ? undefined : truthy(redirect);
        if (on === undefined) return undecided(reasonOf(redirect));
        if (!on) return notApplicable("SECURE_SSL_REDIRECT is off");
        const trusted = truthy(header);
        if (trusted === undefined) return undecided(reasonOf(header));
        return trusted ? satisfied(HEADER_SET) : { state: "violated" };
      },
    );
    const isSet = judgement.state === "satisfied" && judgement.reason === HEADER_SET;
    const remover = isSet ? headerRemover(context) : undefined;
    if (remover !== undefined) {
      return {
        state: "violated",
        message:
          "Every request is redirected to its own URL, without end: Waitress removes X-Forwarded-Proto from requests of proxies that it is not told to trust, so that Django never sees what SECURE_PROXY_SSL_HEADER asks for.",
        at: serverLocation(remover),
      };
    }
    if (judgement.state !== "violated") return judgement;
    const known = serverKnowsScheme(context);
    if (known === undefined)
      return undecided("nothing says whether the web server trusts the router's headers");
    return verdictOn(
      settings,
      "SECURE_SSL_REDIRECT",
      judgement,
      known
        ? "The redirect to HTTPS works only because Heroku's buildpack makes the web server trust the router. Without SECURE_PROXY_SSL_HEADER it becomes an endless redirect in a container or with another server."
        : "Every request is redirected to its own URL, without end: Heroku's router talks HTTP to the dyno, and without SECURE_PROXY_SSL_HEADER Django takes every visitor's request for HTTP.",
      known ? { severity: "info" } : {},
    );
  },
  fixes: [
    {
      title: "Let Waitress believe X-Forwarded-Proto of Heroku's router",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const remover = headerRemover(context);
        if (remover === undefined || !samePlace(serverLocation(remover), at)) return undefined;
        const words = ["--trusted-proxy", "'*'", "--trusted-proxy-headers", "x-forwarded-proto"];
        return remover.started.expandsVariables
          ? addWords(context, remover, words, { first: true })
          : undefined;
      },
    },
    {
      title: "Trust the X-Forwarded-Proto header of Heroku's router",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { settings, snapshot } = context;
        if (!at.file.endsWith(".py")) return undefined;
        const location = settings.assignment("SECURE_SSL_REDIRECT");
        const session = new EditSession(snapshot);
        const editor = location && session.python(location.file);
        const redirect = editor && assignmentIn(editor, location, "SECURE_SSL_REDIRECT");
        const free = !settings.defines(PROXY_HEADER.name);
        // Below the redirect, whatever the conditions of that are.
        if (free && redirect && editor?.insertAfter(redirect, `${PROXY_HEADER.name} = ${PROXY_HEADER.value}`))
          return session.changes();
        return setForProduction(context, [PROXY_HEADER]);
      },
    },
  ],
});
