/**
 * The style of the HTML report. Texts have a contrast of at least 4.5 to their background in both themes, and the parts of
 * bars one of 3: https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --card: #f6f7f9; --text: #1c2024; --soft: #545b64; --line: #d9dde3; --link: #0b5c8a;
  --problem: #b3261e; --unknown: #8a4b00; --found: #7a5d00; --open: #565e68; --done: #1a7340; --na: #5f6670;
  --bar-problem: #c2372e; --bar-unknown: #b26a14; --bar-found: #b08d12; --bar-open: #858d97; --bar-done: #2a8550;
  --none: #e6e9ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --card: #1d2125; --text: #e8eaed; --soft: #a9b1ba; --line: #343a41; --link: #7cc4f0;
    --problem: #ff8a80; --unknown: #ffb465; --found: #f0cf5b; --open: #b3bbc5; --done: #66d193; --na: #9aa2ac;
    --bar-problem: #d9584d; --bar-unknown: #c98a3d; --bar-found: #bfa038; --bar-open: #727b86; --bar-done: #3f9d68;
    --none: #2a2f35;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 60rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, dl, dd { margin: 0; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.5rem; margin-top: 3rem; padding-top: 1.5rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; break-after: avoid; }
h3 small { font-size: .9rem; font-weight: 400; color: var(--soft); margin-left: .35rem; }
a { color: var(--link); }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; color: var(--soft); }
.kind { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.verdict { margin-top: 1rem; font-size: 1.25rem; font-weight: 600; }
.verdict.problem { color: var(--problem); }
.verdict.done { color: var(--done); }
.warning { margin-top: .5rem; padding: .5rem .75rem; border-left: 4px solid var(--problem); background: var(--card); }
.total { margin-top: 1.25rem; color: var(--soft); }
.total strong { font-size: 1.75rem; color: var(--text); }
svg { display: block; width: 100%; border-radius: 3px; }
svg.whole { height: 1.25rem; margin: .25rem 0 .75rem; border-radius: 5px; }
svg.row { height: .75rem; }
rect.none { fill: var(--none); }
rect.problem { fill: var(--bar-problem); }
rect.unknown { fill: var(--bar-unknown); }
rect.found { fill: var(--bar-found); }
rect.open { fill: var(--bar-open); }
rect.done { fill: var(--bar-done); }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; padding: 0; list-style: none; }
.badge { font-size: .875rem; font-weight: 600; white-space: nowrap; }
.badge > span { display: inline-block; width: 1.1em; text-align: center; }
.badge.problem { color: var(--problem); }
.badge.unknown { color: var(--unknown); }
.badge.found { color: var(--found); }
.badge.open { color: var(--open); }
.badge.done { color: var(--done); }
.badge.not-applicable { color: var(--na); }
dl { margin-top: 1.5rem; display: grid; gap: .5rem; }
dl div { display: grid; grid-template-columns: 12rem 1fr; }
dt { color: var(--soft); }
.progress { width: 100%; border-collapse: collapse; }
.progress th, .progress td { padding: .4rem .75rem .4rem 0; text-align: left; font-weight: 400; border-top: 1px solid var(--line); }
.progress th { width: 30%; }
.progress td.done { width: 5.5rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.progress td.left { width: 32%; padding-right: 0; color: var(--soft); font-size: .9rem; }
.items { padding: 0; list-style: none; border-bottom: 1px solid var(--line); }
.items > li {
  display: grid; grid-template-columns: 9rem 1fr; padding: .6rem 0; border-top: 1px solid var(--line);
  break-inside: avoid;
}
.items p { color: var(--soft); font-size: .9375rem; }
.items .title { color: var(--text); font-size: 1rem; font-weight: 600; }
.items .not-applicable .title, .items .done .title { font-weight: 400; }
.items .title a { font-size: .8125rem; font-weight: 400; margin-left: .25rem; }
.items .said { color: var(--text); font-style: italic; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
@media (max-width: 40rem) {
  body { padding: 1.25rem 1rem 2rem; }
  h1 { font-size: 1.6rem; }
  h3 small { display: block; margin: 0; }
  dl div, .items > li { grid-template-columns: 1fr; }
  .progress, .progress tbody { display: block; }
  .progress tr { display: grid; grid-template-columns: 1fr auto; padding: .5rem 0; border-top: 1px solid var(--line); }
  .progress th, .progress td { width: auto; padding: 0; border: 0; }
  .progress td.done { width: auto; }
  .progress td.bar, .progress td.left { grid-column: 1 / -1; width: auto; margin-top: .25rem; }
}
@media print {
  :root {
    --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb; --link: #000;
    --problem: #b3261e; --unknown: #8a4b00; --found: #7a5d00; --open: #444; --done: #1a7340; --na: #444;
    --bar-problem: #c2372e; --bar-unknown: #b26a14; --bar-found: #b08d12; --bar-open: #858d97; --bar-done: #2a8550;
    --none: #e6e9ee;
  }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .items .title a { display: none; }
}
`.trimStart();
