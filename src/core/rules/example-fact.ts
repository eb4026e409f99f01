import { z } from 'zod'
import type { CommitsProblem, Fact, GovernanceFact, LinesKnown } from './fact.ts'
import { readYaml } from './located-yaml.ts'
import { authorship, commits, governance, granted, malformed, undecided } from './sample-facts.ts'

/** A fact that an example states, or why it states none. */
export type ExampleFact =
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'problem'; readonly why: string }

/**
 * Reads a `yaml fact` block of a rule's doc: a fact with what matters, the rest made up. It is for what two directories
 * cannot show. Never throws.
 */
export function readExampleFact(text: string): ExampleFact {
  const { data, diagnostics } = readYaml('fact', text)
  const [syntax] = diagnostics
  if (data === undefined) return { kind: 'problem', why: `${syntax?.summary ?? 'nothing is there'}` }
  const parsed = document.safeParse(data)
  if (parsed.success) return { kind: 'fact', fact: factOf(parsed.data) }
  const problems = parsed.error.issues.map(({ path, message }) => `\`${path.join('.') || 'fact'}\`: ${message}`)
  return { kind: 'problem', why: problems.join('; ') }
}

const file = z.string().default('main.tf')

/** Each name of a type as a key, so that none can be forgotten. */
function names<Name extends string>(all: Readonly<Record<Name, true>>) {
  return z.custom<Name>((value) => typeof value === 'string' && Object.hasOwn(all, value), {
    error: `must be one of: ${Object.keys(all).join(', ')}`,
  })
}

const governanceNames = names<GovernanceFact['what']>({
  'settings-changed': true,
  'settings-unreadable': true,
  'floor-unreadable': true,
  'second-opinion-disagrees': true,
  'authorship-incomplete': true,
  'merge-conflict': true,
  'runs-code': true,
  'asks-elsewhere': true,
  'provider-source': true,
  'module-owner': true,
  'ignored-access': true,
  'acts-elsewhere': true,
  'imported-principal': true,
  'rule-failed': true,
  unjudged: true,
})

const commitsNames = names<CommitsProblem>({
  unattributed: true,
  undeclared: true,
  'declaration-contradicted': true,
  'signature-refused': true,
  'signature-unchecked': true,
  'author-unconfirmed': true,
})

const knownNames = names<LinesKnown>({
  history: true,
  note: true,
  'only-author': true,
  file: true,
  commits: true,
  'pull-request': true,
})

const document = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('granted'),
    file,
    actions: z.array(z.string()),
    resources: z.array(z.string()),
    policyKind: z
      .enum(['identity', 'resource', 'trust', 'boundary', 'scp', 'network', 'exposure', 'guardrail'])
      .default('identity'),
    origin: z.enum(['allowed', 'no-longer-denied']).default('allowed'),
    principals: z.array(z.string()).default([]),
    conditions: z.array(z.string()).default([]),
    /** Conditions of base that are not asked for any more. */
    unmet: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('undecided'), file, reason: z.string(), decidedAtBase: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('malformed'), file, code: z.string(), summary: z.string() }),
  z.strictObject({ kind: z.literal('governance'), file, detail: z.string(), what: governanceNames }),
  z.strictObject({
    kind: z.literal('authorship'),
    file,
    tools: z.array(z.string()),
    verdict: z.enum(['ai', 'ai-assisted']),
    opens: z.array(z.enum(['broadened', 'guardrail-removed', 'undecided'])).default([]),
    known: knownNames.default('history'),
  }),
  z.strictObject({ kind: z.literal('commits'), file, detail: z.string(), what: commitsNames }),
])

type FactDocument = z.infer<typeof document>

function factOf(given: FactDocument): Fact {
  const location = { file: given.file, startLine: 1, endLine: 1 }
  switch (given.kind) {
    case 'granted': {
      const { kind, file: path, unmet, ...region } = given
      return { ...granted({ ...region, ...(unmet === undefined ? {} : { unmet }) }), location }
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
    case 'authorship':
      return authorshipFactOf(given)
    case 'commits':
      return { ...commits(given.what, given.detail), location }
  }
}

const OPENED = {
  broadened: () => granted({}),
  'guardrail-removed': () => granted({ origin: 'no-longer-denied' }),
  undecided: () => undecided(),
} as const

function authorshipFactOf(given: Extract<FactDocument, { readonly kind: 'authorship' }>): Fact {
  const sample = authorship()
  const marked = sample.commits.map((commit) => ({ ...commit, verdict: given.verdict }))
  const location = { file: given.file, startLine: 1, endLine: 1 }
  const fact = { ...authorship({ tools: given.tools, commits: marked }), location, address: given.file }
  const facts = given.opens.map((kind) => OPENED[kind]())
  if (facts.length === 0) return fact
  return { ...fact, opened: { lines: [{ startLine: 1, endLine: 1 }], known: given.known, facts } }
}
