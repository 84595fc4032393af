import { addon } from "../evidence/addons";
import { dependency } from "../evidence/basics";
import { deployScripts } from "../evidence/deploys";
import { firstOf } from "../evidence/files";
import { operatingSystem } from "../evidence/operatingSystem";
import type { ChecklistContext, Section } from "../item";
import { DJANGO, HEROKU } from "../links";

const isBuiltByHeroku = ({ project: { deployment } }: ChecklistContext) =>
  deployment.target === "classic" || deployment.target === "cnb"
    ? "Heroku keeps the operating system of its stacks up to date"
    : undefined;

export const infrastructure: Section = {
  title: "Servers of your own",
  items: [
    {
      id: "server-os",
      title: "The operating system gets security updates",
      keywords: ["latest OS version", "Debian", "Ubuntu", "Alpine", "base image", "unattended-upgrades"],
      kind: "automatic",
      why: "Nobody closes the holes of a release that is out of support.",
      link: "https://www.debian.org/releases/",
      unsuited: isBuiltByHeroku,
      rules: [],
      decide: operatingSystem,
      done: "The image's operating system is supported.",
    },
    {
      id: "autoscaling",
      title: "Services scale, up to a limit that you set",
      keywords: ["autoscaling", "Judoscale", "HireFire", "upper limits", "spending limit"],
      kind: "evidence",
      why: "Without a limit an attack or a loop becomes a bill; without scaling, success becomes an outage.",
      link: `${HEROKU}/scaling`,
      find: firstOf(
        addon(
          /^(?:judoscale|rails-autoscale|hirefire|adept-scale|dyno-scale|process-scheduler|flightformation)\b/,
        ),
        dependency("judoscale", "hirefire", "hirefire-resource"),
      ),
      missing: "No add-on or package for autoscaling was found; limits are set with the providers.",
    },
    {
      id: "firewall",
      title: "A firewall stands in front of the site and its services",
      keywords: ["WAF", "Expedited WAF", "Cloudflare", "ModSecurity", "application firewall"],
      kind: "evidence",
      why: "It stops scans and floods before they cost a worker, and keeps databases for the site alone.",
      rules: ["compose-database-exposed"],
      link: "https://owasp.org/www-community/Web_Application_Firewall",
      find: addon(/^(?:expeditedwaf|expedited-waf|wafris|crowdsec|signalsciences)\b/),
      missing: "No add-on that is a firewall was found; a CDN such as Cloudflare may have one.",
    },
    {
      id: "deploy-scripts",
      title: "Deploys restart all processes and migrate once",
      keywords: ["docker compose", "systemctl restart", "stale workers", "migrate", "deploy script"],
      kind: "evidence",
      why: "Workers that go on with old code fail on new data, and two migrations at once lock each other out.",
      link: `${DJANGO}/howto/deployment/`,
      unsuited: ({ project }) =>
        project.deployment.heroku ? "Heroku restarts all processes with each release" : undefined,
      find: deployScripts,
      missing: "No script, step of CI or service of a Compose file that migrates and restarts was found.",
    },
  ],
};
