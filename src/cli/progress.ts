const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FIRST_AFTER_MS = 1_000
const EVERY_MS = 100

/**
 * Shows on a terminal that work goes on once it has taken a second; prints nothing anywhere else. A function is asked
 * anew each time, so that it can say how far the work is.
 */
export async function withProgress<Result>(what: string | (() => string), work: Promise<Result>): Promise<Result> {
  if (!process.stderr.isTTY) return work
  let frame = 0
  const draw = () =>
    process.stderr.write(`\r\u001b[K${FRAMES[frame++ % FRAMES.length]} ${typeof what === 'string' ? what : what()}`)
  let interval: NodeJS.Timeout | undefined
  const start = setTimeout(() => {
    interval = setInterval(draw, EVERY_MS)
  }, FIRST_AFTER_MS)
  try {
    return await work
  } finally {
    clearTimeout(start)
    if (interval !== undefined) {
      clearInterval(interval)
      process.stderr.write('\r\u001b[K')
    }
  }
}
