import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AccessRequest, PolicyKind } from '../src/core/authorization/access.ts'
import { evaluate } from '../src/core/authorization/aws/evaluate.ts'
import type { PolicyDocument } from '../src/core/authorization/aws/policy.ts'
import { readPolicyDocument } from '../src/core/authorization/aws/read-document.ts'
import { compareDocuments, DOCUMENT_KINDS } from '../src/core/difference/compare-documents.ts'
import type { DocumentVerdict } from '../src/core/difference/document-verdict.ts'
import { parseJson } from '../src/core/syntax/json/parse.ts'
import type { Value } from '../src/core/value/value.ts'
import { jsonValue } from './authorization/aws/json-value.ts'

const SEMANTICS = resolve(import.meta.dirname, 'semantics')
const AREAS = ['aws-matching', 'aws-conditions', 'aws-composition', 'network', 'gcp', 'azure', 'kubernetes']

/** What a provider documents, as a comparison of two documents. */
const caseSchema = z.strictObject({
  /** One sentence that states the semantic. */
  rule: z.string().endsWith('.'),
  /** The document that says so. */
  source: z.string().min(1),
  kind: z.enum(DOCUMENT_KINDS),
  base: z.unknown(),
  head: z.unknown(),
  verdict: z.enum(['broadened', 'not-broadened', 'undecided']),
  /** What must be in the witness, part by part; a key of the context that is null here is absent there. */
  witness: z
    .strictObject({
      principal: z.strictObject({ type: z.string(), id: z.string() }).optional(),
      action: z.string().optional(),
      resource: z.string().optional(),
      context: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])).optional(),
    })
    .optional(),
  /** The reason that comes with the verdict. */
  note: z.string().optional(),
})

type Case = z.infer<typeof caseSchema>

const areas = readdirSync(SEMANTICS).sort()
const cases = areas.flatMap((area) =>
  readdirSync(join(SEMANTICS, area))
    .sort()
    .map((file) => ({ area, name: file.replace(/\.json$/, ''), path: join(SEMANTICS, area, file) })),
)

describe('semantics', () => {
  it('has cases in every area, with names of their own', () => {
    expect(areas).toEqual([...AREAS].sort())
    expect(AREAS.filter((area) => cases.filter((each) => each.area === area).length < 10)).toEqual([])
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(cases.filter(({ path }) => !/\/[a-z0-9]+(-[a-z0-9]+)*\.json$/.test(path))).toEqual([])
  })

  it('compares no two documents twice', () => {
    const questions = cases.map(({ path }) => {
      const { kind, base, head } = caseSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
      return JSON.stringify([kind, base, head])
    })
    expect(cases.filter((_, index) => questions.indexOf(questions[index] ?? '') !== index)).toEqual([])
  })

  it.each(cases)('$area: $name', ({ path }) => {
    const text = readFileSync(path, 'utf8')
    const expected = caseSchema.parse(JSON.parse(text))
    const { base, head } = documentsOf(path, text)
    const actual = compareDocuments(expected.kind, base, head)
    expect(actual.verdict, expected.rule).toBe(expected.verdict)
    if (expected.note !== undefined) expect(reasonOf(actual)).toBe(expected.note)
    if (actual.verdict !== 'broadened') return
    expectWitness(actual.witness, expected.witness)
    const policyKind = policyKindOf(expected.kind)
    if (policyKind !== undefined) expectReplay(policyKind, base, head, actual.witness)
  })
})

/** Both documents, read with their places as the command reads them. */
function documentsOf(path: string, text: string): { readonly base: Value; readonly head: Value } {
  const { value, diagnostics } = parseJson(path, text)
  expect(diagnostics).toEqual([])
  const entries = value?.kind === 'map' ? value.entries : undefined
  const [base, head] = [entries?.get('base')?.value, entries?.get('head')?.value]
  if (base === undefined || head === undefined) throw new Error(`${path} lacks a document`)
  return { base, head }
}

function reasonOf(verdict: DocumentVerdict): string | undefined {
  return 'reason' in verdict ? verdict.reason : undefined
}

function expectWitness({ context, ...actual }: AccessRequest, expected: Case['witness']): void {
  if (expected === undefined) return
  const { context: expectedContext = {}, ...parts } = expected
  expect(actual).toMatchObject(parts)
  const named = Object.keys(expectedContext).map((key) => [key, inOrder(context[key] ?? null)])
  expect(Object.fromEntries(named)).toEqual(expectedContext)
}

/** The values of a key have no order. */
function inOrder(value: string | readonly string[] | null): string | readonly string[] | null {
  return typeof value === 'string' || value === null ? value : [...value].sort()
}

function policyKindOf(kind: Case['kind']): PolicyKind | undefined {
  switch (kind) {
    case 'identity':
    case 'resource':
    case 'trust':
    case 'boundary':
    case 'scp':
      return kind
    default:
      return undefined
  }
}

/** The evaluator, which shares no code with the search, must say the same of the witness. */
function expectReplay(kind: PolicyKind, base: Value, head: Value, witness: AccessRequest): void {
  const verdicts = [base, head].map((value) => evaluate(inForce(kind, value), kind, witness))
  expect(verdicts[1]).toBe('allowed')
  expect(['not-allowed', 'explicitly-denied']).toContain(verdicts[0])
}

/** No boundary and no service control policy limits nothing; denies alone stand beside full access. */
function inForce(kind: PolicyKind, value: Value): readonly PolicyDocument[] {
  const documents = value.kind === 'null' ? [] : [readPolicyDocument(value, kind).document]
  const allows = documents
    .flatMap((document) => document.statements)
    .some((each) => !('effect' in each) || each.effect === 'Allow')
  const isUnlimited = kind === 'boundary' ? documents.length === 0 : kind === 'scp' && !allows
  if (!isUnlimited) return documents
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }
  return [...documents, readPolicyDocument(jsonValue(everything), kind).document]
}
