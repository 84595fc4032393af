import { pythonFor } from "../django/pythonVersions";
import { minorOf } from "../files/pythonVersion";
import type { Project } from "../project/project";
import { DEFAULT_PYTHON, minorText, suggestedPython } from "../rules/pythonVersions";
import type { Snapshot } from "../snapshot";

/** The Python that the project asks for already, or else the newest that suits it: "3.14". */
export function pythonVersion(snapshot: Snapshot, project: Project): string {
  const { deployment, django } = project;
  const asked = deployment.pythonVersion?.version ?? deployment.runtimeTxt?.version;
  if (asked !== undefined) return minorOf(asked);
  const newest = pythonFor(django.range);
  return (
    suggestedPython({ snapshot, project }) ?? (newest === undefined ? DEFAULT_PYTHON : minorText(newest))
  );
}
