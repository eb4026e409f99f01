/**
 * How a body could not be read: past the limit, no room beside the other requests, not there in time, or the sender
 * went away.
 */
export type BodyRefusal = 'too-large' | 'busy' | 'too-slow' | 'interrupted'

export interface BodyReader {
  /** The body as bytes, or why there is none. Reading stops as soon as it is too large or too late. */
  read(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | BodyRefusal>
}

export interface BodyLimits {
  readonly bodyBytes: number
  /** All the bodies that are being read at a time: senders must be verified, and until then they are anyone. */
  readonly totalBytes: number
  /** How long a body may take. */
  readonly withinMs: number
}

/**
 * Where there is no room for all the bodies that are being read, the one that was begun first makes room: GitHub sends
 * a body in one go, so that what has taken longest is the likeliest to be nothing of its. Remote addresses tell nothing
 * of who sends, since behind a proxy all have the same.
 */
export function bodyReader(limits: BodyLimits): BodyReader {
  /** In the order in which they were begun. */
  const underWay = new Set<Reading>()
  let held = 0
  const makeRoom = () => {
    for (const oldest of underWay) {
      if (held <= limits.totalBytes) return
      held -= oldest.stop('busy')
      underWay.delete(oldest)
    }
  }
  return {
    async read(body) {
      if (body === null) return new Uint8Array()
      const reading = readingOf(body, limits, (bytes) => {
        held += bytes
        makeRoom()
      })
      underWay.add(reading)
      const read = await reading.done
      if (underWay.delete(reading)) held -= reading.size()
      return read
    },
  }
}

interface Reading {
  readonly done: Promise<Uint8Array | BodyRefusal>
  size(): number
  /** Ends it with this refusal, lets go of what was read, and returns how much that was. */
  stop(refusal: BodyRefusal): number
}

function readingOf(
  body: ReadableStream<Uint8Array>,
  { bodyBytes, withinMs }: BodyLimits,
  onMore: (bytes: number) => void,
): Reading {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let refusal: BodyRefusal | undefined
  const stop = (why: BodyRefusal) => {
    refusal ??= why
    chunks.length = 0
    void reader.cancel().catch(() => undefined)
    return size
  }
  const late = setTimeout(() => stop('too-slow'), withinMs)
  const all = async () => {
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (refusal !== undefined) return refusal
        size += next.value.length
        if (size > bodyBytes) stop('too-large')
        else chunks.push(next.value)
        onMore(next.value.length)
      }
    } catch {
      // The connection broke; there is nobody to tell more.
      return refusal ?? 'interrupted'
    } finally {
      clearTimeout(late)
    }
    return refusal ?? Buffer.concat(chunks)
  }
  return { done: all(), size: () => size, stop }
}
