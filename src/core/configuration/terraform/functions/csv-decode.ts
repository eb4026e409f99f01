import type { MapEntry, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { MAX_ITEMS } from '../limits.ts'
import { type FunctionCall, listResult } from './function.ts'

/**
 * `csvdecode(text)`: a list of objects, one a row, named by the first row. Undefined where Terraform refuses it:
 * quotes that do not match, rows of different lengths, two columns of one name. Source: RFC 4180.
 */
export function decodeCsv(text: string | undefined, call: FunctionCall): Value | undefined {
  const rows = text === undefined ? undefined : readRows(text)
  const [header, ...records] = rows ?? []
  if (header === undefined || new Set(header).size < header.length) return undefined
  if (records.length * header.length > MAX_ITEMS || records.some((row) => row.length !== header.length))
    return undefined
  const objects = records.map((row): Value => {
    const entries = header.map((name, at): [string, MapEntry] => [
      name,
      { keySpan: call.span, value: textOf(row[at] ?? '', call.spans) },
    ])
    return { kind: 'map', collection: 'object', entries: new Map(entries), spans: call.spans }
  })
  return listResult(objects, call)
}

/** One field, or what stands between two: a field in quotes ends at a comma or at the end of its line. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y

/** Lines end as they may; empty ones are no rows. */
function readRows(given: string): readonly (readonly string[])[] | undefined {
  const text = given.replaceAll('\r\n', '\n').replace(/\r$/, '')
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length || row.length > 0) {
    if (row.length === 0 && text[at] === '\n') {
      at += 1
      continue
    }
    FIELD.lastIndex = at
    const match = FIELD.exec(text)
    if (match === null) return undefined
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    at += match[0].length
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
