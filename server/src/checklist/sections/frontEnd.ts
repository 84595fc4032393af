import type { Section } from "../item";

export const frontEnd: Section = {
  title: "Accessibility & front end",
  items: [],
};
