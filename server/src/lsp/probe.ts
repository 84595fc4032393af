/** The probe of a deployed site, as a request of the client. */
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
} from "vscode-languageserver";
import type { Prober } from "../probe/exchange";
import { type Expected, expectedOf } from "../probe/expected";
import { probe } from "../probe/probe";
import { parseTarget, targetProblem } from "../probe/target";
import type { ProbeRequest } from "../protocol";
import type { Session } from "./session";

export async function probeSite(
  connection: Connection,
  prober: (signal: AbortSignal) => Prober,
  { url, workDoneToken }: ProbeRequest.Params,
  project: { readonly session: Session; readonly path: string } | undefined,
  token: CancellationToken,
): Promise<ProbeRequest.Result> {
  const problem = targetProblem(url);
  if (problem !== undefined) return { problem };
  const cancel = new AbortController();
  const listening = token.onCancellationRequested(() => cancel.abort());
  try {
    const expected = project === undefined ? undefined : await expectations(project.session, project.path);
    const report = await probe(parseTarget(url), {
      prober: prober(cancel.signal),
      expected,
      onStep: (message) => {
        if (workDoneToken === undefined) return;
        void connection.sendProgress(WorkDoneProgress.type, workDoneToken, { kind: "report", message });
      },
      now: Date.now,
    });
    return { report };
  } catch (error) {
    if (cancel.signal.aborted)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, "The probe was cancelled.");
    throw error;
  } finally {
    listening.dispose();
  }
}

function expectations(session: Session, projectRoot: string): Promise<Expected | undefined> {
  return session.preflight.use(({ projects }) => {
    const report = projects.find(({ project }) => project.root === projectRoot);
    return report && expectedOf(report.settings);
  });
}
