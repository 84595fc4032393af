/** From a snapshot to a report: discovery, evaluation, Django's checks, our rules. Pure and synchronous. */
import { environmentNames, type Policy, projectPolicy } from "./config/policy";
import { Codebase } from "./django/codebase";
import { type OutcomeOf, STEPS, startupOutcome, stepOutcome } from "./django/startup";
import { runChecks, versionsOf } from "./django/system";
import { dependencyState, packageOf } from "./files/dependencies";
import { Memory } from "./memory";
import { type DiscoverOptions, discoverProjects } from "./project/discover";
import {
  environmentKey,
  manifestVariables,
  productionEnvironment,
  withDefaults,
} from "./project/environment";
import { ignoredFiles } from "./project/ignored";
import type { DjangoVersion, Project } from "./project/project";
import type { CheckResult, ProjectReport, Report, ReportedVerdict } from "./report";
import { reportAnswer, reportPlace } from "./reportVerdict";
import { rules as allRules } from "./rules/index";
import type { Finding, Rule, RuleContext, Verdict } from "./rules/rule";
import { underCondition } from "./rules/verdicts";
import { evaluate } from "./settings/evaluate";
import type { Environment, Settings, Startup } from "./settings/settings";
import type { Snapshot } from "./snapshot";
import { suppressions } from "./suppress";
import { perDocument } from "./syntax/document";
import { unusedSuppressions } from "./unusedSuppressions";

export interface AnalyzeOptions {
  /** The production settings module that the user chose, by project root. */
  readonly settingsModule?: ReadonlyMap<string, string>;
  /** The version of Django to assume, whatever the files say. */
  readonly django?: DjangoVersion;
  /** The environment of the configuration that is judged; by default the one that the configuration names for that. */
  readonly environmentName?: string;
  /** What the variables are, whatever the repository and its configuration say; without it, production as far as the repository shows. */
  readonly environment?: Environment;
  /** One project of a folder that was searched before; all by default. */
  readonly only?: DiscoverOptions["only"];
  /** The rules to run; all by default. */
  readonly rules?: readonly Rule[];
  /** Told about an exception of a rule; the other rules go on. */
  readonly onError?: (what: string, error: unknown) => void;
  /** What the last analysis of the folder found, so that only what may have changed is done again. */
  readonly memory?: Memory;
}

/** Analyses every Django project of the folder. */
export function analyze(snapshot: Snapshot, options: AnalyzeOptions = {}): Report {
  const memory = options.memory ?? new Memory();
  const projects = discoverProjects(snapshot, { ...options, memory });
  return {
    projects: projects.map((project) =>
      memory.recall(
        `report on ${project.root}`,
        [project, options.environment, options.environmentName, options.rules],
        snapshot,
        (folder) => analyzeProject(folder, project, { ...options, memory }),
      ),
    ),
  };
}

function analyzeProject(snapshot: Snapshot, project: Project, options: AnalyzeOptions): ProjectReport {
  const { settings, startup, files, variables, codebaseOf } = evaluateProject(snapshot, project, options);
  let known: readonly CheckResult[] | undefined;
  const checks = () => {
    known ??= runChecks(settings, startup, project.django.range, codebaseOf(snapshot));
    return known;
  };
  const policy = projectPolicy(snapshot, project);
  // At each key of settings that silence checks; what is asked for outside of an analysis is asked for once.
  const recalled = () =>
    (options.memory ?? new Memory())
      .about(`checks of ${project.root}`)
      .recall("all", [startup.state, project, options.environment], snapshot, settings, (folder, recorded) =>
        runChecks(recorded, startup, project.django.range, codebaseOf(folder)),
      );
  return {
    project,
    settings,
    startup,
    files,
    variables,
    // Hardly a squiggle depends on them, so a keystroke need not wait for them.
    get checks() {
      return checks();
    },
    configurationProblems: configurationProblems(project, policy),
    verdicts: judgeProject(
      { project, settings, snapshot },
      { ...options, files, startup, checks: recalled, policy },
    ),
  };
}

/** What is wrong with the configuration, on its own and for this project. */
function configurationProblems(
  { settings, configurationFile }: Project,
  policy: Policy | undefined,
): ProjectReport["configurationProblems"] {
  const problems = policy?.problems ?? [];
  const { module, at, reason } = settings;
  // Without its settings hardly anything is decided: a gate would let it pass.
  return module !== undefined || at === undefined || at.file !== configurationFile
    ? problems
    : [...problems, { severity: "error", message: `${reason}.`, range: at }];
}

/** The settings of a project; `environment` replaces the one that the repository shows. */
export function evaluateProject(
  snapshot: Snapshot,
  project: Project,
  options: Pick<AnalyzeOptions, "environment" | "memory"> & { readonly withoutDebug?: boolean },
): Pick<ProjectReport, "settings" | "startup" | "files" | "variables"> & {
  readonly codebaseOf: (snapshot: Snapshot) => Codebase;
} {
  const given = options.environment;
  const environment = given === undefined ? productionEnvironment(project) : withDefaults(given, project);
  const memory = options.memory ?? new Memory();
  const surroundings = environmentKey(environment);
  const versions = versionsOf(project.django.range);
  const { module, reason } = project.settings;
  const inputs = [
    surroundings,
    module?.path,
    module?.name,
    reason,
    versions.join(),
    project.deployment.dependencies,
  ];
  const absentIn = (folder: Snapshot) => {
    const ignored = ignoredFiles(folder, project.root);
    // A closed environment is somebody's machine with all its files.
    return (path: string) => !environment.closed && path !== module?.path && ignored(path);
  };
  // Production, and what a rule or a hover compares it with.
  const place = given === undefined ? "production" : "another environment";
  const which = options.withoutDebug ? `${place} without DEBUG` : place;
  const evaluation = memory.recall(`settings of ${project.root} in ${which}`, inputs, snapshot, (folder) =>
    evaluate({
      snapshot: folder,
      importRoot: project.root,
      module,
      choice: reason,
      environment,
      absent: absentIn(folder),
      withoutDebug: options.withoutDebug,
      version: versions[versions.length - 1]!,
      installed: (name) =>
        dependencyState(project.deployment.dependencies, packageOf(name)) === "present" ? true : undefined,
    }),
  );
  const { settings, files, variables } = evaluation;
  const codebaseOf = (folder: Snapshot) =>
    new Codebase({
      snapshot: folder,
      importRoot: project.root,
      absent: absentIn(folder),
      complete: environment.closed,
    });
  const answers = memory.about(`start of ${project.root} in ${which}`);
  const outcomeOf: OutcomeOf = (step, version) =>
    answers.recall(
      `${STEPS.indexOf(step)} ${version}`,
      [surroundings],
      snapshot,
      settings,
      (folder, recorded) => stepOutcome(step, version, recorded, codebaseOf(folder)),
    );
  const startup = startupOutcome(settings, evaluation.startup, versions, outcomeOf);
  return { settings, startup, files, variables, codebaseOf };
}

/** Runs one rule; what it throws stops this rule only. */
function runRule(rule: Rule, context: RuleContext, options: AnalyzeOptions): readonly Verdict[] {
  try {
    const result = rule.check(context);
    return Array.isArray(result) ? result : [result as Verdict];
  } catch (error) {
    options.onError?.(`rule ${rule.id}`, error);
    return [{ state: "undecided", reason: "the rule failed" }];
  }
}

/** The answers of one rule. */
interface RuleAnswers {
  readonly rule: Rule;
  readonly verdicts: readonly Verdict[];
  /** Whether none is a finding, or about a place: these are kept from one keystroke to the next. */
  readonly placeless: boolean;
  /** What is reported of them if they are placeless. */
  reported?: readonly ReportedVerdict[];
}

function ruleAnswers(rule: Rule, verdicts: readonly Verdict[]): RuleAnswers {
  const placeless = verdicts.every(({ state, at }) => state !== "violated" && at === undefined);
  return { rule, verdicts, placeless };
}

/** Runs the rules, except those of which nothing has changed that they asked for, and that had nothing to show last time. */
function runRules(context: RuleContext, options: AnalyzeOptions): RuleAnswers[] {
  const { memory, environment, rules = allRules } = options;
  if (memory === undefined) return rules.map((rule) => ruleAnswers(rule, runRule(rule, context, options)));
  const { project, settings, snapshot } = context;
  const answers = memory.about(`rules on ${project.root}`);
  const inputs = [project, environment];
  // Most rules need not run: nothing in here is made for each of them.
  const run = (folder: Snapshot, recorded: Settings, rule: Rule) =>
    ruleAnswers(rule, runRule(rule, { project, settings: recorded, snapshot: folder }, options));
  const isPlaceless = ({ placeless }: RuleAnswers) => placeless;
  return rules.map((rule) => answers.recall(rule, inputs, snapshot, settings, run, isPlaceless));
}

/** Where app.json or heroku.yml gives variables values, they are what a new app starts with, not more. */
function manifestReading(context: RuleContext, options: AnalyzeOptions): ManifestReading | undefined {
  if (options.environment !== undefined) return undefined;
  const { project, snapshot } = context;
  const sources = new Set(
    manifestVariables(productionEnvironment(project))
      .filter(({ value }) => value !== undefined)
      .map(({ source }) => source),
  );
  if (sources.size === 0) return undefined;
  const environment = productionEnvironment(project, { withoutManifests: true });
  let settings: Settings | undefined;
  return {
    name: [...sources].join(" and "),
    context: () => {
      settings ??= evaluateProject(snapshot, project, { environment, memory: options.memory }).settings;
      return { project, snapshot, settings };
    },
  };
}

interface ManifestReading {
  /** "app.json" */
  readonly name: string;
  /** The project as it is without the manifests' values. */
  context(): RuleContext;
}

/** Findings that hold only with a manifest's values say so: those values can be changed on the app. */
function nameReading(
  { rule, verdicts }: RuleAnswers,
  reading: ManifestReading,
  options: AnalyzeOptions,
): RuleAnswers {
  const without = runRule(rule, reading.context(), options).filter(({ state }) => state === "violated");
  const named = verdicts.map((verdict): Verdict => {
    if (verdict.state !== "violated" || verdict.at === undefined) return verdict;
    const { at, message } = verdict;
    // A rule that knows which variable it is says it better.
    if (message?.includes(reading.name)) return verdict;
    if (without.some((other) => other.at?.file === at.file && other.at.start === at.start)) return verdict;
    const severity = verdict.severity ?? rule.severity;
    return {
      ...verdict,
      when: `the values of ${reading.name} hold`,
      message: underCondition(`with the values in ${reading.name}`, message ?? ""),
      severity: severity === "error" ? "warning" : severity,
    };
  });
  return ruleAnswers(rule, named);
}

/** What a project's settings came to, beside their values. */
interface Evaluated extends Pick<ProjectReport, "files" | "startup"> {
  readonly checks: () => readonly CheckResult[];
  readonly policy: Policy | undefined;
}

/** The finding that DEBUG is on. */
const DEBUG_ON = "debug-true";

/** Whether a module does something with DEBUG beside assigning it. */
const usesDebug = perDocument(({ text }) => /\bDEBUG\b(?![ \t]*(?::[^\n=]*)?=(?!=))/.test(text));

/** Where DEBUG is on whatever happens, that is the finding: what would be gone with DEBUG off follows from it. */
function coverByDebug(
  answers: readonly RuleAnswers[],
  context: RuleContext,
  options: AnalyzeOptions & Evaluated,
): readonly RuleAnswers[] {
  const { snapshot, project } = context;
  const cause = answers.find(({ rule }) => rule.id === DEBUG_ON)?.verdicts[0];
  if (cause?.state !== "violated" || cause.when !== undefined) return answers;
  const modules = options.files.flatMap((path) => snapshot.file(path) ?? []);
  if (!modules.some(usesDebug)) return answers;
  const off = evaluateProject(snapshot, project, { ...options, withoutDebug: true });
  // Settings that load only with DEBUG on say nothing without it.
  const fails = ({ state }: Startup) => state === "raises" || state === "unknown";
  if (fails(off.startup) && !fails(options.startup)) return answers;
  return answers.map((each) => {
    const { rule, verdicts } = each;
    if (rule.id === DEBUG_ON || !hasFinding(each)) return each;
    const left = runRule(rule, { project, snapshot, settings: off.settings }, options).filter(
      ({ state }) => state === "violated",
    );
    const stays = ({ at }: Verdict) =>
      left.some((other) => other.at?.file === at?.file && other.at?.start === at?.start);
    const covered = verdicts.map(
      (verdict): Verdict =>
        verdict.state !== "violated" || stays(verdict) ? verdict : { ...verdict, coveredBy: DEBUG_ON },
    );
    return ruleAnswers(rule, covered);
  });
}

function hasFinding({ placeless, verdicts }: RuleAnswers): boolean {
  return !placeless && verdicts.some(({ state }) => state === "violated");
}

/** All verdicts of a project. A finding is hidden by another only where that other one is there. */
function judgeProject(context: RuleContext, options: AnalyzeOptions & Evaluated): ReportedVerdict[] {
  const { project, snapshot } = context;
  const { files, startup, policy, checks, onError } = options;
  const reading = manifestReading(context, options);
  const all = runRules(context, options);
  const read =
    reading === undefined
      ? all
      : all.map((each) => (hasFinding(each) ? nameReading(each, reading, options) : each));
  const answers = coverByDebug(read, context, options);
  const violated = new Set(answers.filter(hasFinding).map(({ rule }) => rule.id));
  const suppressionOf = suppressions({ ...context, policy, checks });
  const report: ReportedVerdict[] = [];
  for (const each of answers) {
    const { rule, verdicts, placeless } = each;
    if (placeless) {
      each.reported ??= verdicts.map((verdict, n) => reportAnswer(rule, verdict, n));
      for (const reported of each.reported) report.push(reported);
    } else {
      for (const [n, verdict] of verdicts.entries()) {
        const suppression =
          verdict.state === "violated" ? suppressionOf(rule, verdict as Finding) : undefined;
        report.push(reportPlace(rule, verdict, n, { violated, suppression, policy, context, onError }));
      }
    }
  }
  const whole = isWhole(context, options);
  return [
    ...report,
    ...unusedSuppressions({ project, snapshot, files, startup, policy, verdicts: report, whole }),
  ];
}

/** Whether all that comments in a project may be for is judged: nothing was chosen that other runs choose otherwise. */
function isWhole({ project, snapshot }: RuleContext, options: AnalyzeOptions): boolean {
  const chosen = options.environment ?? options.environmentName ?? options.django;
  return (
    chosen === undefined &&
    !options.settingsModule?.has(project.root) &&
    environmentNames(snapshot, project).length === 0
  );
}
