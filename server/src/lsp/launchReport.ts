import { version } from "../../../package.json";
import { launchReportHtml } from "../checklist/report/html";
import { reportedProject } from "../checklist/report/launchReport";
import { launchReportMarkdown } from "../checklist/report/markdown";
import type { LaunchReportRequest } from "../protocol";
import type { Session } from "./session";

/**
 * The launch report of the projects that are asked for and are there.
 * @param sessionOf the session that a URI belongs to, with the URI's path in its folder
 */
export async function launchReport(
  { projects, format, date }: LaunchReportRequest.Params,
  sessionOf: (uri: string) => { readonly session: Session; readonly path: string } | undefined,
): Promise<LaunchReportRequest.Result> {
  const reported = await Promise.all(
    projects.map(async ({ rootUri, answers, answersProblem }) => {
      const found = sessionOf(rootUri);
      if (found === undefined) return [];
      const { preflight } = found.session;
      return preflight.use(({ projects }, snapshot) =>
        projects
          .filter(({ project }) => project.root === found.path)
          .map((report) =>
            reportedProject({
              report,
              sections: preflight.checklist(report, snapshot),
              snapshot,
              answers,
              answersProblem,
              show: (path) => path,
            }),
          ),
      );
    }),
  );
  const report = { date, toolVersion: version, projects: reported.flat() };
  return format === "html" ? launchReportHtml(report) : launchReportMarkdown(report);
}
