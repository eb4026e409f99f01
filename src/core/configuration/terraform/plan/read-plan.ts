import { parseJson } from '../../../syntax/json/parse.ts'
import type { Diagnostic } from '../../../text/diagnostic.ts'
import { indexLines, positionAt } from '../../../text/lines.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { flagOf, wordOf } from '../json-members.ts'
import { itemsOf, type JsonMember, type JsonRange, membersOf } from './json-outline.ts'
import { MAX_PLAN_CHANGES, MAX_PLAN_SIZE, PLAN_JSON_LIMITS } from './limits.ts'
import { type PlanConfiguration, planConfiguration } from './plan-configuration.ts'
import { type PlannedChange, readPlannedChange } from './planned-change.ts'

/** A plan as `terraform show -json` writes it. Source: "JSON Output Format", Terraform documentation. */
export interface Plan {
  /** The file's name, for people. */
  readonly name: string
  /** What the file holds, as one text. */
  readonly digest: string
  /** Empty where the plan does not say. */
  readonly terraformVersion: string
  readonly changes: readonly PlannedChange[]
  /** Undefined where the plan does not say how its resources are configured. */
  readonly configuration: PlanConfiguration | undefined
  /** Why it does not tell everything that applying it would do: a predicate such as `is not complete`. */
  readonly unfinished?: string
}

export type PlanReading =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly problem: PlanProblem }

/** Why a file is not read as a plan: whole sentences, the file's name among them, and the way out. */
export interface PlanProblem {
  readonly name: string
  readonly digest: string
  readonly code: string
  readonly detail: string
}

/** Reads a plan file. Total: what is no plan, or is beyond a limit, is refused with the reason. */
export function readPlan(name: string, text: string): PlanReading {
  const digest = digestOf('plan', text.length > MAX_PLAN_SIZE ? String(text.length) : text)
  try {
    return { kind: 'plan', plan: planOf(name, text) }
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure
    return refusedPlan(name, failure.code, failure.reason, digest)
  }
}

/** `reason` is a predicate about the file: `is empty`. */
export function refusedPlan(name: string, code: string, reason: string, digest = ''): PlanReading {
  const detail = `${name} ${reason}. ${WAY_OUT}`
  return { kind: 'refused', problem: { name, digest, code, detail } }
}

const WAY_OUT = 'Give a plan that `terraform show -json PLAN` (or `tofu show -json PLAN`) wrote.'

/** Thrown where a text is no plan and caught where the reading began. */
class Refusal {
  readonly code: string
  readonly reason: string
  constructor(code: string, reason: string) {
    this.code = code
    this.reason = reason
  }
}

function planOf(name: string, text: string): Plan {
  if (text.length > MAX_PLAN_SIZE) throw new Refusal('plan-too-large', `has more than ${MAX_PLAN_SIZE} characters`)
  const members = topLevel(text)
  const read = (key: string): Value | undefined => {
    const member = members.get(key)
    return member === undefined ? undefined : valueAt(text, member, name)
  }
  checkFormat(read('format_version'), members)
  const configuration = read('configuration')
  const unfinished = unfinishedReason(read('errored'), read('complete'))
  return {
    name,
    digest: contentDigest(text, members),
    terraformVersion: wordOf(read('terraform_version')) ?? '',
    changes: changesOf(text, members.get('resource_changes'), name),
    configuration: configuration === undefined ? undefined : planConfiguration(configuration),
    ...(unfinished === undefined ? {} : { unfinished }),
  }
}

/** When a plan was made says nothing of what it does. */
function contentDigest(text: string, members: ReadonlyMap<string, JsonMember>): string {
  const told = [...members].filter(([key]) => key !== 'timestamp')
  return digestOf('plan', ...told.flatMap(([key, { start, end }]) => [key, text.slice(start, end)]))
}

function topLevel(text: string): ReadonlyMap<string, JsonMember> {
  if (text.startsWith('PK\u0003\u0004')) throw new Refusal('plan-binary', "is Terraform's own file of a saved plan")
  const members = membersOf(text)
  if (members === undefined) throw notJson(text)
  const found = new Map<string, JsonMember>()
  for (const member of members) {
    if (found.has(member.key)) throw new Refusal('plan-duplicate-key', `has the key "${shortened(member.key)}" twice`)
    found.set(member.key, member)
  }
  return found
}

/** A text beyond the ordinary limits of JSON is not searched for its error. */
function notJson(text: string): Refusal {
  const { diagnostics } = parseJson('', text)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error === undefined || error.code === 'json-length-limit') return new Refusal('plan-json', 'is no JSON object')
  return new Refusal('plan-json', `is no JSON object: ${sentence(error, text, 0)}`)
}

function sentence({ subject, detail }: Diagnostic, text: string, offset: number): string {
  const { line, column } = positionAt(indexLines(text), offset + subject.start)
  return `line ${line}, column ${column}: ${detail.replace(/\.$/, '')}`
}

/** Every value has a file of its own, which tells whence an element of a policy comes. */
function valueAt(text: string, { start, end }: JsonRange, file: string): Value {
  const { value, diagnostics } = parseJson(file, text.slice(start, end), PLAN_JSON_LIMITS)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (value !== undefined && error === undefined) return value
  throw new Refusal(
    error?.code === 'json-duplicate-key' ? 'plan-duplicate-key' : 'plan-json',
    error === undefined ? 'is no JSON' : `cannot be read: ${sentence(error, text, start)}`,
  )
}

/** The formats of major version 1 only ever gain members. */
function checkFormat(version: Value | undefined, members: ReadonlyMap<string, JsonMember>): void {
  const isPlan = ['planned_values', 'resource_changes', 'configuration'].some((key) => members.has(key))
  const format = wordOf(version)
  if (format === undefined || !isPlan) throw new Refusal('not-a-plan', 'is JSON, but not a plan of Terraform')
  if (!/^1\.\d+$/.test(format)) {
    throw new Refusal('plan-format', `is in format ${shortened(format)} of plans; what is read is format 1`)
  }
}

function changesOf(text: string, member: JsonMember | undefined, name: string): readonly PlannedChange[] {
  if (member === undefined) return []
  const list = text.slice(member.start, member.end)
  const items = itemsOf(list, MAX_PLAN_CHANGES + 1)
  if (items === undefined) {
    valueAt(text, member, name)
    throw new Refusal('not-a-plan', 'is not a plan of Terraform: resource_changes is no list')
  }
  if (items.length > MAX_PLAN_CHANGES) {
    throw new Refusal('plan-too-large', `lists more than ${MAX_PLAN_CHANGES} resources`)
  }
  return items.map(({ start, end }, index) => {
    const file = `\u0000${name}#${index}`
    const range = { start: member.start + start, end: member.start + end }
    const change = readPlannedChange(valueAt(text, range, file))
    if (change !== undefined) return change
    throw new Refusal('not-a-plan', `is not a plan of Terraform: entry ${index} of resource_changes is no change`)
  })
}

function unfinishedReason(errored: Value | undefined, complete: Value | undefined): string | undefined {
  if (flagOf(errored) === true) return 'ended in an error'
  return flagOf(complete) === false ? 'is not complete: Terraform has left out a part of what is to come' : undefined
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
