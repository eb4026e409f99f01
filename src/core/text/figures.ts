/** A count with its thousands apart: `12,345`. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB')
}

/** `1 change`, `12,345 changes`. */
export function plural(count: number, noun: string): string {
  return `${figure(count)} ${count === 1 ? noun : `${noun}s`}`
}

/** A part of a whole in per cent; a dash of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`
}

/** The day of a time in milliseconds since 1970, in UTC: `2026-03-16`. */
export function dayOf(atMs: number): string {
  const date = new Date(atMs)
  return Number.isNaN(date.getTime()) ? 'unknown date' : date.toISOString().slice(0, 10)
}
