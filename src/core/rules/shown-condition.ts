/** A condition as a region shows it: `key Operator value, value`. */
export interface ShownCondition {
  /** In lower case. */
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
}

export function readShownCondition(text: string): ShownCondition | undefined {
  const [, key, operator, values] = /^(\S+) (\S+) (.*)$/s.exec(text) ?? []
  if (key === undefined || operator === undefined || values === undefined) return undefined
  return { key: key.toLowerCase(), operator, values: values.split(', ') }
}

/**
 * Whether a condition lets through only requests that have its key: negated operators, `Null`, `…IfExists` and
 * `ForAllValues` let others through.
 */
export function asksForKey({ operator }: ShownCondition): boolean {
  return !/not|null|ifexists|forallvalues/i.test(operator)
}
