import { describe, expect, it } from 'vitest'
import { readPolicyDocument } from '../../../src/core/authorization/aws/read-document.ts'
import { jsonValue, unknown } from './json-value.ts'

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }

function read(json: unknown) {
  const { document, diagnostics } = readPolicyDocument(jsonValue(json), 'identity')
  const statements = document.statements.map((statement) =>
    statement.kind === 'opaque' ? `${statement.symbol.address} ${statement.symbol.reason}` : statement.effect,
  )
  return { version: document.version, statements, diagnostics }
}

describe('a document that AWS takes', () => {
  it.each([
    [{ Statement: [] }, '2008-10-17', []],
    [{ Version: '2008-10-17', Statement: ALLOW }, '2008-10-17', ['Allow']],
    [
      { Version: '2012-10-17', Id: 'a', Statement: [ALLOW, { ...ALLOW, Effect: 'Deny' }] },
      '2012-10-17',
      ['Allow', 'Deny'],
    ],
    [{ Id: '<a>', Statement: ALLOW }, '2008-10-17', ['Allow']],
    [{ Id: unknown('a'), Statement: ALLOW }, '2008-10-17', ['Allow']],
  ])('%j', (json, version, statements) => {
    expect(read(json)).toEqual({ version, statements, diagnostics: [] })
  })
})

describe('a document that AWS rejects', () => {
  it.each([
    ['wrong-type', 'text', 'The policy document is a string', ['the policy document is not an object']],
    ['wrong-type', [ALLOW], 'The policy document is a list', ['the policy document is not an object']],
    [
      'unknown-version',
      { Version: '2012-10-18', Statement: ALLOW },
      'The policy has an unknown Version',
      ['the policy document has a Version that is not known'],
    ],
    [
      'unknown-version',
      { Version: 2012, Statement: ALLOW },
      'The policy has an unknown Version',
      ['the policy document has a Version that is not known'],
    ],
    [
      'unknown-version',
      { Version: ['2012-10-17'], Statement: ALLOW },
      'The policy has an unknown Version',
      ['the policy document has a Version that is not known'],
    ],
    [
      'wrong-type',
      { Id: 5, Statement: ALLOW },
      'Id is a number',
      ['the policy document has an Id that is not a string', 'Allow'],
    ],
    [
      'wrong-type',
      { Id: null, Statement: ALLOW },
      'Id is a null',
      ['the policy document has an Id that is not a string', 'Allow'],
    ],
    [
      'unknown-element',
      { id: 'a', Statement: ALLOW },
      'Unknown policy element "id"',
      ['the policy document has the unknown element "id"', 'Allow'],
    ],
    [
      'missing-element',
      { Version: '2012-10-17' },
      'The policy has no Statement',
      ['the policy document has no Statement'],
    ],
    [
      'wrong-type',
      { Statement: [ALLOW, 'text'] },
      'A statement is a string',
      ['Allow', 'statement 2 is not an object'],
    ],
    ['wrong-type', { Statement: 'text' }, 'A statement is a string', ['statement 1 is not an object']],
  ])('%s: %j', (code, json, summary, statements) => {
    const found = read(json)
    expect(found.statements).toEqual(statements)
    expect(found.diagnostics).toMatchObject([{ severity: 'error', code: `policy-${code}`, summary }])
  })
})

describe('a document that is unknown', () => {
  it.each([
    ['as a whole', unknown('d'), ['d is only known after apply']],
    [
      'in its version',
      { Version: unknown('v'), Statement: ALLOW },
      ['the policy document has a Version that is not known'],
    ],
    [
      'in a part of its version',
      { Version: '2012-<v>', Statement: ALLOW },
      ['the policy document has a Version that is not known'],
    ],
    ['in its statements', { Statement: unknown('s') }, ['s is only known after apply']],
    ['in one statement', { Statement: [ALLOW, unknown('s')] }, ['Allow', 's is only known after apply']],
  ])('%s', (_, json, statements) => {
    expect(read(json)).toMatchObject({ statements, diagnostics: [] })
  })
})
