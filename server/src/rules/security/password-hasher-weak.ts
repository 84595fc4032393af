import { insertItem, isSequence, moveItem, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains } from "../../settings/plain";
import { HASHERS, isRemovedHasher, PBKDF2, REMOVED_HASHERS, shortName } from "../passwordHashers";
import { defineRule } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** Hashers that a graphics card tries billions of passwords a second against. */
const WEAK = new Set([`${HASHERS}.MD5PasswordHasher`, ...Object.keys(REMOVED_HASHERS)]);

/** Hashers that need nothing installed. */
const STRONG = new Set([PBKDF2, `${HASHERS}.PBKDF2SHA1PasswordHasher`]);

const APPS = 'INSTALLED_APPS = ["django.contrib.auth"]\n';

export default defineRule({
  id: "password-hasher-weak",
  group: "security",
  severity: "error",
  summary: "Passwords are stored with a weak hash",
  docs: {
    why:
      "Django stores new passwords with the first hasher of PASSWORD_HASHERS, and stores each password anew with it at " +
      "the next login. MD5 and SHA-1 are fast, which is what tests want and attackers too: from a copy of the " +
      "database most passwords are found within hours.",
    how:
      "Put `PBKDF2PasswordHasher` first, or delete the setting if no user has an older hash. Weak hashers further down " +
      "only check old hashes. Keep fast hashers for tests in the settings of tests.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/auth/passwords/#how-django-stores-passwords",
      "https://docs.djangoproject.com/en/stable/ref/settings/#password-hashers",
    ],
  },
  examples: {
    bad: [
      {
        code: `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n`,
        fixed: `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"]\n`,
      },
      {
        code: {
          "requirements.txt": "Django==4.2.30\ngunicorn\n",
          "mysite/settings.py": [
            'INSTALLED_APPS = ["django.contrib.auth"]',
            "PASSWORD_HASHERS = [",
            '    "django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",  # from the old site',
            '    "django.contrib.auth.hashers.PBKDF2PasswordHasher",',
            "]",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==4.2.30\ngunicorn\n",
          "mysite/settings.py": [
            'INSTALLED_APPS = ["django.contrib.auth"]',
            "PASSWORD_HASHERS = [",
            '    "django.contrib.auth.hashers.PBKDF2PasswordHasher",',
            '    "django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",  # from the old site',
            "]",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"]\n`,
      `import os\n\n${APPS}PASSWORD_HASHERS = [os.environ["HASHER"]]\n`,
      `import sys\n\n${APPS}if "test" in sys.argv:\n    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n`,
      // Django 5.1 does not have it any more, which is another matter.
      `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.SHA1PasswordHasher"]\n`,
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("PASSWORD_HASHERS")) return satisfied("Django's default is strong");
    const judgement = settings.judge(["PASSWORD_HASHERS", "INSTALLED_APPS"], (hashers, apps) => {
      if (contains(apps, "django.contrib.auth") === false) return notApplicable("the project has no users");
      if (hashers.kind !== "list" && hashers.kind !== "tuple") return undecided(reasonOf(hashers));
      const first = hashers.open === undefined ? hashers.items[0] : undefined;
      if (first?.kind !== "str") return undecided(reasonOf(hashers));
      if (!WEAK.has(first.value)) return satisfied();
      if (isRemovedHasher(project, first.value)) return notApplicable("Django does not have it any more");
      const message = `New passwords are stored with ${shortName(first.value)}: anyone with a copy of the database can find most of them within hours.`;
      return { state: "violated", at: first.at, message };
    });
    return verdictOn(settings, "PASSWORD_HASHERS", judgement, "");
  },
  fixes: [
    {
      title: "Store passwords with PBKDF2, Django's default",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "PASSWORD_HASHERS");
        if (found === undefined || !isSequence(found.value)) return undefined;
        const { editor, value } = found;
        const names = value.items.map(stringValue);
        if (names.length === 0 || !WEAK.has(names[0] ?? "")) return undefined;
        if (STRONG.has(names[1] ?? "")) moveItem(editor, value, 0, 1);
        else if (names.includes(PBKDF2)) return undefined;
        else insertItem(editor, value, `"${PBKDF2}"`, "first");
        return session.changes();
      },
    },
  ],
});
