import type { Example } from "./example.ts";
import { lines } from "./example.ts";

/** The same for imports. */
export const apiImportExamples = {
  API4001: { wrong: lines('import "bsae.api"'), right: lines('import "base.api"') },
  API4002: { wrong: lines('import "types.api"'), right: lines('import "types.api/user.api"') },
  API4004: { wrong: lines('import "empty.api"'), right: lines('import "base.api"') },
  API4005: { wrong: lines('import "user.api" // in user.api'), right: lines('import "base.api" // in user.api') },
  API4006: { wrong: lines('import "base.api"', 'import "base.api"'), right: lines('import "base.api"') },
  API4007: { wrong: lines('import "base.go"'), right: lines('import "base.api"') },
  API4008: {
    wrong: lines('syntax = "v1"', "", 'import "version-two.api" // its syntax is "v2"'),
    right: lines('syntax = "v1"', "", 'import "base.api"'),
  },
} satisfies Readonly<Record<string, Example>>;
