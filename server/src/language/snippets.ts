/** Snippets: text with places that the next keys type over, as the Language Server Protocol writes them. */

/** Text as a snippet has it. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

/** A snippet's text where nothing can be typed over: with its defaults, and the first of several choices. */
export function withoutPlaces(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^\\,|]|\\.)*)(?:[^|\\]|\\.)*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, "$1")
    .replace(/\$(?:\d+|\{\d+\})/g, "")
    .replace(/\\([\\$},|])/g, "$1");
}
