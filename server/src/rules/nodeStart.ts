/** What Heroku's Node buildpack starts by itself. */

import { join } from "../paths";
import { listedFile } from "../snapshot";
import type { RuleContext } from "./rule";

/** Whether package.json has a start script: the Node buildpack makes `npm start` the web process. */
export function hasNodeStart({ project, snapshot }: RuleContext): boolean {
  const document = listedFile(snapshot, join(project.deployment.root, "package.json"));
  return /"start"\s*:/.test(document?.text ?? "");
}
