import { describe, expect, it } from 'vitest'
import type { ActionFacts } from '../../../src/core/authorization/aws/catalogue/catalogue.ts'
import type { PrincipalType } from '../../../src/core/authorization/aws/policy.ts'
import { Automaton } from '../../../src/core/difference/aws/automaton.ts'
import { wordOf } from '../../../src/core/difference/aws/letters.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import { accountPattern, CALLER_SHAPES, compileMember } from '../../../src/core/difference/aws/principal-patterns.ts'
import { resourceRoots } from '../../../src/core/difference/aws/resource-roots.ts'
import { jsonValue } from '../../authorization/aws/json-value.ts'

function memberOf(text: string, type: PrincipalType = 'AWS') {
  const id = jsonValue(text)
  if (id.kind !== 'text') throw new TypeError('no text')
  return compileMember({ type, id }, new Lexicon())
}

const IAM = 'arn:aws:iam::1:'
const STS = 'arn:aws:sts::1:assumed-role/'
const NAME = '\\n?\\n*'
const X = '<"fingerprint-x">'

describe('a principal', () => {
  it.each([
    ['a user stands for itself', `${IAM}user/u`, []],
    ['a role stands for its sessions', `${IAM}role/r`, [`${STS}r/${NAME}`]],
    ['a role in a path stands for its sessions, without the path', `${IAM}role/p/q/r`, [`${STS}r/${NAME}`]],
    ['a path is no role', `${IAM}role/p/`, []],
    ['a role without a name is none', `${IAM}role/`, []],
    ['a root stands for its account', `${IAM}root`, ['arn:\\s*:\\s*:\\s*:1:*']],
    ['a root of an unknown account', 'arn:aws:iam::<x>:root', [`arn:\\s*:\\s*:\\s*:\\s${X}:*`]],
    ['an unknown role stands for its sessions', `${IAM}role/<x>`, [`${STS}${X}/${NAME}`]],
    ['a role with an unknown end', `${IAM}role/r<x>`, [`${STS}r${X}/${NAME}`]],
    ['a role with an unknown beginning', `${IAM}role/<x>r`, [`${STS}${X}r/${NAME}`]],
    ['a role in a known path with an unknown end', `${IAM}role/p/r<x>`, [`${STS}r${X}/${NAME}`]],
    ['a role in an unknown path', `${IAM}role/<x>/r`, [`${STS}r/${NAME}`]],
    ['a role in an unknown path without a name', `${IAM}role/<x>/`, []],
    ['a role between unknown parts with a path', `${IAM}role/<x>/r<y>`, []],
    ['a role of an unknown partition', 'arn:<x>:iam::1:role/r', [`arn:${X}:sts::1:assumed-role/r/${NAME}`]],
    ['a role of an unknown account', 'arn:aws:iam::<x>:role/r', [`arn:aws:sts::${X}:assumed-role/r/${NAME}`]],
    ['an unknown whole', '<x>', []],
    ['an unknown beginning', '<x>:iam::1:role/r', []],
    ['a session', `${STS}r/s`, []],
    ['a role of another service', 'arn:aws:sts::1:role/r', []],
    ['a role in a region', 'arn:aws:iam:eu:1:role/r', []],
    ['a role with a further segment', `${IAM}role/r:x`, []],
    ['no ARN', 'urn:aws:iam::1:role/r', []],
    ['an id', 'AIDAEXAMPLE', []],
    ['a short ARN', 'arn:aws:iam', []],
    ['a group', `${IAM}group/g`, []],
    ['an empty id', '', []],
  ])('%s: %s', (_, text, wider) => {
    const member = memberOf(text)
    expect(member.wider.map(({ id }) => id)).toEqual(wider)
    expect(member).toMatchObject({ type: 'AWS', isEveryone: false, id: `AWS ${member.exact.id}` })
  })

  it('is everyone as a star, and of type AWS alone', () => {
    expect(memberOf('*')).toMatchObject({ isEveryone: true, wider: [], exact: { isEverything: true } })
    expect(memberOf('*', 'Service')).toMatchObject({ isEveryone: false, exact: { id: '\\*', isLiteral: true } })
    expect(memberOf(`${IAM}role/r`, 'Federated')).toMatchObject({ isEveryone: false, wider: [], type: 'Federated' })
    expect(memberOf('a*')).toMatchObject({ isEveryone: false, exact: { isLiteral: true } })
  })

  it('of an account is any ARN of it', () => {
    const pattern = accountPattern([{ kind: 'literal', text: '1' }])
    expect(pattern.id).toBe('arn:\\s*:\\s*:\\s*:1:*')
    expect(accountPattern([{ kind: 'wildcard', many: true, inSegment: false }]).id).toBe('arn:\\s*:\\s*:\\s*:\\s*:*')
  })
})

describe('a caller', () => {
  it.each([
    ['a user', `${IAM}user/u`, 0],
    ['a user in a path', `${IAM}user/p/u`, 0],
    ['a role of another partition', 'arn:aws-cn:iam::1:role/r', 1],
    ['a root', `${IAM}root`, 2],
    ['a session', `${STS}r/s`, 3],
    ['a session with a path', `${STS}p/r/s`, -1],
    ['a session without a name', `${STS}r/`, -1],
    ['a federated user', 'arn:aws:sts::1:federated-user/f', 4],
    ['a user without a name', `${IAM}user/`, -1],
    ['a user without an account', 'arn:aws:iam:::user/u', -1],
    ['a user of a region', 'arn:aws:iam:eu:1:user/u', -1],
    ['a group', `${IAM}group/g`, -1],
    ['a service', 'ec2.amazonaws.com', -1],
  ])('%s has a shape: %s', (_, text, expected) => {
    const lexicon = new Lexicon()
    const shape = CALLER_SHAPES.findIndex((each) => new Automaton(each, 'any', lexicon.alphabet).accepts(wordOf(text)))
    expect(shape).toBe(expected)
  })
})

describe('the resources of an action', () => {
  const facts = (formats: readonly string[], resourceOptional = false): ActionFacts => {
    return { name: 'svc:Act', level: 'read', formats, resourceOptional }
  }
  const P = 'arn:${Partition}:svc:${Region}:${Account}'
  const BUCKET = 'arn:${Partition}:s3:::${BucketName}'

  function fits(known: ActionFacts | undefined, text: string): readonly number[] {
    return resourceRoots(known, new Lexicon()).flatMap((root, index) =>
      root.some(({ automaton }) => automaton.accepts(wordOf(text))) ? [index] : [],
    )
  }

  it.each([
    ['of an unknown action are none, or anything', undefined, '*', [0, 1]],
    ['of an unknown action are anything', undefined, 'any:thing', [1]],
    ['of an unknown action are not nothing', undefined, '', []],
    ['without types are none', facts([]), '*', [0]],
    ['without types are of its service', facts([]), 'arn:aws:svc:eu:1:x', [1]],
    ['without types are of its service, without region and account', facts([]), 'arn:aws:svc:::x:y', [1]],
    ['without types are of no other service', facts([]), 'arn:aws:s3:::x', []],
    ['without types have a name', facts([]), 'arn:aws:svc:::', []],
    ['with a type are of it', facts([`${P}:thing/\${Id}`]), 'arn:aws:svc:eu:1:thing/x', [0]],
    ['with a type are in any partition', facts([`${P}:thing/\${Id}`]), 'arn:aws-cn:svc:eu:1:thing/x', [0]],
    ['with a type are in no other partition', facts([`${P}:thing/\${Id}`]), 'arn:x:svc:eu:1:thing/x', []],
    ['with a type have a region', facts([`${P}:thing/\${Id}`]), 'arn:aws:svc::1:thing/x', []],
    ['with a type have a region of one segment', facts([`${P}:thing/\${Id}`]), 'arn:aws:svc:e:u:1:thing/x', []],
    ['with a type have an account of one segment', facts([`${P}:thing/\${Id}`]), 'arn:aws:svc:eu:1:2:thing/x', []],
    ['with a type have a name', facts([`${P}:thing/\${Id}`]), 'arn:aws:svc:eu:1:thing/', []],
    ['with a type may have colons in the name', facts([`${P}:thing/\${Id}`]), 'arn:aws:svc:eu:1:thing/a:b/c', [0]],
    ['with a type are not none', facts([`${P}:thing/\${Id}`]), '*', []],
    ['with a type are none where it is optional', facts([`${P}:thing/\${Id}`], true), '*', [1]],
    ['with a type are of it where it is optional', facts([`${P}:thing/\${Id}`], true), 'arn:aws:svc:eu:1:thing/x', [0]],
    ['with a * are whatever it stands for', facts([`${P}:thing/*`]), 'arn:aws:svc:eu:1:thing/a/b:c', [0]],
    ['with a * may end before it', facts([`${P}:thing/*`]), 'arn:aws:svc:eu:1:thing/', [0]],
    ['with a * are not another thing', facts([`${P}:thing/*`]), 'arn:aws:svc:eu:1:other/a', []],
    ['with a * as a region are in any', facts(['arn:${Partition}:svc:*:*:t/${Id}']), 'arn:aws:svc:eu:1:t/x', [0]],
    ['with a * as a region have one', facts(['arn:${Partition}:svc:*:*:t/${Id}']), 'arn:aws:svc:e:u:1:t/x', []],
    ['have one account, whatever its name', facts(['arn:${Partition}:svc::${Id}:t']), 'arn:aws:svc::1:2:t', []],
    ['have an account, whatever its name', facts(['arn:${Partition}:svc::${Id}:t']), 'arn:aws:svc::1:t', [0]],
    ['may have colons after the account', facts(['arn:${Partition}:svc:::${Id}']), 'arn:aws:svc:::a:b', [0]],
    ['are buckets', facts([BUCKET]), 'arn:aws:s3:::b', [0]],
    ['are buckets without objects', facts([BUCKET]), 'arn:aws:s3:::b/k', []],
    ['are objects', facts([`${BUCKET}/\${ObjectName}`]), 'arn:aws:s3:::b/k/l', [0]],
    ['are objects, not buckets', facts([`${BUCKET}/\${ObjectName}`]), 'arn:aws:s3:::b', []],
    ['are buckets and objects', facts([BUCKET, `${BUCKET}/\${ObjectName}`]), 'arn:aws:s3:::b/k', [0]],
  ])('%s', (_, known, text, expected) => {
    expect(fits(known, text)).toEqual(expected)
  })

  it('are told by their widest formats, the shortest first, and once a comparison', () => {
    const lexicon = new Lexicon()
    const formats = [`${P}:other/\${Id}/x`, `${P}:thing/\${Id}/part/\${Part}`, `${P}:thing/\${Id}`]
    const read = () => resourceRoots(facts(formats), lexicon).flat()
    expect(read().map(({ lexeme }) => lexeme.id)).toEqual([
      'arn:aws\\s*:svc:\\s?\\s*:\\s?\\s*:thing/?*',
      'arn:aws\\s*:svc:\\s?\\s*:\\s?\\s*:other/?*/x',
    ])
    expect(read()[0]).toBe(read()[0])
    expect(
      resourceRoots(facts(formats), new Lexicon())
        .flat()
        .map(({ lexeme }) => lexeme.id),
    ).toEqual(read().map(({ lexeme }) => lexeme.id))
  })
})
