/** project.toml: how cloud-native buildpacks build an app. https://devcenter.heroku.com/articles/managing-buildpacks */
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import { tomlEntry, tomlOutline } from "./tomlText";

export interface ProjectToml {
  readonly path: string;
  /** "heroku/builder:24": the image that builds, with the buildpacks and the operating system in it. */
  readonly builder: { readonly value: string; readonly range: Range } | undefined;
}

/** Reads project.toml. Total: what is not understood is left out. */
export const parseProjectToml = perDocument(({ path, text }): ProjectToml => {
  const entry = tomlEntry(tomlOutline(text), "io", "buildpacks", "builder");
  if (entry === undefined) return { path, builder: undefined };
  const { start, end } = entry.valueRange;
  const value = /^["']([\w./:-]+)["']$/.exec(text.slice(start, end))?.[1];
  return {
    path,
    builder: value === undefined ? undefined : { value, range: { start: start + 1, end: end - 1 } },
  };
});
