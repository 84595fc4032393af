/** Evidence for tags of releases. */
import { join } from "../../paths";
import { listedFile } from "../../snapshot";
import type { ShellCommand } from "../../syntax/shell";
import type { ChecklistContext, Evidence } from "../item";
import { ciCommand, ciUsesOf, textOf } from "./ci";
import { firstOf, repositoryDirectories, startOf } from "./files";

const ACTIONS =
  /^(?:softprops\/action-gh-release|(?:googleapis|google-github-actions)\/release-please-action|python-semantic-release\/.+|ncipollo\/release-action|actions\/create-release|mathieudutour\/github-tag-action|anothrNick\/github-tag-action|cycjimmy\/semantic-release-action|commitizen-tools\/commitizen-action|release-drafter\/release-drafter|marvinpinto\/action-automatic-releases)$/i;

/** A tag in git that holds a number, or a step of CI that makes tags. */
export const releaseTags = firstOf(
  gitTag,
  ciUsesOf(ACTIONS),
  ciCommand(
    ({ command }) => makesTag(command),
    (command) => `runs ${textOf(command)}`,
  ),
);

/** v1.2, production/34, release-2026-05-01 */
const VERSION = /(?:^|[/_-]|v)\d/;

function gitTag({ project, recall }: ChecklistContext): Evidence | undefined {
  return recall("tags", (snapshot) => {
    const repository = repositoryDirectories(snapshot, project).at(-1) ?? "";
    const git = join(repository, ".git");
    const loose = snapshot.directory(join(git, "refs/tags")) ?? [];
    const tag = loose.findLast(({ name, kind }) => kind === "file" && VERSION.test(name))?.name;
    if (tag !== undefined)
      return { detail: `git has the tag ${tag}.`, at: startOf(join(git, "refs/tags", tag)) };
    const packed = snapshot.directory(git) && listedFile(snapshot, join(git, "packed-refs"));
    for (const match of packed?.text.matchAll(/^[0-9a-f]+ refs\/tags\/(\S+)$/gm) ?? []) {
      if (!VERSION.test(match[1]!)) continue;
      return {
        detail: `git has the tag ${match[1]}.`,
        at: { file: packed!.path, start: match.index, end: match.index + match[0].length },
      };
    }
    return undefined;
  });
}

function makesTag({ program, args }: ShellCommand): boolean {
  const [first, second] = args.map(({ text }) => text);
  if (program === "git") return first === "tag" && args.length > 1 && !second!.startsWith("-l");
  if (program === "gh") return first === "release" && second === "create";
  if (program === "cz") return first === "bump";
  return /^(?:semantic-release|bump-my-version|bumpversion|bump2version|standard-version|release-it)$/.test(
    program ?? "",
  );
}
