import type { Section } from "../item";

export const infrastructure: Section = {
  title: "Servers of your own",
  items: [],
};
