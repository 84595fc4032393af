/** What Heroku's Node buildpack starts by itself. */
import { join } from "../paths";
import type { RuleContext } from "./rule";

/** Whether package.json has a start script: the Node buildpack makes `npm start` the web process. */
export function hasNodeStart({ project, snapshot }: RuleContext): boolean {
  const { root } = project.deployment;
  const listed = snapshot.directory(root)?.some(({ name }) => name === "package.json") ?? false;
  return listed && /"start"\s*:/.test(snapshot.file(join(root, "package.json"))?.text ?? "");
}
