/** Pages that Django makes by itself, the same in Django 4.2 to 6.1 (django/views/defaults.py, views/templates/technical_*). */

/** Django's page for an error without a template of the project's. */
function errorPage(title: string, details: string): string {
  return `<!doctype html> <html lang="en"> <head> <title>${title}</title> </head> <body> <h1>${title}</h1><p>${details}</p> </body> </html>`;
}

const NOT_FOUND = errorPage("Not Found", "The requested resource was not found on this server.");
const BAD_REQUEST = errorPage("Bad Request (400)", "");

function same(body: string, page: string): boolean {
  // A page is some hundred characters: what is much longer is not it.
  return body.length < 1000 && body.replace(/\s+/g, " ").trim() === page;
}

/** True for what Django answers for an address that does not exist, with DEBUG off and no 404.html. */
export function isDefaultNotFound(body: string): boolean {
  return same(body, NOT_FOUND);
}

/** True for what Django answers to a request that it refuses, with DEBUG off and no 400.html. */
export function isDefaultBadRequest(body: string): boolean {
  return same(body, BAD_REQUEST);
}

/** The marks of each page, all of which it has: a page that only quotes one of them is not meant. */
const DEBUG_PAGES: readonly { readonly what: string; readonly marks: readonly RegExp[] }[] = [
  {
    what: "Django's technical error page",
    marks: [/ id="explanation">/, /seeing this error because you have <code>DEBUG = True<\/code>/],
  },
  {
    what: "Django's start page of a new project",
    marks: [/<h1>The install worked successfully! Congratulations!/, />DEBUG=True<\/a>/],
  },
  { what: "the Django Debug Toolbar", marks: [/<div id="djDebug"/] },
];

/** What of a page Django shows only while DEBUG is on, in words. */
export function debugSign(body: string): string | undefined {
  return DEBUG_PAGES.find(({ marks }) => marks.every((mark) => mark.test(body)))?.what;
}

const HEROKU_PAGES: Readonly<Record<string, string>> = {
  "application-error": "Heroku's page for an app that crashed or does not answer",
  "no-such-app": "Heroku's page for a name that no app has",
  "maintenance-mode": "Heroku's maintenance page",
};

/** Which of the pages of Heroku's router this is, in words. */
export function herokuPage(body: string): string | undefined {
  const name = /herokucdn\.com\/error-pages\/([a-z-]+)\.html/.exec(body)?.[1];
  return name === undefined ? undefined : HEROKU_PAGES[name];
}
