import { postgresPlan } from "../evidence/addons";
import { backups } from "../evidence/backups";
import { developmentDependency, isInstalled } from "../evidence/basics";
import {
  decideConnections,
  decideSource,
  decideVendor,
  replicas,
  withoutDatabase,
  withoutReplicas,
  withoutServer,
} from "../evidence/databases";
import {
  decideMigrating,
  reviewedMigrations,
  squashedMigrations,
  withoutLongHistory,
  withoutMigrations,
} from "../evidence/migrations";
import { superuser } from "../evidence/superuser";
import type { Section } from "../item";
import { DJANGO, HEROKU } from "../links";

export const database: Section = {
  title: "Database & backups",
  items: [
    {
      id: "database",
      title: "PostgreSQL, not SQLite",
      keywords: ["DATABASES", "sqlite3", "psycopg", "Heroku Postgres", "MySQL"],
      kind: "automatic",
      why: "An SQLite file on a dyno is gone at the next restart.",
      link: `${HEROKU}/heroku-postgresql`,
      unsuited: withoutDatabase,
      rules: [
        "sqlite-on-heroku",
        "database-missing",
        "postgres-driver-missing",
        "driver-too-old-for-django",
        "postgres-version-unsupported",
        "sqlite-fallback",
      ],
      decide: decideVendor,
      done: "Production does not use SQLite.",
    },
    {
      id: "database-url",
      title: "The environment says where the database is",
      keywords: ["DATABASE_URL", "dj-database-url", "django-environ", "ssl_require", "sslmode"],
      kind: "automatic",
      why: "Heroku changes DATABASE_URL when it moves a database: an address in the settings stops working then.",
      link: `${HEROKU}/connecting-heroku-postgres`,
      unsuited: withoutServer,
      rules: [
        "database-url-unused",
        "db-setting-at-top-level",
        "db-ssl-not-required",
        "ssl-require-on-sqlite",
      ],
      decide: decideSource,
      done: "DATABASE_URL says where the database is.",
    },
    {
      id: "database-plan",
      title: "The database is managed, on a plan for production",
      keywords: ["Heroku Postgres", "Standard tier", "Essential", "hobby-dev", "mini", "RDS"],
      kind: "evidence",
      why: "Essential plans have few connections, no followers and no rollback, and may be down for hours each month.",
      link: `${HEROKU}/heroku-postgres-plans`,
      unsuited: withoutServer,
      find: postgresPlan,
      missing: "No file names the plan of the database.",
    },
    {
      id: "connections",
      title: "Connections to the database are reused",
      keywords: ["CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "connection limit", "pool", "PgBouncer"],
      kind: "automatic",
      why: "Opening a connection takes longer than most queries, and each plan allows only so many at once.",
      link: `${DJANGO}/ref/databases/#persistent-connections`,
      unsuited: withoutServer,
      rules: [
        "conn-max-age-zero",
        "conn-max-age-asgi",
        "conn-health-checks-off",
        "pool-needs-psycopg3",
        "pool-with-conn-max-age",
        "pgbouncer-server-cursors",
      ],
      decide: decideConnections,
      done: "Connections outlive a request.",
    },
    {
      id: "read-replicas",
      title: "Read replicas are there only where they are needed",
      keywords: ["DATABASE_ROUTERS", "followers", "replica"],
      kind: "evidence",
      why: "A replica lags behind: a page that reads from it may not show what its visitor has just saved.",
      link: `${DJANGO}/topics/db/multi-db/`,
      unsuited: withoutReplicas,
      find: replicas,
      missing: "Whether there are replicas is not in the files.",
    },
    {
      id: "backups",
      title: "Backups are scheduled",
      keywords: ["pg:backups", "pg_dump", "django-dbbackup", "WAL", "daily backup"],
      kind: "evidence",
      why: "Heroku takes backups of a database only if you schedule them.",
      link: `${HEROKU}/heroku-postgres-backups`,
      unsuited: withoutDatabase,
      find: backups,
      missing: "No script, workflow or document schedules backups.",
    },
    {
      id: "restore-tested",
      title: "A restore was tried",
      keywords: ["pg:backups:restore", "pg_restore", "dumpdata", "loaddata"],
      kind: "manual",
      why: "A backup that was never restored is a hope; try one every quarter, and do not count on dumpdata, which fails on large or changed tables.",
      link: `${HEROKU}/heroku-postgres-backups`,
      unsuited: withoutDatabase,
    },
    {
      id: "postgres-tuned",
      title: "PostgreSQL is tuned for its machine",
      keywords: ["shared_buffers", "work_mem", "postgresql.conf", "PGTune"],
      kind: "manual",
      why: "PostgreSQL's own defaults are made for a machine with very little memory.",
      link: "https://wiki.postgresql.org/wiki/Tuning_Your_PostgreSQL_Server",
      unsuited: (context) =>
        withoutServer(context) ??
        (context.project.deployment.heroku ? "Heroku tunes the databases that it runs" : undefined),
    },
    {
      id: "migrations",
      title: "Migrations run once with every release",
      keywords: ["migrate", "release phase", "makemigrations", "createsuperuser"],
      kind: "automatic",
      why: "New code on the old schema fails at the first query.",
      link: `${HEROKU}/release-phase`,
      unsuited: withoutMigrations,
      rules: [
        "release-migrate-missing",
        "migrate-in-web",
        "makemigrations-in-deploy",
        "migrations-ignored",
        "release-destructive",
      ],
      decide: decideMigrating,
      done: "The release phase migrates.",
    },
    {
      id: "migrations-reviewed",
      title: "Migrations are reviewed: first expand, later contract",
      keywords: ["django-migration-linter", "zero downtime", "ALTER TABLE", "squawk", "locks"],
      kind: "evidence",
      why: "Old code runs beside the new schema during a release, and a change to a large table can lock it for minutes.",
      link: `${DJANGO}/topics/migrations/`,
      unsuited: withoutMigrations,
      find: (context) =>
        developmentDependency(
          "django-migration-linter",
          "django-pg-zero-downtime-migrations",
          "django-safemigrate",
          "django-syzygy",
        )(context) ?? reviewedMigrations(context),
      missing: "No tool that looks at migrations is a dependency or runs in CI.",
    },
    {
      id: "migrations-squashed",
      title: "Long histories of migrations are squashed",
      keywords: ["squashmigrations", "reset migrations"],
      kind: "evidence",
      why: "Every test run and every new database goes through all migrations there ever were.",
      link: `${DJANGO}/topics/migrations/#squashing-migrations`,
      unsuited: withoutLongHistory,
      find: squashedMigrations,
      missing: "No migration replaces others.",
    },
    {
      id: "superuser",
      title: "There is a superuser, whose password nobody can guess",
      keywords: ["createsuperuser", "DJANGO_SUPERUSER_PASSWORD", "admin"],
      kind: "evidence",
      why: "A new database has no accounts, so nobody can log in to the admin.",
      link: `${DJANGO}/ref/django-admin/#createsuperuser`,
      unsuited: (context) =>
        isInstalled(context, "django.contrib.auth") === false
          ? "django.contrib.auth is not installed"
          : undefined,
      rules: ["createsuperuser-in-deploy"],
      find: superuser,
      missing: ({ project }) =>
        project.deployment.heroku
          ? "No file creates one: `heroku run python manage.py createsuperuser` does."
          : "No file creates one: `python manage.py createsuperuser` does.",
    },
  ],
};
