import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { allTranslations } from '../../src/core/configuration/cloudformation/translate/table.ts'
import { allAdapters } from '../../src/core/configuration/terraform/access/adapters.ts'

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'aws-resources.md')
const HEADING = '| Resource | Arguments and blocks |\n|---|---|\n'

/** A row a type, with what of it is read whole. */
function table(): string {
  const byType = Map.groupBy(allAdapters(), ({ type }) => type)
  const rows = [...byType].map(([type, adapters]) => {
    const names = [...new Set(adapters.flatMap(({ reads }) => reads))].sort()
    return `| \`${type}\` | ${names.map((name) => `\`${name}\``).join(', ')} |`
  })
  return `${HEADING}${rows.sort().join('\n')}\n`
}

/** How many types are read, in the table beside other tools. */
function counts(): string {
  const types = new Set(allAdapters().map(({ type }) => type))
  const own = [...types].filter((type) => type.startsWith('aws_')).length
  const rows = allTranslations()
  const [from, to] = [new Set(rows.map((row) => row.from)), new Set(rows.map((row) => row.to))]
  return `| Countersign | ${own}, and ${from.size} types of CloudFormation that are read as ${to.size} of them | ${own} |`
}

it('docs/aws-resources.md lists what the adapters read: npm run test:update writes it', () => {
  const page = readFileSync(PAGE, 'utf8')
  const start = page.indexOf(HEADING)
  const end = page.indexOf('\n\n', start)
  expect(start).toBeGreaterThan(0)
  const rest = page.slice(end + 1).replace(/^\| Countersign \| [^|]*\| \d+ \|/m, counts())
  const written = `${page.slice(0, start)}${table()}${end === -1 ? '' : rest}`
  if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(PAGE, written)
  expect(page).toBe(written)
})

it('every type of resource is read in one way for each of its arguments', () => {
  const byType = Map.groupBy(allAdapters(), ({ type }) => type)
  expect(byType.size).toBeGreaterThan(80)
  for (const [, adapters] of byType) for (const { reads } of adapters) expect(reads.length).toBeGreaterThan(0)
})
