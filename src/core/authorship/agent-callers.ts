import type { PlatformAccount } from './platform-account.ts'
import { agentAtWork } from './platform-evidence.ts'
import type { Signatures } from './signature-index.ts'
import type { TimelineEvent } from './timeline.ts'

/** Somebody who set an AI tool to work, or may have, and how: a whole sentence. */
export interface AgentCaller {
  readonly account: PlatformAccount
  /** `text` where they only may have: they approve nothing, and are no human whom the platform vouches for. */
  readonly known: 'platform' | 'text'
  readonly reason: string
}

/**
 * Who set an AI tool to work on a pull request, as its timeline tells. `settledAt` is since when nothing has been pushed
 * to it: what was asked of a tool after that is not in the change yet, and once it is, that time is a later one. Without
 * it every call counts. A deleted comment may have been a call, and so may what an edited one said before.
 */
export function agentCallers(
  events: readonly TimelineEvent[],
  settledAt: string | undefined,
  signatures: Signatures,
): readonly AgentCaller[] {
  const settledMs = settledAt === undefined ? Number.NaN : Date.parse(settledAt)
  const isLater = (at: string) => Date.parse(at) > settledMs
  return events.flatMap((event) => {
    if (isLater(event.at)) return []
    const edited = event.kind === 'commented' ? callersByEdit(event, isLater, signatures) : []
    const called = callOf(event, signatures)
    return called === null || event.actor === null ? edited : [{ account: event.actor, ...called }, ...edited]
  })
}

function callOf(event: TimelineEvent, signatures: Signatures): Omit<AgentCaller, 'account'> | null {
  switch (event.kind) {
    case 'agent-started':
      return agentAtWork(event, signatures) === null ? null : certain('Set an AI tool to work on it.')
    case 'assigned':
      return agentAtWork(event, signatures) === null ? null : certain('Assigned an AI tool to it.')
    case 'commented':
      return callsAgent(event.body, signatures) ? certain('Called an AI tool in a comment on it.') : null
    case 'comment-deleted':
      return { known: 'text', reason: 'Deleted a comment on it, which may have called an AI tool.' }
  }
}

function certain(reason: string): Omit<AgentCaller, 'account'> {
  return { known: 'platform', reason }
}

/** A call stays one when the comment says something else now; whoever wrote it into somebody's comment made it. */
function callersByEdit(
  { actor, edited }: Extract<TimelineEvent, { kind: 'commented' }>,
  isLater: (at: string) => boolean,
  signatures: Signatures,
): readonly AgentCaller[] {
  if (edited === undefined) return []
  const called = edited.versions.flatMap(({ body, editor, at }) => {
    const account = editor ?? actor
    if (account === null || isLater(at) || !callsAgent(body, signatures)) return []
    return [{ account, ...certain('Called an AI tool in a comment on it, which was edited.') }]
  })
  if (edited.complete || actor === null) return called
  const reason = 'Wrote a comment on it that was edited, and may have called an AI tool before.'
  return [...called, { account: actor, known: 'text', reason }]
}

/**
 * Whether a comment calls an AI tool by a handle of the signatures. Tools look for their handle anywhere in a comment,
 * in quotations and code too, so this does likewise.
 */
function callsAgent(body: string, { handles }: Signatures): boolean {
  for (const [handle] of body.slice(0, COMMENT_CHARS).matchAll(HANDLE)) {
    if (handles.has(handle.toLowerCase())) return true
  }
  return false
}

/** GitHub takes no longer comments. */
const COMMENT_CHARS = 65_536
/** `@name` or `/name`, not inside of an address, a path or a word. */
const HANDLE = /(?<![\w@/])[@/][a-z\d][a-z\d_-]{0,99}/gi
