import { setting } from "../evidence/basics";
import type { Section } from "../item";
import { DJANGO, HEROKU } from "../links";

export const secrets: Section = {
  title: "Secrets & configuration",
  items: [
    {
      id: "secret-key-rotation",
      title: "There is a plan to rotate SECRET_KEY",
      kind: "evidence",
      why: "SECRET_KEY_FALLBACKS lets a new key take over without logging everybody out.",
      link: `${DJANGO}/ref/settings/#secret-key-fallbacks`,
      find: setting("SECRET_KEY_FALLBACKS"),
      missing: "The settings do not define SECRET_KEY_FALLBACKS.",
    },
    {
      id: "config-vars",
      title: "All config vars are set on the app",
      kind: "manual",
      why: "A variable that is missing stops the settings from loading, or leaves a default in place.",
      link: `${HEROKU}/config-vars`,
    },
    {
      id: "passwords-rotated",
      title: "Keys that were ever committed are replaced",
      kind: "manual",
      why: "Git keeps every version: a key that was in the repository once is known.",
      link: `${HEROKU}/config-vars`,
    },
  ],
};
