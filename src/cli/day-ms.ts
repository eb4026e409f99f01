/** Milliseconds since 1970 of a day's start in UTC, or of a whole time stamp with its zone; undefined for anything else. */
export function dayMs(date: string): number | undefined {
  const timeMs = ISO_DATE.test(date) ? Date.parse(date) : Number.NaN
  return Number.isNaN(timeMs) || timeMs < 0 ? undefined : timeMs
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/
