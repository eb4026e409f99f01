import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../src/core/rules/condition.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { loadRules } from '../../src/core/rules/load.ts'
import { locate } from '../../src/core/rules/locate.ts'
import type { Rule } from '../../src/core/rules/rule.ts'
import { DEFAULT_SETTINGS } from '../../src/core/rules/settings.ts'
import { NO_CONTEXT, parameterValuesOf, subjectOf } from '../../src/core/rules/subject.ts'
import { granted } from './facts.ts'

function loaded(when: string, parameters = '') {
  const text = `title: A rule\nseverity: low\nkind: broadened\nwhen: ${when}\n${parameters}headline: abc\nmessage: abc\nfix: abc\n`
  const { rules, diagnostics } = loadRules(new Map([['rules/a/b.yml', text]]))
  return { rule: rules[0], located: locate(text, diagnostics) }
}

function answer(rule: Rule | undefined, fact: Fact = granted({}), timeMs = 0) {
  if (rule === undefined) throw new Error('the rule did not load')
  const { input } = subjectOf(fact, DEFAULT_SETTINGS, { ...NO_CONTEXT, timeMs })
  return rule.when.evaluate({ ...input, parameters: parameterValuesOf(rule, DEFAULT_SETTINGS) })
}

describe('parameters of a rule', () => {
  it.each([
    ['string', '"s3"', 'change.actions.exists(a, a.startsWith(parameters.x))'],
    ['int', '3', 'size(change.actions) < parameters.x'],
    ['bool', 'true', 'parameters.x && change.kind == "granted"'],
    ['list<string>', '[a, granted]', 'change.kind in parameters.x'],
    ['list<int>', '[1, 2]', 'parameters.x.exists(each, each == size(change.actions))'],
    ['list<string>', '[]', 'size(parameters.x) == 0'],
  ])('of type %s are seen as such', (type, value, when) => {
    const { rule, located } = loaded(when, `parameters:\n  x: { type: ${type}, default: ${value}, description: abc }\n`)
    expect(located).toEqual([])
    expect(answer(rule)).toBe(true)
  })

  it.each([
    ['a default of another type', 'type: int, default: a', 'true', /not of type int/, 6],
    ['a fraction', 'type: int, default: 1.5', 'true', /whole number/, 6],
    ['a type that there is not', 'type: map, default: a', 'true', /must be one of/, 6],
    ['a misspelt key', 'type: int, default: 1, descripton: abc', 'true', /Did you mean `description`/, 6],
    ['a use of another type', 'type: int, default: 1', 'parameters.x == "a"', /no such overload/i, 4],
    ['a name that is not declared', 'type: int, default: 1', 'parameters.y == 1', /of `parameters`: x/, 4],
  ])('%s is an error at its place', (_, parameter, when, says, line) => {
    const { rule, located } = loaded(when, `parameters:\n  x: { ${parameter}, description: abc }\n`)
    expect(rule).toBeUndefined()
    const found = located.find((each) => says.test(`${each.summary} ${each.detail}`))
    expect(found, JSON.stringify(located)).toMatchObject({ line })
  })

  it('are unknown where none is declared', () => {
    expect(loaded('parameters.x == 1').located[0]?.summary).toContain('unknown variable')
  })
})

describe('what rules see of a change as a whole', () => {
  it('its time, in a time zone', () => {
    const { rule, located } = loaded('context.time.getDayOfWeek("Europe/Berlin") in [0, 6]')
    expect(located).toEqual([])
    expect(answer(rule, granted({}), Date.UTC(2026, 10, 27, 22, 30))).toBe(false)
    expect(answer(rule, granted({}), Date.UTC(2026, 10, 27, 23, 30))).toBe(true)
    const freeze = loaded('context.time >= timestamp("2026-12-20T00:00:00Z")')
    expect([answer(freeze.rule), answer(freeze.rule, granted({}), Date.UTC(2026, 11, 24))]).toEqual([false, true])
  })

  it('nothing by functions that are not listed', () => {
    expect(loaded('change.kind.matches("(a+)+$")').rule).toBeUndefined()
    expect(loaded('string(change.commits) == ""').located[0]?.summary).toContain('may not be used')
  })
})

describe('the limit on what an evaluation costs', () => {
  const actions = (count: number) => granted({ actions: Array.from({ length: count }, (_, index) => `s3:A${index}`) })

  it('counts the lists that a loop runs through, not the longest there is', () => {
    const { rule } = loaded('change.actions.exists(a, ["x", "y"].exists(b, a == b))')
    expect(answer(rule, actions(5_000))).toBe(false)
  })

  it('stops before an evaluation that is too long', () => {
    const { rule } = loaded('change.actions.exists(a, change.actions.exists(b, a == b && a == "x"))')
    expect(answer(rule, actions(5_000))).toMatchObject({ failure: expect.stringContaining('too large') })
    expect(answer(rule, actions(100))).toBe(false)
  })

  it('counts the elements of lists that are compared', () => {
    const { rule } = loaded('change.actions.exists(a, change.actions.exists(b, change.actions != change.actions))')
    expect(answer(rule, actions(300))).toMatchObject({ failure: expect.stringContaining('too large') })
    expect(answer(rule, actions(50))).toBe(false)
  })

  it('lets numbers be added, and a written text be joined', () => {
    const { rule } = loaded('size(change.actions) + size(change.resources) == 3 && ("s3:A" + "0") in change.actions')
    expect(answer(rule, actions(2))).toBe(true)
  })

  it('counts how long the texts are that it reads', () => {
    const long = (length: number, count = 1) =>
      granted({ actions: Array.from({ length: count }, (_, index) => `${'a'.repeat(length)}${index}`) })
    const pattern = `*${'a'.repeat(3_000)}b`
    const matching = loaded(`change.actions.exists(a, a.like("${pattern}"))`).rule
    expect(answer(matching, long(100_000))).toHaveProperty('failure')
    expect(answer(matching, long(10_000))).toBe(false)
    const asPattern = loaded('change.actions.exists(a, change.actions.exists(b, a.like(b)))').rule
    expect(answer(asPattern, long(20_000))).toHaveProperty('failure')
    const searching = loaded('change.actions.exists(a, change.actions.exists(b, a.contains(b) && b != a))').rule
    expect(answer(searching, long(100_000))).toHaveProperty('failure')
    const lowering = loaded('change.actions.exists(a, change.actions.exists(b, a.lowerAscii() == b))').rule
    expect(answer(lowering, long(100_000, 200))).toHaveProperty('failure')
    expect(answer(lowering, long(100, 200))).toBe(true)
  })

  it('counts by the texts that a loop runs through, not by the longest there is', () => {
    const { rule } = loaded('change.actions.exists(a, ["x", "y"].exists(b, a.like("*Object*" + b)))')
    const actions = Array.from({ length: 5_000 }, (_, index) => `s3:A${index}`)
    expect(answer(rule, granted({ actions, conditions: ['c'.repeat(1_000_000)] }))).toBe(false)
  })

  it('counts a pattern with nothing behind its star as one pass', () => {
    const { rule } = loaded('change.actions.exists(a, a.like("ses:Send*"))')
    expect(answer(rule, granted({ actions: ['x'.repeat(10_000_000)] }))).toBe(false)
  })

  it('counts regions with the longest of their lists', () => {
    const condition = compileCondition('change.regions.exists(r, r.actions.exists(a, a == "x"))')
    if ('start' in condition) throw new Error(condition.detail)
    const many = granted(...Array.from({ length: 800 }, () => ({ actions: Array.from({ length: 800 }, () => 'a:B') })))
    const { input } = subjectOf(many, DEFAULT_SETTINGS, NO_CONTEXT)
    expect(condition.evaluate({ ...input, parameters: {} })).toHaveProperty('failure')
  })
})
