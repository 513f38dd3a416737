/** How diagnostics are told: to people, to programs, to code scanning, beside the lines of a pull request. */
export type OutputFormat = (typeof outputFormats)[number];

export const outputFormats = ["pretty", "json", "sarif", "github"] as const;
