import { isString } from "../../edits/python/editor";
import { entry } from "../../settings/plain";
import { judgeDatabases } from "../databases";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const ALIAS = "django.db.backends.postgresql_psycopg2";
const NAME = "django.db.backends.postgresql";
const database = (engine: string) =>
  `import os\n\nDATABASES = {"default": {"ENGINE": ${engine}, "NAME": "site"}}\n`;

export default defineRule({
  id: "psycopg2-engine-alias",
  group: "database",
  severity: "hint",
  summary: "The PostgreSQL engine has its old name",
  docs: {
    why:
      "`django.db.backends.postgresql_psycopg2` has been another name for `django.db.backends.postgresql` since 2015. " +
      "Django still takes it, but code that compares the engine's name, in packages too, may know only the new one.",
    how: "Write `django.db.backends.postgresql`. It works with psycopg2 as well as with psycopg 3.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#engine"],
  },
  examples: {
    bad: [{ code: database(`"${ALIAS}"`), fixed: database(`"${NAME}"`) }],
    good: [database(`"${NAME}"`), database('os.environ["DB_ENGINE"]')],
  },
  check({ settings }) {
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const judgement = judgeDatabases(settings, (database) => {
      const engine = entry(database, "ENGINE");
      if (engine === null) return satisfied();
      if (engine?.kind !== "str") return undecided(reasonOf(engine ?? database));
      return engine.value === ALIAS ? { state: "violated", at: engine.at } : satisfied();
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "This engine name is an alias from before Django 1.9: it still works, but packages that check for the new name may not recognise it.",
    );
  },
  fixes: [
    {
      title: `Change it to ${NAME}`,
      safety: "safe",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, `"${NAME}"`, isString),
    },
  ],
});
