import type { Section } from "../item";
import { HEROKU } from "../links";

export const database: Section = {
  title: "Database & backups",
  items: [
    {
      id: "database",
      title: "PostgreSQL, not SQLite",
      kind: "automatic",
      why: "An SQLite file on a dyno is gone at the next restart.",
      link: `${HEROKU}/heroku-postgresql`,
      rules: ["sqlite-on-heroku"],
      done: "Production does not use SQLite.",
    },
    {
      id: "backups",
      title: "Backups are scheduled",
      kind: "manual",
      why: "Heroku takes backups of a database only if you schedule them.",
      link: `${HEROKU}/heroku-postgres-backups`,
    },
    {
      id: "restore-tested",
      title: "A restore was tried",
      kind: "manual",
      why: "A backup that was never restored is a hope.",
      link: `${HEROKU}/heroku-postgres-backups`,
    },
    {
      id: "migrations",
      title: "Migrations run with every release",
      kind: "automatic",
      why: "New code on the old schema fails at the first query.",
      link: `${HEROKU}/release-phase`,
      rules: ["release-migrate-missing", "migrate-in-web", "makemigrations-in-deploy"],
      done: "The release phase migrates.",
    },
  ],
};
