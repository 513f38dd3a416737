/**
 * Where tsgoctl formats otherwise than goctl 1.10.2, on purpose. A case that no longer differs fails the test.
 * `whiteSpaceOnly` says that the two texts are the same but for blanks and line breaks, which is tested too.
 */
export const formatDifferences: readonly {
  readonly reason: string;
  readonly whiteSpaceOnly: boolean;
  readonly cases: readonly string[];
}[] = [
  {
    reason: "kept: blanks inside of comments over several lines, of which goctl takes one from each line at each run",
    whiteSpaceOnly: true,
    cases: [
      "015-only-block-comment",
      "022-crlf-comments",
      "058-block-comment-jsdoc",
      "564-fmt-comment-multi-line-block",
      "624-svc-hospital",
      "629-svc-warehouse",
      "635-svc-video",
      "637-svc-crm",
      "639-svc-todo",
      "643-svc-charity",
      "645-svc-delivery",
      "646-svc-weather",
      "648-svc-voting",
      "649-svc-dating",
      "650-svc-gym",
      "651-svc-parking",
      "655-svc-metrics",
      "658-svc-license",
      "660-svc-stock",
      "664-svc-zoo",
      "665-svc-farm",
      "666-svc-sports",
      "667-svc-election",
      "668-svc-space",
    ],
  },
  {
    reason: "kept: blanks inside of texts and tags over several lines, which are a part of what they say",
    whiteSpaceOnly: true,
    cases: [
      "079-string-multiline",
      "084-raw-string-multiline-tag",
      "549-fmt-info-raw-multiline",
      "568-fmt-tag-multiline",
    ],
  },
  {
    reason: "kept: blanks at the end of a comment, of which goctl takes one at each run",
    whiteSpaceOnly: true,
    cases: ["565-fmt-comment-trailing-spaces"],
  },
  {
    reason: "no carriage returns are left, also not at the end of comments",
    whiteSpaceOnly: true,
    cases: ["567-fmt-crlf-comments"],
  },
  {
    reason: "no blank line stands where an empty @doc has been; goctl takes it away at the second run",
    whiteSpaceOnly: true,
    cases: ["335-doc-empty-literal", "336-doc-empty-block", "557-fmt-service-doc-forms"],
  },
  {
    reason: "a carriage return alone ends a line, as it does in every editor",
    whiteSpaceOnly: true,
    cases: ["024-cr-only-embedded"],
  },
  {
    reason: "kept: comments behind the name of a field and around the sign of syntax, which goctl loses",
    whiteSpaceOnly: false,
    cases: ["041-comments-in-type", "072-block-comment-over-lines-in-field", "539-fmt-syntax-comments"],
  },
  {
    reason: "kept: what stands behind a NUL character in a comment, where goctl ends the file",
    whiteSpaceOnly: false,
    cases: ["031-nul-in-line-comment"],
  },
  {
    reason: "refused: white space in a path, which is most often a forgotten parenthesis",
    whiteSpaceOnly: false,
    cases: ["368-path-spaces-joined"],
  },
  {
    reason: "a route without @handler is a route, and no part of the path before it",
    whiteSpaceOnly: false,
    cases: ["369-path-two-routes-one-handler"],
  },
  {
    reason: "kept: the second of two dots in a path, which goctl loses",
    whiteSpaceOnly: false,
    cases: ["371-path-double-dot"],
  },
  {
    reason: "refused: a file that is not UTF-8, of which goctl writes other bytes than it has read",
    whiteSpaceOnly: false,
    cases: ["032-bad-utf8-in-comment"],
  },
];
