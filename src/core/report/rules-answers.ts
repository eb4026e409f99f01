import { askedFindings } from '../rules/asked-findings.ts'
import type { RuleAnswer } from '../rules/explain-fact.ts'
import type { Finding } from '../rules/finding.ts'
import { nearMiss } from '../rules/near-miss.ts'
import { byteLength } from '../text/byte-length.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import { fenced } from './fenced.ts'
import { bySeverity } from './line-comments.ts'
import { counted, type Section } from './markdown-sections.ts'
import type { ReviewResult } from './review-result.ts'
import { ANSWERS, traceLines, untrueParts } from './trace-text.ts'

/** What every rule says of the finding with a digest: those that match first, then those that nearly do. */
export type AnswersOf = (digest: string) => readonly RuleAnswer[]

/** Which rules matched each finding, waived or not, and which did not and why; one collapsed item a finding. */
export function rulesSection(result: Pick<ReviewResult, 'findings' | 'waived'>, answersOf: AnswersOf): Section {
  const numbered = numberedFindings(result)
  const more = numbered.length - MAX_EXPLAINED
  const items = numbered
    .slice(0, MAX_EXPLAINED)
    .map((each) => collapsed(each, answerBlocks(answersOf(each.finding.digest), MAX_ITEM_BYTES)))
  const rest =
    more > 0 ? [`${codeSpan(`/countersign explain ${MAX_EXPLAINED + 1}`)} and so on explain the others.`] : []
  return { heading: HEADING, items: [...items, ...rest], fold: false }
}

/**
 * The same of what somebody asked about: the number of a finding, the beginning of its digest, its place, or a rule,
 * whose answer about each finding is given in full.
 */
export function askedRulesSection(
  result: Pick<ReviewResult, 'findings' | 'waived'>,
  answersOf: AnswersOf,
  about: string,
): Section {
  const all = numberedFindings(result)
  const numbered = all.filter(({ number }) => `${number}` === about.replace(/^#/, ''))
  const isMeant = new Set(
    askedFindings(
      all.map(({ finding }) => finding),
      about,
    ),
  )
  const named = numbered.length > 0 ? numbered : all.filter(({ finding }) => isMeant.has(finding))
  const items = named.length > 0 ? findingItems(named, answersOf) : ruleItems(all, answersOf, about)
  return { heading: HEADING, items, fold: false }
}

const HEADING = 'What each rule says'
/** What one comment explains of a change at most, since each explanation evaluates all rules. */
const MAX_EXPLAINED = 20
const MAX_ITEM_BYTES = 8_000
const MAX_WHOLE_BYTES = 50_000

interface Numbered {
  readonly number: number
  readonly finding: Finding
}

/** The gravest first, those that are waived behind them. */
function numberedFindings({ findings, waived }: Pick<ReviewResult, 'findings' | 'waived'>): readonly Numbered[] {
  const all = [...bySeverity(findings), ...bySeverity(waived.map(({ finding }) => finding))]
  return all.map((finding, index) => ({ number: index + 1, finding }))
}

function findingItems(named: readonly Numbered[], answersOf: AnswersOf): readonly string[] {
  const told = named.slice(0, MAX_EXPLAINED)
  const limit = Math.floor(MAX_WHOLE_BYTES / told.length)
  const items = told.map((each) => collapsed(each, answerBlocks(answersOf(each.finding.digest), limit), 'open'))
  return [...items, ...notExplained(named)]
}

/** What one rule says of each finding that it was asked about. */
function ruleItems(all: readonly Numbered[], answersOf: AnswersOf, rule: string): readonly string[] {
  const told = all
    .slice(0, MAX_EXPLAINED)
    .map((numbered) => ({ numbered, answers: answersOf(numbered.finding.digest) }))
  const asked = told.flatMap(({ numbered, answers }) => {
    const answer = answers.find((each) => each.rule === rule.toLowerCase())
    return answer === undefined ? [] : [{ numbered, answer }]
  })
  if (asked.length === 0)
    return [unknownText(rule, [...new Set(told.flatMap(({ answers }) => answers.map((each) => each.rule)))])]
  const limit = Math.floor(MAX_WHOLE_BYTES / asked.length)
  const items = asked.map(({ numbered, answer }) => collapsed(numbered, [answerBlock(answer, limit)], 'open'))
  return [...items, ...notExplained(all)]
}

function notExplained(all: readonly Numbered[]): readonly string[] {
  const more = all.length - MAX_EXPLAINED
  return more > 0 ? [`${counted(more, 'more finding')} not explained here: a comment explains ${MAX_EXPLAINED}.`] : []
}

function unknownText(about: string, rules: readonly string[]): string {
  const meant = nearMiss(about, rules)
  const hint = meant === undefined ? '' : ` Was ${codeSpan(meant)} meant?`
  return `${codeSpan(about)} is neither a finding of this change nor a rule that was asked about one.${hint}`
}

/** The summary holds words of our own alone: GitHub reads it as HTML. */
function collapsed(
  { number, finding }: Numbered,
  blocks: readonly string[],
  state: 'open' | 'closed' = 'closed',
): string {
  const { severity, rule, title, file, startLine, digest } = finding
  const place = `${proseMarkdown(title)} · ${codeSpan(`${file}:${startLine}`)} · ${codeSpan(digest.slice(0, 12))}`
  const summary = `<summary>Finding ${number}: ${severity}, ${rule}</summary>`
  return [`<details${state === 'open' ? ' open' : ''}>\n${summary}`, place, ...blocks, '</details>'].join('\n\n')
}

/** Those that match in full, the nearest of the others with what is not true, and the names of the rest. */
function answerBlocks(answers: readonly RuleAnswer[], limit: number): readonly string[] {
  const silent = answers.filter(({ answer }) => answer === 'does-not-match')
  const near = silent.slice(0, MAX_NEAR).map(nearText)
  const rest = silent.slice(MAX_NEAR)
  const tail = [
    ...(near.length > 0 ? [`Nearest of those that do not match:\n\n${near.join('\n')}`] : []),
    ...(rest.length > 0 ? [othersText(rest)] : []),
  ]
  let left = limit - tail.reduce((sum, block) => sum + byteLength(block), 0)
  const spoken = answers
    .filter(({ answer }) => answer !== 'does-not-match')
    .map((answer) => {
      const block = answerBlock(answer, left)
      left -= byteLength(block)
      return block
    })
  return [...spoken, ...tail]
}

const MAX_NEAR = 6
const MAX_UNTRUE = 3
const MAX_NAMES = 80

/** With as much of its parts as fits. */
function answerBlock(answer: RuleAnswer, limit: number): string {
  let left = limit - byteLength(answerLead(answer)) - FENCE_BYTES
  const lines = left < 0 ? [] : traceLines(answer.trace)
  const end = lines.findIndex((line) => {
    left -= byteLength(line) + 1
    return left < 0
  })
  const shown = end < 0 ? lines : lines.slice(0, end)
  if (shown.length === 0)
    return `${answerLead(answer)} ${codeSpan(`/countersign explain ${answer.rule}`)} shows its parts.`
  const more = lines.length - shown.length
  const rest = more > 0 ? [`… ${counted(more, 'more part')}`] : []
  return `${answerLead(answer)}\n\n${fenced('text', [...shown, ...rest])}`
}

const FENCE_BYTES = 60

function answerLead({ rule, answer, notes }: RuleAnswer): string {
  return [`${codeSpan(rule)} ${ANSWERS[answer]}.`, ...notes.map((note) => proseMarkdown(note))].join(' ')
}

function nearText({ rule, trace }: RuleAnswer): string {
  const untrue = untrueParts(trace)
  const told = untrue.slice(0, MAX_UNTRUE).map(({ source, value }) => `${codeSpan(source)} is ${codeSpan(value)}`)
  const more = untrue.length - told.length
  return `- ${codeSpan(rule)}: ${[...told, ...(more > 0 ? [`${counted(more, 'more part')}`] : [])].join('; ')}`
}

function othersText(answers: readonly RuleAnswer[]): string {
  const names = answers.slice(0, MAX_NAMES).map(({ rule }) => codeSpan(rule))
  const more = answers.length - names.length
  return `Further from it: ${[...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')}.`
}
