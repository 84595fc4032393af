/** Which packages production installs, and in which versions. */
import { type Dependency, dependencyState } from "../files/dependencies";
import { parseDockerfile } from "../files/dockerfile";
import { basename } from "../paths";
import type { Tri } from "../settings/plain";
import type { RuleContext } from "./rule";

type Release = readonly number[];

/** `2.9.10` is newer than `2.9.9`; what is behind the numbers does not count. */
function compare(a: Release, b: Release): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function release(text: string): Release {
  return text.split(".").map((part) => Number.parseInt(part, 10));
}

/** Whether a dependency is older than a version: true or false only if that holds for all versions that it allows. */
export function isOlder({ specifier }: Dependency, version: string): Tri {
  const limit = release(version);
  let answer: Tri;
  for (const clause of specifier.split(",")) {
    const [, operator = "==", number, wildcard] =
      /^\s*(===?|~=|!=|<=|>=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*)(\.\*)?\s*$/.exec(clause) ?? [];
    if (number === undefined) continue;
    const given = release(number);
    const order = compare(given, limit);
    // The versions of `2.8.*` and `~=2.8.1` share all numbers but the last.
    const shared = wildcard === undefined ? given.slice(0, -1) : given;
    const below = compare(shared, limit.slice(0, shared.length)) < 0;
    switch (operator) {
      case "==":
      case "===":
        if (wildcard === undefined) return order < 0;
        if (below) return true;
        if (order >= 0) answer = false;
        break;
      case "<":
        if (order <= 0) return true;
        break;
      case "<=":
        if (order < 0) return true;
        break;
      case "~=":
        if (below) return true;
        if (order >= 0) answer = false;
        break;
      case ">=":
      case ">":
      case "^":
      case "~":
        if (order >= 0) answer = false;
        break;
    }
  }
  return answer;
}

/** As `dependencyState`; an image may also install a package by a RUN of its own. */
export function installedState(context: RuleContext, name: string): ReturnType<typeof dependencyState> {
  const state = dependencyState(context.project.deployment.dependencies, name);
  return state === "absent" && !filesDecide(context, name) ? "unknown" : state;
}

/** Whether the dependency files alone decide if a package is installed. */
export function filesDecide({ snapshot, project }: RuleContext, name: string): boolean {
  const { target, dependencies, dockerfile } = project.deployment;
  if (target !== "container" && target !== "docker") return true;
  const document = dockerfile && snapshot.file(dockerfile.path);
  if (document === undefined || dependencies.source === undefined) return false;
  const runs = parseDockerfile(document).runs.map(({ text }) => text);
  const installs = runs.some((text) => text.includes(basename(dependencies.source!)));
  return installs && !runs.some((text) => text.includes(name));
}
