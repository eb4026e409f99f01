import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ResourceAdapter } from '../../../src/core/configuration/terraform/access/adapter.ts'
import { allAdapters } from '../../../src/core/configuration/terraform/access/adapters.ts'
import { scenarios } from './scenarios.ts'
import { subjectScenarios } from './subjects.ts'
import { canSay, rowsTo } from './write-cloudformation.ts'

const FAMILIES = join(import.meta.dirname, '../../../src/core/configuration/terraform/access/families')

/** Families that CloudFormation has no types of. */
const IN_TERRAFORM_ALONE: Readonly<Record<string, string>> = {
  'eks-auth-map.ts': 'a ConfigMap of Kubernetes',
  'lightsail-ports.ts': 'CloudFormation has the ports within AWS::Lightsail::Instance, which is undecided',
}

/** The adapters of each family, by its file; files without are parts of others. */
async function families(): Promise<ReadonlyMap<string, readonly ResourceAdapter[]>> {
  const files = readdirSync(FAMILIES)
  const read = await Promise.all(
    files.map(async (file) => {
      const all = Object.entries((await import(join(FAMILIES, file))) as Readonly<Record<string, unknown>>)
      return [
        file,
        all.flatMap(([name, value]) => (name.endsWith('_ADAPTERS') ? (value as readonly ResourceAdapter[]) : [])),
      ] as const
    }),
  )
  return new Map(read.filter(([, adapters]) => adapters.length > 0))
}

const BY_FILE = await families()
const KNOWN = scenarios()

/** Whether a scenario is about what an adapter reads. */
function isOf({ type, reads }: ResourceAdapter, scenario: (typeof KNOWN)[number]): boolean {
  return type === scenario.type && scenario.paths.some((path) => reads.some((read) => touches(path, read)))
}

/**
 * Each scenario is four changes: a broadening that is found, what is the same and a narrowing that are silent, and what
 * nobody knows, which is undecided. every-resource.test.ts and every-template.test.ts review them.
 */
describe('every family', () => {
  it('is told of here', () => {
    const told = new Set([...BY_FILE.values()].flat())
    const policies = allAdapters().filter(({ documents }) => documents.length > 0)
    const left = allAdapters().filter((each) => !told.has(each) && !policies.includes(each))
    expect(left.map(({ type }) => type)).toEqual([])
    expect(BY_FILE.size).toBeGreaterThan(20)
  })

  it.each([...BY_FILE.keys()])('%s has the four changes in Terraform', (file) => {
    const adapters = BY_FILE.get(file) ?? []
    const own = [...KNOWN, ...subjectScenarios()].filter((scenario) => adapters.some((each) => isOf(each, scenario)))
    expect(own.length).toBeGreaterThan(0)
    expect(own.some(({ kind, isUndecidedEitherWay }) => kind !== 'undecided' && isUndecidedEitherWay !== true)).toBe(
      true,
    )
  })

  it.each([...BY_FILE.keys()].filter((file) => !(file in IN_TERRAFORM_ALONE)))(
    '%s has the four changes in CloudFormation',
    (file) => {
      const adapters = BY_FILE.get(file) ?? []
      const said = KNOWN.filter(
        (scenario) =>
          adapters.some((each) => isOf(each, scenario)) &&
          rowsTo(scenario.type).some((row) => scenario.paths.some((path) => canSay(row, path))),
      )
      expect(said.length).toBeGreaterThan(0)
    },
  )

  it.each(Object.keys(IN_TERRAFORM_ALONE))('%s has no type in CloudFormation', (file) => {
    expect((BY_FILE.get(file) ?? []).flatMap(({ type }) => rowsTo(type))).toEqual([])
  })
})

function touches(path: string, read: string): boolean {
  return path === read || path.startsWith(`${read}.`) || read.startsWith(`${path}.`)
}
