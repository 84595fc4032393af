import { dependency } from "../evidence/basics";
import { ciRuns, ciUsesOf, preCommitHook } from "../evidence/ci";
import { errorPages } from "../evidence/errorPages";
import { firstOf } from "../evidence/files";
import { nodePackage } from "../evidence/packageJson";
import { includedUrls, route } from "../evidence/routes";
import { rootFile, staticFile } from "../evidence/staticFiles";
import { element, noPages, pageTitles, script } from "../evidence/templates";
import type { Section } from "../item";
import { DJANGO } from "../links";

export const content: Section = {
  title: "Content & SEO",
  items: [
    {
      id: "spelling",
      title: "Texts were checked for spelling",
      keywords: ["spell check", "codespell", "typos", "cspell", "copy"],
      kind: "evidence",
      why: "Mistakes in texts and mails make visitors doubt the rest of the site.",
      link: "https://github.com/codespell-project/codespell",
      find: firstOf(
        preCommitHook(/^(?:codespell|typos|cspell|pyspelling|vale)$/),
        ciRuns(/^(?:codespell|typos|cspell|pyspelling|vale)$/),
        ciUsesOf(
          /^(?:codespell-project\/actions-codespell|crate-ci\/typos|streetsidesoftware\/cspell-action|rojopolis\/spellcheck-github-actions|errata-ai\/vale-action)$/,
        ),
      ),
      missing: "No spelling checker was found in CI or among the pre-commit hooks.",
    },
    {
      id: "favicon",
      title: "The site has a favicon",
      keywords: ["favicon.ico", "apple-touch-icon", "icon"],
      kind: "evidence",
      why: "Without one, tabs and bookmarks show a blank page, and each browser's request for it is logged as not found.",
      link: "https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Attributes/rel#icon",
      unsuited: noPages,
      find: firstOf(
        element("link", "links a favicon", ({ attributes }) =>
          /(?:^|\s)(?:icon|apple-touch-icon)(?:\s|$)/i.test(attributes.get("rel") ?? ""),
        ),
        route(/^favicon\.(?:ico|png|svg)$/),
        staticFile(/^favicon\.(?:ico|png|svg)$/, "is a favicon among the static files"),
      ),
      missing: "No template that links an icon and no static file called favicon was found.",
    },
    {
      id: "error-pages",
      title: "Error pages look like the site",
      keywords: ["404.html", "500.html", "handler404", "handler500", "custom error views"],
      kind: "evidence",
      why: "Where DEBUG is off, Django's own error pages are one bare line without a way back.",
      link: `${DJANGO}/ref/views/#error-views`,
      unsuited: noPages,
      rules: ["error-templates-missing"],
      find: errorPages,
      missing: "404.html and 500.html were not both found, nor handlers in the URLconf.",
    },
    {
      id: "robots-txt",
      title: "robots.txt is served",
      keywords: ["django-robots", "crawlers", "search engines"],
      kind: "evidence",
      why: "It keeps crawlers out of pages that only cost time, and tells them where the sitemap is.",
      link: "https://developers.google.com/search/docs/crawling-indexing/robots/intro",
      find: firstOf(
        route(/^robots\.txt$/),
        includedUrls(/^robots\b/, "includes the URLs of django-robots"),
        rootFile(/^robots\.txt$/, "is served from the root of the site"),
      ),
      missing: "Nothing that serves /robots.txt was found.",
    },
    {
      id: "sitemap",
      title: "sitemap.xml lists the pages",
      keywords: ["django.contrib.sitemaps", "search engines"],
      kind: "evidence",
      why: "Search engines find new and deep pages sooner.",
      link: `${DJANGO}/ref/contrib/sitemaps/`,
      unsuited: noPages,
      find: firstOf(
        route(/^sitemap[\w-]*\.xml$/),
        rootFile(/^sitemap[\w-]*\.xml$/, "is served from the root of the site"),
      ),
      missing: "Nothing that serves /sitemap.xml was found.",
    },
    {
      id: "images",
      title: "Images are compressed and sized for their place",
      keywords: [
        "optimise images",
        "optimize images",
        "thumbnails",
        "WebP",
        "AVIF",
        "sorl-thumbnail",
        "easy-thumbnails",
      ],
      kind: "evidence",
      why: "Images are most of what a page weighs, and phones pay for every byte.",
      link: "https://web.dev/learn/performance/image-performance",
      unsuited: noPages,
      find: firstOf(
        dependency(
          "easy-thumbnails",
          "sorl-thumbnail",
          "django-imagekit",
          "django-versatileimagefield",
          "django-pictures",
          "django-stdimage",
          "django-easy-images",
          "django-resized",
          "cloudinary",
          "wagtail",
        ),
        nodePackage(
          /^(?:@squoosh\/.+|imagemin(?:-.+)?|sharp|svgo|gulp-imagemin|grunt-contrib-imagemin|image-minimizer-webpack-plugin|vite-plugin-(?:imagemin|image-optimizer)|image-webpack-loader)$/,
        ),
        preCommitHook(/^(?:oxipng|optipng|svgo|check-image-size)$/),
      ),
      missing: "No package that scales or compresses images was found among the dependencies.",
    },
    {
      id: "analytics",
      title: "Visits are counted",
      keywords: [
        "Google Analytics",
        "Google Tag Manager",
        "gtag",
        "Matomo",
        "Plausible",
        "django-analytical",
      ],
      kind: "evidence",
      why: "Without numbers nobody knows which pages are used, or that a release lost visitors.",
      link: "https://developers.google.com/analytics/devguides/collection/ga4",
      unsuited: noPages,
      find: firstOf(
        script(
          "has a script that counts visits",
          /googletagmanager\.com|google-analytics\.com|\bgtag\(|_paq\.push|matomo\.js|plausible\.io|\/plausible|usefathom\.com|umami|simpleanalyticscdn\.com|cloudflareinsights\.com|goatcounter|posthog\.init|static\.hotjar\.com|clarity\.ms|mc\.yandex|segment\.com\/analytics|cdn\.mxpnl\.com|counter\.dev/i,
        ),
        dependency("django-analytical", "django-google-analytics-app", "django-matomo", "plausible"),
        nodePackage(
          /^(?:@analytics\/.+|react-ga4?|vue-gtag|@next\/third-parties|posthog-js|plausible-tracker|@vercel\/analytics|@segment\/analytics-next|mixpanel-browser|@datapunt\/matomo-tracker-js)$/,
          { production: true },
        ),
      ),
      missing: "No script or package of an analytics service was found.",
    },
    {
      id: "search-console",
      title: "Search Console knows the site",
      keywords: [
        "Google Search Console",
        "Webmaster Tools",
        "Bing Webmaster Tools",
        "google-site-verification",
      ],
      kind: "evidence",
      why: "It tells you which pages a search engine could not read, and when it takes the site for hacked.",
      link: "https://search.google.com/search-console/about",
      unsuited: noPages,
      find: firstOf(
        element("meta", "proves to a search engine whose site it is", ({ attributes }) =>
          /^(?:google-site-verification|msvalidate\.01|yandex-verification)$/i.test(
            attributes.get("name") ?? "",
          ),
        ),
        route(/^google[0-9a-f]{12,}\.html$|^BingSiteAuth\.xml$/i),
        rootFile(
          /^google[0-9a-f]{12,}\.html$|^BingSiteAuth\.xml$/,
          "proves to a search engine whose site it is",
        ),
      ),
      missing:
        "No meta tag or file that proves to a search engine whose site it is was found; a DNS record may do it.",
    },
    {
      id: "page-titles",
      title: "Each page has its own title and description",
      keywords: ["meta description", "title tag", "SEO", "Open Graph"],
      kind: "evidence",
      why: "They are what search results and shared links show of a page.",
      link: "https://developers.google.com/search/docs/appearance/title-link",
      unsuited: noPages,
      find: pageTitles,
      missing:
        "No template was found that fills in the title of each page, together with a meta description.",
    },
    {
      id: "links-checked",
      title: "Links lead somewhere",
      keywords: ["broken links", "link checker", "lychee", "django-linkcheck"],
      kind: "evidence",
      why: "Dead links frustrate visitors, and search engines count them.",
      link: "https://github.com/lycheeverse/lychee",
      rules: ["logout-by-get"],
      find: firstOf(
        dependency("django-linkcheck"),
        ciRuns(/^(?:lychee|linkchecker|muffet|htmltest|broken-link-checker|blc|linkinator|hyperlink)$/),
        ciUsesOf(
          /^(?:lycheeverse\/lychee-action|justinbeckwith\/linkinator-action|peter-evans\/link-checker)$/,
        ),
      ),
      missing: "Nothing that checks links was found.",
    },
  ],
};
