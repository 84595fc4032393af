import { contains, type Plain, truthy } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** Apps with which visitors open accounts themselves. */
const SIGN_UP_APPS = ["allauth.account", "dj_rest_auth.registration", "django_registration", "djoser"];

/** Backends whose users have a password of this site. */
const PASSWORD_BACKENDS = [
  "django.contrib.auth.backends.ModelBackend",
  "django.contrib.auth.backends.AllowAllUsersModelBackend",
  "allauth.account.auth_backends.AuthenticationBackend",
];

const VALIDATORS = [
  "UserAttributeSimilarityValidator",
  "MinimumLengthValidator",
  "CommonPasswordValidator",
  "NumericPasswordValidator",
];

export default defineRule({
  id: "password-validators-empty",
  group: "security",
  severity: "info",
  summary: "Any password is accepted",
  docs: {
    why:
      "AUTH_PASSWORD_VALIDATORS is empty unless the settings fill it; `startproject` does. Without validators visitors " +
      "who open an account may choose a password from the top of every list of common ones, and such accounts are " +
      "taken over by trying.",
    how: "Add the four validators that `startproject` writes. They look at new passwords only.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/auth/passwords/#enabling-password-validation",
      "https://docs.djangoproject.com/en/stable/ref/settings/#auth-password-validators",
    ],
  },
  examples: {
    bad: [
      {
        code: 'INSTALLED_APPS = ["django.contrib.auth"]\nAUTH_PASSWORD_VALIDATORS = []\n',
        fixed: [
          'INSTALLED_APPS = ["django.contrib.auth"]',
          "AUTH_PASSWORD_VALIDATORS = [",
          ...VALIDATORS.map((name) => `    {"NAME": "django.contrib.auth.password_validation.${name}"},`),
          "]",
          "",
        ].join("\n"),
      },
      { code: 'INSTALLED_APPS = ["django.contrib.auth", "allauth", "allauth.account"]\n' },
    ],
    good: [
      'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.admin"]\n',
      'INSTALLED_APPS = ["django.contrib.auth"]\nAUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]\n',
      'from base import VALIDATORS\n\nINSTALLED_APPS = ["django.contrib.auth"]\nAUTH_PASSWORD_VALIDATORS = VALIDATORS\n',
      'INSTALLED_APPS = ["django.contrib.auth"]\nAUTH_PASSWORD_VALIDATORS = []\nAUTHENTICATION_BACKENDS = ["mozilla_django_oidc.auth.OIDCAuthenticationBackend"]\n',
    ],
  },
  check({ settings }) {
    const names = [
      "AUTH_PASSWORD_VALIDATORS",
      "INSTALLED_APPS",
      `${OVERRIDDEN}AUTH_PASSWORD_VALIDATORS`,
      `${OVERRIDDEN}AUTHENTICATION_BACKENDS`,
      "AUTHENTICATION_BACKENDS",
    ];
    const judgement = settings.judge(names, (validators, apps, written, chosen, backends) => {
      // Not set, it is empty.
      const emptied = truthy(written!);
      const some = emptied === false ? false : truthy(validators!);
      if (some === undefined) return undecided(reasonOf(validators!));
      if (some) return satisfied();
      const auth = contains(apps!, "django.contrib.auth");
      if (auth === undefined) return undecided(reasonOf(apps!));
      if (!auth) return notApplicable("the project has no users");
      const signUp = SIGN_UP_APPS.some((name) => contains(apps!, name) === true);
      if (!emptied && !signUp) return notApplicable("nothing says that visitors choose passwords");
      return withoutPasswords(chosen!, backends!) ?? { state: "violated" };
    });
    return verdictOn(
      settings,
      "AUTH_PASSWORD_VALIDATORS",
      judgement,
      "AUTH_PASSWORD_VALIDATORS is empty: users may choose passwords that attackers try first.",
    );
  },
  fixes: [
    {
      title: "Add the validators that startproject writes",
      safety: "review",
      preferred: true,
      edits: (context) => setValue(context, "AUTH_PASSWORD_VALIDATORS", () => validatorsCode()),
    },
  ],
});

/** The answer where users log in elsewhere, or nobody knows; else undefined. */
function withoutPasswords(chosen: Plain, backends: Plain) {
  if (truthy(chosen) === false) return undefined;
  if (PASSWORD_BACKENDS.some((name) => contains(backends, name) === true)) return undefined;
  return backends.kind === "unknown" || ("open" in backends && backends.open !== undefined)
    ? undecided(reasonOf(backends))
    : notApplicable("no backend that is known to use this site's passwords is set");
}

function validatorsCode(): string {
  const lines = VALIDATORS.map((name) => `    {"NAME": "django.contrib.auth.password_validation.${name}"},`);
  return ["[", ...lines, "]"].join("\n");
}
