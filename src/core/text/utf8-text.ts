/** The text that bytes encode in UTF-8, a byte order mark included; undefined where they do not. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Bytes that are no UTF-8 are no text: read as one, different bytes would become the same.
    return undefined
  }
}
