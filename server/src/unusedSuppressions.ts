/** Suppression comments that ignore nothing, or that name no rule. */
import { type Policy, UNUSED_SUPPRESSION } from "./config/policy";
import { withoutName } from "./edits/suppression";
import { nearest } from "./nearest";
import { isInside } from "./project/tree";
import type { OfferedFix, ProjectReport, ReportedVerdict, Suppression } from "./report";
import { rules as allRules } from "./rules/index";
import type { Snapshot } from "./snapshot";
import { type SuppressionComment, suppressionComments } from "./suppress";
import type { SourceDocument } from "./syntax/document";

interface Judged extends Pick<ProjectReport, "project" | "files" | "startup" | "verdicts"> {
  readonly snapshot: Snapshot;
  readonly policy: Policy | undefined;
  /** False where the comments may be for what is not judged now: another environment, settings module or Django. */
  readonly whole: boolean;
}

/**
 * Findings on comments in the files of one project. A name is unused only where its rule ran, left nothing undecided, and has
 * no finding on the lines that the comment is for.
 */
export function unusedSuppressions(judged: Judged): ReportedVerdict[] {
  const { snapshot, policy } = judged;
  const found: ReportedVerdict[] = [];
  for (const path of ownFiles(judged)) {
    const document = snapshot.file(path);
    for (const comment of document === undefined ? [] : suppressionComments(document)) {
      for (const name of comment.rules) {
        const problem = problemOf(judged, document!, comment, name);
        if (problem === undefined) continue;
        const id = found.length === 0 ? UNUSED_SUPPRESSION : `${UNUSED_SUPPRESSION}:${found.length + 1}`;
        found.push(reported({ id, path, name, policy, ...problem }));
      }
    }
  }
  return found;
}

/** The files that only this project has: its settings modules, and what deploys it. */
function ownFiles({ files, project }: Judged): readonly string[] {
  const { procfile, herokuYml, dockerfile, pythonVersion, runtimeTxt, dependencies } = project.deployment;
  const others = [procfile, herokuYml, dockerfile, pythonVersion, runtimeTxt, dependencies.manifest];
  const paths = [...files, ...others.flatMap((file) => file?.path ?? [])];
  return [...new Set(paths)].filter((path) => isInside(path, project.root));
}

type Name = SuppressionComment["rules"][number];

function problemOf(
  { verdicts, startup, whole }: Judged,
  document: SourceDocument,
  comment: SuppressionComment,
  name: Name,
): { readonly message: string; readonly fixes: readonly OfferedFix[] } | undefined {
  const { id } = name;
  if (!allRules.some((rule) => rule.id === id)) return noSuchRule(document, name);
  const mine = verdicts.filter(({ rule }) => rule === id);
  const isUsed = mine.some(
    ({ suppression }) =>
      suppression?.by === "comment" &&
      suppression.at.file === document.path &&
      suppression.at.start === comment.range.start,
  );
  const isSure = mine.length > 0 && mine.every(({ verdict }) => verdict.state !== "undecided");
  if (!whole || isUsed || !isSure || startup.state === "raises" || startup.state === "unknown")
    return undefined;
  return {
    message: `This comment ignores nothing: ${id} finds nothing here in production.`,
    fixes: [
      {
        title: comment.rules.length > 1 ? `Remove ${id} from the comment` : "Remove the comment",
        // Another environment may need it.
        safety: "review",
        preferred: true,
        changes: [withoutName(document, comment, name.range)],
      },
    ],
  };
}

function noSuchRule({ path }: SourceDocument, { id, range }: Name) {
  const meant = nearest(
    id,
    allRules.map((rule) => rule.id),
  );
  const isGroup = allRules.some(({ group }) => group === id);
  const hint = meant !== undefined && !isGroup ? `; did you mean ${meant}?` : ".";
  const message = isGroup
    ? `${id} is a group of rules: a comment names single rules, the configuration also groups.`
    : `This comment ignores nothing: there is no rule ${id}${hint}`;
  const fixes: OfferedFix[] =
    meant === undefined || isGroup
      ? []
      : [
          {
            title: `Change it to ${meant}`,
            safety: "review",
            preferred: true,
            changes: [{ kind: "edit", path, edits: [{ ...range, text: meant }] }],
          },
        ];
  return { message, fixes };
}

function reported(problem: {
  readonly id: string;
  readonly path: string;
  readonly name: Name;
  readonly policy: Policy | undefined;
  readonly message: string;
  readonly fixes: readonly OfferedFix[];
}): ReportedVerdict {
  const { id, path, name, policy, message, fixes } = problem;
  const at = { file: path, start: name.range.start, end: name.range.end };
  const chosen = policy?.severityOf(UNUSED_SUPPRESSION);
  const entry = policy?.ignoring(UNUSED_SUPPRESSION, path);
  const suppression: Suppression | undefined =
    chosen?.value === "off"
      ? { by: "configuration", at: chosen.at, reason: undefined }
      : entry && { by: "configuration", at: entry.at, reason: entry.reason };
  return {
    id,
    rule: UNUSED_SUPPRESSION,
    djangoIds: [],
    verdict: { state: "violated", at, message },
    scope: at,
    severity: chosen === undefined || chosen.value === "off" ? "info" : chosen.value,
    shown: suppression === undefined,
    suppressed: suppression !== undefined,
    suppression,
    fixes,
  };
}
