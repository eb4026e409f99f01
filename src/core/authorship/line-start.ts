/** Characters that decide which signatures are compared with a line at all: no signature of a line is shorter. */
export const LINE_KEY_CHARS = 8

/**
 * What a line begins with, in any case, as a number to look up; different beginnings may share one. By hand, since a
 * message may have as many lines as a megabyte holds: lowering the case of a text takes ten times as long.
 */
export function startKey(line: string): number {
  let key = 0
  for (let at = 0; at < LINE_KEY_CHARS; at += 1) {
    const code = line.charCodeAt(at)
    if (code > LAST_ASCII) return keyOfCodes(line.slice(0, LINE_KEY_CHARS).toLowerCase())
    key = joined(key, lowered(code))
  }
  return key
}

/** The same of a text in lower case. */
function keyOfCodes(text: string): number {
  let key = 0
  for (let at = 0; at < LINE_KEY_CHARS; at += 1) key = joined(key, text.charCodeAt(at))
  return key
}

function joined(key: number, code: number): number {
  return (Math.imul(key, 31) + code) | 0
}

/** Whether a line begins with a text, which is in lower case, in any case. */
export function startsInAnyCase(line: string, start: string): boolean {
  const last = start.length - 1
  const end = line.charCodeAt(last)
  // Signatures that begin alike mostly end differently.
  if (!(end > LAST_ASCII) && lowered(end) !== start.charCodeAt(last)) return false
  for (let at = 0; at < last; at += 1) {
    const code = line.charCodeAt(at)
    if (code > LAST_ASCII) return line.slice(0, start.length).toLowerCase().startsWith(start)
    if (lowered(code) !== start.charCodeAt(at)) return false
  }
  return !(end > LAST_ASCII) || line.slice(0, start.length).toLowerCase().startsWith(start)
}

const LAST_ASCII = 0x7f

function lowered(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code
}
