/**
 * heroku.yml: how an app on the container stack is built, released and run.
 * https://devcenter.heroku.com/articles/build-docker-images-heroku-yml
 */
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import { get, keyText, type YamlNode } from "../syntax/yaml";
import { herokuYmlProblems } from "./herokuYmlProblems";
import type { ManifestProblem } from "./manifestProblem";
import { parsedLater, type YamlCommand, type YamlValue, yamlValue } from "./yamlCommands";

export interface HerokuYmlProcess {
  readonly name: string;
  readonly nameRange: Range;
  readonly commands: readonly YamlCommand[];
  readonly image: YamlValue | undefined;
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
        readonly commands: readonly YamlCommand[];
        readonly image: YamlValue | undefined;
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
        const plan = yamlValue(get(item, "plan"), document) ?? yamlValue(item, document);
        return plan === undefined ? [] : [{ plan: plan.value, planRange: plan.range }];
      }),
      config: named(get(setup, "config"), document),
    },
    build: {
      docker: pairs(get(get(root, "build"), "docker")).flatMap(([name, , value]) => {
        const file = yamlValue(value, document) ?? yamlValue(get(value, "dockerfile"), document);
        return file === undefined ? [] : [{ name, dockerfile: file.value, range: file.range }];
      }),
    },
    release: release && {
      keyRange: rangeOf(release.key),
      commands: commands(get(release.value, "command"), document),
      image: yamlValue(get(release.value, "image"), document),
    },
    run:
      run?.kind === "mapping"
        ? pairs(run).map(([name, key, value]) => ({
            name,
            nameRange: rangeOf(key),
            commands: commands(value.kind === "mapping" ? get(value, "command") : value, document),
            image: yamlValue(get(value, "image"), document),
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

function named(
  node: YamlNode | undefined,
  document: SourceDocument,
): { name: string; value: string; range: Range }[] {
  return pairs(node).flatMap(([name, , value]) => {
    const found = yamlValue(value, document);
    return found === undefined ? [] : [{ name, ...found }];
  });
}

function commands(node: YamlNode | undefined, document: SourceDocument): YamlCommand[] {
  const nodes = node?.kind === "sequence" ? node.items : node === undefined ? [] : [node];
  return nodes.flatMap((item) => {
    const found = yamlValue(item, document);
    if (found === undefined) return [];
    const { value, range } = found;
    const exact = document.text.slice(range.start, range.end) === value;
    return [parsedLater(found, () => document.shell(value, exact ? range.start : range))];
  });
}
