import { describe, expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import { classifyCommit } from '../../src/core/authorship/classify.ts'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import type { SignatureEntry, ToolEntry } from '../../src/core/authorship/signature-file.ts'
import { indexSignatures, type Signatures } from '../../src/core/authorship/signature-index.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'
import { factsOf, readCorpus } from './corpus.ts'
import { pullRequestFactsOf, readPullRequests } from './pull-request-corpus.ts'

const file = SIGNATURES.files[0]
const tools = file?.tools ?? []
const automation = file?.automation ?? []

describe('the bundled signatures', () => {
  it('know every tool of the evidence table, and some more', () => {
    expect(tools.filter((tool) => tool.signatures.length > 0).length).toBeGreaterThanOrEqual(33)
    expect(automation.length).toBeGreaterThanOrEqual(8)
  })

  it('say of each signature where it was seen, when, how sure that is, and give real-shaped examples', () => {
    const bare = [...tools, ...automation].flatMap((tool) =>
      tool.signatures.filter((each) => !isDocumented(each)).map((each) => `${tool.id}: ${each.kind}`),
    )
    expect(bare).toEqual([])
  })

  it.each(examplesOf(tools))('$tool: its example $example shows this tool and no other', ({ tool, example }) => {
    expect(toolsShown(example)).toEqual([tool])
  })

  it.each(examplesOf(automation))('$tool: its example $example is automation, not AI', ({ tool, example }) => {
    const judged = classifyCommit(commitOf(example), SIGNATURES)
    expect([judged.verdict, judged.tool]).toEqual(['bot', tool])
  })

  it.each(signaturesOf(tools))('$id, $entry.kind: alone it finds each of its examples', ({ id, entry }) => {
    const alone = aloneIn(id, [entry])
    for (const example of entry.examples ?? [])
      expect(toolsShown(example, alone), JSON.stringify(example)).toEqual([id])
  })

  it.each(tools)('$id: alone it finds no example of another tool or of automation', ({ id, signatures }) => {
    const alone = aloneIn(id, signatures)
    const others = examplesOf([...tools, ...automation]).filter(({ tool }) => tool !== id)
    const found = others.filter(({ example }) => toolsShown(example, alone).length > 0)
    expect(found).toEqual([])
  })

  it.each(tools)('$id: alone, with all names that people give it, it finds nothing in the trap list', (tool) => {
    const alone = indexSignatures([{ version: 1, tools: [tool], automation: [...automation] }])
    const commits = traps.filter((row) => classifyCommit(factsOf(row), alone).verdict.startsWith('ai'))
    const pulls = pullTraps.filter((row) => shown({ ...pullRequestFactsOf(row), signatures: alone }).length > 0)
    expect([...commits, ...pulls].map(({ id: trap, shape }) => `${trap} ${shape}`)).toEqual([])
  })

  it('make a tool the author only where an example has it as author', () => {
    for (const { example } of examplesOf(tools)) {
      if (example.body !== undefined) continue
      const { verdict } = classifyCommit(commitOf(example), SIGNATURES)
      expect(verdict, JSON.stringify(example)).toBe(example.author === undefined ? 'ai-assisted' : 'ai')
    }
  })
})

const traps = readCorpus('without-ai-evidence')
const pullTraps = readPullRequests().filter(({ expect: { verdict } }) => verdict === 'human' || verdict === 'bot')

type Example = NonNullable<SignatureEntry['examples']>[number]

function isDocumented(signature: SignatureEntry): boolean {
  const { grade, source, date, examples } = signature
  return [grade, source, date].every((each) => each !== undefined) && (examples?.length ?? 0) > 0
}

function examplesOf(entries: readonly ToolEntry[]): readonly { readonly tool: string; readonly example: Example }[] {
  return entries.flatMap((tool) =>
    tool.signatures.flatMap((each) => (each.examples ?? []).map((example) => ({ tool: tool.id, example }))),
  )
}

/** A commit by a human, with what the example changes. */
function commitOf(example: Example): CommitFacts {
  const [authorName, authorEmail] = nameAndEmail(example.author ?? 'Jane Example <jane@example.com>')
  const [committerName, committerEmail] = nameAndEmail(example.committer ?? 'GitHub <noreply@github.com>')
  const coAuthor = example['co-author']
  return commitFacts({
    authorName,
    authorEmail,
    committerName,
    committerEmail,
    ...(example['author-login'] === undefined ? {} : { authorLogin: example['author-login'] }),
    ...(example.branch === undefined ? {} : { branch: example.branch }),
    ...(coAuthor === undefined ? {} : { message: `Add retries\n\nCo-authored-by: ${coAuthor}` }),
    ...(example.message === undefined ? {} : { message: example.message }),
  })
}

function nameAndEmail(ident: string): readonly [string, string] {
  const open = ident.lastIndexOf('<')
  return [ident.slice(0, open).trim(), ident.slice(open + 1, -1)]
}

function signaturesOf(entries: readonly ToolEntry[]) {
  return entries.flatMap(({ id, signatures }) => signatures.map((entry) => ({ id, entry })))
}

/** A look-up that knows nothing else. */
function aloneIn(id: string, signatures: readonly SignatureEntry[]): Signatures {
  return indexSignatures([{ version: 1, tools: [{ id, name: id, signatures: [...signatures] }] }])
}

function toolsShown(example: Example, signatures: Signatures = SIGNATURES): readonly string[] {
  return shown({
    author: null,
    body: example.body ?? '',
    headRef: example.branch ?? '',
    commits: [commitOf(example)],
    complete: true,
    pushers: [],
    machineUsers: new Set(),
    signatures,
  })
}

function shown(facts: PullRequestFacts): readonly string[] {
  return pullRequestAuthorship(facts).tools
}
