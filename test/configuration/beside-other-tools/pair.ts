import type { Change } from '../every-resource/found-in.ts'

/** What a resource says; undefined: it is not there. Of the type '' a whole file. */
export type Side = readonly [type: string, good: string | undefined, bad: string | undefined]

/** What a check of another tool asks for, in words of our own, and a resource that passes it and one that does not. */
export interface Pair {
  readonly subject: string
  /** The numbers of the checks in Checkov's policy index and in Trivy's documentation. */
  readonly checks: string
  readonly terraform?: Side
  readonly cloudformation?: Side
  /** From good to bad; back it is silent, but where `back` says otherwise. */
  readonly answer: Answer
  readonly back?: Exclude<Answer, 'silent'>
}

/** `silent`: it is not about access, and the page says why. */
export type Answer = 'granted' | 'undecided' | 'silent'

export type Row = readonly [
  subject: string,
  checks: string,
  terraform: Side | undefined,
  cloudformation?: Side | undefined,
  more?: Partial<Pick<Pair, 'answer' | 'back'>>,
]

export function pairsOf(rows: readonly Row[]): readonly Pair[] {
  return rows.map(([subject, checks, terraform, cloudformation, more = {}]) => ({
    subject,
    checks,
    answer: 'granted',
    ...(terraform === undefined ? {} : { terraform }),
    ...(cloudformation === undefined ? {} : { cloudformation }),
    ...more,
  }))
}

/** A policy document of one statement, as JSON: the same in HCL and in YAML. */
export function documentOf(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })
}

/** The same where Terraform takes a text. */
export function encoded(statement: Readonly<Record<string, unknown>>): string {
  return `jsonencode(${documentOf(statement)})`
}

export type Language = 'terraform' | 'cloudformation'
export const DIRECTIONS = ['good to bad', 'bad to good', 'beside'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** The change of a pair in one direction; `beside`: it stays bad, and something else changes. */
export function changeOf(folder: string, language: Language, [type, good, bad]: Side, direction: Direction): Change {
  const written = (body: string | undefined, note: string) =>
    language === 'terraform' ? terraformOf(type, body, note) : cloudformationOf(type, body, note)
  switch (direction) {
    case 'good to bad':
      return { folder, base: written(good, 'one'), head: written(bad, 'one') }
    case 'bad to good':
      return { folder, base: written(bad, 'one'), head: written(good, 'one') }
    case 'beside':
      return { folder, base: written(bad, 'one'), head: written(bad, 'other') }
  }
}

function terraformOf(type: string, body: string | undefined, note: string): string {
  const always = `resource "null_resource" "it" {\n  triggers = { note = "${note}" }\n}`
  if (body === undefined) return always
  if (type === '') return `${always}\n\n# ${note}\n${body}`
  return `${always}\n\nresource "${type}" "it" {\n  ${body}\n  tags = { note = "${note}" }\n}`
}

function cloudformationOf(type: string, body: string | undefined, note: string): string {
  const always = `Description: ${note}\nResources:\n  Other: {Type: AWS::SNS::Topic, Metadata: {Note: ${note}}}\n`
  if (body === undefined) return always
  if (type === '') return always + body
  return `${always}  It:\n    Type: ${type}\n    Metadata: {Note: ${note}}\n    Properties: {${body}}\n`
}
