import { otherServer, sameServer, whyNoSiteService } from "../evidence/development";
import { detailedLog } from "../evidence/values";
import type { Section } from "../item";
import { DJANGO } from "../links";

export const development: Section = {
  title: "Development like production",
  items: [
    {
      id: "same-server",
      title: "Development's containers run production's server",
      kind: "evidence",
      why: "What only the real server does, such as timeouts and workers, shows up before the launch.",
      link: "https://12factor.net/dev-prod-parity",
      keywords: ["Docker Compose", "docker-compose.override.yml", "gunicorn", "runserver", "dev/prod parity"],
      unsuited: whyNoSiteService,
      find: sameServer,
      missing: otherServer,
    },
    {
      id: "quiet-loggers",
      title: "Libraries, requests and SQL are not logged in detail",
      kind: "automatic",
      why: "Thousands of lines about libraries hide the one that matters, and may hold what visitors send.",
      link: `${DJANGO}/ref/logging/#django-db-backends`,
      keywords: ["django.request", "django.db.backends", "WARNING", "log level"],
      rules: ["logging-too-verbose"],
      decide: detailedLog,
      done: "Django's loggers are not at DEBUG.",
    },
  ],
};
