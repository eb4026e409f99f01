import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { readPolicyDocument } from '../../../src/core/authorization/aws/read-document.ts'
import { compareGrants } from '../../../src/core/difference/compare-access.ts'
import type { Cause } from '../../../src/core/difference/difference.ts'
import type { PolicySet } from '../../../src/core/difference/policy-set.ts'
import { parseJson } from '../../../src/core/syntax/json/parse.ts'

interface Side {
  readonly set: PolicySet
  readonly text: string
}

function side(file: string, statements: readonly object[], kind: PolicyKind): Side {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  const { value } = parseJson(file, text)
  if (value === undefined) throw new TypeError('no JSON')
  return { set: { kind, address: file, documents: [readPolicyDocument(value, kind).document] }, text }
}

/** Every region's causes: the role, the side, and what stands there (of a statement its Sid). */
function causesOf(base: readonly object[], head: readonly object[], kind: PolicyKind = 'identity') {
  const sides = { base: side('base', base, kind), head: side('head', head, kind) }
  const { granted, undecided } = compareGrants(sides.base.set, sides.head.set)
  const shown = ({ role, spans }: Cause) => {
    const places = spans.map(({ file, start, end }) => {
      const text = sides[file === 'base' ? 'base' : 'head'].text.slice(start, end)
      return `${file} ${role === 'statement' ? /"Sid":"(\w+)"/.exec(text)?.[1] : text.replaceAll('"', '')}`
    })
    return `${role}: ${places.join(' and ')}`
  }
  return [...granted, ...undecided].map(({ headCauses, baseCauses }) => [headCauses.map(shown), baseCauses.map(shown)])
}

const B = 'arn:aws:s3:::b'
const C = 'arn:aws:s3:::c'
const get = (resource: unknown, more: object = {}) => ({
  Sid: 'Get',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: resource,
  ...more,
})
const no = (resource: unknown, more: object = {}) => ({ ...get(resource, more), Sid: 'No', Effect: 'Deny' })
const onlyFrom = (value: string) => ({ Condition: { StringEquals: { 'aws:sourcevpc': value } } })

describe('what is named as the cause', () => {
  it.each([
    [
      'a new action',
      [get('*')],
      [get('*', { Action: ['s3:GetObject', 's3:PutObject'] })],
      [[['action: head s3:PutObject', 'resource: head *', 'statement: head Get'], []]],
    ],
    [
      'a new resource',
      [get(`${B}/*`)],
      [get([`${B}/*`, `${C}/*`])],
      [[['resource: head arn:aws:s3:::c/*', 'action: head s3:GetObject', 'statement: head Get'], []]],
    ],
    [
      'a new action and resource',
      [get(`${B}/*`)],
      [{ ...get(`${C}/*`), Action: 's3:PutObject' }],
      [[['action: head s3:PutObject', 'resource: head arn:aws:s3:::c/*', 'statement: head Get'], []]],
    ],
    [
      'nothing at base',
      [],
      [get(['*'], onlyFrom('v'))],
      [
        [
          ['action: head s3:GetObject', 'resource: head *', 'condition: head aws:sourcevpc:v', 'statement: head Get'],
          [],
        ],
      ],
    ],
    [
      'a lost condition',
      [get('*', onlyFrom('v'))],
      [get('*')],
      [
        [
          ['action: head s3:GetObject', 'resource: head *', 'statement: head Get'],
          ['condition: base aws:sourcevpc:v', 'statement: base Get'],
        ],
      ],
    ],
    [
      'a lost condition of several',
      [get('*', { Condition: { StringEquals: { 'aws:sourcevpc': 'v', 'aws:username': 'u' } } })],
      [get('*', onlyFrom('v'))],
      [
        [
          ['condition: head aws:sourcevpc:v', 'action: head s3:GetObject', 'resource: head *', 'statement: head Get'],
          ['condition: base aws:username:u', 'statement: base Get'],
        ],
      ],
    ],
    [
      'a changed condition',
      [get('*', onlyFrom('v'))],
      [get('*', onlyFrom('w'))],
      [
        [
          ['condition: head aws:sourcevpc:w', 'action: head s3:GetObject', 'resource: head *', 'statement: head Get'],
          ['condition: base aws:sourcevpc:v', 'statement: base Get'],
        ],
      ],
    ],
    [
      'an exclusion less',
      [{ Sid: 'Not', Effect: 'Allow', Action: 's3:GetObject', NotResource: [`${B}/*`, `${C}/*`] }],
      [{ Sid: 'Not', Effect: 'Allow', Action: 's3:GetObject', NotResource: [`${B}/*`] }],
      [
        [
          ['resource: head NotResource:[arn:aws:s3:::b/*]', 'action: head s3:GetObject', 'statement: head Not'],
          ['resource: base arn:aws:s3:::c/*', 'statement: base Not'],
        ],
      ],
    ],
    [
      'an action exclusion less',
      [{ Sid: 'Not', Effect: 'Allow', NotAction: ['s3:GetObject', 's3:PutObject'], Resource: '*' }],
      [{ Sid: 'Not', Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' }],
      [
        [
          ['action: head NotAction:s3:GetObject', 'resource: head *', 'statement: head Not'],
          ['action: base s3:PutObject', 'statement: base Not'],
        ],
      ],
    ],
    [
      'the Allow of base that comes nearest',
      [get(`${B}/*`), { ...get('*', onlyFrom('v')), Sid: 'Near', Action: 's3:*' }],
      [get(`${C}/*`)],
      [[['resource: head arn:aws:s3:::c/*', 'action: head s3:GetObject', 'statement: head Get'], []]],
    ],
    [
      'the Allow of base that lacks less',
      [
        { ...get(`${B}/*`, onlyFrom('v')), Sid: 'Far' },
        { ...get(`${B}/*`), Sid: 'Near' },
      ],
      [get(`${C}/*`)],
      [[['resource: head arn:aws:s3:::c/*', 'action: head s3:GetObject', 'statement: head Get'], []]],
    ],
    [
      'several new resources',
      [get(`${B}/*`)],
      [get([`${B}/*`, `${C}/*`, 'arn:aws:s3:::d/*'])],
      [
        [
          [
            'resource: head arn:aws:s3:::c/*',
            'resource: head arn:aws:s3:::d/*',
            'action: head s3:GetObject',
            'statement: head Get',
          ],
          [],
        ],
      ],
    ],
    [
      'a Deny that went',
      [get('*'), no(`${B}/*`)],
      [get('*')],
      [
        [
          ['action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny with a condition more',
      [get('*'), no(`${B}/*`)],
      [get('*'), no(`${B}/*`, onlyFrom('v'))],
      [
        [
          ['condition: head aws:sourcevpc:v', 'statement: head No', 'action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny with an exclusion more',
      [get('*'), no(`*`)],
      [get('*'), { Sid: 'No', Effect: 'Deny', Action: 's3:GetObject', NotResource: `${B}/*` }],
      [
        [
          ['resource: head arn:aws:s3:::b/*', 'statement: head No', 'action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base *', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny that moved',
      [get('*'), no(`${B}/*`)],
      [get('*'), no(`${C}/*`)],
      [
        [
          ['action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny that moved and has a condition more',
      [get('*'), no(`${B}/*`)],
      [get('*'), no(`${C}/*`, onlyFrom('v'))],
      [
        [
          ['action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny that comes before another as near',
      [get('*'), no(`${B}/*`)],
      [get('*'), { ...no(`${C}/*`), Sid: 'Far' }, no(`${B}/*`, onlyFrom('v'))],
      [
        [
          ['action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny that is nearer than another',
      [get('*'), no(`${B}/*`)],
      [get('*'), { ...no(`${C}/*`, onlyFrom('v')), Sid: 'Far' }, no(`${B}/*`, onlyFrom('v'))],
      [
        [
          ['condition: head aws:sourcevpc:v', 'statement: head No', 'action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny as near as another',
      [get('*'), no(`${B}/*`)],
      [get('*'), { ...no(`${B}/*`, onlyFrom('v')), Sid: 'First' }, { ...no(`${B}/*`, onlyFrom('w')), Sid: 'Second' }],
      [
        [
          ['condition: head aws:sourcevpc:v', 'statement: head First', 'action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny of head of another action with a condition',
      [get('*'), no(`${B}/*`)],
      [get('*'), { ...no(`${B}/*`, onlyFrom('v')), Action: 's3:PutObject' }],
      [
        [
          ['action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny without the one excluded action',
      [get('*'), no('*')],
      [get('*'), { Sid: 'No', Effect: 'Deny', NotAction: ['s3:GetObject', 's3:PutObject'], Resource: '*' }],
      [
        [
          ['action: head s3:GetObject', 'statement: head No', 'action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base *', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny that excludes two, of which one is meant',
      [get(`${B}/*`), no('*')],
      [get(`${B}/*`), { Sid: 'No', Effect: 'Deny', Action: 's3:GetObject', NotResource: [`${C}/*`, `${B}/*`] }],
      [
        [
          [
            'resource: head arn:aws:s3:::b/*',
            'statement: head No',
            'action: head s3:GetObject',
            'resource: head arn:aws:s3:::b/*',
          ],
          ['action: base s3:GetObject', 'resource: base *', 'statement: base No'],
        ],
      ],
    ],
    [
      'a Deny of another action',
      [get('*'), no(`${B}/*`)],
      [get('*'), { ...no(`${B}/*`), Action: 's3:PutObject' }],
      [
        [
          ['action: head s3:GetObject', 'resource: head *'],
          ['action: base s3:GetObject', 'resource: base arn:aws:s3:::b/*', 'statement: base No'],
        ],
      ],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(causesOf(base, head)).toEqual(expected)
  })
  const trust = (principal: unknown, more: object = {}) => ({
    Sid: 'Trust',
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: principal,
    ...more,
  })
  it.each([
    [
      'a new principal',
      [trust({ AWS: 'arn:aws:iam::111111111111:role/a' })],
      [trust({ AWS: ['arn:aws:iam::111111111111:role/a', 'arn:aws:iam::111111111111:role/b'] })],
      [
        [
          ['principal: head arn:aws:iam::111111111111:role/b', 'action: head sts:AssumeRole', 'statement: head Trust'],
          [],
        ],
      ],
    ],
    [
      'a new service',
      [trust({ AWS: 'arn:aws:iam::111111111111:role/a' })],
      [trust({ Service: 'ec2.amazonaws.com' })],
      [[['principal: head ec2.amazonaws.com', 'action: head sts:AssumeRole', 'statement: head Trust'], []]],
    ],
    [
      'a condition lost for a role',
      [trust({ AWS: '111111111111' }, onlyFrom('v'))],
      [trust({ AWS: 'arn:aws:iam::111111111111:role/a' })],
      [
        [
          ['action: head sts:AssumeRole', 'principal: head arn:aws:iam::111111111111:role/a', 'statement: head Trust'],
          ['condition: base aws:sourcevpc:v', 'statement: base Trust'],
        ],
      ],
    ],
    [
      'a principal that is no longer excluded',
      [
        {
          Sid: 'Trust',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          NotPrincipal: { AWS: ['arn:aws:iam::111111111111:role/a', 'arn:aws:iam::111111111111:role/b'] },
        },
      ],
      [
        {
          Sid: 'Trust',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          NotPrincipal: { AWS: ['arn:aws:iam::111111111111:role/a'] },
        },
      ],
      [
        [
          ['principal: head arn:aws:iam::111111111111:role/a', 'action: head sts:AssumeRole', 'statement: head Trust'],
          [],
        ],
      ],
    ],
    [
      'everyone',
      [trust({ AWS: '111111111111' })],
      [trust('*')],
      [[['principal: head *', 'action: head sts:AssumeRole', 'statement: head Trust'], []]],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(causesOf(base, head, 'trust')).toEqual(expected)
  })

  it('is the whole statement where it is not read, else what is written in it', () => {
    const long = `${B}/${'?'.repeat(201)}`
    expect(causesOf([], [get(long, onlyFrom('v'))])).toEqual([
      [
        [
          'action: head s3:GetObject',
          `resource: head ${long}`,
          'condition: head aws:sourcevpc:v',
          'statement: head Get',
        ],
        [],
      ],
    ])
    expect(causesOf([], [{ Sid: 'Odd', Effect: 'Maybe' }])).toEqual([[['statement: head Odd'], []]])
  })
})
