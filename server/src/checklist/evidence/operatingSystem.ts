/** Whether the operating system of an image still gets security updates. */
import { pythonEndOfLife } from "../../django/pythonVersions";
import { deployedDockerfile } from "../../project/containers";
import type { ChecklistContext, Decision } from "../item";

/**
 * When a release got its last security fix, by what tags call it; undefined for one that still gets them in November 2026.
 * https://www.debian.org/releases/ (with LTS), https://ubuntu.com/about/release-cycle, https://alpinelinux.org/releases/
 */
const RELEASES: Readonly<Record<string, string | undefined>> = {
  jessie: "June 2020",
  stretch: "June 2022",
  buster: "June 2024",
  bullseye: "August 2026",
  bookworm: undefined,
  trixie: undefined,
  "debian:8": "June 2020",
  "debian:9": "June 2022",
  "debian:10": "June 2024",
  "debian:11": "August 2026",
  "debian:12": undefined,
  "debian:13": undefined,
  "ubuntu:16.04": "April 2021",
  "ubuntu:18.04": "May 2023",
  "ubuntu:20.04": "May 2025",
  "ubuntu:22.04": undefined,
  "ubuntu:24.04": undefined,
  "ubuntu:26.04": undefined,
  xenial: "April 2021",
  bionic: "May 2023",
  focal: "May 2025",
  jammy: undefined,
  noble: undefined,
};

/** The oldest release of Alpine with security fixes. */
const OLDEST_ALPINE = 22;

/** Tags of the python image that move with each build; those with a patch version stay what they are. */
const MOVING = /^(?:latest|slim|alpine|(?:3|(3\.\d+))(?:-slim|-alpine)?)?$/;

/** What the tag of the image that is deployed says of its operating system. */
export function operatingSystem({ project, snapshot }: ChecklistContext): Decision {
  const image = deployedDockerfile(snapshot, project.deployment);
  const base = image?.file.final[0]?.image;
  if (image === undefined || base === undefined)
    return { state: "unknown", detail: "No file says which operating system the server has." };
  const at = { file: image.document.path, start: base.start, end: base.end };
  const { name, repository, tag = "" } = base;
  const unknown = {
    state: "unknown",
    detail: `${base.text} does not say which release of an operating system it is built on.`,
    at,
  } as const;
  if (name === undefined || repository === undefined) return unknown;
  const release = releaseOf(repository, tag);
  if (release === undefined) {
    const python = repository === "python" ? MOVING.exec(tag) : null;
    if (python === null) return unknown;
    const ended = pythonEndOfLife(python[1] ?? "");
    return ended === undefined
      ? { state: "ok", detail: `${name} is built anew whenever its operating system gets updates.`, at }
      : {
          state: "problem",
          detail: `${name} has not been built anew since ${ended}, when its Python ended.`,
          at,
        };
  }
  const { title, ended } = release;
  return ended === undefined
    ? { state: "ok", detail: `${name} is ${title}, which gets security updates.`, at }
    : { state: "problem", detail: `${name} is ${title}, which ${ended}.`, at };
}

function releaseOf(
  repository: string,
  tag: string,
): { readonly title: string; readonly ended: string | undefined } | undefined {
  const alpine =
    /^(?:.*-)?alpine(?:3\.(\d+))/.exec(tag)?.[1] ??
    (repository === "alpine" ? /^3\.(\d+)/.exec(tag)?.[1] : undefined);
  if (alpine !== undefined) {
    const ended = Number(alpine) < OLDEST_ALPINE ? "gets no security updates any more" : undefined;
    return { title: `Alpine 3.${alpine}`, ended };
  }
  const words = tag.toLowerCase().split(/[-_.]/);
  const key = [`${repository}:${/^\d+(?:\.\d\d)?/.exec(tag)?.[0]}`, ...words].find((each) =>
    Object.hasOwn(RELEASES, each),
  );
  if (key === undefined) return undefined;
  const last = RELEASES[key];
  const title = key.includes(":") ? key.replace(":", " ") : key;
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    ended: last && `got its last security update in ${last}`,
  };
}
