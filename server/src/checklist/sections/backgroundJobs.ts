import type { Section } from "../item";

export const backgroundJobs: Section = {
  title: "Background jobs & cache",
  items: [],
};
