import type { AccessKind } from '../../../src/core/authorization/access.ts'

/** What an argument may be: an object is a block, a list of objects several. */
export type Written = string | number | boolean | Special | readonly Written[] | Arguments

export interface Arguments {
  readonly [name: string]: Written
}

/** What neither a block nor a plain value says. */
export type Special =
  | { readonly special: 'unknown' }
  | { readonly special: 'map'; readonly entries: Readonly<Record<string, Written>> }
  | { readonly special: 'json'; readonly value: Arguments }
  | { readonly special: 'document'; readonly statements: readonly Arguments[] }
  | { readonly special: 'reference'; readonly to: string; readonly attribute: string }

/** In Terraform a variable that nothing sets, in CloudFormation a parameter without a default. */
export const UNKNOWN: Special = { special: 'unknown' }

/** A value that is a map, where blocks are written with braces alone. */
export function map(entries: Readonly<Record<string, Written>>): Special {
  return { special: 'map', entries }
}

/** The resource, or that it is not there. */
export type State = Arguments | 'nothing'

/** Two states of one resource, of which one gives more than the other, and one of which nobody knows what it gives. */
export interface Scenario {
  readonly type: string
  readonly less: State
  readonly more: State
  /** Head of a change from `known`. */
  readonly unknown: Arguments
  readonly known: State
  /** The kind of what `more` gives beside `less`; undecided where that is the answer that fits. */
  readonly kind: AccessKind | 'undecided'
  /** What takes away nothing that is known is not decided either. */
  readonly isUndecidedEitherWay?: true
  /** Where nobody knows whom it protects, nobody that is known is protected any more. */
  readonly isLostWhereUnknown?: true
  /** The paths that speak of access in it. */
  readonly paths: readonly string[]
  /** Resources beside it, which are the same on both sides: by type, named `it`. */
  readonly beside?: Readonly<Record<string, Arguments>>
}

/** The arguments with which something is written at a path: `a.b.c`; blocks that are there already are kept. */
export function put(into: Arguments, path: string, value: Written | undefined): Arguments {
  if (value === undefined) return into
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...into, [first]: value }
  const inner = into[first]
  return { ...into, [first]: put(isBlock(inner) ? inner : {}, rest.join('.'), value) }
}

/** Whether a value is a block. */
export function isBlock(value: Written | undefined): value is Arguments {
  return typeof value === 'object' && !Array.isArray(value) && !('special' in value)
}

/** Whether a value is none of the plain ones, nor a block. */
export function isSpecial(value: Written): value is Special {
  return typeof value === 'object' && !Array.isArray(value) && 'special' in value
}

/** A scenario of one argument with a value that gives less and one that gives more; undefined: it is not written. */
export function valueScenario(
  type: string,
  path: string,
  kind: Scenario['kind'],
  [less, more]: readonly [less: Written | undefined, more: Written | undefined],
  fixed: Arguments = {},
): Scenario {
  const known = put(fixed, path, less)
  const unknown = put(fixed, path, UNKNOWN)
  return { type, kind, less: known, more: put(fixed, path, more), known, unknown, paths: [path] }
}

/**
 * A scenario of a resource that gives access, or protects, by being there; of `path` nobody knows what it says. Where
 * that is `count`, nobody knows whether it is there.
 */
export function presenceScenario(type: string, kind: Scenario['kind'], there: Arguments, path: string): Scenario {
  const isGiving = kind !== 'guardrail'
  const states = isGiving ? ({ less: 'nothing', more: there } as const) : ({ less: there, more: 'nothing' } as const)
  const known = isGiving && path === 'count' ? 'nothing' : there
  return { type, kind, ...states, known, unknown: put(there, path, UNKNOWN), paths: Object.keys(there) }
}

/** The path at which the scenario says something unknown. */
export function unknownPath(given: Arguments): string {
  const [found = ''] = Object.entries(given).flatMap(([name, value]): readonly string[] => {
    if (value === UNKNOWN || (isSpecial(value) && ['document', 'json'].includes(value.special))) return [name]
    const inner = isBlock(value) ? unknownPath(value) : ''
    return inner === '' ? [] : [`${name}.${inner}`]
  })
  return found
}

export const CHANGES = ['broadening', 'neutral', 'narrowing', 'unknown'] as const
export type ChangeName = (typeof CHANGES)[number]

/** Base and head of a change; of a neutral one head is to be written otherwise. */
export function statesOf(
  name: ChangeName,
  { less, more, known, unknown }: Scenario,
): readonly [base: State, head: State] {
  const whole = more === 'nothing' ? less : more
  switch (name) {
    case 'broadening':
      return [less, more]
    case 'neutral':
      return [whole, whole]
    case 'narrowing':
      return [more, less]
    case 'unknown':
      return [known, unknown]
  }
}
