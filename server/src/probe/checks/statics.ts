/** Checks on the stylesheets and scripts that the front page asks for. */

import { DJANGO } from "../../checklist/links";
import {
  address,
  type Check,
  fail,
  headerLine,
  type Outcome,
  pass,
  skipped,
  statusLine,
  unknown,
  type View,
} from "../check";
import { header, mediaType, parsedUrl, type Response, shown } from "../exchange";
import { parseCacheControl } from "../headers";
import type { Asset } from "../site";

const WHITENOISE = "https://whitenoise.readthedocs.io/en/stable";

/** What smaller files gain by compression does not matter: they fit into one packet. */
const WORTH_COMPRESSING = 1400;

/** Caching for less than this, in seconds, wastes a name that changes with the content. */
const LONG = 30 * 86_400;

interface Loaded {
  readonly asset: Asset;
  readonly response: Response;
}

/** A check on the files that came with status 200. */
function onFiles(judge: (files: readonly Loaded[]) => Outcome): Check["judge"] {
  return (view) => {
    const none = withoutFiles(view);
    if (none !== undefined) return none;
    const files = view.site.assets.flatMap((asset) =>
      asset.reply.kind === "response" && asset.reply.status === 200 ? [{ asset, response: asset.reply }] : [],
    );
    return files.length === 0 ? unknown("None of the files came.") : judge(files);
  };
}

/** Why there are no files to judge. */
function withoutFiles({ site }: View): Outcome | undefined {
  if (site.assets.length > 0) return undefined;
  if (site.links === undefined) return skipped("The site gave no page.");
  const [first] = site.links.assets;
  return first === undefined
    ? skipped("The page asks for no stylesheets and scripts.")
    : skipped(`The page's files are on another site, ${shown(parsedUrl(first.url)?.host ?? "")}.`);
}

const TYPES: Readonly<Record<Asset["kind"], RegExp>> = {
  css: /^text\/css$/,
  js: /^(text|application)\/(x-)?(java|ecma)script$|^application\/json$|^text\/plain$/,
};

const served: Check = {
  id: "static-served",
  title: "Stylesheets and scripts",
  severity: "error",
  link: `${DJANGO}/howto/static-files/deployment/`,
  judge(view) {
    const none = withoutFiles(view);
    if (none !== undefined) return none;
    const { assets } = view.site;
    for (const { reply, url, kind } of assets) {
      if (reply.kind === "failed") continue;
      const evidence = [`${address(url)}: ${statusLine(reply, mediaType(reply) || "no Content-Type")}`];
      if (reply.status >= 400) return fail("The page asks for a file that does not come.", { evidence });
      if (reply.status === 200 && mediaType(reply) !== "" && !TYPES[kind].test(mediaType(reply)))
        return fail(`What comes is no ${kind === "css" ? "stylesheet" : "script"}.`, { evidence });
    }
    const evidence = assets.map(
      ({ url, reply }) =>
        `${address(url)}: ${reply.kind === "failed" ? reply.reason : statusLine(reply, mediaType(reply))}`,
    );
    return assets.every(({ reply }) => reply.kind === "response" && reply.status === 200)
      ? pass("All that were asked for came.", { evidence })
      : unknown("Some gave no answer, or a redirect.", { evidence });
  },
};

/** How a file's name shows what it holds: "yes" as Django and most bundlers write it; "maybe": it could be chance. */
function hashed(url: string): "yes" | "maybe" | "no" {
  const { pathname, search } = new URL(url);
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  // app.0123456789ab.css (Django's 12 digits), app-0123abcd.js; digits alone may be a date.
  if (/[.-](?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64}\.(css|m?js)$/.test(name)) return "yes";
  // app.js?v=12 may change, too.
  return search !== "" || /[.-](?=[\w-]*\d)[\w-]{8,}\.(css|m?js)$/.test(name) ? "maybe" : "no";
}

const hashedNames: Check = {
  id: "static-hashed",
  title: "Names of static files",
  severity: "info",
  link: `${DJANGO}/ref/contrib/staticfiles/#manifeststaticfilesstorage`,
  judge: onFiles((files) => {
    const plain = files.filter(({ asset }) => hashed(asset.url) === "no");
    const evidence = (plain.length > 0 ? plain : files).map(({ asset }) => address(asset.url));
    if (plain.length > 0)
      return fail("After a deploy browsers may keep the old file: its name stays the same.", { evidence });
    return files.every(({ asset }) => hashed(asset.url) === "yes")
      ? pass("All names have a hash.", { evidence })
      : unknown("Some names may have a hash.", { evidence });
  }),
};

const cached: Check = {
  id: "static-cached",
  title: "Caching of static files",
  severity: "info",
  link: `${WHITENOISE}/django.html#add-compression-and-caching-support`,
  judge: onFiles((files) => {
    const known = files.filter(({ asset }) => hashed(asset.url) === "yes");
    if (known.length === 0) return skipped("No file has a hash in its name.");
    const lines = (list: readonly Loaded[]) =>
      list.map(
        ({ asset, response }) =>
          `${address(asset.url)}: ${headerLine("Cache-Control", header(response, "cache-control") ?? "(none)")}`,
      );
    const short = known.filter(({ response }) => !isCachedForLong(response));
    return short.length > 0
      ? fail("Browsers ask again for files that never change.", { evidence: lines(short) })
      : pass("Browsers keep them.", { evidence: lines(known) });
  }),
};

function isCachedForLong(response: Response): boolean {
  const directives = parseCacheControl(header(response, "cache-control") ?? "");
  if (directives.has("no-store") || directives.has("no-cache")) return false;
  return Number(directives.get("max-age") ?? "NaN") >= LONG;
}

const compressed: Check = {
  id: "static-compressed",
  title: "Compression of static files",
  severity: "info",
  link: `${WHITENOISE}/django.html#add-compression-and-caching-support`,
  judge: onFiles((files) => {
    const line = ({ asset, response }: Loaded) =>
      `${address(asset.url)}: ${headerLine("Content-Encoding", header(response, "content-encoding") ?? "(none)")}, ${response.size}${response.cut ? " or more" : ""} bytes`;
    const isCompressed = ({ response }: Loaded) =>
      /^(br|gzip|zstd|deflate)$/i.test(header(response, "content-encoding") ?? "");
    const open = files.filter((file) => !isCompressed(file) && file.response.size >= WORTH_COMPRESSING);
    if (open.length > 0)
      return fail("Browsers that take gzip and Brotli get the files as they are.", {
        evidence: open.map(line),
      });
    const done = files.filter(isCompressed);
    return done.length > 0
      ? pass("Files come compressed.", { evidence: done.map(line) })
      : unknown("The files are too small to be worth it.", { evidence: files.map(line) });
  }),
};

export const staticChecks: readonly Check[] = [served, hashedNames, cached, compressed];
