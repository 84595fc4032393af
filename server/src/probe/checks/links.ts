/** The beginnings of the links under the results. */

export const MDN = "https://developer.mozilla.org/en-US/docs";
export const HEADERS = `${MDN}/Web/HTTP/Reference/Headers`;
