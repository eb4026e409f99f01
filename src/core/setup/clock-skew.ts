/** GitHub's Date headers are true to a second, and a slow answer takes some: below this a clock is right. */
export const NOTICEABLE_SKEW_MS = 10_000
/** GitHub takes a token that was issued up to a minute ago. */
export const REFUSED_SKEW_MS = 60_000

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How far a clock is from GitHub's, e.g. `about 3 minutes behind`. Rounded, lest every check say another number. */
export function skewText(skewMs: number): string {
  return `about ${roughly(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'}`
}

function roughly(ms: number): string {
  if (ms >= 2 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} hours`
  if (ms >= 2 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} minutes`
  return `${Math.round(ms / 10_000) * 10} seconds`
}
