import type { Section } from "../item";
import { HEROKU } from "../links";

export const domain: Section = {
  title: "DNS & domain",
  items: [
    {
      id: "custom-domain",
      title: "The custom domain points at the app",
      kind: "manual",
      why: "DNS changes take time to arrive: make them before the launch.",
      link: `${HEROKU}/custom-domains`,
    },
  ],
};
