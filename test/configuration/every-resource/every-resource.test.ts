import { describe, expect, it } from 'vitest'
import { allAdapters } from '../../../src/core/configuration/terraform/access/adapters.ts'
import type { Fact } from '../../../src/core/rules/fact.ts'
import { type Change, described, foundIn } from './found-in.ts'
import { CHANGES, type ChangeName, type Scenario, type State, statesOf } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { subjectScenarios } from './subjects.ts'
import { terraformOf } from './write-terraform.ts'

const SUBJECTS = subjectScenarios()
const ALL: readonly Scenario[] = [...scenarios(), ...SUBJECTS]

/** Types of which what is read gives nobody anything. */
const GIVES_NOTHING = ['aws_lakeformation_lf_tag']
/** What is read of a type besides, because others name it so, or so that it does not count. */
const NAMES = ['id', 'name', 'description']

const found = await foundIn(
  ALL.flatMap((scenario, at) => CHANGES.map((name) => changeOf(name, at, scenario))),
  'main.tf',
)
const goingTogether = await foundIn(
  SUBJECTS.map((scenario, at): Change => {
    const nothing = terraformOf({ ...scenario, beside: {} }, 'nothing')
    return { folder: `together/${at}`, base: terraformOf(scenario, scenario.less), head: nothing }
  }),
  'main.tf',
)

function changeOf(name: ChangeName, at: number, scenario: Scenario): Change {
  const [base, head] = statesOf(name, scenario)
  const written = (state: State, rewritten: boolean) => terraformOf(scenario, state, rewritten)
  return { folder: `${name}/${at}`, base: written(base, false), head: written(head, name === 'neutral') }
}

describe('every type of resource', () => {
  it('has a scenario for all that is read of it: give it one where this fails', () => {
    const isTold = (type: string, reads: readonly string[]) =>
      ALL.some((each) => each.type === type && each.paths.some((path) => reads.some((read) => touches(path, read)))) ||
      (reads.some((read) => ['id', 'arn', 'name'].includes(read)) && SUBJECTS.some(({ subject }) => subject === type))
    const isQuiet = (type: string, reads: readonly string[]) =>
      GIVES_NOTHING.includes(type) || reads.every((read) => NAMES.includes(read))
    const without = allAdapters().filter(({ type, reads }) => !(isTold(type, reads) || isQuiet(type, reads)))
    expect(without.map(({ type, reads }) => `${type}: ${reads.join(', ')}`)).toEqual([])
    expect(new Set(allAdapters().map(({ type }) => type)).difference(typesOf(ALL))).toEqual(new Set(GIVES_NOTHING))
  })

  it.each(ALL.map((scenario, at) => [scenario.type, scenario.paths.join(', '), at] as const))(
    '%s by %s',
    (_, __, at) => {
      const scenario = ALL[at]
      const said = Object.fromEntries(CHANGES.map((name) => [name, saidOf(found, `${name}/${at}`)]))
      const broadening = scenario?.kind === 'undecided' ? ['undecided'] : [`granted ${scenario?.kind}`]
      const narrowing = scenario?.isUndecidedEitherWay === true ? ['undecided'] : []
      const unknown = scenario?.isLostWhereUnknown === true ? broadening : ['undecided']
      expect(said).toEqual({ broadening, neutral: [], narrowing, unknown })
    },
  )

  it.each(SUBJECTS.map(({ subject, type }, at) => [subject, type, at] as const))(
    '%s may go with its %s',
    (_, __, at) => {
      expect(saidOf(goingTogether, `together/${at}`)).toEqual([])
    },
  )
})

function saidOf(facts: ReadonlyMap<string, readonly Fact[]>, folder: string): readonly string[] {
  return [...new Set((facts.get(folder) ?? []).flatMap(described))]
}

function touches(path: string, read: string): boolean {
  return path === read || path.startsWith(`${read}.`) || read.startsWith(`${path}.`)
}

function typesOf(all: readonly Scenario[]): ReadonlySet<string> {
  return new Set([...all.map(({ type }) => type), ...SUBJECTS.map(({ subject }) => subject)])
}
