import type { GrantedRegion } from '../difference/difference.ts'
import type {
  AuthorshipFact,
  CommitsFact,
  CommitsProblem,
  GovernanceFact,
  GrantedFact,
  MalformedFact,
  UndecidedFact,
} from './fact.ts'

const LOCATION = { file: 'main.tf', startLine: 7, endLine: 7 }

/** A region of one new action on one bucket, changed as given. */
export function region(change: Partial<GrantedRegion> = {}): GrantedRegion {
  return {
    address: 'aws_iam_role_policy.reader',
    policyKind: 'identity',
    origin: 'allowed',
    extent: 'new',
    principals: [],
    actions: ['s3:DeleteObject'],
    resources: ['arn:aws:s3:::logs/*'],
    conditions: [],
    witness: { action: 's3:DeleteObject', resource: 'arn:aws:s3:::logs/a', context: {} },
    headCauses: [],
    baseCauses: [],
    ...change,
  }
}

export function granted(...regions: readonly Partial<GrantedRegion>[]): GrantedFact {
  const [first, ...others] = regions
  const made = region(first)
  return { kind: 'granted', location: LOCATION, address: made.address, regions: [made, ...others.map(region)] }
}

export function undecided(reason = 'var.extra is only known after apply', decidedAtBase = false): UndecidedFact {
  const address = 'aws_iam_role_policy.reader'
  const found = { address, reason, decidedAtBase, headCauses: [], baseCauses: [] }
  return { kind: 'undecided', location: LOCATION, address, region: found }
}

export function governance(what: GovernanceFact['what'], detail = 'the file was changed'): GovernanceFact {
  const location = { file: '.github/countersign.yml', startLine: 1, endLine: 1 }
  return { kind: 'governance', location, address: location.file, what, detail }
}

export function malformed(): MalformedFact {
  const diagnostic = {
    severity: 'error',
    code: 'hcl-unclosed-block',
    summary: 'the block is not closed',
    detail: 'Add the closing brace.',
    subject: { file: 'main.tf', start: 0, end: 1 },
  } as const
  return { kind: 'malformed', location: LOCATION, address: 'main.tf', diagnostic }
}

export function authorship(change: Partial<AuthorshipFact> = {}): AuthorshipFact {
  const commit = { sha: 'a'.repeat(40), verdict: 'ai-assisted', tool: 'claude-code', evidence: [] } as const
  return {
    kind: 'authorship',
    location: { ...LOCATION, file: 'roles.tf' },
    address: 'roles.tf',
    tools: ['Claude Code'],
    commits: [commit],
    ...change,
  }
}

export function commits(what: CommitsProblem, detail = 'is one of them'): CommitsFact {
  return { kind: 'commits', location: LOCATION, address: 'commits', what, commits: [{ sha: 'b'.repeat(40), detail }] }
}
