/** Where tsgoctl answers otherwise than goctl 1.10.2, on purpose. A case that no longer differs fails the test. */
export const differences: readonly { readonly reason: string; readonly cases: readonly string[] }[] = [
  {
    reason: "accepted: the seed's own spelling of a route that needs a token",
    cases: ["001-seed-at-jwt-line", "003-at-jwt-between-handler-and-route"],
  },
  {
    reason: "accepted: editors write a byte order mark, and it changes nothing",
    cases: ["025-bom"],
  },
  {
    reason: "accepted: comments end where every other language ends them, and any line break separates fields",
    cases: [
      "024-cr-only-embedded",
      "031-nul-in-line-comment",
      "055-block-comment-jsdoc-with-slash",
      "057-block-comment-star-slash-apart",
    ],
  },
  {
    reason: "accepted: older dialects of the language, which stand in many files",
    cases: [
      "159-type-struct-keyword",
      "338-doc-raw-string",
      "339-doc-paren-literal",
      "344-doc-after-handler",
      "185-field-interface-space",
      "673-extra-embed-one-line",
      "096-semicolon-after-syntax",
      "098-semicolon-after-type",
      "120-info-duration-value",
      "121-info-two-words",
      "304-server-twice",
      "374-path-quoted",
    ],
  },
  {
    reason: "accepted: an import of an empty file, which changes nothing",
    cases: ["147-import-empty-file", "149-import-whitespace-file"],
  },
  {
    reason: "accepted: a number of bytes with a unit",
    cases: ["289-server-maxbytes-unit"],
  },
  {
    reason: "accepted: names in any script, as TypeScript and Go have them",
    cases: ["036-unicode-type-name", "037-unicode-field-name"],
  },
  {
    reason: "accepted: `any` is the same as `interface{}`",
    cases: ["181-field-slice-any", "182-field-map-any", "408-body-response-interface"],
  },
  {
    reason: "accepted: a field may be named by a word that Go reserves; the wire name is the tag's",
    cases: [
      "220-field-go-keyword-name",
      "221-field-go-keyword-range",
      "716-extra-field-import-keyword",
      "718-extra-field-package-keyword",
    ],
  },
  {
    reason: "accepted: a name for a base type, a list or a map stands for that type",
    cases: ["160-type-alias-base", "161-type-alias-equals-base", "162-type-alias-slice"],
  },
  {
    reason: "accepted: a list or a map is the whole body of a request",
    cases: ["404-body-request-slice", "405-body-request-slice-pointer"],
  },
  {
    reason: "accepted with a warning: service names that differ in -api alone name one entry file",
    cases: ["483-service-name-api-suffix-mismatch"],
  },
  {
    reason: "accepted: ordinary paths that goctl's lexer takes apart wrongly",
    cases: [
      "386-path-dash-digit",
      "388-path-version-dot",
      "389-path-dot-start",
      "392-path-duration-like-prefix",
      "393-path-returns-segment",
      "670-svc-tax",
      "696-extra-path-2nd",
      "697-extra-path-5minutes",
      "698-extra-path-1h",
      "260-server-prefix-two-dashes",
      "261-server-prefix-dashed-ident-then-slash",
      "051-path-star-opens-comment",
      "052-path-star-name",
      "378-path-two-params-segment",
      "379-path-custom-method",
      "258-server-prefix-root",
      "263-server-prefix-param",
      "677-extra-server-ident-list-and-dash",
    ],
  },
  {
    reason: "accepted: any second word in a service name, not only api",
    cases: ["314-service-other-dash"],
  },
  {
    reason: "refused: white space in a path is most often a forgotten parenthesis or @handler, which goctl swallows",
    cases: ["368-path-spaces-joined", "369-path-two-routes-one-handler"],
  },
  {
    reason: "refused: a file that is not UTF-8, even if only a comment is not; what is generated would be garbled",
    cases: ["032-bad-utf8-in-comment"],
  },
  {
    reason: "refused: a line break in a comment separates a field's name from its type, as in Go",
    cases: ["072-block-comment-over-lines-in-field"],
  },
  {
    reason: "refused: types that make Go code that does not compile, or that no JSON can fill",
    cases: [
      "173-type-name-base",
      "194-field-array-huge",
      "196-field-map-struct-key",
      "213-field-embedded-base-type",
      "401-body-request-primitive",
      "431-dup-type-case-differs",
      "447-type-self-embedded",
    ],
  },
  {
    reason: "refused: two fields with one wire name, of which Go's JSON leaves out both",
    cases: ["433-dup-json-name"],
  },
  {
    reason: "refused: tags that Go cannot read, or with which every request would fail",
    cases: [
      "234-tag-bogus-options",
      "235-tag-malformed-no-value",
      "236-tag-malformed-no-quotes",
      "238-tag-duplicate-key",
      "479-path-param-missing-in-type",
    ],
  },
  {
    reason: "refused: values of @server that goctl accepts here and that fail later, or mean nothing",
    cases: [
      "246-server-jwt-list",
      "248-server-jwt-quoted-space",
      "278-server-timeout-int",
      "279-server-timeout-word",
      "288-server-maxbytes-word",
      "290-server-maxbytes-huge",
      "294-server-signature-yes",
      "296-server-duplicate-key",
    ],
  },
  {
    reason: "refused: keys given twice, in every file and not only in the main one",
    cases: ["337-doc-duplicate-key", "511-imp-info-dup-key-in-import"],
  },
  {
    reason: "refused: handlers that would be generated into one file",
    cases: [
      "349-handler-only-suffix",
      "462-same-handler-group-spelling",
      "463-dup-handler-case",
      "464-dup-handler-suffix",
    ],
  },
  {
    reason: "refused: routes that go-zero's router takes for the same and panics at",
    cases: [
      "468-dup-route-other-body",
      "472-dup-route-trailing-slash",
      "475-dup-route-prefix-spelling",
      "476-dup-route-prefix-joined",
    ],
  },
  {
    reason: "refused: a path with two dots in a row, of which goctl drops one",
    cases: ["371-path-double-dot"],
  },
  {
    reason: "refused: what goctl compares only where it stands first, or not at the same position",
    cases: [
      "485-service-empty-block-other-name",
      "501-imp-dup-type-same-position-same-basename",
      "516-imp-syntax-not-first",
    ],
  },
];
