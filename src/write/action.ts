/**
 * What a run does, or would do, with one file.
 *
 * - `create`, `update`, `merge`: written.
 * - `patch`: written; the user's, and changed where the contract has changed.
 * - `keep`: the user's, and not what the contract asks for; a diagnostic says why.
 * - `unchanged`: as it should be.
 */
export type ActionKind = "create" | "update" | "merge" | "patch" | "keep" | "unchanged";

export interface Action {
  readonly kind: ActionKind;
  /** Relative to the project folder, `/`-separated. */
  readonly path: string;
  /** The text on disk, undefined if there is no such file or its text cannot be read. */
  readonly before: string | undefined;
  /** The text after the run. */
  readonly after: string | undefined;
  /** What a patch changes, in words: `signature of login`; for a merge the names of what it adds: `audit`, `Auth.AccessExpire`. */
  readonly edits?: readonly string[];
}

/** Whether a run would change the file. */
export function isChange(action: Action): boolean {
  switch (action.kind) {
    case "create":
    case "update":
    case "merge":
    case "patch":
      return true;
    case "keep":
    case "unchanged":
      return false;
  }
}
