import type { Rule } from './rule.ts'

/** What was found for every atom of one comparison, and numbers to name atoms by. */
export class Atoms<Answer> {
  readonly #answers = new Map<string, Answer | 'none'>()
  readonly #texts = new Map<string, number>()
  readonly #rules = new WeakMap<Rule, number>()
  #ruleCount = 0

  /** The answer known for an atom, or that of `search`; none is remembered only where `isWhole` says so afterwards. */
  answer(atom: string, search: () => Answer | undefined, isWhole: () => boolean): Answer | undefined {
    const known = this.#answers.get(atom)
    if (known !== undefined) return known === 'none' ? undefined : known
    const found = search()
    if (found !== undefined || isWhole()) this.#answers.set(atom, found ?? 'none')
    return found
  }

  /** The same number for the same text. */
  numberOfText(text: string): number {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    this.#texts.set(text, this.#texts.size)
    return this.#texts.size - 1
  }

  numberOfRule(rule: Rule): number {
    const known = this.#rules.get(rule) ?? this.#ruleCount++
    this.#rules.set(rule, known)
    return known
  }
}
