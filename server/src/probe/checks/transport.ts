/** Checks on how browsers come to the site: its front page, HTTPS, the redirect to it, HSTS, the certificate. */

import { DJANGO, HEROKU } from "../../checklist/links";
import {
  address,
  type Check,
  days,
  fail,
  headerLine,
  type Outcome,
  pass,
  responseTo,
  securePage,
  skipped,
  statusLine,
  unknown,
  type View,
} from "../check";
import { debugSign, herokuPage, isDefaultBadRequest, isDefaultNotFound } from "../django";
import { type Fetched, headerValues, type Response, redirectTarget, shown, textOf } from "../exchange";
import { type Hsts, parseHsts } from "../headers";
import { isWwwTwin } from "../target";
import { MDN } from "./links";

const DAY = 86_400_000;

/** Of 90 days the last 30 are for renewal; with fewer left than these, or a third of a short life, it is late. */
const DAYS_LEFT = 14;

const frontPage: Check = {
  id: "front-page",
  title: "Front page",
  severity: "error",
  link: `${HEROKU}/error-codes`,
  judge(view) {
    const { site } = view;
    const first = site.front ?? site.https ?? site.http;
    if (site.front === undefined && site.elsewhere === undefined) {
      const reasons = [site.https, site.http].flatMap((each) =>
        each?.reply.kind === "failed" ? [`${address(each.url)}: ${each.reply.reason}`] : [],
      );
      return fail(`Nothing answers. ${reasons.join("; ")}.`);
    }
    const answered = responseTo(first, view);
    if ("instead" in answered) return { ...answered.instead, state: "fail" };
    return judgeFront(answered.response, answered.url, first!, view);
  },
};

function judgeFront(response: Response, url: string, fetched: Fetched, { site }: View): Outcome {
  const { status } = response;
  const text = textOf(response) ?? "";
  const evidence = [`${address(url)}: ${locationLine(response)}`];
  const heroku = herokuPage(text);
  if (heroku !== undefined && status >= 400) return fail(`It is ${heroku}.`, { evidence });
  if (status === 400 && isDefaultBadRequest(text))
    return fail(
      `Django refuses the request, as it does when ALLOWED_HOSTS does not list ${shown(site.target.host)}.`,
      { evidence },
    );
  if (status >= 500) return fail(`It answers with an error of the server, ${status}.`, { evidence });
  const to = redirectTarget(fetched);
  if (to !== undefined) return judgeOnward(to, fetched, evidence);
  if (status >= 200 && status < 300) return pass(`It answers with ${status}.`, { evidence });
  return unknown(`It answers with ${status}.`, { evidence });
}

/** A front page that still redirects after the one redirect that was followed. */
function judgeOnward(to: URL, { url }: Fetched, evidence: readonly string[]): Outcome {
  const from = new URL(url);
  if (to.href === from.href) return fail("The page redirects to itself, so browsers give up.", { evidence });
  if (from.protocol === "https:" && to.protocol === "http:" && to.hostname === from.hostname)
    return fail("HTTPS is sent back to plain HTTP.", { evidence });
  return to.origin === from.origin
    ? unknown("It redirects more than once; the probe follows one redirect.", { evidence })
    : pass(`It redirects to ${address(to.href)}.`, { evidence });
}

const httpsRedirect: Check = {
  id: "https-redirect",
  title: "Redirect to HTTPS",
  severity: "warning",
  link: `${DJANGO}/ref/settings/#secure-ssl-redirect`,
  judge(view) {
    const { http, https, target } = view.site;
    if (http === undefined)
      return skipped("The address names a port, so it does not say where the site answers plain HTTP.");
    const { reply } = http;
    if (reply.kind === "failed") return unknown(`${address(http.url)} gives no answer: ${reply.reason}.`);
    const to = redirectTarget(http);
    const evidence = [`${address(http.url)}: ${locationLine(reply)}`];
    if (to === undefined) {
      const secure = https !== undefined && https.reply.kind === "response";
      if (!secure && (target.loopback || target.address))
        return skipped(`${shown(target.host)} has no TLS to redirect to.`);
      return reply.status >= 200 && reply.status < 300
        ? fail("Plain HTTP shows the page instead of a redirect.", { evidence })
        : unknown(`Plain HTTP is answered with ${reply.status}.`, { evidence });
    }
    return judgeRedirect(new URL(http.url), to, reply.status, evidence);
  },
};

function judgeRedirect(from: URL, to: URL, status: number, evidence: readonly string[]): Outcome {
  if (to.protocol !== "https:")
    return fail("The first redirect stays on plain HTTP: whoever is on the way can change it.", { evidence });
  if (to.hostname !== from.hostname) {
    if (!isWwwTwin(to.hostname, from.hostname))
      return unknown(`Plain HTTP is redirected to another site, ${address(to.href)}.`, { evidence });
    if (status === 301 || status === 308)
      return pass(
        `Plain HTTP is redirected to HTTPS on ${shown(to.hostname)} at once, so browsers do not see the HSTS header of ${shown(from.hostname)}.`,
        { evidence },
      );
  }
  if (to.pathname + to.search !== from.pathname + from.search)
    return fail("The redirect leads to another page than the one that was asked for.", { evidence });
  if (status !== 301 && status !== 308)
    return fail(`The redirect is temporary (${status}): browsers ask over plain HTTP again each time.`, {
      evidence,
    });
  return pass("One permanent redirect leads to the same page over HTTPS.", { evidence });
}

function locationLine(response: Response): string {
  const [location] = headerValues(response, "location");
  return location === undefined
    ? statusLine(response)
    : statusLine(response, headerLine("Location", address(location)));
}

const hsts: Check = {
  id: "hsts",
  title: "HSTS",
  severity: "warning",
  link: `${DJANGO}/ref/middleware/#http-strict-transport-security`,
  judge(view) {
    if (view.site.target.address) return skipped("Browsers keep no HSTS for addresses without a name.");
    const page = securePage(view);
    if ("instead" in page) return page.instead;
    const [value, ...more] = headerValues(page.response, "strict-transport-security");
    if (value === undefined)
      return fail("The page comes without Strict-Transport-Security.", {
        evidence: [`${address(page.url)}: ${statusLine(page.response)}`],
      });
    const evidence = [value, ...more].map((each) => headerLine("Strict-Transport-Security", each));
    const policy = parseHsts(value);
    if (policy === undefined) return fail("Browsers ignore this value.", { evidence });
    if (policy.maxAge === 0) return fail("max-age=0 switches HSTS off.", { evidence });
    const differences = differencesOf(policy, view);
    if (differences.length > 0)
      return fail(`The settings say something else: ${differences.join(", ")}.`, { evidence });
    const length = Math.floor(policy.maxAge / 86_400);
    const long = length >= 365;
    return pass(
      `Browsers keep to HTTPS for ${days(length)}.${long ? "" : " A year is the end of the ramp."}`,
      {
        evidence,
        proves: long,
      },
    );
  },
};

function differencesOf(sent: Hsts, { expected = {} }: View): string[] {
  const { hstsSeconds, hstsIncludeSubdomains, hstsPreload } = expected;
  const out: string[] = [];
  if (hstsSeconds !== undefined && hstsSeconds !== sent.maxAge)
    out.push(`SECURE_HSTS_SECONDS is ${hstsSeconds}`);
  // Without seconds Django sends no header, so that this one is from somebody else.
  if (hstsSeconds === 0) return out;
  if (hstsIncludeSubdomains !== undefined && hstsIncludeSubdomains !== sent.includeSubdomains)
    out.push(`SECURE_HSTS_INCLUDE_SUBDOMAINS is ${hstsIncludeSubdomains ? "True" : "False"}`);
  if (hstsPreload !== undefined && hstsPreload !== sent.preload)
    out.push(`SECURE_HSTS_PRELOAD is ${hstsPreload ? "True" : "False"}`);
  return out;
}

const certificate: Check = {
  id: "certificate",
  title: "TLS certificate",
  severity: "error",
  link: `${HEROKU}/automated-certificate-management`,
  judge(view) {
    const { handshake, https } = view.site;
    if (handshake === undefined) {
      const page = securePage(view);
      return "instead" in page ? page.instead : skipped(`${address(https!.url)} was not asked for.`);
    }
    if (handshake.kind === "failed") {
      const page = securePage(view);
      return "instead" in page ? page.instead : unknown(`TLS failed: ${handshake.reason}.`);
    }
    const { validFrom, validTo, problem, issuer, version } = handshake;
    const evidence = [
      [
        ...(validTo === undefined ? [] : [`valid until ${new Date(validTo).toISOString().slice(0, 10)}`]),
        ...(issuer === "" ? [] : [`issued by ${shown(issuer)}`]),
        version,
      ].join(", "),
    ];
    const left = validTo === undefined ? undefined : Math.floor((validTo - view.now) / DAY);
    if (validTo !== undefined && validTo <= view.now)
      return fail(`The certificate expired ${days(Math.floor((view.now - validTo) / DAY))} ago.`, {
        evidence,
      });
    if (validFrom !== undefined && validFrom > view.now)
      return fail("The certificate is not valid yet.", { evidence });
    if (problem !== undefined)
      return fail(`The certificate is not trusted: ${shown(problem)}.`, {
        // An authority of an organisation's own is none of these.
        evidence: [...evidence, "trusted: the authorities that Node knows, and those in NODE_EXTRA_CA_CERTS"],
      });
    if (left === undefined)
      return unknown("The certificate does not say until when it is valid.", { evidence });
    const life = validTo === undefined || validFrom === undefined ? Infinity : (validTo - validFrom) / DAY;
    return left < Math.min(DAYS_LEFT, life / 3)
      ? fail(`The certificate expires in ${days(left)}, and was not renewed yet.`, {
          evidence,
          severity: "warning",
        })
      : pass(`The certificate is valid for another ${days(left)}.`, { evidence });
  },
};

const http2: Check = {
  id: "http2",
  title: "HTTP/2",
  severity: "hint",
  link: `${MDN}/Glossary/HTTP_2`,
  judge(view) {
    const { handshake } = view.site;
    if (handshake?.kind !== "handshake") {
      const page = securePage(view);
      return "instead" in page ? page.instead : unknown("The TLS connection does not say.");
    }
    return handshake.http2
      ? pass("The server chooses HTTP/2.", { evidence: ["ALPN: h2"] })
      : fail("The server does not offer HTTP/2.");
  },
};

const debugPage: Check = {
  id: "debug-page",
  title: "DEBUG",
  severity: "error",
  link: `${DJANGO}/ref/settings/#debug`,
  judge(view) {
    const { site } = view;
    for (const fetched of [site.front, site.missing, site.login, site.https, site.http]) {
      if (fetched === undefined || fetched.reply.kind === "failed") continue;
      const sign = debugSign(fetched.reply.body);
      if (sign !== undefined)
        return fail(`DEBUG is on in production: visitors see ${sign}.`, {
          evidence: [`${address(fetched.url)}: ${statusLine(fetched.reply)}`],
        });
    }
    const missing = responseTo(site.missing, view);
    if ("instead" in missing) return missing.instead;
    const evidence = [`${address(missing.url)}: ${statusLine(missing.response)}`];
    if (missing.response.status !== 404) return unknown("No request ended in an error page.", { evidence });
    // A page of the site's own may come from a view for all addresses, which DEBUG does not change.
    const proves = isDefaultNotFound(missing.response.body);
    return pass("An address that does not exist shows no technical page.", { evidence, proves });
  },
};

export const transportChecks: readonly Check[] = [
  frontPage,
  debugPage,
  httpsRedirect,
  certificate,
  hsts,
  http2,
];
