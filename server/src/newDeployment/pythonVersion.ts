import { pythonFor } from "../django/pythonVersions";
import type { Project } from "../project/project";

/** Heroku's default in 2026: https://devcenter.heroku.com/articles/python-support */
const USUAL = "3.14";

/** The Python that the project asks for already, or the newest that its Django supports: "3.14". */
export function pythonVersion({ deployment, django }: Project): string {
  const asked = deployment.pythonVersion?.version ?? deployment.runtimeTxt?.version;
  return asked === undefined ? (pythonFor(django.range) ?? USUAL) : asked.split(".").slice(0, 2).join(".");
}
