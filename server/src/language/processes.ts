/** The process types of a deployment, in all files that name them. */
import { parseAppJson } from "../files/appJson";
import { parseHerokuYml } from "../files/herokuYml";
import { parseProcfile } from "../files/procfile";
import { join } from "../paths";
import type { Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";
import { get, keyText } from "../syntax/yaml";

export interface ProcessPlace extends Location {
  readonly name: string;
  /** process: its command stands there; size: how many dynos it gets; image: a Docker image that is named like it. */
  readonly kind: "process" | "size" | "image";
}

/** Every place that names a process type or its image, in the files of one directory. */
export function processPlaces(snapshot: Snapshot, directory: string): readonly ProcessPlace[] {
  return [
    ...inProcfile(snapshot, join(directory, "Procfile")),
    ...inHerokuYml(snapshot, join(directory, "heroku.yml")),
    ...inAppJson(snapshot, join(directory, "app.json")),
  ];
}

function inProcfile(snapshot: Snapshot, file: string): ProcessPlace[] {
  const document = snapshot.file(file);
  if (document === undefined) return [];
  return parseProcfile(document).processes.map(({ name, nameRange }) => ({
    file,
    ...nameRange,
    name,
    kind: "process",
  }));
}

function inHerokuYml(snapshot: Snapshot, file: string): ProcessPlace[] {
  const document = snapshot.file(file);
  if (document === undefined || document.problem !== undefined) return [];
  const { run, release } = parseHerokuYml(document);
  const docker = get(get(document.yaml().root, "build"), "docker");
  const images = docker?.kind === "mapping" ? docker.pairs : [];
  return [
    ...images.flatMap((pair): ProcessPlace[] => {
      const name = keyText(pair);
      const { start, end } = pair.key;
      // A quoted key is left alone.
      return name === undefined || end - start !== name.length
        ? []
        : [{ file, start, end, name, kind: "image" }];
    }),
    ...[release, ...(run ?? [])].flatMap((each): ProcessPlace[] => {
      const image = each?.image;
      return image === undefined ? [] : [{ file, ...image.range, name: image.value, kind: "image" }];
    }),
    ...(run ?? []).flatMap(({ name, nameRange }): ProcessPlace[] =>
      nameRange.end - nameRange.start !== name.length ? [] : [{ file, ...nameRange, name, kind: "process" }],
    ),
  ];
}

function inAppJson(snapshot: Snapshot, file: string): ProcessPlace[] {
  const document = snapshot.file(file);
  if (document === undefined || document.problem !== undefined) return [];
  const { formation, environments, keys } = parseAppJson(document);
  if (keys.includes("expo")) return [];
  return [...formation, ...environments.flatMap((each) => each.formation)].map(
    ({ process, processRange }) => {
      const { start, end } = processRange;
      const quoted = document.text[start] === '"';
      return {
        file,
        start: quoted ? start + 1 : start,
        end: quoted ? end - 1 : end,
        name: process,
        kind: "size",
      };
    },
  );
}

/** The names of all process types that have a command, but for `release`. */
export function processNames(snapshot: Snapshot, directory: string): readonly string[] {
  const names = processPlaces(snapshot, directory).flatMap(({ name, kind }) =>
    kind === "process" ? [name] : [],
  );
  return [...new Set(names)].filter((name) => name !== "release");
}
