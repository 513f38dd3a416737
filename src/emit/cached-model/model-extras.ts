/** What a model has only if it is asked for: reading page by page, counting, many rows at once, deletion that can be taken back. */
export type ModelExtra = "page" | "count" | "bulk" | "softdelete";

/** In the order in which their methods stand. */
export const modelExtras: readonly ModelExtra[] = ["page", "count", "bulk", "softdelete"];
