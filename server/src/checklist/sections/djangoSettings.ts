import { setting } from "../evidence/basics";
import type { Section } from "../item";
import { DJANGO } from "../links";

export const djangoSettings: Section = {
  title: "Django settings",
  items: [
    {
      id: "debug-off",
      title: "DEBUG is off",
      kind: "automatic",
      why: "Debug pages show source code, settings and SQL to every visitor.",
      link: `${DJANGO}/ref/settings/#debug`,
      rules: ["debug-true", "debug-env-string", "debug-env-default-true"],
      done: "Production runs with DEBUG off.",
    },
    {
      id: "allowed-hosts",
      title: "ALLOWED_HOSTS names the site's hosts",
      kind: "automatic",
      why: "Without it every request is answered with 400; with a wildcard, forged Host headers get through.",
      link: `${DJANGO}/ref/settings/#allowed-hosts`,
      rules: ["allowed-hosts-empty", "allowed-hosts-wildcard", "allowed-hosts-bad-entry"],
      done: "ALLOWED_HOSTS lists hosts.",
    },
    {
      id: "secret-key",
      title: "SECRET_KEY comes from the environment",
      kind: "automatic",
      why: "Whoever knows the key can forge sessions, reset links and signed data.",
      link: `${DJANGO}/ref/settings/#secret-key`,
      rules: [
        "secret-key-hardcoded",
        "secret-key-insecure-prefix",
        "secret-key-insecure-default",
        "secret-key-may-be-none",
        "secret-key-random-per-process",
      ],
      done: "The key is not in the source.",
    },
    {
      id: "check-deploy",
      title: "check --deploy ran against the production settings",
      kind: "manual",
      why: "Django's own checks also see models, URLs and installed apps, which no file shows.",
      link: `${DJANGO}/howto/deployment/checklist/`,
    },
    {
      id: "admins",
      title: "ADMINS get error mails",
      kind: "evidence",
      why: "Without other monitoring, mails to ADMINS are how you hear of errors.",
      link: `${DJANGO}/ref/settings/#admins`,
      find: setting("ADMINS"),
      missing: "The settings do not define ADMINS.",
    },
  ],
};
