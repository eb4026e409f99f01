import { parentPort } from 'node:worker_threads'
import hcl2Parser from 'hcl2-parser'
import { z } from 'zod'
import type { ParserReply } from './parser-thread.ts'

/** What the parser returns, as Go does: the JSON text, and an error or null. */
const ANSWER = z.tuple([z.string(), z.unknown()])

// The first file takes a quarter of a second more than any other, which is not that file's fault.
replyTo('warm = "up"\n')
parentPort?.on('message', (text: unknown) => parentPort?.postMessage(replyTo(text)))
parentPort?.postMessage({ kind: 'json', json: '' } satisfies ParserReply)

function replyTo(text: unknown): ParserReply {
  if (typeof text !== 'string') return { kind: 'failed', reason: 'it was asked about something else', usable: false }
  try {
    const [json, error] = ANSWER.parse(hcl2Parser.parseToString(text))
    if (error === null) return { kind: 'json', json }
    return { kind: 'failed', reason: 'the second parser calls it malformed', usable: true }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', reason: `the second parser threw (${message.slice(0, 100)})`, usable: false }
  }
}
