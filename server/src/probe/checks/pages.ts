/** Checks on the addresses that search engines and browsers ask for by themselves. */

import { DJANGO } from "../../checklist/links";
import {
  address,
  type Check,
  fail,
  headerLine,
  type Outcome,
  pass,
  responseTo,
  statusLine,
  unknown,
  type View,
} from "../check";
import { debugSign, isDefaultNotFound } from "../django";
import { type Fetched, header, mediaType, parsedUrl, type Response, shown, textOf } from "../exchange";

interface Seen {
  readonly response: Response;
  readonly text: string;
  readonly type: string;
  readonly url: string;
  readonly view: View;
  readonly evidence: readonly string[];
}

/** A check on a file that is there with status 200, and missing with 404 or 410. */
function onFile(asked: (view: View) => Fetched | undefined, judge: (seen: Seen) => Outcome): Check["judge"] {
  return (view) => {
    const answered = responseTo(asked(view), view);
    if ("instead" in answered) return answered.instead;
    const { response, url } = answered;
    const evidence = [`${address(url)}: ${statusLine(response, ...contentType(response))}`];
    if (response.status === 404 || response.status === 410) return fail("There is none.", { evidence });
    if (response.status !== 200) return unknown(`The answer is ${response.status}.`, { evidence });
    const text = textOf(response);
    if (text === undefined)
      return unknown("It comes compressed although nobody asked for that.", { evidence });
    return judge({ response, text, type: mediaType(response), url, view, evidence });
  };
}

function contentType(response: Response): string[] {
  const value = header(response, "content-type");
  return value === undefined ? [] : [headerLine("Content-Type", value)];
}

function isHtml(type: string, text: string): boolean {
  return (
    type === "text/html" || type === "application/xhtml+xml" || /^\s*<(!doctype html|html)\b/i.test(text)
  );
}

const robots: Check = {
  id: "robots-txt",
  title: "robots.txt",
  severity: "info",
  link: "https://developers.google.com/search/docs/crawling-indexing/robots/create-robots-txt",
  judge: onFile(
    ({ site }) => site.robots,
    ({ text, type, evidence }) => {
      if (isHtml(type, text)) return fail("The address shows a page instead of a robots.txt.", { evidence });
      if (type !== "text/plain") return fail("robots.txt must be of the type text/plain.", { evidence });
      return keepsAllOut(text)
        ? pass("It is there. It asks all search engines to stay away from the whole site.", {
            evidence: [...evidence, "Disallow: /"],
            proves: false,
          })
        : pass("It is there.", { evidence });
    },
  ),
};

/** True for a file that forbids everything to everybody: RFC 9309, of which `Allow` makes exceptions. */
function keepsAllOut(text: string): boolean {
  let everybody = false;
  let inNames = false;
  let forbidden = false;
  for (const line of text.split(/\r\n?|\n/)) {
    const [, key, value] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? [];
    if (key === undefined) continue;
    const name = key.toLowerCase();
    if (name === "user-agent") {
      everybody = (inNames && everybody) || value!.trim() === "*";
      inNames = true;
      continue;
    }
    inNames = false;
    if (everybody && name === "allow" && value!.trim() !== "") return false;
    if (everybody && name === "disallow" && value!.trim() === "/") forbidden = true;
  }
  return forbidden;
}

const XML_TYPES: readonly string[] = ["application/xml", "text/xml", "application/rss+xml"];

const sitemap: Check = {
  id: "sitemap",
  title: "Sitemap",
  severity: "info",
  link: `${DJANGO}/ref/contrib/sitemaps/`,
  judge: onFile(
    ({ site }) => site.sitemap,
    ({ text, type, url, response, evidence }) => {
      if (isHtml(type, text)) return fail("The address shows a page instead of a sitemap.", { evidence });
      if (!XML_TYPES.includes(type)) return unknown("It is no XML that could be read here.", { evidence });
      if (!/<(\w+:)?(urlset|sitemapindex)[\s>]/.test(text.slice(0, 5000)))
        return fail("It has neither <urlset> nor <sitemapindex>.", { evidence });
      const foreign = foreignHost(text, url);
      if (foreign === "example.com")
        return fail(
          "It lists addresses at example.com: the site's name in the database is Django's default.",
          {
            evidence: [...evidence, `<loc>https://${foreign}/`],
            severity: "warning",
          },
        );
      if (foreign !== undefined)
        return unknown(`It lists addresses at another site, ${shown(foreign)}.`, { evidence });
      return response.cut && !text.includes("<loc>")
        ? unknown("It is too long to be read here.", { evidence })
        : pass("It is there.", { evidence });
    },
  ),
};

/** The host of the first address of a sitemap, if it is not the sitemap's own. */
function foreignHost(text: string, url: string): string | undefined {
  const [, location] = /<(?:\w+:)?loc>\s*([^<\s]+)/.exec(text) ?? [];
  const host = location === undefined ? undefined : parsedUrl(location)?.hostname;
  return host === undefined || host === new URL(url).hostname ? undefined : host;
}

const favicon: Check = {
  id: "favicon",
  title: "Favicon",
  severity: "info",
  link: "https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Attributes/rel#icon",
  judge(view) {
    const icon = view.site.links?.icon;
    if (icon?.startsWith("data:image/")) return pass("The page itself holds it.");
    if (icon !== undefined && view.site.icon === undefined)
      return unknown(`The page names one on another site, ${address(icon.slice(0, 200))}.`);
    return judgeIcon(view);
  },
};

const judgeIcon = onFile(
  ({ site }) => site.icon,
  ({ response, type, evidence }) => {
    if (response.size === 0) return fail("It is empty.", { evidence });
    return type.startsWith("image/")
      ? pass("It is there.", { evidence })
      : fail("What is there is no image.", { evidence });
  },
);

const notFound: Check = {
  id: "not-found-page",
  title: "Page for addresses that do not exist",
  severity: "info",
  link: `${DJANGO}/ref/views/#the-404-page-not-found-view`,
  judge(view) {
    const answered = responseTo(view.site.missing, view);
    if ("instead" in answered) return answered.instead;
    const { response, url } = answered;
    const { status } = response;
    const evidence = [`${address(url)}: ${statusLine(response)}`];
    if (status >= 200 && status < 300)
      return fail("An address that does not exist is answered as if it did: it must be 404.", {
        evidence,
        severity: "warning",
      });
    if (status !== 404 && status !== 410)
      return unknown(`An address that does not exist is answered with ${status}.`, { evidence });
    const text = textOf(response);
    if (text === undefined)
      return unknown("The page comes compressed although nobody asked for that.", { evidence });
    if (debugSign(text) !== undefined) return fail("It is the page of DEBUG.", { evidence });
    if (isDefaultNotFound(text))
      return fail("It is Django's plain page: there is no 404.html.", { evidence });
    if (!isHtml(mediaType(response), text) || text.trim().length < 200)
      return unknown("The answer is not Django's plain page, but hardly a page either.", { evidence });
    return pass("It is not Django's plain page.", { evidence });
  },
};

export const pageChecks: readonly Check[] = [notFound, robots, sitemap, favicon];
