import { dependency } from "../evidence/basics";
import type { Section } from "../item";
import { HEROKU } from "../links";

export const monitoring: Section = {
  title: "Logging & monitoring",
  items: [
    {
      id: "error-tracking",
      title: "Errors are tracked",
      kind: "evidence",
      why: "With DEBUG off nobody sees a traceback unless something collects it.",
      link: "https://docs.sentry.io/platforms/python/integrations/django/",
      find: dependency("sentry-sdk", "rollbar", "honeybadger", "newrelic"),
      missing: "No error tracker is a dependency.",
    },
    {
      id: "log-drain",
      title: "Logs are kept somewhere",
      kind: "manual",
      why: "Heroku keeps the last 1,500 lines only.",
      link: `${HEROKU}/log-drains`,
    },
    {
      id: "uptime",
      title: "Somebody notices when the site is down",
      kind: "manual",
      why: "A monitor outside of Heroku tells you before your users do.",
      link: `${HEROKU}/logging`,
    },
  ],
};
