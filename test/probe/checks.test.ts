/** What each check says of made-up sites that differ from a good one in one thing. */
import { expect, test } from "vitest";
import type { Failure, Handshake, Reply } from "../../server/src/probe/exchange";
import type { Expected } from "../../server/src/probe/expected";
import {
  CSS,
  FRONT,
  front,
  GOOD,
  HANDSHAKE,
  html,
  JS,
  NOW,
  probed,
  redirect,
  refused,
  response,
} from "../support/madeUpSite";

const DAY = 86_400_000;
const MISSING = "https://example.com/django-preflight-no-such-page/";
const DEFAULT_404 = `
<!doctype html>
<html lang="en">
<head>
  <title>Not Found</title>
</head>
<body>
  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>
</body>
</html>
`;
const DEFAULT_400 = DEFAULT_404.replaceAll("Not Found", "Bad Request (400)").replace(/<p>.*<\/p>/, "<p></p>");
const TECHNICAL =
  '<footer id="explanation"><p>You’re seeing this error because you have <code>DEBUG = True</code> in your settings.</p></footer>';

test("a good site passes everything", async () => {
  const { results, requests, trusted } = await probed();
  expect(results.filter(({ state }) => state !== "pass")).toEqual([]);
  expect({ requests, trusted }).toEqual({ requests: 9, trusted: true });
});

interface Row {
  readonly check: string;
  readonly state: string;
  readonly says: RegExp;
  readonly url?: string;
  readonly replies?: Readonly<Record<string, Reply | undefined>>;
  readonly handshake?: Handshake | Failure;
  readonly expected?: Expected;
}

const home = (reply: Reply) => ({ "https://example.com/": reply });
const plain = (reply: Reply) => ({ "http://example.com/": reply });
const login = (...cookies: string[]) => ({
  "https://example.com/accounts/login/": html("", { "Set-Cookie": cookies }),
});

const rows: readonly Row[] = [
  // Front page
  {
    check: "front-page",
    state: "fail",
    says: /ALLOWED_HOSTS does not list example\.com/,
    replies: home(response(400, {}, DEFAULT_400)),
  },
  {
    check: "front-page",
    state: "fail",
    says: /crashed/,
    replies: home(response(503, {}, '<iframe src="//www.herokucdn.com/error-pages/application-error.html">')),
  },
  {
    check: "front-page",
    state: "fail",
    says: /no app has/,
    replies: home(response(404, {}, '<iframe src="//www.herokucdn.com/error-pages/no-such-app.html">')),
  },
  { check: "front-page", state: "fail", says: /error of the server, 502/, replies: home(response(502)) },
  {
    check: "front-page",
    state: "fail",
    says: /redirects to itself/,
    replies: home(redirect("https://example.com/")),
  },
  {
    check: "front-page",
    state: "pass",
    says: /redirects to https:\/\/www\.example\.com/,
    replies: home(redirect("https://www.example.com/")),
  },
  {
    check: "front-page",
    state: "fail",
    says: /back to plain HTTP/,
    replies: home(redirect("http://example.com/")),
  },
  { check: "front-page", state: "unknown", says: /401/, replies: home(response(401)) },
  {
    check: "front-page",
    state: "fail",
    says: /Nothing answers.*refused/,
    replies: { ...home(refused), ...plain(refused) },
  },
  {
    check: "front-page",
    state: "pass",
    says: /200/,
    replies: { ...home(redirect("/de/")), "https://example.com/de/": front() },
  },
  {
    check: "front-page",
    state: "unknown",
    says: /more than once/,
    replies: { ...home(redirect("/de/")), "https://example.com/de/": redirect("/fr/") },
  },
  {
    check: "robots-txt",
    state: "skipped",
    says: /The site is at https:\/\/www\.example\.com\/: probe/,
    replies: home(redirect("https://www.example.com/?token=1")),
  },
  // DEBUG
  {
    check: "debug-page",
    state: "fail",
    says: /technical error page/,
    replies: { [MISSING]: html(TECHNICAL, {}, 404) },
  },
  {
    check: "debug-page",
    state: "fail",
    says: /start page/,
    replies: home(
      front({}, '<h1>The install worked successfully! Congratulations!</h1><a href="x">DEBUG=True</a>'),
    ),
  },
  {
    check: "debug-page",
    state: "fail",
    says: /Toolbar/,
    replies: home(front({}, '<div id="djDebug" class="">')),
  },
  {
    check: "debug-page",
    state: "pass",
    says: /no technical page/,
    replies: home(front({}, "<p>seeing this error because you have <code>DEBUG = True</code></p>")),
  },
  { check: "debug-page", state: "unknown", says: /No request/, replies: { [MISSING]: front() } },
  // Redirect
  { check: "https-redirect", state: "fail", says: /shows the page/, replies: plain(front()) },
  {
    check: "https-redirect",
    state: "fail",
    says: /temporary \(302\)/,
    replies: plain(redirect("https://example.com/", 302)),
  },
  {
    check: "https-redirect",
    state: "pass",
    says: /permanent/,
    replies: plain(redirect("https://example.com/", 308)),
  },
  {
    check: "https-redirect",
    state: "fail",
    says: /stays on plain HTTP/,
    replies: plain(redirect("http://www.example.com/")),
  },
  {
    check: "https-redirect",
    state: "pass",
    says: /HTTPS on www\.example\.com/,
    replies: plain(redirect("https://www.example.com/")),
  },
  {
    check: "https-redirect",
    state: "unknown",
    says: /another site/,
    replies: plain(redirect("https://example.net/")),
  },
  {
    check: "https-redirect",
    state: "fail",
    says: /another page/,
    url: "https://example.com/de/?a=1",
    replies: {
      "http://example.com/de/?a=1": redirect("https://example.com/"),
      "https://example.com/de/?a=1": front(),
    },
  },
  { check: "https-redirect", state: "unknown", says: /refused/, replies: plain(refused) },
  { check: "https-redirect", state: "unknown", says: /404/, replies: plain(response(404)) },
  { check: "https-redirect", state: "unknown", says: /301/, replies: plain(response(301)) },
  {
    check: "https-redirect",
    state: "skipped",
    says: /names a port/,
    url: "https://example.com:8443",
    replies: { "https://example.com:8443/": front() },
  },
  {
    check: "https-redirect",
    state: "skipped",
    says: /no TLS to redirect to/,
    url: "http://127.0.0.1:8000",
    replies: { "http://127.0.0.1:8000/": front() },
  },
  // HSTS
  { check: "hsts", state: "fail", says: /without Strict/, replies: home(html("")) },
  {
    check: "hsts",
    state: "fail",
    says: /ignore/,
    replies: home(front({ "Strict-Transport-Security": "includeSubDomains" })),
  },
  {
    check: "hsts",
    state: "fail",
    says: /switches HSTS off/,
    replies: home(front({ "Strict-Transport-Security": "max-age=0" })),
  },
  {
    check: "hsts",
    state: "pass",
    says: /end of the ramp/,
    replies: home(front({ "Strict-Transport-Security": 'Max-Age="3600"' })),
  },
  {
    check: "hsts",
    state: "fail",
    says: /SECURE_HSTS_SECONDS is 3600, SECURE_HSTS_PRELOAD is False/,
    expected: { hstsSeconds: 3600, hstsIncludeSubdomains: true, hstsPreload: false },
  },
  {
    check: "hsts",
    state: "fail",
    says: /^The settings say something else: SECURE_HSTS_SECONDS is 0\.$/,
    expected: { hstsSeconds: 0, hstsPreload: false },
  },
  { check: "hsts", state: "pass", says: /365 days/, expected: { hstsSeconds: 31536000, hstsPreload: true } },
  {
    check: "hsts",
    state: "skipped",
    says: /without a name/,
    url: "https://192.0.2.1",
    replies: { "https://192.0.2.1/": front() },
  },
  {
    check: "hsts",
    state: "unknown",
    says: /no answer over HTTPS: the connection was refused/,
    replies: { ...home(refused), ...plain(front()) },
  },
  {
    check: "hsts",
    state: "skipped",
    says: /does not answer with TLS/,
    url: "http://localhost:8000",
    replies: { "http://localhost:8000/": front() },
  },
  // Certificate
  {
    check: "certificate",
    state: "fail",
    says: /expired 3 days ago/,
    handshake: { ...HANDSHAKE, validTo: NOW - 3 * DAY, problem: "it has expired" },
  },
  {
    check: "certificate",
    state: "fail",
    says: /expires in 5 days, and was not renewed/,
    handshake: { ...HANDSHAKE, validTo: NOW + 5.5 * DAY },
  },
  {
    check: "certificate",
    state: "fail",
    says: /not valid yet/,
    handshake: { ...HANDSHAKE, validFrom: NOW + DAY },
  },
  {
    check: "certificate",
    state: "fail",
    says: /not trusted: it is self-signed/,
    handshake: { ...HANDSHAKE, problem: "it is self-signed" },
  },
  {
    check: "certificate",
    state: "unknown",
    says: /until when/,
    handshake: { ...HANDSHAKE, validTo: undefined },
  },
  { check: "certificate", state: "unknown", says: /TLS failed: /, handshake: refused },
  { check: "http2", state: "fail", says: /does not offer/, handshake: { ...HANDSHAKE, http2: false } },
  // Headers
  { check: "content-type-options", state: "fail", says: /without/, replies: home(html("")) },
  {
    check: "content-type-options",
    state: "fail",
    says: /only the value nosniff/,
    replies: home(front({ "X-Content-Type-Options": "no" })),
  },
  { check: "frame-options", state: "fail", says: /without/, replies: home(html("")) },
  {
    check: "frame-options",
    state: "fail",
    says: /DENY or SAMEORIGIN/,
    replies: home(front({ "X-Frame-Options": "ALLOW-FROM https://a.example" })),
  },
  {
    check: "frame-options",
    state: "fail",
    says: /DENY or SAMEORIGIN/,
    replies: home(front({ "X-Frame-Options": ["DENY", "SAMEORIGIN"] })),
  },
  {
    check: "frame-options",
    state: "pass",
    says: /who may/,
    replies: home(html("", { "Content-Security-Policy": "frame-ancestors 'none'" })),
  },
  {
    check: "frame-options",
    state: "fail",
    says: /any site/,
    replies: home(html("", { "Content-Security-Policy": "frame-ancestors *" })),
  },
  {
    check: "frame-options",
    state: "pass",
    says: /The settings say SAMEORIGIN/,
    expected: { frameOptions: "SAMEORIGIN" },
  },
  { check: "referrer-policy", state: "fail", says: /without/, replies: home(html("")) },
  {
    check: "referrer-policy",
    state: "fail",
    says: /none of these/,
    replies: home(front({ "Referrer-Policy": "sameorigin" })),
  },
  {
    check: "referrer-policy",
    state: "fail",
    says: /whole address/,
    replies: home(front({ "Referrer-Policy": "no-referrer, unsafe-url" })),
  },
  {
    check: "referrer-policy",
    state: "pass",
    says: /The settings say no-referrer/,
    expected: { referrerPolicy: "no-referrer" },
  },
  { check: "opener-policy", state: "fail", says: /without/, replies: home(html("")) },
  {
    check: "opener-policy",
    state: "fail",
    says: /does not keep/,
    replies: home(front({ "Cross-Origin-Opener-Policy": "unsafe-none" })),
  },
  { check: "content-security-policy", state: "fail", says: /without/, replies: home(html("")) },
  {
    check: "content-security-policy",
    state: "fail",
    says: /only reported/,
    replies: home(html("", { "Content-Security-Policy-Report-Only": "default-src 'self'" })),
  },
  {
    check: "server-banner",
    state: "fail",
    says: /version/,
    replies: home(front({ Server: "nginx/1.24.0" })),
  },
  {
    check: "server-banner",
    state: "fail",
    says: /development server/,
    replies: home(front({ Server: "WSGIServer/0.2 CPython/3.13.1" })),
  },
  {
    check: "server-banner",
    state: "fail",
    says: /version/,
    replies: home(front({ "X-Powered-By": "PHP/8.3" })),
  },
  // Cookies
  {
    check: "session-cookie",
    state: "fail",
    says: /no Secure/,
    replies: login("sessionid=a; HttpOnly; SameSite=Lax"),
  },
  {
    check: "session-cookie",
    state: "fail",
    says: /no HttpOnly/,
    replies: login("sessionid=a; Secure; SameSite=Lax"),
  },
  {
    check: "session-cookie",
    state: "fail",
    says: /no SameSite/,
    replies: login("sessionid=a; Secure; HttpOnly; SameSite=None"),
  },
  {
    check: "session-cookie",
    state: "unknown",
    says: /when somebody logs in/,
    replies: login("csrftoken=a; Secure; SameSite=Lax"),
  },
  {
    check: "session-cookie",
    state: "unknown",
    says: /logs in/,
    replies: login('sessionid=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/'),
  },
  {
    check: "session-cookie",
    state: "fail",
    says: /cookie sid goes/,
    replies: login("sid=a; HttpOnly"),
    expected: { sessionCookie: "sid" },
  },
  { check: "csrf-cookie", state: "fail", says: /no Secure/, replies: login("csrftoken=a; SameSite=Lax") },
  { check: "csrf-cookie", state: "skipped", says: /CSRF_USE_SESSIONS/, expected: { csrfInSession: true } },
  { check: "other-cookies", state: "fail", says: /Some cookies/, replies: login("lang=de") },
  { check: "other-cookies", state: "pass", says: /All are Secure/, replies: login("lang=de; secure") },
  // Pages
  {
    check: "not-found-page",
    state: "fail",
    says: /Django's plain page/,
    replies: { [MISSING]: response(404, { "Content-Type": "text/html" }, DEFAULT_404) },
  },
  { check: "not-found-page", state: "fail", says: /as if it did/, replies: { [MISSING]: front() } },
  {
    check: "not-found-page",
    state: "fail",
    says: /page of DEBUG/,
    replies: { [MISSING]: html(TECHNICAL, {}, 404) },
  },
  {
    check: "not-found-page",
    state: "unknown",
    says: /302/,
    replies: { [MISSING]: redirect("/login/", 302) },
  },
  {
    check: "not-found-page",
    state: "unknown",
    says: /hardly/,
    replies: { [MISSING]: response(404, {}, "no") },
  },
  {
    check: "robots-txt",
    state: "fail",
    says: /There is none/,
    replies: { "https://example.com/robots.txt": response(404) },
  },
  {
    check: "robots-txt",
    state: "fail",
    says: /shows a page/,
    replies: { "https://example.com/robots.txt": front() },
  },
  {
    check: "robots-txt",
    state: "fail",
    says: /text\/plain/,
    replies: { "https://example.com/robots.txt": response(200, {}, "User-agent: *") },
  },
  {
    check: "robots-txt",
    state: "pass",
    says: /stay away/,
    replies: {
      "https://example.com/robots.txt": response(
        200,
        { "Content-Type": "text/plain" },
        "User-agent: a\nUser-Agent: *\r\nDisallow: /",
      ),
    },
  },
  {
    check: "robots-txt",
    state: "pass",
    says: /^It is there\.$/,
    replies: {
      "https://example.com/robots.txt": response(
        200,
        { "Content-Type": "text/plain" },
        "User-agent: a\nDisallow: /\nUser-Agent: *\r\nDisallow:",
      ),
    },
  },
  {
    check: "robots-txt",
    state: "unknown",
    says: /compressed/,
    replies: {
      "https://example.com/robots.txt": response(
        200,
        { "Content-Type": "text/plain", "Content-Encoding": "gzip" },
        "x",
      ),
    },
  },
  {
    check: "robots-txt",
    state: "unknown",
    says: /refused/,
    replies: { "https://example.com/robots.txt": refused },
  },
  {
    check: "sitemap",
    state: "fail",
    says: /There is none/,
    replies: { "https://example.com/sitemap.xml": response(404) },
  },
  {
    check: "sitemap",
    state: "fail",
    says: /shows a page/,
    replies: { "https://example.com/sitemap.xml": front() },
  },
  {
    check: "sitemap",
    state: "fail",
    says: /neither/,
    replies: { "https://example.com/sitemap.xml": response(200, { "Content-Type": "text/xml" }, "<rss/>") },
  },
  {
    check: "sitemap",
    state: "unknown",
    says: /another site, example\.net/,
    replies: {
      "https://example.com/sitemap.xml": response(
        200,
        { "Content-Type": "text/xml" },
        "<urlset><loc>https://example.net/</loc></urlset>",
      ),
    },
  },
  {
    check: "sitemap",
    state: "fail",
    says: /Django's default/,
    url: "https://shop.example",
    replies: {
      "https://shop.example/": front(),
      "https://shop.example/sitemap.xml": response(
        200,
        { "Content-Type": "text/xml" },
        "<urlset><loc>https://example.com/</loc></urlset>",
      ),
    },
  },
  {
    check: "sitemap",
    state: "pass",
    says: /there/,
    replies: {
      "https://example.com/robots.txt": response(
        200,
        { "Content-Type": "text/plain" },
        "Sitemap: https://example.com/map.xml",
      ),
      "https://example.com/map.xml": GOOD["https://example.com/sitemap.xml"],
      "https://example.com/sitemap.xml": undefined,
    },
  },
  {
    check: "favicon",
    state: "fail",
    says: /There is none/,
    replies: { "https://example.com/favicon.ico": response(404) },
  },
  {
    check: "favicon",
    state: "fail",
    says: /no image/,
    replies: { "https://example.com/favicon.ico": front() },
  },
  {
    check: "favicon",
    state: "fail",
    says: /empty/,
    replies: { "https://example.com/favicon.ico": response(200, { "Content-Type": "image/png" }) },
  },
  {
    check: "favicon",
    state: "pass",
    says: /page itself/,
    replies: home(front({}, '<link rel="icon" href="data:image/svg+xml,%3Csvg/%3E">')),
  },
  {
    check: "favicon",
    state: "unknown",
    says: /another site/,
    replies: home(front({}, '<link rel="shortcut icon" href="https://cdn.example/i.png">')),
  },
  // Static files
  { check: "static-served", state: "fail", says: /does not come/, replies: { [CSS]: response(404) } },
  { check: "static-served", state: "fail", says: /no stylesheet/, replies: { [CSS]: front() } },
  { check: "static-served", state: "unknown", says: /no answer/, replies: { [JS]: refused } },
  { check: "static-served", state: "skipped", says: /no stylesheets/, replies: home(front({}, "")) },
  {
    check: "static-served",
    state: "skipped",
    says: /cdn\.example/,
    replies: home(front({}, '<script src="//cdn.example/a.js"></script>')),
  },
  {
    check: "static-hashed",
    state: "fail",
    says: /stays the same/,
    replies: {
      ...home(front({}, '<script src="/a-5.3.0.min.js"></script>')),
      "https://example.com/a-5.3.0.min.js": response(200),
    },
  },
  {
    check: "static-hashed",
    state: "unknown",
    says: /may have/,
    replies: {
      ...home(front({}, '<script src="/index-BXyz12Qk.js"></script>')),
      "https://example.com/index-BXyz12Qk.js": response(200),
    },
  },
  ...["/app-20260301.js", "/app.js?v=3", "/index-BXyz12Qk.js"].map((name) => ({
    check: "static-hashed",
    state: "unknown",
    says: /may have/,
    replies: {
      ...home(front({}, `<script src="${name}"></script>`)),
      [`https://example.com${name}`]: response(200),
    },
  })),
  {
    check: "certificate",
    state: "pass",
    says: /another 5 days/,
    handshake: { ...HANDSHAKE, validFrom: NOW - DAY, validTo: NOW + 5.5 * DAY },
  },
  {
    check: "static-cached",
    state: "fail",
    says: /ask again/,
    replies: { [CSS]: response(200, { "Cache-Control": "max-age=60" }) },
  },
  {
    check: "static-cached",
    state: "fail",
    says: /ask again/,
    replies: { [CSS]: response(200, { "Cache-Control": "no-cache, max-age=31536000" }) },
  },
  {
    check: "static-compressed",
    state: "fail",
    says: /as they are/,
    replies: { [CSS]: response(200, {}, "x".repeat(4000)) },
  },
  {
    check: "static-compressed",
    state: "unknown",
    says: /too small/,
    replies: { [CSS]: response(200, {}, "x"), [JS]: response(200, {}, "x") },
  },
];

test.each(rows)("$check: $state, $says", async ({ check, state, says, ...site }) => {
  const result = (await probed(site)).result(check);
  expect(result.state, result.detail).toBe(state);
  expect(result.detail).toMatch(says);
});

test("every check is seen passing, and failing or unknown", async () => {
  const { results } = await probed();
  expect(
    results
      .map(({ id }) => id)
      .filter((id) => !rows.some(({ check, state }) => check === id && state === "fail")),
  ).toEqual([]);
});

test("a site that moved is not followed, and no other host is asked", async () => {
  const moved = await probed({ replies: { "https://example.com/": redirect("https://www.example.com/") } });
  expect(moved.asked).toEqual(["http://example.com/", "https://example.com/"]);
  const scattered = await probed({
    replies: home(
      front(
        {},
        `<base href="https://cdn.example/"><link rel=stylesheet href=a.css><link rel=icon href=/i.png>${FRONT}`,
      ),
    ),
  });
  for (const url of scattered.asked) expect(new URL(url).hostname).toBe("example.com");
});

test("the requests are few, however much a page asks for", async () => {
  const many = Array.from(
    { length: 99 },
    (_, n) => `<script src="/${n}.js"></script><link rel="stylesheet" href="/${n}.css">`,
  );
  const { requests, asked } = await probed({
    replies: { ...home(redirect("/de/")), "https://example.com/de/": front({}, many.join("")) },
  });
  expect(requests).toBe(12);
  expect(asked).toHaveLength(12);
});

test("a certificate that is not trusted proves nothing", async () => {
  const untrusted = await probed({ replies: home({ ...front(), trusted: false }) });
  expect(untrusted.trusted).toBe(false);
  expect(untrusted.results.filter(({ proves }) => proves)).toEqual([]);
});
