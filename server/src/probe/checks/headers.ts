/** Checks on the headers of the front page. */

import { DJANGO } from "../../checklist/links";
import { REFERRER_POLICIES } from "../../django/referrerPolicies";
import {
  address,
  type Check,
  fail,
  headerLine,
  type Outcome,
  pass,
  responseTo,
  skipped,
  statusLine,
  unknown,
  type View,
} from "../check";
import { header, headerValues, type Response } from "../exchange";
import { HEADERS } from "./links";

/** A check on the page that visitors get. */
function onPage(judge: (response: Response, view: View, url: string) => Outcome): Check["judge"] {
  return (view) => {
    const page = responseTo(view.site.front, view);
    if ("instead" in page) return page.instead;
    // What a router or a proxy answers for an application that is down says nothing about the application.
    if (page.response.status >= 500)
      return unknown(`The page is an error of the server, ${page.response.status}.`);
    return judge(page.response, view, page.url);
  };
}

function missing(name: string, response: Response, url: string): Outcome {
  return fail(`The page comes without ${name}.`, {
    evidence: [`${address(url)}: ${statusLine(response)}`],
  });
}

const nosniff: Check = {
  id: "content-type-options",
  title: "X-Content-Type-Options",
  severity: "warning",
  link: `${DJANGO}/ref/settings/#secure-content-type-nosniff`,
  judge: onPage((response, _, url) => {
    const name = "X-Content-Type-Options";
    const value = header(response, "x-content-type-options");
    if (value === undefined) return missing(name, response, url);
    const evidence = [headerLine(name, value)];
    // Browsers look at the first of several values.
    return value.split(",")[0]!.trim().toLowerCase() === "nosniff"
      ? pass("Browsers keep to the types that the site sends.", { evidence })
      : fail("Browsers know only the value nosniff.", { evidence });
  }),
};

const frameOptions: Check = {
  id: "frame-options",
  title: "Framing by other sites",
  severity: "warning",
  link: `${DJANGO}/ref/clickjacking/`,
  judge: onPage((response, { expected }, url) => {
    const name = "X-Frame-Options";
    const ancestors = headerValues(response, "content-security-policy")
      .flatMap((policy) => policy.split(/[;,]/))
      .map((directive) => directive.trim())
      .find((directive) => /^frame-ancestors(\s|$)/i.test(directive));
    const values = headerValues(response, "x-frame-options").flatMap((value) => value.split(","));
    if (ancestors !== undefined) {
      const evidence = [headerLine("Content-Security-Policy", ancestors)];
      return /\s(\*|https?:)(\s|$)/i.test(ancestors)
        ? fail("frame-ancestors lets any site frame the page.", { evidence })
        : pass("frame-ancestors says who may frame the page.", { evidence });
    }
    if (values.length === 0) return missing(name, response, url);
    const evidence = [headerLine(name, values.join(", "))];
    const known = new Set(values.map((value) => value.trim().toUpperCase()));
    const [value] = known;
    if (known.size > 1 || (value !== "DENY" && value !== "SAMEORIGIN"))
      return fail("Browsers know only one value, DENY or SAMEORIGIN.", { evidence });
    const other = expected?.frameOptions;
    return pass(
      other !== undefined && other.toUpperCase() !== value
        ? `Other sites cannot frame the page. The settings say ${other}: this page has a value of its own.`
        : "Other sites cannot frame the page.",
      { evidence },
    );
  }),
};

const referrerPolicy: Check = {
  id: "referrer-policy",
  title: "Referrer-Policy",
  // Without it browsers send other sites the origin alone.
  severity: "info",
  link: `${DJANGO}/ref/settings/#secure-referrer-policy`,
  judge: onPage((response, { expected }, url) => {
    const name = "Referrer-Policy";
    const value = header(response, "referrer-policy");
    if (value === undefined) return missing(name, response, url);
    const evidence = [headerLine(name, value)];
    // Of several values the last one that a browser knows counts.
    const policy = value
      .split(",")
      .map((each) => each.trim().toLowerCase())
      .findLast((each) => REFERRER_POLICIES.includes(each));
    if (policy === undefined) return fail("Browsers know none of these values.", { evidence });
    if (policy === "unsafe-url" || policy === "no-referrer-when-downgrade")
      return fail("Other sites see the whole address of the page that a visitor came from.", {
        evidence,
        severity: "warning",
      });
    const other = expected?.referrerPolicy;
    return pass(
      other !== undefined && !other.toLowerCase().includes(policy)
        ? `Other sites see no addresses of pages. The settings say ${other}: this page has a value of its own.`
        : "Other sites see no addresses of pages.",
      { evidence },
    );
  }),
};

const openerPolicy: Check = {
  id: "opener-policy",
  title: "Cross-Origin-Opener-Policy",
  severity: "info",
  link: `${DJANGO}/ref/settings/#secure-cross-origin-opener-policy`,
  judge: (view) =>
    view.site.front?.url.startsWith("http:")
      ? skipped("Browsers ignore the header on pages that come over plain HTTP.")
      : judgeOpener(view),
};

const judgeOpener = onPage((response, _, url) => {
  const name = "Cross-Origin-Opener-Policy";
  const value = header(response, "cross-origin-opener-policy");
  if (value === undefined) return missing(name, response, url);
  const evidence = [headerLine(name, value)];
  return /^(same-origin|same-origin-allow-popups|noopener-allow-popups)\s*(;|$)/.test(value)
    ? pass("The window is kept apart from other sites.", { evidence })
    : fail("This value does not keep the window apart.", { evidence });
});

const contentSecurityPolicy: Check = {
  id: "content-security-policy",
  title: "Content Security Policy",
  severity: "info",
  link: `${HEADERS}/Content-Security-Policy`,
  judge: onPage((response, _, url) => {
    const name = "Content-Security-Policy";
    const policies = headerValues(response, "content-security-policy");
    if (policies.length > 0)
      return pass("The page has a policy.", { evidence: policies.map((policy) => headerLine(name, policy)) });
    const [watched] = headerValues(response, "content-security-policy-report-only");
    return watched === undefined
      ? missing(name, response, url)
      : fail("The policy is only reported, nothing is blocked yet.", {
          evidence: [headerLine(`${name}-Report-Only`, watched)],
        });
  }),
};

const serverBanner: Check = {
  id: "server-banner",
  title: "Server banner",
  severity: "info",
  link: `${HEADERS}/Server`,
  judge: onPage((response) => {
    const lines = (["Server", "X-Powered-By"] as const).flatMap((name) =>
      headerValues(response, name.toLowerCase()).map((value) => ({ name, value })),
    );
    const evidence = lines.map(({ name, value }) => headerLine(name, value));
    if (lines.some(({ value }) => /\bWSGIServer\/\d/.test(value)))
      return fail("Django's development server answers: it is neither safe nor fast enough for production.", {
        evidence,
        severity: "error",
      });
    return lines.some(({ value }) => /\d\.\d/.test(value))
      ? fail("The headers tell the version of the server to everybody.", { evidence })
      : pass("The headers name no version.", { evidence });
  }),
};

export const headerChecks: readonly Check[] = [
  nosniff,
  frameOptions,
  referrerPolicy,
  openerPolicy,
  contentSecurityPolicy,
  serverBanner,
];
