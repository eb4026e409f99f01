import type { Diagnostic } from '../text/diagnostic.ts'
import { type DocLine, type FencedBlock, readBlocks } from './doc-blocks.ts'

/** A rule's documentation: what it says, and the examples that are its tests. */
export interface RuleDoc {
  readonly title: string
  readonly sections: readonly DocSection[]
  readonly examples: readonly DocExample[]
  readonly diagnostics: readonly Diagnostic[]
}

interface DocSection {
  readonly heading: string
  /** Everything up to the next heading, examples' blocks included. */
  readonly text: string
}

/** One change, and whether the rule must make a finding of it. */
export interface DocExample {
  readonly title: string
  readonly expect: 'fires' | 'silent'
  /** Files before and after the change, by path. */
  readonly base: ReadonlyMap<string, string>
  readonly head: ReadonlyMap<string, string>
  /** `yaml fact` documents, for what two directories cannot show. */
  readonly facts: readonly string[]
  /** 1-based line of the heading. */
  readonly line: number
}

/** How many examples of each kind a rule must have. */
const MIN_EXAMPLES = 2
const REQUIRED_SECTIONS = ['Why it matters', 'How to narrow it'] as const

/**
 * Reads a rule's Markdown. A heading that begins with `Fires` or `Silent` begins an example; the fenced blocks under it
 * are its files (```` ```hcl base main.tf ````, ```` ```json head policy.json ````) or its facts
 * (```` ```yaml fact ````). Never throws: what is missing or not understood is a diagnostic.
 */
export function parseRuleDoc(markdown: string, file = 'rule.md'): RuleDoc {
  const { headings, blocks, unclosed } = readBlocks(markdown)
  const problem = (line: DocLine, summary: string, detail: string): Diagnostic => ({
    severity: 'error',
    code: 'rule-doc-invalid',
    summary,
    detail,
    subject: { file, start: line.start, end: line.end },
  })
  const first: DocLine = { number: 1, start: 0, end: Math.max(0, markdown.indexOf('\n')) }
  const diagnostics: Diagnostic[] = []
  if (unclosed !== undefined) diagnostics.push(problem(unclosed, 'a fenced block is not closed', 'Close it.'))
  const title = headings.find(({ level }) => level === 1)?.text ?? ''
  if (title === '') diagnostics.push(problem(first, 'the doc has no title', 'Begin it with a `# ` heading.'))
  const sections = headings.map(({ text, line }, index) => ({
    heading: text,
    text: markdown.slice(line.end, headings[index + 1]?.line.start ?? markdown.length).trim(),
  }))
  for (const wanted of REQUIRED_SECTIONS.filter((name) => !sections.some(({ heading }) => heading === name))) {
    diagnostics.push(problem(first, `the section "${wanted}" is missing`, `Add a \`## ${wanted}\` heading.`))
  }
  const examples: DocExample[] = []
  for (const [index, { text, line }] of headings.entries()) {
    const expect = /^(Fires|Silent)\b/.exec(text)?.[1]
    if (expect === undefined) continue
    const end = headings[index + 1]?.line.start ?? markdown.length
    const own = blocks.filter(({ line: { start } }) => start > line.start && start < end)
    const read = readExample(own)
    for (const { block, why } of read.problems) diagnostics.push(problem(block?.line ?? line, why, INFO_STRINGS))
    const { base, head, facts } = read
    examples.push({
      title: text,
      expect: expect === 'Fires' ? 'fires' : 'silent',
      base,
      head,
      facts,
      line: line.number,
    })
  }
  for (const expect of ['fires', 'silent'] as const) {
    const count = examples.filter((example) => example.expect === expect).length
    if (count >= MIN_EXAMPLES) continue
    diagnostics.push(problem(first, `${count} of ${MIN_EXAMPLES} "${expect}" examples`, HEADINGS[expect]))
  }
  return { title, sections, examples, diagnostics }
}

const HEADINGS = {
  fires: 'Begin the heading of each with `Fires`, such as `## Fires: one more action`.',
  silent: 'Begin the heading of each with `Silent`, such as `## Silent: an action that goes`.',
}

const INFO_STRINGS = 'A block is `<language> base <path>`, `<language> head <path>` or `yaml fact`.'

interface ReadExample extends Pick<DocExample, 'base' | 'head' | 'facts'> {
  readonly problems: readonly { readonly block?: FencedBlock; readonly why: string }[]
}

function readExample(blocks: readonly FencedBlock[]): ReadExample {
  const sides = { base: new Map<string, string>(), head: new Map<string, string>() }
  const facts: string[] = []
  const problems: { readonly block?: FencedBlock; readonly why: string }[] = []
  for (const block of blocks) {
    const [, side, path = ''] = /^[a-z]+ (base|head) ([^\s]+)$/.exec(block.info) ?? []
    if (block.info === 'yaml fact') facts.push(block.text)
    else if (side !== 'base' && side !== 'head') problems.push({ block, why: `\`${block.info}\` is not understood` })
    else if (!isBelowRoot(path)) problems.push({ block, why: `\`${path}\` is no path in a repository` })
    else if (sides[side].has(path)) problems.push({ block, why: `${path} stands twice at ${side}` })
    else sides[side].set(path, block.text)
  }
  const nothing = sides.base.size + sides.head.size + facts.length === 0
  if (nothing && problems.length === 0) problems.push({ why: 'the example has no blocks' })
  return { ...sides, facts, problems }
}

/** As trees have it: from the root on, and never up. */
function isBelowRoot(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
