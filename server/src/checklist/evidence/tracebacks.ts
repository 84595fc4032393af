/** Where the tracebacks of failed requests go. */
import { judgeLogging, loggingElsewhere } from "../../rules/logging";
import { notApplicable, reasonOf, satisfied, undecided } from "../../rules/verdicts";
import { truthy } from "../../settings/plain";
import type { Answer, Judgement } from "../../settings/settings";
import type { ChecklistContext, Decision } from "../item";
import { decided } from "./basics";

const QUIET = "Without LOGGING, no traceback reaches the process's output once DEBUG is off.";

/** Decides, wherever the project is deployed, whether a handler writes the traceback of a failed request. */
export function tracebacks(context: ChecklistContext): Decision | undefined {
  const isSet = context.settings.defines("LOGGING");
  const judgement = isSet ? judgeHandlers(context) : judgeDefault(context);
  const open = judgement.state === "violated" ? (judgement.message ?? QUIET) : QUIET;
  return decided(judgement, "Tracebacks reach a handler of LOGGING that keeps or prints them.", {
    state: "open",
    detail: open,
  });
}

/** Django's own handlers print only with DEBUG on. */
function judgeDefault(context: ChecklistContext): Judgement {
  const judgement = context.settings.judge(["LOGGING", "LOGGING_CONFIG"], (logging, configurer): Answer => {
    if (truthy(configurer) === false) return notApplicable("LOGGING_CONFIG is off");
    const set = logging.kind === "env" ? undefined : truthy(logging);
    return set === false ? { state: "violated" } : undecided(reasonOf(logging));
  });
  const other = judgement.state === "violated" ? loggingElsewhere(context) : undefined;
  return other === undefined ? judgement : undecided(other);
}

function judgeHandlers(context: ChecklistContext): Judgement {
  return judgeLogging(context, (logging) => {
    const at = logging.config.at;
    if (logging.disablesErrors)
      return { state: "violated", at, message: "LOGGING switches off the logger that tracebacks go to." };
    const { handlers } = logging.errors;
    const reached = handlers.filter(({ debugOnly }) => debugOnly !== true);
    // With no handler at all, Python itself writes to stderr.
    if (handlers.length === 0) return satisfied();
    if (reached.some(({ kind, debugOnly }) => kind === "stream" && debugOnly === false)) return satisfied();
    if (reached.some(({ kind }) => kind === "stream" || kind === "elsewhere"))
      return reached.some(({ debugOnly }) => debugOnly === undefined)
        ? undecided("what the filters of a handler do is not known")
        : satisfied();
    if (reached.length > 0 && reached.every(({ kind }) => kind === "null"))
      return undecided("LOGGING drops tracebacks on purpose, and other code may log them");
    const message = reached.some(({ kind }) => kind === "file")
      ? "LOGGING writes tracebacks to a file, where nothing that collects the process's output sees them."
      : "LOGGING sends tracebacks to no handler that prints or keeps them.";
    return { state: "violated", at, message };
  });
}
