import { dependency } from "../evidence/basics";
import { ciService } from "../evidence/ciTests";
import { deployment } from "../evidence/deploys";
import { heading } from "../evidence/documents";
import { firstOf } from "../evidence/files";
import { installed } from "../evidence/installed";
import { nodePackage } from "../evidence/packageJson";
import { releaseTags } from "../evidence/tags";
import type { Section } from "../item";
import { HEROKU } from "../links";

export const release: Section = {
  title: "CI/CD & release",
  items: [
    {
      id: "ci",
      title: "CI tests every change",
      keywords: ["continuous integration", "GitHub Actions", "GitLab CI", "CircleCI", "Heroku CI", "Travis"],
      kind: "evidence",
      why: "Tests that nobody runs stop working, and nobody notices.",
      link: "https://docs.github.com/en/actions/tutorials/build-and-test-code/python",
      find: ciService,
      missing: "No step of CI that runs the tests was found.",
    },
    {
      id: "dependencies",
      title: "Production installs what the code needs",
      keywords: ["requirements.txt", "pyproject.toml", "ModuleNotFoundError", "pin versions", "lock file"],
      kind: "automatic",
      why: "A package that only developers have, or that changes from one build to the next, breaks a deploy that worked.",
      link: `${HEROKU}/python-dependencies`,
      rules: [
        "module-not-in-deps",
        "wrong-package-name",
        "extra-missing",
        "pkg-resources-pin",
        "django-unpinned",
      ],
      decide: installed,
      done: "As far as the files show, nothing that the settings need is missing.",
    },
    {
      id: "automatic-deploys",
      title: "Deploys are automatic, from what is in git",
      keywords: ["continuous deployment", "git push heroku", "Heroku pipelines", "GitHub integration"],
      kind: "evidence",
      why: "What is deployed by hand from somebody's laptop cannot be repeated.",
      link: `${HEROKU}/github-integration`,
      find: deployment,
      missing: "No step of CI that deploys was found; Heroku's GitHub integration may do it.",
    },
    {
      id: "attended-deploys",
      title: "Deploys are regular, and at times when people watch",
      keywords: ["deploy often", "Friday", "release schedule"],
      kind: "manual",
      why: "Small releases are easy to understand, and somebody has to be there when one fails.",
      link: `${HEROKU}/releases`,
    },
    {
      id: "release-tags",
      title: "Releases are tagged",
      keywords: ["git tag", "version", "semantic versioning", "changelog"],
      kind: "evidence",
      why: "A tag says what ran when, and what to go back to.",
      link: "https://git-scm.com/book/en/v2/Git-Basics-Tagging",
      find: releaseTags,
      missing: "No tag with a version was found, and no workflow makes one.",
    },
    {
      id: "feature-flags",
      title: "Risky changes can be switched off",
      keywords: ["feature flags", "django-waffle", "django-flags", "LaunchDarkly", "Unleash"],
      kind: "evidence",
      why: "Switching a feature off takes seconds, another deploy takes minutes.",
      link: "https://waffle.readthedocs.io/",
      find: firstOf(
        dependency(
          "django-waffle",
          "django-flags",
          "gargoyle",
          "gargoyle-yplan",
          "gutter-django",
          "unleashclient",
          "launchdarkly-server-sdk",
          "flagsmith",
          "growthbook",
          "statsig",
          "configcat-client",
          "openfeature-sdk",
          "django-gargoyle",
          "django-toggle-switch",
          "django-constance",
        ),
        nodePackage(
          /^(?:launchdarkly-.+|@growthbook\/.+|flagsmith|@unleash\/.+|@openfeature\/.+|statsig-js)$/,
          {
            production: true,
          },
        ),
      ),
      missing: "No package for feature flags was found among the dependencies.",
    },
    {
      id: "rollback",
      title: "There is a way back from a bad release",
      keywords: ["rollback", "heroku rollback", "revert", "heroku releases"],
      kind: "evidence",
      why: "Under pressure nobody works out how to undo a migration.",
      link: `${HEROKU}/releases#rollback`,
      find: heading(
        /\broll(?:ing)?[ -]?back\b|\bundo a (?:deploy|release)|\brevert(?:ing)? (?:a )?(?:deploy|release)/i,
        "says how to go back",
      ),
      missing: "No document with a heading about going back to an earlier release was found.",
    },
    {
      id: "deploy-docs",
      title: "Deploying is described",
      keywords: ["README", "documentation", "runbook", "deployment workflow"],
      kind: "evidence",
      why: "The one who knows how to deploy is on holiday when it is needed.",
      link: `${HEROKU}/git`,
      find: heading(
        /\bdeploy(?:ing|ment|ments|s)?\b|\bheroku\b|\bhosting\b|\bgo(?:ing)? live\b/i,
        "describes how it is deployed",
      ),
      missing: "No document with a heading about deployment was found.",
    },
  ],
};
