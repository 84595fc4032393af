/** The pages of a project: its templates and the HTML files of its front end. */
import { type HtmlElement, htmlElements } from "../../files/templateHtml";
import { basename, dirname, join } from "../../paths";
import { directoryOf, insideFolder } from "../../rules/directories";
import { entry } from "../../settings/plain";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { ChecklistContext, Evidence } from "../item";
import { isAside, listFiles } from "./files";
import { perValue } from "./remembered";

export interface Pages {
  /** Templates that are, or are part of, a page for visitors. */
  readonly pages: readonly SourceDocument[];
  /** False if there may be more. */
  readonly complete: boolean;
}

/** So many templates are read, those first that others are built on. */
const MAX_PAGES = 150;

const HTML = /\.(?:html?|djhtml|jinja2?|j2)$/;
/** Mails, pages of the admin, and what tools generate. */
const NO_PAGES =
  /(?:^|\/)(?:admin|e?mails?|mailers?|pdfs?|debug_toolbar|drf-yasg|rest_framework)\/|[-_](?:pdf|e?mail)\./i;
const BASES =
  /^_?(?:base|site_base|layout|skeleton|main|index|home|head|header|meta|seo|favicon|scripts?|default|app|page)[\w-]*\.|(?:^|[-_])base[-_.]|analytics|gtm|tracking|tag_?manager|sentry/i;

/** The pages of the project, templates that are not shown to visitors aside. */
export const pagesOf = perValue((context: ChecklistContext): Pages => {
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
      pages: found.slice(0, MAX_PAGES).flatMap(({ path }) => snapshot.file(path) ?? []),
      complete: complete && found.length <= MAX_PAGES,
    };
  });
});

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

/** Whether a template is one that others are built on or include. */
export function isShared(path: string): boolean {
  return (
    BASES.test(basename(path)) ||
    /(?:^|\/)_?(?:includes?|partials?|components?|snippets?|blocks|layouts?)\//.test(path)
  );
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
  return elementIn(() => true, name, detail, test);
}

function elementIn(
  isWanted: (path: string) => boolean,
  name: HtmlElement["name"],
  detail: string,
  test: (element: HtmlElement) => boolean,
): (context: ChecklistContext) => Evidence | undefined {
  const find = perDocument((document) =>
    htmlElements(document).find((each) => each.name === name && test(each)),
  );
  return (context) => {
    for (const document of pagesOf(context).pages) {
      const found = isWanted(document.path) ? find(document) : undefined;
      if (found === undefined) continue;
      const { path } = document;
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

const filledTitle = element("title", "fills in the title of each page", ({ content }) =>
  /\{[%{]/.test(content),
);
const description = elementIn(
  (path) => isShared(path),
  "meta",
  "has a meta description",
  ({ attributes }) =>
    /^(?:og:)?description$/i.test(attributes.get("name") ?? attributes.get("property") ?? "") &&
    attributes.get("content") !== "",
);

/** A title that each page fills in, and a description in a template that pages share. */
export function pageTitles(context: ChecklistContext): Evidence | undefined {
  const title = filledTitle(context);
  const described = description(context);
  if (title === undefined || described === undefined) return undefined;
  const where = described.at?.file === title.at?.file ? "it has a meta description." : described.detail;
  return { detail: `${title.detail.slice(0, -1)}, and ${where}`, at: title.at };
}
