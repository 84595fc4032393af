/** .pre-commit-config.yaml: what runs before each commit. https://pre-commit.com/#adding-pre-commit-plugins-to-your-project */
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import { get } from "../syntax/yaml";
import { yamlValue } from "./yamlCommands";

export interface PreCommitHook extends Range {
  readonly id: string;
}

/** Reads the hooks. Total: what does not fit is left out. */
export const parsePreCommit = perDocument((document): readonly PreCommitHook[] => {
  const repos = get(document.yaml().root, "repos");
  if (repos?.kind !== "sequence") return [];
  return repos.items.flatMap((repo) => {
    const hooks = get(repo, "hooks");
    return (hooks?.kind === "sequence" ? hooks.items : []).flatMap((hook) => {
      const id = yamlValue(get(hook, "id"), document);
      return id === undefined ? [] : [{ id: id.value, ...id.range }];
    });
  });
});
