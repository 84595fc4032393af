/** Whether a `.env` file goes where production runs. */
import { join } from "../../paths";
import { ignoredFiles, slugIgnored } from "../../project/ignored";
import { isListed, type Snapshot } from "../../snapshot";
import type { ChecklistContext, Decision } from "../item";

/** Decides whether a `.env` file is part of the repository, and so of what Heroku builds. */
export function dotenvStays({ project, recall }: ChecklistContext): Decision | undefined {
  const { deployment } = project;
  const path = recall("committed .env", (snapshot) =>
    [...new Set([deployment.root, project.root])]
      .map((directory) => join(directory, ".env"))
      .find((each) => isListed(snapshot, each) && !isLeftOut(snapshot, deployment.root, each)),
  );
  if (path === undefined) return undefined;
  return {
    state: "open",
    detail: `No .gitignore lists ${path}, so it goes wherever the repository goes.`,
    at: { file: path, start: 0, end: 0 },
  };
}

function isLeftOut(snapshot: Snapshot, root: string, path: string): boolean {
  const inside = root === "" ? path : path.slice(root.length + 1);
  return ignoredFiles(snapshot, root)(path) || slugIgnored(snapshot, root)(inside);
}
