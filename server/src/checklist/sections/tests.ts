import { ciTests } from "../evidence/ciTests";
import { firstOf } from "../evidence/files";
import { testFile } from "../evidence/testFiles";
import type { Section } from "../item";
import { DJANGO } from "../links";

export const tests: Section = {
  title: "Tests",
  items: [
    {
      id: "tests",
      title: "Automated tests exist and pass",
      keywords: ["pytest", "unittest", "Hypothesis", "Cypress", "Playwright", "Selenium"],
      kind: "evidence",
      why: "Without tests each deploy is the test, and visitors are the testers.",
      link: `${DJANGO}/topics/testing/overview/`,
      find: firstOf(ciTests, testFile),
      missing: "No test was found.",
    },
  ],
};
