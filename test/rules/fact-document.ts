import { parse } from 'yaml'
import { z } from 'zod'
import type { Fact } from '../../src/core/rules/fact.ts'
import { authorship, commits, governance, granted, malformed, undecided } from './facts.ts'

const file = z.string().default('main.tf')

/** The `yaml fact` blocks of the rules' docs: a fact with what matters, the rest made up. */
const document = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('granted'),
    file,
    actions: z.array(z.string()),
    resources: z.array(z.string()),
    policyKind: z.enum(['identity', 'resource', 'trust', 'boundary', 'scp']).default('identity'),
  }),
  z.strictObject({ kind: z.literal('undecided'), file, reason: z.string(), decidedAtBase: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('malformed'), file, code: z.string(), summary: z.string() }),
  z.strictObject({
    kind: z.literal('governance'),
    file,
    detail: z.string(),
    what: z.enum([
      'settings-changed',
      'settings-unreadable',
      'second-opinion-disagrees',
      'authorship-incomplete',
      'merge-conflict',
      'rule-failed',
      'unjudged',
    ]),
  }),
  z.strictObject({
    kind: z.literal('authorship'),
    file,
    tools: z.array(z.string()),
    verdict: z.enum(['ai', 'ai-assisted']),
    opens: z.array(z.enum(['broadened', 'guardrail-removed', 'undecided'])).default([]),
    known: z.enum(['history', 'note', 'only-author', 'file', 'commits', 'pull-request']).default('history'),
  }),
  z.strictObject({
    kind: z.literal('commits'),
    file,
    detail: z.string(),
    what: z.enum([
      'unattributed',
      'undeclared',
      'declaration-contradicted',
      'signature-refused',
      'signature-unchecked',
      'author-unconfirmed',
    ]),
  }),
])

const OPENED = {
  broadened: () => granted({}),
  'guardrail-removed': () => granted({ origin: 'no-longer-denied' }),
  undecided: () => undecided(),
} as const

/** Reads one `yaml fact` block; throws where it is not one. */
export function factOf(text: string): Fact {
  const given = document.parse(parse(text))
  const location = { file: given.file, startLine: 1, endLine: 1 }
  switch (given.kind) {
    case 'granted':
      return {
        ...granted({ actions: given.actions, resources: given.resources, policyKind: given.policyKind }),
        location,
      }
    case 'undecided':
      return { ...undecided(given.reason, given.decidedAtBase), location }
    case 'malformed': {
      const { diagnostic } = malformed()
      const { code, summary } = given
      return { ...malformed(), location, address: given.file, diagnostic: { ...diagnostic, code, summary } }
    }
    case 'governance':
      return { ...governance(given.what, given.detail), location, address: given.file }
    case 'authorship': {
      const [commit] = authorship().commits
      const marked = commit === undefined ? [] : [{ ...commit, verdict: given.verdict }]
      const facts = given.opens.map((kind) => OPENED[kind]())
      const opened = { lines: [{ startLine: 1, endLine: 1 }], known: given.known, facts }
      const fact = { ...authorship({ tools: given.tools, commits: marked }), location, address: given.file }
      return facts.length === 0 ? fact : { ...fact, opened }
    }
    case 'commits':
      return { ...commits(given.what, given.detail), location }
  }
}
