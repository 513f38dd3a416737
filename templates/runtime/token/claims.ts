/** What a token says, under the names it uses. */
export type Claims = Readonly<Record<string, unknown>>;
