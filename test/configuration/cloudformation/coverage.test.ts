import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allTranslations } from '../../../src/core/configuration/cloudformation/translate/table.ts'
import { adaptersOf } from '../../../src/core/configuration/terraform/access/adapters.ts'

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'cloudformation.md')
const HEADING = '| Resource | Read as |\n|---|---|\n'

/** A row a type, with the types of Terraform whose adapters read it. */
function table(): string {
  const read = allTranslations().filter(({ to }) => adaptersOf(to).length > 0)
  const byType = Map.groupBy(read, ({ from }) => from)
  const rows = [...byType].map(([type, all]) => {
    const names = [...new Set(all.map(({ to }) => to))].sort()
    return `| \`${type}\` | ${names.map((name) => `\`${name}\``).join(', ')} |`
  })
  return `${HEADING}${rows.sort().join('\n')}\n`
}

describe('what is read of CloudFormation', () => {
  it('is listed in docs/cloudformation.md: npm run test:update writes it', () => {
    const page = readFileSync(PAGE, 'utf8')
    const start = page.indexOf(HEADING)
    const end = page.indexOf('\n\n', start)
    expect(start).toBeGreaterThan(0)
    const written = `${page.slice(0, start)}${table()}${end === -1 ? '' : page.slice(end + 1)}`
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(PAGE, written)
    expect(page).toBe(written)
  })

  it('is translated into types that an adapter reads', () => {
    const unread = allTranslations().filter(({ to }) => adaptersOf(to).length === 0)
    expect(unread.map(({ from, to }) => `${from} ${to}`)).toEqual([])
  })
})
