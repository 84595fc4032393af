/** Checks on the cookies that the site sets for a visitor who is not logged in. */

import { DJANGO } from "../../checklist/links";
import {
  address,
  type Check,
  fail,
  headerLine,
  type Outcome,
  pass,
  securePage,
  skipped,
  unknown,
  type View,
} from "../check";
import { headerValues } from "../exchange";
import { type Cookie, parseCookie } from "../headers";

interface Seen extends Cookie {
  readonly url: string;
}

/** The cookies that pages set over HTTPS. */
function cookiesOf({ site }: View): Seen[] {
  return [site.https, site.front, site.login, site.missing].flatMap((fetched) =>
    fetched === undefined || fetched.reply.kind === "failed" || !fetched.url.startsWith("https:")
      ? []
      : headerValues(fetched.reply, "set-cookie").flatMap((value) => {
          const cookie = parseCookie(value);
          return cookie === undefined || cookie.deleted ? [] : [{ ...cookie, url: address(fetched.url) }];
        }),
  );
}

/** A check on one of Django's cookies. */
function onCookie(
  nameOf: (view: View) => string,
  where: string,
  judge: (cookie: Seen, evidence: readonly string[]) => Outcome | undefined,
): Check["judge"] {
  return (view) => {
    const page = securePage(view);
    if ("instead" in page) return page.instead;
    const name = nameOf(view);
    const found = cookiesOf(view).filter((cookie) => cookie.name === name);
    if (found.length === 0) return unknown(`None of the pages set the cookie ${name}: ${where}.`);
    for (const cookie of found) {
      const evidence = [`${cookie.url}: ${headerLine("Set-Cookie", cookie.shown)}`];
      const wrong = cookie.secure
        ? judge(cookie, evidence)
        : fail(`The cookie ${name} goes out over plain HTTP, too: it has no Secure.`, { evidence });
      if (wrong !== undefined) return wrong;
    }
    const [first] = found;
    return pass(`The cookie ${name} travels over HTTPS only.`, {
      evidence: [`${first!.url}: ${headerLine("Set-Cookie", first!.shown)}`],
    });
  };
}

/** Without SameSite, or with None, a cookie is sent with requests that other sites make. */
function sameSite({ name, sameSite }: Seen, evidence: readonly string[]): Outcome | undefined {
  return sameSite === "lax" || sameSite === "strict"
    ? undefined
    : fail(`The cookie ${name} goes along with requests of other sites: it has no SameSite=Lax or Strict.`, {
        evidence,
        severity: "info",
      });
}

const sessionCookie: Check = {
  id: "session-cookie",
  title: "Session cookie",
  severity: "error",
  link: `${DJANGO}/ref/settings/#session-cookie-secure`,
  judge: onCookie(
    ({ expected }) => expected?.sessionCookie ?? "sessionid",
    "Django sets it when somebody logs in",
    (cookie, evidence) =>
      cookie.httpOnly
        ? sameSite(cookie, evidence)
        : fail(`Scripts can read the cookie ${cookie.name}: it has no HttpOnly.`, { evidence }),
  ),
};

const csrfCookie: Check = {
  id: "csrf-cookie",
  title: "CSRF cookie",
  severity: "warning",
  link: `${DJANGO}/ref/settings/#csrf-cookie-secure`,
  judge: (view) =>
    view.expected?.csrfInSession
      ? skipped("CSRF_USE_SESSIONS is on: there is no such cookie.")
      : judgeCsrf(view),
};

const judgeCsrf = onCookie(
  ({ expected }) => expected?.csrfCookie ?? "csrftoken",
  "Django sets it with a page that has a form",
  sameSite,
);

const otherCookies: Check = {
  id: "other-cookies",
  title: "Other cookies",
  severity: "info",
  link: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Cookies",
  judge(view) {
    const page = securePage(view);
    if ("instead" in page) return page.instead;
    const known = [view.expected?.sessionCookie ?? "sessionid", view.expected?.csrfCookie ?? "csrftoken"];
    const found = cookiesOf(view).filter(({ name }) => !known.includes(name));
    const open = found.filter(({ secure }) => !secure);
    const evidence = (open.length > 0 ? open : found).map((cookie) => headerLine("Set-Cookie", cookie.shown));
    if (open.length > 0)
      return fail("Some cookies go out over plain HTTP, too: they have no Secure.", { evidence });
    return pass(found.length === 0 ? "There are none." : "All are Secure.", { evidence });
  },
};

export const cookieChecks: readonly Check[] = [sessionCookie, csrfCookie, otherCookies];
