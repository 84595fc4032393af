/** What a configuration says of rules: their severities, and the files that they leave alone. */
import ignore from "ignore";
import { nearest } from "../nearest";
import { dirname, relative } from "../paths";
import type { Project } from "../project/project";
import { credentialKind } from "../rules/credentials";
import { rules as allRules } from "../rules/index";
import type { Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";
import {
  type ChosenSeverity,
  type Configuration,
  type ConfigurationProblem,
  type PathIgnore,
  readConfiguration,
  type Written,
} from "./read";

export interface Policy {
  /** What the configuration says of a rule; undefined: nothing. */
  severityOf(rule: string): RuleSeverity | undefined;
  /** The entry that leaves a rule's findings in a file out. */
  ignoring(rule: string, path: string): IgnoringEntry | undefined;
  /** All that is wrong with the configuration: names of rules that do not exist, too. */
  readonly problems: readonly ConfigurationProblem[];
}

export interface RuleSeverity {
  readonly value: ChosenSeverity;
  readonly at: Location;
}

export interface IgnoringEntry {
  readonly at: Location;
  readonly reason: string | undefined;
}

/** What finds comments that ignore nothing. It is no rule, as it asks what the rules found, but can be named like one. */
export const UNUSED_SUPPRESSION = "unused-suppression";

const known = new WeakMap<Configuration, Policy>();

/** The policy of a configuration; one object for each configuration. */
export function policyOf(configuration: Configuration): Policy {
  const policy = known.get(configuration) ?? makePolicy(configuration);
  known.set(configuration, policy);
  return policy;
}

/** The configuration of a project; undefined without one. */
function projectConfiguration(snapshot: Snapshot, { configurationFile }: Project): Configuration | undefined {
  const document = configurationFile === undefined ? undefined : snapshot.file(configurationFile);
  return document && readConfiguration(document);
}

/** The policy of a project's configuration; undefined without one. */
export function projectPolicy(snapshot: Snapshot, project: Project): Policy | undefined {
  const configuration = projectConfiguration(snapshot, project);
  return configuration && policyOf(configuration);
}

/** The names of the environments that a project's configuration has. */
export function environmentNames(snapshot: Snapshot, project: Project): readonly string[] {
  return [...(projectConfiguration(snapshot, project)?.environments.keys() ?? [])];
}

function makePolicy(configuration: Configuration): Policy {
  const problems: ConfigurationProblem[] = [...configuration.problems];
  const idsOf = ({ text, range }: Written): readonly string[] => {
    const ids = rulesNamed(text);
    if (ids.length === 0)
      problems.push({
        severity: "error",
        range,
        message: `T${noRule(text).slice(1)}.`.replace(/\?\.$/, "?"),
      });
    return ids;
  };
  const severities = new Map<string, RuleSeverity>();
  const named = configuration.severity.map(({ name, value }) => ({ name, value, ids: idsOf(name) }));
  // A rule by its own name counts more than its group, wherever it stands.
  for (const single of [false, true])
    for (const { name, value, ids } of named)
      if ((ids[0] === name.text) === single)
        for (const id of ids) severities.set(id, { value, at: { file: configuration.path, ...name.range } });
  const entries = configuration.ignores.map((entry) => entryOf(configuration, entry, idsOf));
  problems.push(...secrets(configuration));
  return {
    severityOf: (rule) => severities.get(rule),
    ignoring: (rule, path) => entries.find((entry) => entry.covers(rule, path)),
    problems: problems.sort((a, b) => a.range.start - b.range.start),
  };
}

function entryOf(
  { path: file }: Configuration,
  { paths, rules, reason, range }: PathIgnore,
  idsOf: (name: Written) => readonly string[],
): IgnoringEntry & { covers(rule: string, path: string): boolean } {
  const ids = rules && new Set(rules.flatMap(idsOf));
  const patterns = ignore().add([...paths]);
  const directory = dirname(file);
  const matches = (path: string) => {
    const inside = relative(directory, path);
    return inside !== "" && !inside.startsWith("../") && patterns.ignores(inside);
  };
  return {
    at: { file, start: range.start, end: range.end },
    reason,
    covers: (rule, path) => (ids?.has(rule) ?? true) && matches(path),
  };
}

/** The rules that a name stands for: one, or those of a group; none if there is no such name. */
export function rulesNamed(name: string): readonly string[] {
  if (name === UNUSED_SUPPRESSION || allRules.some(({ id }) => id === name)) return [name];
  return allRules.filter(({ group }) => group === name).map(({ id }) => id);
}

/** That there is no rule or group of a name, with the one that was meant: a sentence without its capital and its full stop. */
export function noRule(name: string): string {
  const names = [...allRules.map(({ id }) => id), UNUSED_SUPPRESSION, ...allRules.map(({ group }) => group)];
  const meant = nearest(name, names);
  return `there is no rule or group of rules "${name}"${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

/** Values that nobody should write into a file. */
function secrets({ environments }: Configuration): ConfigurationProblem[] {
  return [...environments.values()].flatMap(({ variables }) =>
    variables.flatMap(({ name, value, range }): ConfigurationProblem[] => {
      const kind = value === undefined ? undefined : credentialKind(name, value);
      if (kind === undefined) return [];
      const message = `This is ${kind}: anyone who can read the repository has it. Name ${name} in set instead, which says that it is set to something.`;
      return [{ severity: "warning", range, message }];
    }),
  );
}
