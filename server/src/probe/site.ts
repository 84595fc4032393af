/** Which addresses the probe asks for, one after the other, and what it then knows of the site. */
import {
  type Failure,
  type Fetched,
  type Handshake,
  type ProbeRequest,
  type Prober,
  parsedUrl,
  redirectTarget,
  textOf,
} from "./exchange";
import { type PageLinks, pageLinks } from "./html";
import type { Target } from "./target";

/** What was seen. What is undefined was not asked for. */
export interface Site {
  readonly target: Target;
  readonly http?: Fetched;
  readonly https?: Fetched;
  /** Of the HTTPS address, if something answered there. */
  readonly handshake?: Handshake | Failure;
  /** The page that visitors get: what was asked for, or what it redirects to on the same origin. */
  readonly front?: Fetched;
  /** Where the front page redirects to outside of its own origin: nothing else was asked for then. */
  readonly elsewhere?: string;
  readonly links?: PageLinks;
  readonly missing?: Fetched;
  readonly robots?: Fetched;
  readonly sitemap?: Fetched;
  readonly icon?: Fetched;
  readonly login?: Fetched;
  readonly assets: readonly Asset[];
  /** How many requests were sent. */
  readonly requests: number;
}

export interface Asset extends Fetched {
  readonly kind: "css" | "js";
}

/** Stylesheets and scripts that are asked for at most. */
export const MAX_ASSETS = 4;

/** An address that no site has. */
const MISSING = "/django-preflight-no-such-page/";

/**
 * Looks at one site with at most 12 requests, all of them GET, to the host of the target alone.
 * @param onStep is told what is asked for next
 */
export async function lookAt(
  target: Target,
  prober: Prober,
  onStep: (url: string) => void = () => {},
): Promise<Site> {
  let requests = 0;
  const get = async (url: string, encoding: ProbeRequest["encoding"] = "identity"): Promise<Fetched> => {
    requests++;
    onStep(url);
    return { url, reply: await prober.get({ url, encoding }) };
  };

  const http = target.http === undefined ? undefined : await get(target.http);
  const secureUrl = target.https ?? secureTwin(target, http);
  const https = secureUrl === undefined ? undefined : await get(secureUrl);
  const found: Site = { target, http, https, assets: [], requests };
  const first = https !== undefined && https.reply.kind === "response" ? https : http;
  if (first === undefined || first.reply.kind === "failed") {
    // A certificate can be looked at where no HTTP comes.
    return { ...found, handshake: https && (await shakeHands(prober, https.url)), requests };
  }
  const handshake = https === first ? await shakeHands(prober, first.url) : undefined;

  const { front, elsewhere } = await follow(first, get);
  const seen: Site = { ...found, handshake, front, elsewhere, requests };
  if (elsewhere !== undefined || front === undefined || front.reply.kind === "failed") return seen;

  const { origin } = new URL(front.url);
  const links = pageLinks(textOf(front.reply) ?? "", front.url);
  const missing = await get(origin + MISSING);
  const robots = await get(`${origin}/robots.txt`);
  const sitemap = await get(sitemapUrl(robots, origin));
  const icon = await iconOf(links, origin, get);
  const login = await get(links.login ?? `${origin}/admin/login/`);
  const assets: Asset[] = [];
  for (const { kind, url } of chosen(links, origin)) {
    assets.push({ kind, ...(await get(url, "br, gzip")) });
  }
  return { ...seen, links, missing, robots, sitemap, icon, login, assets, requests };
}

/** The HTTPS address that an address with a port redirects to on its own host. */
function secureTwin({ host }: Target, http: Fetched | undefined): string | undefined {
  const to = http && redirectTarget(http);
  return to?.protocol === "https:" && to.hostname.replace(/^\[|\]$/g, "") === host
    ? withoutHash(to)
    : undefined;
}

/** The page behind one redirect on the same origin, or where it leads away from that. */
async function follow(
  first: Fetched,
  get: (url: string) => Promise<Fetched>,
): Promise<Pick<Site, "front" | "elsewhere">> {
  const to = redirectTarget(first);
  if (to === undefined) return { front: first };
  if (to.origin !== new URL(first.url).origin) return { elsewhere: to.href };
  if (withoutHash(to) === first.url) return { front: first };
  const second = await get(withoutHash(to));
  const onward = redirectTarget(second);
  return onward !== undefined && onward.origin !== to.origin
    ? { front: second, elsewhere: onward.href }
    : { front: second };
}

function withoutHash(url: URL): string {
  const copy = new URL(url);
  copy.hash = "";
  return copy.href;
}

async function shakeHands(prober: Prober, url: string): Promise<Handshake | Failure> {
  const { hostname, port } = new URL(url);
  return prober.handshake(hostname.replace(/^\[|\]$/g, ""), port === "" ? 443 : Number(port));
}

/** The sitemap that robots.txt names, if it is on this site. */
function sitemapUrl({ reply }: Fetched, origin: string): string {
  const text = reply.kind === "response" && reply.status === 200 ? textOf(reply) : undefined;
  for (const [, written] of (text ?? "").matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim)) {
    const url = parsedUrl(written!, `${origin}/`);
    if (url?.origin === origin) return withoutHash(url);
  }
  return `${origin}/sitemap.xml`;
}

/** The icon that the page names, if it is on this site, else the one that browsers ask for by themselves. */
async function iconOf(
  { icon }: PageLinks,
  origin: string,
  get: (url: string) => Promise<Fetched>,
): Promise<Fetched | undefined> {
  if (icon === undefined) return get(`${origin}/favicon.ico`);
  return parsedUrl(icon)?.origin === origin ? get(icon) : undefined;
}

/** Of the files on this site some of both kinds. */
function chosen({ assets }: PageLinks, origin: string): PageLinks["assets"] {
  const own = assets.filter(({ url }) => parsedUrl(url)?.origin === origin);
  const of = (kind: Asset["kind"]) => own.filter((asset) => asset.kind === kind).slice(0, MAX_ASSETS / 2);
  return [...of("css"), ...of("js")];
}
