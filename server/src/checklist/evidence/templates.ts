/** The pages of a project: its templates and the HTML files of its front end. */
import { type HtmlElement, htmlElements } from "../../files/templateHtml";
import { basename, dirname, join } from "../../paths";
import { directoryOf, insideFolder } from "../../rules/directories";
import { entry } from "../../settings/plain";
import type { Snapshot } from "../../snapshot";
import type { SourceDocument } from "../../syntax/document";
import type { ChecklistContext, Evidence } from "../item";
import { isAside, listFiles } from "./files";

/** A template that is, or is part of, a page for visitors. */
export interface Page {
  readonly path: string;
  readonly elements: readonly HtmlElement[];
}

export interface Pages {
  readonly pages: readonly Page[];
  /** False if there may be more. */
  readonly complete: boolean;
}

/** So many templates are read, those first that others are built on. */
const MAX_PAGES = 150;

const HTML = /\.(?:html?|djhtml|jinja2?|j2)$/;
/** Mails, pages of the admin, and what tools generate. */
const NO_PAGES = /(?:^|\/)(?:admin|e?mails?|mailers?|pdfs?|debug_toolbar|drf-yasg|rest_framework)\//i;
const BASES =
  /^_?(?:base|site_base|layout|skeleton|main|index|home|head|header|meta|seo|favicon|scripts?|default|app|page)[\w-]*\.|analytics|gtm|tracking|tag_?manager|sentry/i;

/** The pages of the project, templates that are not shown to visitors aside. */
export function pagesOf(context: ChecklistContext): Pages {
  const { project, recall } = context;
  const directories = ownDirectories(context);
  return recall(`pages in ${directories.join(" ")}`, (snapshot): Pages => {
    const { paths, complete } = listFiles(snapshot, project);
    const all = new Set(paths);
    const found = paths
      .filter((path) => isPage(path, directories, all))
      .map((path, n) => ({ path, rank: BASES.test(basename(path)) ? n : n + paths.length }))
      .sort((a, b) => a.rank - b.rank);
    return {
      pages: found.slice(0, MAX_PAGES).flatMap(({ path }) => readPage(snapshot, path)),
      complete: complete && found.length <= MAX_PAGES,
    };
  });
}

function readPage(snapshot: Snapshot, path: string): Page[] {
  const document: SourceDocument | undefined = snapshot.file(path);
  return document === undefined ? [] : [{ path, elements: htmlElements(document) }];
}

function isPage(path: string, directories: readonly string[], all: ReadonlySet<string>): boolean {
  if (!HTML.test(path) || isAside(path) || NO_PAGES.test(path)) return false;
  if (/(?:^|\/)(?:templates|jinja2)\//.test(path)) return true;
  if (directories.some((directory) => path.startsWith(`${directory}/`))) return true;
  // The one page of a front end that is built beside Django: index.html, next to package.json or in its public directory.
  if (!/^index\.html?$/.test(basename(path))) return false;
  const directory = dirname(path).replace(/(?:^|\/)(?:public|src)$/, "");
  return all.has(join(directory, "package.json"));
}

/** The directories that DIRS of TEMPLATES names, as far as they are known. */
function ownDirectories(context: ChecklistContext): readonly string[] {
  const engines = context.settings.value("TEMPLATES");
  return ("items" in engines ? engines.items : []).flatMap((engine) => {
    const dirs = entry(engine, "DIRS");
    return (dirs && "items" in dirs ? dirs.items : []).flatMap((directory) => {
      const path = directoryOf(context, directory);
      return (path && insideFolder(context, path)) ?? [];
    });
  });
}

/** Why an item about pages does not concern a project; undefined if it may have some. */
export function noPages(context: ChecklistContext): string | undefined {
  const { pages, complete } = pagesOf(context);
  return complete && pages.length === 0 ? "the project has no page templates of its own" : undefined;
}

/**
 * Evidence from the first element that passes a test.
 * @param detail what it shows, after the path: "sets a favicon"
 */
export function element(
  name: HtmlElement["name"],
  detail: string,
  test: (element: HtmlElement) => boolean,
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    for (const { path, elements } of pagesOf(context).pages) {
      const found = elements.find((each) => each.name === name && test(each));
      if (found !== undefined)
        return { detail: `${path} ${detail}.`, at: { file: path, start: found.start, end: found.end } };
    }
    return undefined;
  };
}

/** Evidence from a script that comes from an address, or has a text in it. */
export function script(detail: string, pattern: RegExp): (context: ChecklistContext) => Evidence | undefined {
  return element(
    "script",
    detail,
    ({ attributes, content }) => pattern.test(attributes.get("src") ?? "") || pattern.test(content),
  );
}
