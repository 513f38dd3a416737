import { apiCatalogue } from "./catalogue/api.ts";
import { generationCatalogue } from "./catalogue/generation.ts";
import { sqlCatalogue } from "./catalogue/sql.ts";

/** Every problem that tsgoctl reports. Codes are public: never renumbered, never used again for something else. */
export const catalogue = { ...apiCatalogue, ...sqlCatalogue, ...generationCatalogue };

export type DiagnosticCode = keyof typeof catalogue;

/** The values that the message of a code is made from. */
export type DiagnosticParameters<Code extends DiagnosticCode> = Parameters<(typeof catalogue)[Code]["message"]>[0];
