import type { CommitAuthorship, CommitFacts, Evidence } from './authorship.ts'
import { evidenceOf } from './evidence.ts'
import { type Recognition, recognise, recogniseAccount } from './identity.ts'
import { type PlatformAccount, WEB_FLOW } from './platform-account.ts'
import type { Signatures, Tool } from './signature-index.ts'
import type { TimelineEvent } from './timeline.ts'

/** The GitHub App of an AI tool opened the pull request in a human's name: it does so on the human's behalf. */
export function appEvidence(slug: string | null | undefined, signatures: Signatures): readonly Evidence[] {
  const tool = slug == null ? null : toolOfApp(slug, signatures)
  return tool === null || slug == null ? [] : [evidenceOf(tool, 'pull-request-app', slug, 'platform')]
}

/** What the timeline shows of AI tools at work: an agent that began, an agent that was assigned. */
export function timelineEvidence(events: readonly TimelineEvent[], signatures: Signatures): readonly Evidence[] {
  const found = events.flatMap((event) => {
    const tool = agentAtWork(event, signatures)
    return tool === null ? [] : [evidenceOf(tool, 'timeline', described(event), 'platform')]
  })
  return [...new Map(found.map((each) => [`${each.tool} ${each.match}`, each])).values()].slice(0, MAX_EVIDENCE)
}

const MAX_EVIDENCE = 50

function described(event: TimelineEvent): string {
  const by = event.actor === null ? '' : ` by ${event.actor.login}`
  return event.kind === 'assigned' ? `${event.assignee.login} assigned${by}` : `work started${by}`
}

/**
 * The AI tool that an event puts to work, null where it puts none. A review by an app that writes no code, and comments
 * (which may only ask a question), do not show that a tool wrote anything.
 */
export function agentAtWork(event: TimelineEvent, signatures: Signatures): Tool | null {
  switch (event.kind) {
    case 'agent-started':
      return toolOfApp(event.app, signatures)
    case 'assigned':
      return toolOfAccount(event.assignee, signatures)
    case 'commented':
    case 'comment-deleted':
      return null
  }
}

/** GitHub calls an app's own account after its slug. */
function toolOfApp(slug: string, signatures: Signatures): Tool | null {
  return aiTool(recognise({ name: slug, email: '', login: `${slug}[bot]` }, 'author', signatures))
}

function toolOfAccount(account: PlatformAccount, signatures: Signatures): Tool | null {
  return aiTool(recogniseAccount(account, signatures))
}

function aiTool(found: readonly Recognition[]): Tool | null {
  return found.find(({ tool }) => tool.kind === 'ai')?.tool ?? null
}

/**
 * Where GitHub itself signed a commit whose author is an agent's account, the platform vouches for the author. It signs
 * for its own pages' account and for what an app commits as itself; nobody else's key can sign for those.
 */
export function vouched(judged: CommitAuthorship, commit: CommitFacts): CommitAuthorship {
  if (!isSignedByGitHub(commit)) return judged
  const evidence = judged.evidence.map(
    (piece): Evidence => (piece.where === 'author-login' ? { ...piece, strength: 'platform' } : piece),
  )
  return { ...judged, evidence }
}

function isSignedByGitHub({ verification, authorLogin, committerLogin }: CommitFacts): boolean {
  if (verification?.verified !== true || committerLogin === undefined) return false
  const committer = committerLogin.toLowerCase()
  return committer === WEB_FLOW || committer === authorLogin?.toLowerCase()
}
