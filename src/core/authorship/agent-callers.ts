import type { PlatformAccount } from './platform-account.ts'
import { agentAtWork } from './platform-evidence.ts'
import type { Signatures } from './signature-index.ts'
import type { TimelineEvent } from './timeline.ts'

/** Somebody who set an AI tool to work, and how: a whole sentence. */
export interface AgentCaller {
  readonly account: PlatformAccount
  readonly reason: string
}

/**
 * Who set an AI tool to work on a pull request, as its timeline tells. `settledAt` is since when nothing has been pushed
 * to it: what was asked of a tool after that is not in the change yet, and once it is, that time is a later one. Without
 * it every call counts. A deleted comment may have been a call.
 */
export function agentCallers(
  events: readonly TimelineEvent[],
  settledAt: string | undefined,
  signatures: Signatures,
): readonly AgentCaller[] {
  const settledMs = settledAt === undefined ? Number.NaN : Date.parse(settledAt)
  return events.flatMap((event) => {
    const reason = Date.parse(event.at) > settledMs ? null : reasonOf(event, signatures)
    return reason === null || event.actor === null ? [] : [{ account: event.actor, reason }]
  })
}

function reasonOf(event: TimelineEvent, signatures: Signatures): string | null {
  switch (event.kind) {
    case 'agent-started':
      return agentAtWork(event, signatures) === null ? null : 'Set an AI tool to work on it.'
    case 'assigned':
      return agentAtWork(event, signatures) === null ? null : 'Assigned an AI tool to it.'
    case 'commented':
      return callsAgent(event.body, signatures) ? 'Called an AI tool in a comment on it.' : null
    case 'comment-deleted':
      return 'Deleted a comment on it, which may have called an AI tool.'
  }
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
