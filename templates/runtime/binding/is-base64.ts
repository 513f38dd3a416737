/** Whether a text is base64 in the standard alphabet, as Go writes and reads `[]byte`. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text);
}
