/**
 * `shlex.shlex(text, posix=True)` with `whitespace_split`: the words between characters of `separators`, with quotes,
 * backslashes and comments. undefined: a quotation or an escape does not end, which is a ValueError.
 */
export function shellWords(text: string, separators: string): string[] | undefined {
  const words: string[] = [];
  const characters = [...text];
  /** Inside a word, between words, inside quotes (the quote), after a backslash. */
  let state: "word" | "between" | "'" | '"' | "\\" = "between";
  /** Where a backslash leads back to. */
  let escaped: "word" | '"' = "word";
  let word = "";
  let quoted = false;
  const end = () => {
    if (word !== "" || quoted) words.push(word);
    word = "";
    quoted = false;
    state = "between";
  };
  for (let n = 0; n < characters.length; n++) {
    const c = characters[n]!;
    if (state === "'" || state === '"') {
      quoted = true;
      if (c === state) state = "word";
      else if (c === "\\" && state === '"') {
        escaped = '"';
        state = "\\";
      } else word += c;
    } else if (state === "\\") {
      // Within quotes, a backslash stands for itself before all but the quote and a backslash.
      if (escaped === '"' && c !== "\\" && c !== '"') word += "\\";
      word += c;
      state = escaped;
    } else if (separators.includes(c)) {
      end();
    } else if (c === "#") {
      const line = characters.indexOf("\n", n);
      n = line < 0 ? characters.length : line;
      if (state === "word") end();
    } else if (c === "\\") {
      escaped = "word";
      state = "\\";
    } else if (c === "'" || c === '"') {
      state = c;
    } else {
      word += c;
      state = "word";
    }
  }
  if (state === "'" || state === '"' || state === "\\") return undefined;
  end();
  return words;
}
