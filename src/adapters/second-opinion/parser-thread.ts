import { Worker } from 'node:worker_threads'
import { z } from 'zod'

export interface ParserThreadLimits {
  /** How long the thread may take to load the parser. */
  readonly startMs: number
  /** How long it may take over one file. */
  readonly answerMs: number
  readonly heapMegabytes: number
}

/** `usable` tells whether the thread may be asked again. `reason` is a clause without a full stop. */
export type ParserReply =
  | { readonly kind: 'json'; readonly json: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly usable: boolean }

export interface ParserThread {
  /** One question at a time. Never rejects. */
  ask(text: string): Promise<ParserReply>
  end(): Promise<void>
}

/** Starts the thread; it does not keep the process alive unless it is being asked. */
export function startParserThread(limits: ParserThreadLimits): ParserThread {
  // The built package holds JavaScript; a checkout runs the TypeScript as it is.
  const source = import.meta.url.endsWith('.ts')
    ? new URL('./hcl2-parser-worker.ts', import.meta.url)
    : new URL('./hcl2-parser-worker.js', import.meta.url)
  const worker = new Worker(source, {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
  })
  // Without a listener an error in an idle thread would end the whole process.
  let ended = false
  worker.on('error', () => {
    ended = true
  })
  worker.on('exit', () => {
    ended = true
  })
  const started = nextMessage(worker, limits.startMs, 'the second parser did not start in time')
  worker.unref()
  return {
    async ask(text) {
      worker.ref()
      try {
        const ready = await started
        if (ready.kind === 'failed') return ready
        if (ended) return { kind: 'failed', reason: 'the second parser has ended', usable: false }
        const reply = nextMessage(worker, limits.answerMs, `the second parser took more than ${limits.answerMs} ms`)
        worker.postMessage(text)
        return await reply
      } finally {
        worker.unref()
      }
    },
    async end() {
      await worker.terminate()
    },
  }
}

const MESSAGE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('json'), json: z.string() }),
  z.object({ kind: z.literal('failed'), reason: z.string(), usable: z.boolean() }),
])

/** The thread's next message, or why there is none. */
function nextMessage(worker: Worker, timeoutMs: number, late: string): Promise<ParserReply> {
  return new Promise((resolve) => {
    const settle = (reply: ParserReply) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      resolve(reply)
    }
    const unusable = (reason: string) => settle({ kind: 'failed', reason, usable: false })
    const onMessage = (message: unknown) => {
      const parsed = MESSAGE.safeParse(message)
      if (parsed.success) settle(parsed.data)
      else unusable('the second parser answered something else than a reply')
    }
    const onError = (error: unknown) => {
      unusable(`the second parser failed (${error instanceof Error ? error.message : String(error)})`)
    }
    const onExit = () => unusable('the second parser ended before it answered')
    const timer = setTimeout(() => unusable(late), timeoutMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}
