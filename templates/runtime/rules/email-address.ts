const localCharacters = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+$/;
const quotedLocal = /^"(?:[^"\\\r\n]|\\[^\r\n])*"$/;
const domainCharacters = /^[A-Za-z0-9\-.~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+$/;
const letter = /^[A-Za-z\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]$/;
const letterOrDigit = /^[A-Za-z0-9\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]$/;

/** An address with a domain of at least two labels (RFC 5322, addr-spec; RFC 6531 for letters outside ASCII). */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1) return false;
  return isLocalPart(text.slice(0, at)) && isDomain(text.slice(at + 1));
}

function isLocalPart(text: string): boolean {
  return quotedLocal.test(text) || text.split(".").every((atom) => localCharacters.test(atom));
}

/** Its last label begins and ends with a letter. */
function isDomain(text: string): boolean {
  if (!domainCharacters.test(text) || !letterOrDigit.test(text.charAt(0)) || !letter.test(text.slice(-1))) return false;
  const dot = text.lastIndexOf(".");
  return dot > 0 && letterOrDigit.test(text.charAt(dot - 1)) && letter.test(text.charAt(dot + 1));
}
