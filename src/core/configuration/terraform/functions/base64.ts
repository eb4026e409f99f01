/** Bytes as base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) chunks.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)))
  return btoa(chunks.join(''))
}

/** A call cannot take any number of arguments. */
const CHUNK = 8_192

/** Undefined where the text is not base64. Line breaks say nothing, as in Go. */
export function fromBase64(given: string): Uint8Array | undefined {
  const text = given.replace(/[\r\n]/g, '')
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
