/** The files about containers and CI that stand beside a project: Compose files, .dockerignore, workflows. */
import { type Compose, isComposeName, parseCompose } from "../files/compose";
import { type Dockerfile, parseDockerfile } from "../files/dockerfile";
import { parseWorkflow, type Workflow, workflowSystem } from "../files/workflows";
import { join } from "../paths";
import type { Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";
import type { Deployment } from "./project";
import { ancestors } from "./tree";

/** The Dockerfile of the image that is deployed, with its text. */
export function deployedDockerfile(
  snapshot: Snapshot,
  { dockerfile }: Deployment,
): { readonly document: SourceDocument; readonly file: Dockerfile } | undefined {
  const document = dockerfile === undefined ? undefined : snapshot.file(dockerfile.path);
  if (document === undefined || document.problem !== undefined) return undefined;
  return { document, file: parseDockerfile(document) };
}

/** The Compose files in the directory that is deployed; files of that name that hold no services are none. */
export function composeFiles(snapshot: Snapshot, { root }: Deployment): readonly Compose[] {
  return namesOf(snapshot, root)
    .filter(isComposeName)
    .flatMap((name) => snapshot.file(join(root, name)) ?? [])
    .map(parseCompose)
    .filter(({ services }) => services.length > 0);
}

/** The CI files of the repository that a project is in: those next above the directory that is deployed. */
export function workflowsOf(snapshot: Snapshot, { root }: Deployment): readonly Workflow[] {
  for (const directory of ancestors(root)) {
    const github = join(directory, ".github/workflows");
    const circle = join(directory, ".circleci");
    const paths = [
      ...namesOf(snapshot, github).map((name) => join(github, name)),
      ...namesOf(snapshot, circle).map((name) => join(circle, name)),
      ...namesOf(snapshot, directory).map((name) => join(directory, name)),
    ].filter((path) => workflowSystem(path) !== undefined);
    const found = paths.flatMap((path) => snapshot.file(path) ?? []).map(parseWorkflow);
    if (found.length > 0) return found;
  }
  return [];
}

function namesOf(snapshot: Snapshot, directory: string): string[] {
  const entries = snapshot.directory(directory) ?? [];
  return entries.flatMap(({ name, kind }) => (kind === "file" ? [name] : []));
}
