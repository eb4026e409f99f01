/**
 * JSON as Go writes it: `<`, `>`, `&` and line separators escaped, entries in the given order; `indent` is empty for
 * the compact form. Source: package encoding/json, `MarshalIndent`.
 */
export function goJson(value: unknown, indent: string): string {
  const text = JSON.stringify(value, null, indent)
  return text.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
