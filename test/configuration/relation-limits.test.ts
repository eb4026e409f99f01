import { describe, expect, it } from 'vitest'
import { differ } from '../../src/core/difference/differ.ts'
import { configure } from './module-double.ts'

const permissions = (columns: number, layout = ' '): string => `
  resource "aws_lakeformation_permissions" "team" {
    principal   =${layout}"arn:aws:iam::123456789012:role/team"
    permissions = [for n in range(100) : "P\${n}"]
    table_with_columns {
      database_name = "sales"
      name          = "orders"
      column_names  = [for n in range(${columns}) : "c\${n}"]
    }
  }`

function told(base: string, head: string) {
  const found = differ(configure(base), configure(head)).map(({ difference }) => difference)
  return {
    granted: found.flatMap(({ granted }) => granted).length,
    undecided: found.flatMap(({ undecided }) => undecided.map(({ reason }) => reason)),
  }
}

describe('a resource that gives very much', () => {
  it('is compared one by one up to a limit', () => {
    expect(told(permissions(50), permissions(50))).toEqual({ granted: 0, undecided: [] })
    expect(told(permissions(49), permissions(50))).toEqual({ granted: 100, undecided: [] })
  })

  it('is undecided beyond, unless it is the same, however it is laid out', () => {
    expect(told(permissions(60), permissions(60, '   '))).toEqual({ granted: 0, undecided: [] })
    const { granted, undecided } = told(permissions(60), permissions(61))
    expect(granted).toBe(0)
    expect(undecided[0]).toBe('aws_lakeformation_permissions.team gives more than is compared one by one')
  })
})
