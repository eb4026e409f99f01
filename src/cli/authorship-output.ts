import type { CommitAuthorship, CommitFacts, CommitVerdict, Evidence } from '../core/authorship/authorship.ts'
import { EVIDENCE_STRENGTHS } from '../core/authorship/evidence-strengths.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import { visibleText } from '../core/text/visible-text.ts'

/** Prints commits one by one; what `end` returns comes after the last. */
export interface CommitPrinter {
  commit(commit: CommitFacts, judged: CommitAuthorship): string
  end(): string
}

/** The answer for one commit in the contract's shape and order of keys. */
export function commitAnswer(id: string | number, { verdict, tool, evidence }: CommitAuthorship) {
  return {
    id,
    verdict,
    tool,
    evidence: evidence.map(({ where, match, strength }) => ({ where, match, strength })),
  }
}

/** `{"schema":"countersign.authorship/1","commits":[…]}`, one commit a line. */
export function authorshipJson(): CommitPrinter {
  let printed = 0
  return {
    commit(commit, judged) {
      printed += 1
      const start = printed === 1 ? '{"schema":"countersign.authorship/1","commits":[\n' : ',\n'
      return start + JSON.stringify(commitAnswer(commit.sha, judged))
    },
    end: () => (printed === 0 ? '{"schema":"countersign.authorship/1","commits":[]}\n' : '\n]}\n'),
  }
}

/** For people: per commit its verdict, the tool, and each piece of evidence with where it stands and how strong it is. */
export function authorshipText(signatures: Signatures): CommitPrinter {
  const counts = new Map<CommitVerdict, number>()
  const nameOf = (tool: string) => signatures.tools.get(tool)?.name ?? tool
  return {
    commit(commit, judged) {
      counts.set(judged.verdict, (counts.get(judged.verdict) ?? 0) + 1)
      const subject = visibleText(commit.message.trimStart().split('\n', 1)[0]?.slice(0, 72) ?? '')
      const by = judged.tool === null ? '' : `  ${nameOf(judged.tool)}`
      const head = `${commit.sha.slice(0, 10)}  ${judged.verdict.padEnd(11)}${by}  ${subject}\n`
      return head + judged.evidence.map((piece) => evidenceText(piece, nameOf(piece.tool))).join('')
    },
    end: () => summary(counts),
  }
}

function evidenceText(piece: Evidence, tool: string): string {
  return `            ${piece.where}: ${visibleText(piece.match)}\n              ${tool}; ${EVIDENCE_STRENGTHS[piece.strength]}\n`
}

function summary(counts: ReadonlyMap<CommitVerdict, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return 'No commits in the range.\n'
  const of = (verdict: CommitVerdict) => `${counts.get(verdict) ?? 0} ${verdict}`
  const parts = [of('ai'), of('ai-assisted'), of('bot'), of('human')].join(', ')
  return `\n${total} ${total === 1 ? 'commit' : 'commits'}: ${parts}. "human" means no evidence was found, which proves nothing.\n`
}
