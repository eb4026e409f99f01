import type { Rule } from './rule.ts'

/** Rules by the services of their actions, so that a statement is compared only with those that may meet it. */
export class RuleIndex {
  readonly #byService = new Map<string, Rule[]>()
  readonly #ofAny: Rule[] = []
  readonly #all: readonly Rule[]

  constructor(rules: readonly Rule[]) {
    this.#all = rules
    for (const rule of rules) {
      const services = rule.kind === 'statement' ? rule.services : undefined
      if (services === undefined) this.#ofAny.push(rule)
      for (const service of services ?? []) {
        const known = this.#byService.get(service)
        if (known === undefined) this.#byService.set(service, [rule])
        else known.push(rule)
      }
    }
  }

  /** Every rule that has a service in common with one, or may have any. */
  near(rule: Rule): readonly Rule[] {
    const services = rule.kind === 'statement' ? rule.services : undefined
    if (services === undefined) return this.#all
    const found = new Set(this.#ofAny)
    for (const service of services) for (const near of this.#byService.get(service) ?? []) found.add(near)
    return [...found]
  }
}
