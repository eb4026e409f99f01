/** How a body could not be read: past the limit, no room beside the other requests, or the sender went away. */
export type BodyRefusal = 'too-large' | 'busy' | 'interrupted'

export interface BodyReader {
  /** The body as bytes, or why there is none. Reading stops as soon as it is too large. */
  read(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | BodyRefusal>
}

export interface BodyLimits {
  readonly bodyBytes: number
  /** All the bodies that are being read at a time: senders must be verified, and until then they are anyone. */
  readonly totalBytes: number
}

export function bodyReader(limits: BodyLimits): BodyReader {
  let held = 0
  return {
    async read(body) {
      const chunks: Uint8Array[] = []
      let size = 0
      try {
        for await (const chunk of body ?? []) {
          size += chunk.length
          held += chunk.length
          if (size > limits.bodyBytes) return 'too-large'
          if (held > limits.totalBytes) return 'busy'
          chunks.push(chunk)
        }
      } catch {
        // The connection broke; there is nobody to tell more.
        return 'interrupted'
      } finally {
        held -= size
      }
      return Buffer.concat(chunks)
    },
  }
}
