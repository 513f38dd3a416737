/** What goctl accepts and the data calls nonsense, but is not: each case here gives no diagnostic, and one that does fails. */
export const harmless: readonly { readonly reason: string; readonly cases: readonly string[] }[] = [
  {
    reason: "a text in quotes may have several lines, and becomes a comment of several lines",
    cases: ["079-string-multiline"],
  },
  {
    reason: "words that Go reserves are ordinary names for services, handlers and middlewares in TypeScript",
    cases: ["091-go-keyword-service-name", "348-handler-keyword", "686-extra-server-middleware-keyword"],
  },
  {
    reason: "the order of statements has no meaning",
    cases: ["111-syntax-not-first"],
  },
  {
    reason: "a folder may have a dash in its name; only a Go package may not",
    cases: ["270-server-group-dash"],
  },
];
