import type { ChecklistProject } from "../../server/src/protocol";

/** The projects, with the end of their path in the names of those that others are called like: "mysite (shop/backend)". */
export function withDistinctNames(projects: readonly ChecklistProject[]): readonly ChecklistProject[] {
  return projects.map((project) => {
    const namesakes = projects.filter(({ name }) => name === project.name);
    if (namesakes.length === 1) return project;
    const others = namesakes.filter((other) => other !== project).map(segments);
    const mine = segments(project);
    let length = 1;
    const end = (path: readonly string[]) => path.slice(-length).join("/");
    while (length < mine.length && others.some((other) => end(other) === end(mine))) length++;
    return { ...project, name: `${project.name} (${end(mine)})` };
  });
}

function segments({ rootUri }: ChecklistProject): readonly string[] {
  return rootUri.split("/").filter(Boolean).map(decoded);
}

/** A segment as people know it; a URI that is not well formed stays as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
