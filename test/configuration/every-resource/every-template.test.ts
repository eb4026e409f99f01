import { describe, expect, it } from 'vitest'
import { allTranslations } from '../../../src/core/configuration/cloudformation/translate/table.ts'
import type { Translation } from '../../../src/core/configuration/cloudformation/translate/translation.ts'
import { type Change, described, foundIn, givenBy } from './found-in.ts'
import { CHANGES, type ChangeName, type Scenario, statesOf, unknownPath } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { subjectScenarios } from './subjects.ts'
import { canSay, cloudformationOf, rowsTo, saysMore } from './write-cloudformation.ts'
import { terraformOf } from './write-terraform.ts'

interface Case {
  readonly scenario: Scenario
  readonly row: Translation
}

const CASES = scenarios().flatMap((scenario) =>
  rowsTo(scenario.type)
    .filter((row) => scenario.paths.length === 0 || scenario.paths.some((path) => canSay(row, path)))
    .map((row): Case => ({ scenario, row })),
)
/** What gives nobody anything, and what only others are about. */
const QUIET = new Set([
  ...subjectScenarios().map(({ subject }) => subject),
  'aws_lakeformation_lf_tag',
  'aws_network_acl',
])

const found = await foundIn(
  CASES.flatMap((each, at) => CHANGES.map((name) => changeOf(name, at, each))),
  'template.yaml',
)
const inTerraform = await foundIn(
  CASES.map(({ scenario }, at): Change => {
    const { less, more } = scenario
    return { folder: `broadening/${at}`, base: terraformOf(scenario, less), head: terraformOf(scenario, more) }
  }),
  'main.tf',
)

function changeOf(name: ChangeName, at: number, { scenario, row }: Case): Change {
  const folder = `${name}/${at}`
  const { less, more } = scenario
  if (name === 'unknown' && isPerhaps(row, scenario)) {
    const whole = more === 'nothing' ? less : more
    return { folder, base: cloudformationOf(row, less), head: cloudformationOf(row, whole, 'perhaps') }
  }
  const [base, head] = statesOf(name, scenario)
  const manner = name === 'neutral' ? 'rewritten' : 'plain'
  return { folder, base: cloudformationOf(row, base), head: cloudformationOf(row, head, manner) }
}

/** Whether what is unknown can only be whether it is there. */
function isPerhaps(row: Translation, { unknown }: Scenario): boolean {
  return !canSay(row, unknownPath(unknown))
}

describe('every type of CloudFormation', () => {
  it('has a scenario of what it is read as', () => {
    const told = new Set(CASES.map(({ row }) => row))
    expect(
      allTranslations()
        .filter((row) => !(told.has(row) || QUIET.has(row.to)))
        .map(({ from, to }) => `${from} ${to}`),
    ).toEqual([])
  })

  it.each(CASES.map(({ row, scenario }, at) => [row.from, scenario.type, scenario.paths.join(', '), at] as const))(
    '%s says what %s says by %s',
    (_, __, ___, at) => {
      const { scenario, row } = CASES[at] ?? {}
      const said = Object.fromEntries(
        CHANGES.map((name) => [name, [...new Set((found.get(`${name}/${at}`) ?? []).flatMap(described))]]),
      )
      const broadening = scenario?.kind === 'undecided' ? ['undecided'] : [`granted ${scenario?.kind}`]
      const narrowing = scenario?.isUndecidedEitherWay === true ? ['undecided'] : []
      // Of a condition that is not known both cases are told.
      const unknown =
        scenario?.isLostWhereUnknown === true ||
        (row !== undefined && scenario !== undefined && isPerhaps(row, scenario))
          ? broadening
          : ['undecided']
      expect(said).toEqual({ broadening, neutral: [], narrowing, unknown })
      const [here, there] = [found, inTerraform].map((facts) => (facts.get(`broadening/${at}`) ?? []).flatMap(givenBy))
      if (row !== undefined && !saysMore(row)) expect(here).toEqual(expect.arrayContaining(there ?? []))
    },
  )
})
