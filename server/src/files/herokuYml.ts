/**
 * heroku.yml: how an app on the container stack is built, released and run.
 * https://devcenter.heroku.com/articles/build-docker-images-heroku-yml
 */
import { perDocument, type SourceDocument } from "../syntax/document";
import type { ShellScript } from "../syntax/shell";
import type { Range } from "../syntax/text";
import { get, keyText, type YamlNode } from "../syntax/yaml";
import { herokuYmlProblems } from "./herokuYmlProblems";
import type { ManifestProblem } from "./manifestProblem";

export interface HerokuYmlCommand {
  readonly text: string;
  /** The command without its quotes, as far as the file holds it as it is. */
  readonly range: Range;
  /** Parsed at the first use. */
  readonly shell: ShellScript;
}

export interface HerokuYmlValue {
  readonly value: string;
  readonly range: Range;
}

export interface HerokuYmlProcess {
  readonly name: string;
  readonly nameRange: Range;
  readonly commands: readonly HerokuYmlCommand[];
  readonly image: HerokuYmlValue | undefined;
}

export interface HerokuYml {
  readonly path: string;
  readonly setup: {
    readonly addons: readonly { readonly plan: string; readonly planRange: Range }[];
    /** Config vars that a new app gets. */
    readonly config: readonly { readonly name: string; readonly value: string; readonly range: Range }[];
  };
  readonly build: {
    /** Process type or image name -> Dockerfile, relative to heroku.yml. */
    readonly docker: readonly { readonly name: string; readonly dockerfile: string; readonly range: Range }[];
  };
  readonly release:
    | {
        readonly keyRange: Range;
        readonly commands: readonly HerokuYmlCommand[];
        readonly image: HerokuYmlValue | undefined;
      }
    | undefined;
  /** undefined without a run section: the Dockerfile's CMD runs then. */
  readonly run: readonly HerokuYmlProcess[] | undefined;
  readonly problems: readonly ManifestProblem[];
}

/** Reads heroku.yml. Total: what does not fit is left out, and `problems` says what is certainly wrong. */
export const parseHerokuYml = perDocument((document): HerokuYml => {
  const yaml = document.yaml();
  const root = yaml.root;
  const setup = get(root, "setup");
  const release = pairOf(root, "release");
  const run = get(root, "run");
  return {
    path: document.path,
    setup: {
      addons: items(get(setup, "addons")).flatMap((item) => {
        const plan = scalar(get(item, "plan"), document) ?? scalar(item, document);
        return plan === undefined ? [] : [{ plan: plan.value, planRange: plan.range }];
      }),
      config: named(get(setup, "config"), document),
    },
    build: {
      docker: pairs(get(get(root, "build"), "docker")).flatMap(([name, , value]) => {
        const file = scalar(value, document) ?? scalar(get(value, "dockerfile"), document);
        return file === undefined ? [] : [{ name, dockerfile: file.value, range: file.range }];
      }),
    },
    release: release && {
      keyRange: rangeOf(release.key),
      commands: commands(get(release.value, "command"), document),
      image: scalar(get(release.value, "image"), document),
    },
    run:
      run?.kind === "mapping"
        ? pairs(run).map(([name, key, value]) => ({
            name,
            nameRange: rangeOf(key),
            commands: commands(value.kind === "mapping" ? get(value, "command") : value, document),
            image: scalar(get(value, "image"), document),
          }))
        : undefined,
    problems: herokuYmlProblems(yaml, document),
  };
});

function pairOf(node: YamlNode | undefined, key: string) {
  return node?.kind === "mapping" ? node.pairs.findLast((pair) => keyText(pair) === key) : undefined;
}

function pairs(node: YamlNode | undefined): [name: string, key: YamlNode, value: YamlNode][] {
  if (node?.kind !== "mapping") return [];
  return node.pairs.flatMap((pair) => {
    const name = keyText(pair);
    return name === undefined ? [] : [[name, pair.key, pair.value] as [string, YamlNode, YamlNode]];
  });
}

function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "sequence" ? node.items : [];
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

function scalar(node: YamlNode | undefined, { text }: SourceDocument): HerokuYmlValue | undefined {
  if (node?.kind !== "scalar") return undefined;
  const inner = { start: node.start + 1, end: node.end - 1 };
  const exact = node.style === "quoted" && text.slice(inner.start, inner.end) === node.value;
  return { value: node.value, range: exact ? inner : rangeOf(node) };
}

function named(
  node: YamlNode | undefined,
  document: SourceDocument,
): { name: string; value: string; range: Range }[] {
  return pairs(node).flatMap(([name, , value]) => {
    const found = scalar(value, document);
    return found === undefined ? [] : [{ name, ...found }];
  });
}

function commands(node: YamlNode | undefined, document: SourceDocument): HerokuYmlCommand[] {
  const nodes = node?.kind === "sequence" ? node.items : node === undefined ? [] : [node];
  return nodes.flatMap((item) => {
    const found = scalar(item, document);
    if (found === undefined) return [];
    const { value, range } = found;
    const exact = document.text.slice(range.start, range.end) === value;
    let shell: ShellScript | undefined;
    return [
      {
        text: value,
        range,
        get shell() {
          shell ??= document.shell(value, exact ? range.start : range);
          return shell;
        },
      },
    ];
  });
}
