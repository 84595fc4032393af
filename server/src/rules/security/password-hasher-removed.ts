import { isSequence, removeItemAt, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains } from "../../settings/plain";
import { isRemovedHasher, REMOVED_HASHERS, shortName } from "../passwordHashers";
import { defineRule } from "../rule";
import { assignedValue, removeAssignment } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const APPS = 'INSTALLED_APPS = ["django.contrib.auth"]\n';

export default defineRule({
  id: "password-hasher-removed",
  group: "security",
  severity: "error",
  summary: "PASSWORD_HASHERS has a hasher that Django removed",
  docs: {
    why:
      "Django imports every hasher of PASSWORD_HASHERS when it first needs one. If one is missing, every login and " +
      "every change of a password fails with error 500, whichever hash the user has. No check tells before that: " +
      "CryptPasswordHasher went with Django 5.0, the SHA-1 hashers and the unsalted ones with 5.1.",
    how:
      "Remove it from the list. Users whose passwords still have that hash must reset them; before such an upgrade, " +
      "their hashes can be wrapped in a strong one.",
    references: [
      "https://docs.djangoproject.com/en/stable/releases/5.1/#features-removed-in-5-1",
      "https://docs.djangoproject.com/en/stable/topics/auth/passwords/#password-upgrading-without-requiring-a-login",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'INSTALLED_APPS = ["django.contrib.auth"]',
          "PASSWORD_HASHERS = [",
          '    "django.contrib.auth.hashers.PBKDF2PasswordHasher",',
          '    "django.contrib.auth.hashers.SHA1PasswordHasher",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          'INSTALLED_APPS = ["django.contrib.auth"]',
          "PASSWORD_HASHERS = [",
          '    "django.contrib.auth.hashers.PBKDF2PasswordHasher",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.UnsaltedMD5PasswordHasher"]\n`,
        fixed: APPS,
      },
    ],
    good: [
      `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"]\n`,
      `import os\n\n${APPS}PASSWORD_HASHERS = os.environ["HASHERS"].split()\n`,
      {
        "requirements.txt": "Django==5.0.14\ngunicorn\n",
        "mysite/settings.py": `${APPS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.SHA1PasswordHasher"]\n`,
      },
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("PASSWORD_HASHERS")) return satisfied("PASSWORD_HASHERS is Django's own");
    const judgement = settings.judge(["PASSWORD_HASHERS", "INSTALLED_APPS"], (hashers, apps) => {
      if (contains(apps, "django.contrib.auth") === false) return notApplicable("the project has no users");
      if (hashers.kind !== "list" && hashers.kind !== "tuple") return undecided(reasonOf(hashers));
      for (const item of hashers.items) {
        if (item.kind !== "str" || !isRemovedHasher(project, item.value)) continue;
        const message = `Django ${REMOVED_HASHERS[item.value]} removed ${shortName(item.value)}: every login fails with error 500, whichever hash the user has.`;
        return { state: "violated", at: item.at, message };
      }
      const known = hashers.open === undefined && hashers.items.every(({ kind }) => kind === "str");
      return known ? satisfied() : undecided(reasonOf(hashers));
    });
    return verdictOn(settings, "PASSWORD_HASHERS", judgement, "");
  },
  fixes: [
    {
      title: "Remove the hashers that Django no longer has",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "PASSWORD_HASHERS");
        if (found === undefined || !isSequence(found.value)) return undefined;
        const { editor, value } = found;
        const gone = value.items.flatMap((item, n) =>
          isRemovedHasher(context.project, stringValue(item) ?? "") ? [n] : [],
        );
        if (gone.length === value.items.length) return removeAssignment(context, "PASSWORD_HASHERS");
        // Edits of neighbours would overlap.
        const [only, ...others] = gone;
        if (only === undefined || others.length > 0) return undefined;
        return removeItemAt(editor, value, only) ? session.changes() : undefined;
      },
    },
  ],
});
