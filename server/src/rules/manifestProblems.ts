/** What is wrong with app.json or heroku.yml, as verdicts and fixes of a rule. */
import type { ManifestProblem } from "../files/manifestProblem";
import { editOf, samePlace } from "./commands";
import type { Finding, Fix, RuleContext, Verdict } from "./rule";

interface Manifest {
  readonly path: string;
  readonly problems: readonly ManifestProblem[];
}

export function problemVerdicts({ path, problems }: Manifest): Verdict | readonly Verdict[] {
  if (problems.length === 0) return { state: "satisfied" };
  return problems.map(
    ({ message, range, severity }): Verdict => ({
      state: "violated",
      message,
      at: { file: path, ...range },
      severity,
    }),
  );
}

/** The fix that the model itself suggests for a problem. */
export function suggestedFix(manifestOf: (project: RuleContext["project"]) => Manifest | undefined): Fix {
  const suggestion = ({ project }: RuleContext, { at }: Finding) => {
    const manifest = manifestOf(project);
    return manifest?.problems.find(({ range }) => samePlace({ file: manifest.path, ...range }, at))
      ?.suggestion;
  };
  return {
    title: (context, finding) => suggestion(context, finding)?.title ?? "",
    safety: "review",
    preferred: true,
    edits(context, finding) {
      const found = suggestion(context, finding);
      return found && [editOf(finding.at.file, ...found.edits)];
    },
  };
}
