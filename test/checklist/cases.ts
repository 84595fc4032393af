/** What the tests of checklist items are made of: one file of cases for each section. */
import type { ExampleFiles } from "../../server/src/rules/rule";

/** A project and what an item says about it. */
export interface Case {
  /** What an example of a rule is: a settings module, or files beside a small project on Heroku; with a manage.py, all of it. */
  readonly files: ExampleFiles;
  /** "ok" or "found" where it is done, anything else where it is not. */
  readonly state: "ok" | "found" | "problem" | "open" | "unknown" | "not-applicable";
  /** "templates/base.html:3": the file and line that decide. Always there where the state is "found". */
  readonly at?: string;
  /** What the detail says. */
  readonly detail?: RegExp;
}

/** The cases by the item's id. Items that files decide have cases both ways: done, and not done. */
export type Cases = Readonly<Record<string, readonly Case[]>>;
