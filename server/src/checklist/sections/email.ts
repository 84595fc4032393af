import type { Section } from "../item";

export const email: Section = {
  title: "Email",
  items: [],
};
