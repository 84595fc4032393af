import { dependency, developmentDependency } from "../evidence/basics";
import { ciRuns, ciUsesOf } from "../evidence/ci";
import { firstOf } from "../evidence/files";
import { nodePackage, nodeScript } from "../evidence/packageJson";
import { element, noPages } from "../evidence/templates";
import type { Section } from "../item";

export const frontEnd: Section = {
  title: "Accessibility & front end",
  items: [
    {
      id: "accessibility-test",
      title: "Pages pass an accessibility test",
      keywords: ["WAVE", "a11y", "axe", "pa11y", "WCAG", "screen reader"],
      kind: "evidence",
      why: "People who use a keyboard or a screen reader cannot use pages that only work for mouse and eye.",
      link: "https://wave.webaim.org/",
      unsuited: noPages,
      find: firstOf(
        ciRuns(/^(?:pa11y|pa11y-ci|axe|a11y-sitechecker)$/),
        nodePackage(
          /^(?:pa11y(?:-ci)?|axe-core|@axe-core\/.+|cypress-axe|axe-playwright|jest-axe|vitest-axe)$/,
        ),
        developmentDependency(
          "axe-playwright-python",
          "axe-selenium-python",
          "pytest-axe",
          "axe-core-python",
        ),
      ),
      missing: "No tool that tests accessibility was found in CI or among the dependencies.",
    },
    {
      id: "front-end-checklist",
      title: "The front end was held against a checklist",
      keywords: ["Front-End Checklist", "David Dias", "HTML", "CSS"],
      kind: "manual",
      why: "Doctype, language, social cards and the like are forgotten in each project anew.",
      link: "https://frontendchecklist.io/",
      unsuited: noPages,
    },
    {
      id: "viewport",
      title: "Pages fit small screens",
      keywords: ["viewport", "mobile-friendly", "Mobile-Friendly Test", "responsive", "Lighthouse"],
      kind: "evidence",
      why: "Without a viewport phones show the page as on a desk, in tiny letters.",
      link: "https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/meta/name/viewport",
      unsuited: noPages,
      find: element("meta", "asks for the width of the device", ({ attributes }) => {
        const viewport = attributes.get("content") ?? "";
        if (!/^viewport$/i.test(attributes.get("name") ?? "")) return false;
        return (
          /width\s*=\s*device-width/i.test(viewport) &&
          !/user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1(?:\.0*)?(?!\d)/i.test(viewport)
        );
      }),
      missing: "No template was found with a viewport of the device's width that lets people zoom.",
    },
    {
      id: "browsers",
      title: "The site was seen in its visitors' browsers",
      keywords: ["BrowserStack", "Retina", "Safari", "cross-browser", "high-density screens"],
      kind: "manual",
      why: "What works in one browser may be broken in another, and images may be blurred on dense screens.",
      link: "https://developer.mozilla.org/en-US/docs/Learn_web_development/Extensions/Testing/Introduction",
      unsuited: noPages,
    },
    {
      id: "minified",
      title: "CSS and JavaScript are minified",
      keywords: ["django-compressor", "webpack", "Vite", "esbuild", "minify HTML", "bundle"],
      kind: "evidence",
      why: "Comments and spaces of sources travel to each visitor, and delay the first view.",
      link: "https://developer.mozilla.org/en-US/docs/Glossary/Minification",
      unsuited: noPages,
      find: firstOf(
        nodeScript(
          ({ command }) =>
            /\b(?:vite build|vue-cli-service build|react-scripts build|next build|nuxt build|astro build|ng build|parcel build|gulp build|encore production)\b|--minify\b|\bcssnano\b|\bterser\b|\bwebpack\b.*(?:production|-p\b)/.test(
              command,
            ) && !/\bserve\b|--watch\b/.test(command),
          ({ name }) => `builds minified files with the script ${name}`,
        ),
        dependency(
          "django-compressor",
          "django-pipeline",
          "django-minify-html",
          "django-htmlmin",
          "django-minify-compress-staticfiles",
        ),
      ),
      missing: "No build or dependency that minifies CSS and JavaScript was found.",
    },
    {
      id: "page-speed",
      title: "The speed of pages was measured",
      keywords: ["PageSpeed Insights", "Lighthouse", "GTmetrix", "webhint", "Core Web Vitals"],
      kind: "evidence",
      why: "Visitors leave slow pages, and search engines rank them lower.",
      link: "https://pagespeed.web.dev/",
      unsuited: noPages,
      find: firstOf(
        ciRuns(/^(?:lighthouse|lhci|sitespeed\.io|hint|unlighthouse|unlighthouse-ci)$/),
        ciUsesOf(
          /^(?:treosh\/lighthouse-ci-action|sitespeedio\/.+|preactjs\/compressed-size-action|foo-software\/lighthouse-check-action)$/,
        ),
        nodePackage(/^(?:@lhci\/cli|lighthouse|sitespeed\.io|hint|unlighthouse|web-vitals|size-limit)$/),
      ),
      missing: "Nothing that measures the speed of pages was found.",
    },
  ],
};
