/** What a token says, under the names it uses; whole numbers of more than 2^53 are bigints. */
export interface Claims {
  /** When the token ends to be good, in seconds since 1970; it is good until then, not then. */
  readonly exp?: number;
  /** When it begins to be good. */
  readonly nbf?: number;
  /** When it was made. */
  readonly iat?: number;
  readonly [name: string]: unknown;
}
