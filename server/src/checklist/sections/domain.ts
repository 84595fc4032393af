import { apiHost, brotli, customDomain, decideWww, withoutApi } from "../evidence/hosts";
import type { Section } from "../item";
import { DJANGO, HEROKU } from "../links";

export const domain: Section = {
  title: "DNS & domain",
  items: [
    {
      id: "dns-records",
      title: "DNS records are right, and their TTL is short for the launch",
      keywords: ["DNS", "TTL", "CNAME", "ALIAS", "ANAME", "CAA"],
      kind: "manual",
      why: "Resolvers keep a wrong record for as long as its TTL says, so a mistake at the launch can last a day.",
      link: `${HEROKU}/custom-domains`,
    },
    {
      id: "custom-domain",
      title: "The custom domain points at the app",
      keywords: ["heroku domains:add", "ALLOWED_HOSTS", "herokuapp.com", "ACM"],
      kind: "evidence",
      why: "DNS changes take time to arrive: make them before the launch.",
      link: `${HEROKU}/custom-domains`,
      find: customDomain,
      missing: "ALLOWED_HOSTS lists no domain of your own, as far as the files show.",
    },
    {
      id: "api-subdomain",
      title: "The API has a subdomain of its own",
      keywords: ["api.example.com", "django-hosts", "subdomain"],
      kind: "evidence",
      why: "An API on its own host can move, scale and set cookies and CORS apart from the site.",
      link: `${DJANGO}/topics/http/urls/`,
      unsuited: withoutApi,
      find: apiHost,
      missing: "ALLOWED_HOSTS lists no host that begins with api, as far as the files show.",
    },
    {
      id: "www",
      title: "One of www and the bare domain redirects to the other",
      keywords: ["PREPEND_WWW", "canonical host", "naked domain", "apex"],
      kind: "automatic",
      why: "A site that answers under both names has every page twice, and logins that hold under one of them only.",
      link: `${DJANGO}/ref/settings/#prepend-www`,
      rules: ["prepend-www-host-missing"],
      decide: decideWww,
      done: "PREPEND_WWW sends visitors to www.",
    },
    {
      id: "edge-network",
      title: "A CDN in front caches, compresses and filters requests",
      keywords: ["Cloudflare", "Brotli", "WAF", "CDN", "Heroku Edge", "caching"],
      kind: "evidence",
      why: "Heroku's router neither caches nor compresses, and lets every request through to a dyno.",
      link: "https://developers.cloudflare.com/fundamentals/",
      find: brotli,
      missing: "Nothing in the files compresses with Brotli, and whether a CDN is in front is not in them.",
    },
  ],
};
