import { lowerFirstWord } from "../../text/identifier.ts";

/**
 * The property of `Config` that holds a section of the settings: `AdminAuth` -> `adminAuth`. Settings are read without regard to
 * case and to nothing else, so `admin_auth` stays what it is.
 */
export function configProperty(section: string): string {
  return lowerFirstWord(section);
}
