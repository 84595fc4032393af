import type { Cases } from "../cases";

const site = { "mysite/settings.py": "DEBUG = False\n", "templates/base.html": "<title>Site</title>\n" };
const packages = (text: string) => ({ ...site, "package.json": `{\n${text}\n}\n` });

export default {
  "accessibility-test": [
    { files: packages('  "devDependencies": {"cypress-axe": "1"}'), state: "found", at: "package.json:2" },
    {
      files: {
        ...site,
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: npx pa11y-ci --sitemap x\n",
      },
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    {
      files: {
        ...packages('  "scripts": {"a11y": "pa11y-ci --config x"}'),
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: npm run a11y\n",
      },
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    {
      files: {
        ...site,
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: npm install pa11y-ci\n",
      },
      state: "open",
    },
    { files: { ...site, "README.md": "We use pa11y.\n" }, state: "open" },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  viewport: [
    {
      files: {
        ...site,
        "templates/base.html": '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
      },
      state: "found",
      at: "templates/base.html:1",
    },
    // The page of a front end that is built beside Django.
    {
      files: {
        "mysite/settings.py": "",
        "client/package.json": "{}",
        "client/public/index.html": "<head>\n<meta name=viewport content='width=device-width'>\n</head>",
      },
      state: "found",
      at: "client/public/index.html:2",
    },
    {
      files: {
        ...site,
        "templates/base.html":
          '<meta name="viewport" content="width=device-width, maximum-scale=1, user-scalable=no">\n',
      },
      state: "open",
    },
    {
      files: {
        ...site,
        "templates/base.html": '<!--\n<meta name="viewport" content="width=device-width">\n-->\n',
      },
      state: "open",
    },
    {
      files: { ...site, "templates/base.html": '<meta name="viewport" content="width=device-width' },
      state: "found",
    },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  minified: [
    {
      files: packages('  "scripts": {\n    "build": "vite build"\n  }'),
      state: "found",
      at: "package.json:3",
    },
    {
      files: { ...site, "requirements.txt": "Django==5.2.8\ndjango-compressor\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    {
      files: packages(
        '  "scripts": {"dev": "webpack serve --mode production", "t": "tailwindcss -i a -o b"}',
      ),
      state: "open",
    },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  "page-speed": [
    {
      files: {
        ...site,
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: npx lhci autorun\n",
      },
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    { files: packages('  "dependencies": {"vue": "3"}'), state: "open" },
  ],
} satisfies Cases;
