import { addon } from "../evidence/addons";
import { dependency, setting } from "../evidence/basics";
import { ciRuns, ciUsesOf, preCommitHook } from "../evidence/ci";
import { firstOf } from "../evidence/files";
import { ruffSecurity } from "../evidence/linters";
import { rateLimits } from "../evidence/throttling";
import { updateBot } from "../evidence/updates";
import type { Section } from "../item";
import { DJANGO } from "../links";

const CHEAT_SHEETS = "https://cheatsheetseries.owasp.org";

export const securityOperations: Section = {
  title: "Security operations",
  items: [
    {
      id: "dependency-updates",
      title: "Dependencies are kept up to date",
      keywords: ["Dependabot", "Renovate", "Snyk", "pip-audit", "safety", "CVE", "vulnerable packages"],
      kind: "evidence",
      why: "Holes in published packages are searched for within hours of becoming known.",
      link: "https://docs.github.com/en/code-security/dependabot",
      rules: ["django-eol", "gunicorn-vulnerable", "django-heroku-deprecated"],
      find: firstOf(
        updateBot,
        ciRuns(/^(?:pip-audit|safety|snyk|osv-scanner|trivy|uv-secure)$/),
        ciUsesOf(
          /^(?:pypa\/gh-action-pip-audit|snyk\/actions.*|pyupio\/safety.*|google\/osv-scanner.*|aquasecurity\/trivy-action|actions\/dependency-review-action|.*Dependency-Scanning\.gitlab-ci\.yml)$/,
        ),
        preCommitHook(/^(?:pip-audit|python-safety-dependencies-check|uv-secure)$/),
      ),
      missing: "Nothing that asks for updates was found; GitHub's alerts may be on in its settings.",
    },
    {
      id: "rate-limits",
      title: "Logins and expensive requests are limited",
      keywords: [
        "throttling",
        "rate limit",
        "django-ratelimit",
        "django-axes",
        "DEFAULT_THROTTLE_RATES",
        "brute force",
      ],
      kind: "evidence",
      why: "Without limits a script tries thousands of passwords, or keeps all workers busy.",
      link: `${CHEAT_SHEETS}/cheatsheets/Authentication_Cheat_Sheet.html#protect-against-automated-attacks`,
      rules: ["drf-throttle-without-rate", "drf-num-proxies-missing"],
      find: rateLimits,
      missing: "No throttle of REST framework and no package that limits requests was found.",
    },
    {
      id: "login-monitoring",
      title: "Failed logins and spikes of traffic are noticed",
      keywords: ["django-axes", "django-defender", "brute force", "user_login_failed", "WAF"],
      kind: "evidence",
      why: "Attacks announce themselves, but only to those who look.",
      link: "https://django-axes.readthedocs.io/",
      find: firstOf(
        dependency(
          "django-axes",
          "django-defender",
          "django-easy-audit",
          "django-login-history",
          "django-request-security",
          "django-fail2ban",
          "django-blacklist",
          "crowdsec",
        ),
        addon(/^(?:expeditedwaf|expedited-waf|crowdsec|wafris)\b/),
      ),
      missing: "No package that watches logins was found among the dependencies.",
    },
    {
      id: "security-linter",
      title: "A tool looks for unsafe code",
      keywords: ["Bandit", "Ruff S rules", "Semgrep", "CodeQL", "static analysis"],
      kind: "evidence",
      why: "Shell calls, SQL from strings and unsafe loads are easy to miss in a review.",
      link: "https://bandit.readthedocs.io/",
      find: firstOf(
        ciRuns(/^(?:bandit|semgrep|pysa|sonar-scanner|horusec|djlint-security)$/),
        ciUsesOf(
          /^(?:github\/codeql-action\/.+|semgrep\/.+|returntocorp\/semgrep.*|PyCQA\/bandit-action|tj-actions\/bandit|mdegis\/bandit-action|shundor\/python-bandit-scan|sonarsource\/.+|.*SAST\.gitlab-ci\.yml)$/i,
        ),
        preCommitHook(/^(?:bandit|semgrep)$/),
        ruffSecurity,
      ),
      missing:
        "No Bandit, Semgrep or CodeQL was found in CI or among the hooks, and no S rules in the settings of Ruff.",
    },
    {
      id: "pony-checkup",
      title: "A scanner looked at the live site from outside",
      keywords: ["Pony Checkup", "ponycheckup.com", "djcheckup", "scan from outside"],
      kind: "manual",
      why: "An open admin, a debug page or a cookie without Secure shows only on the running site; Pony Checkup, once known for this, may be gone.",
      link: `${DJANGO}/topics/security/`,
    },
    {
      id: "owasp-review",
      title: "The code was held against OWASP's cheat sheets",
      keywords: ["OWASP", "CSRF", "XSS", "DOM XSS", "csrf_exempt", "mark_safe", "training", "ZAP"],
      kind: "evidence",
      why: "Django guards against forged forms and injected scripts only where the code lets it.",
      link: `${CHEAT_SHEETS}/cheatsheets/Django_Security_Cheat_Sheet.html`,
      rules: ["csrf-middleware-missing", "template-autoescape-off", "session-serializer-pickle"],
      find: firstOf(
        ciUsesOf(/^zaproxy\/.+$|DAST.*\.gitlab-ci\.yml$/i),
        ciRuns(/^(?:zap-baseline\.py|zap-full-scan\.py|zap-api-scan\.py|nuclei|nikto)$/),
      ),
      missing: "The settings do not speak against it, but only people can review code.",
    },
    {
      id: "security-checklist",
      title: "Accounts and laptops were held against a checklist",
      keywords: ["SaaS CTO security checklist", "Sqreen", "two-factor authentication", "offboarding"],
      kind: "manual",
      why: "Most break-ins start with a password or a laptop, not with code.",
      link: "https://www.goldfiglabs.com/guide/saas-cto-security-checklist/",
    },
    {
      id: "observatory",
      title: "MDN's HTTP Observatory gives a good grade",
      keywords: ["Mozilla Observatory", "security headers", "grade"],
      kind: "manual",
      why: "It sees the headers as browsers get them, behind router and CDN.",
      link: "https://developer.mozilla.org/en-US/observatory",
    },
    {
      id: "security-headers-scan",
      title: "A second scanner agrees on the headers",
      keywords: ["securityheaders.com", "Netsparker", "Invicti", "security headers"],
      kind: "manual",
      why: "Scanners weigh different headers, and one may see what another skips.",
      link: "https://securityheaders.com/",
    },
    {
      id: "production-shell",
      title: "A shell on production cannot do harm by accident",
      keywords: ["heroku run", "manage.py shell", "read-only shell", "django-read-only"],
      kind: "evidence",
      why: "One wrong line in a shell changes what all visitors see, without a review or a way back.",
      link: "https://pypi.org/project/django-read-only/",
      find: firstOf(dependency("django-read-only"), setting("DJANGO_READ_ONLY")),
      missing: "django-read-only was not found among the dependencies.",
    },
  ],
};
