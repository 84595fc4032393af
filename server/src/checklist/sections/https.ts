import type { Section } from "../item";
import { DJANGO } from "../links";

export const https: Section = {
  title: "HTTPS & headers",
  items: [
    {
      id: "https-redirect",
      title: "HTTP is redirected to HTTPS",
      kind: "automatic",
      why: "Heroku's router serves both, so the application has to redirect.",
      link: `${DJANGO}/ref/settings/#secure-ssl-redirect`,
      rules: ["ssl-redirect-off"],
      done: "Plain HTTP is redirected.",
    },
    {
      id: "proxy-header",
      title: "Django knows which requests came over HTTPS",
      kind: "automatic",
      why: "TLS ends at the router; if Django takes everything for HTTP, it redirects without end.",
      link: `${DJANGO}/ref/settings/#secure-proxy-ssl-header`,
      rules: ["ssl-redirect-loop"],
      done: "The redirect does not loop.",
    },
    {
      id: "hsts",
      title: "HSTS is on, and climbs to a year",
      kind: "automatic",
      why: "With HSTS browsers refuse plain HTTP; starting small leaves a way back.",
      link: `${DJANGO}/ref/middleware/#http-strict-transport-security`,
      rules: ["hsts-missing", "hsts-preload-premature"],
      done: "HSTS is sent.",
    },
    {
      id: "secure-cookies",
      title: "Session and CSRF cookies travel over HTTPS only",
      kind: "automatic",
      why: "A cookie without Secure goes out over plain HTTP, where anybody on the way can read it.",
      link: `${DJANGO}/topics/security/#ssl-https`,
      rules: ["session-cookie-insecure", "csrf-cookie-insecure"],
      done: "Both cookies are Secure.",
    },
    {
      id: "security-middleware",
      title: "SecurityMiddleware is installed",
      kind: "automatic",
      why: "Without it the redirect, HSTS and most security headers do nothing.",
      link: `${DJANGO}/ref/middleware/#security-middleware`,
      rules: ["security-middleware-missing"],
      done: "SecurityMiddleware is installed.",
    },
    {
      id: "tls-test",
      title: "The site's TLS passes an outside test",
      kind: "manual",
      why: "Certificates and protocols are the router's or CDN's, so only a test from outside shows them.",
      link: "https://developer.mozilla.org/en-US/observatory",
    },
  ],
};
