/** The values of the header Referrer-Policy: https://www.w3.org/TR/referrer-policy/#referrer-policies; as in Django's check E023. */
export const REFERRER_POLICIES: readonly string[] = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
];
