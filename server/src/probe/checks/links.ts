/** The beginnings of the links under the results. */
export const DJANGO = "https://docs.djangoproject.com/en/stable";
export const MDN = "https://developer.mozilla.org/en-US/docs";
export const HEADERS = `${MDN}/Web/HTTP/Reference/Headers`;
