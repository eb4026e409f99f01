import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { configureYaml } from '../../src/core/configuration/policy-document/yaml/configure-yaml.ts'
import { holdsPolicies } from '../../src/core/configuration/policy-document/yaml/holds-policies.ts'
import { differ } from '../../src/core/difference/differ.ts'
import fc from '../seeded-properties.ts'

/** What a change of one file comes to: facts by kind, and the errors at head. */
function compared(base: string, head: string, path = 'values.yaml') {
  const sides = configureYaml({ path, text: base }, { path, text: head })
  const differences = differ(sides.base, sides.head).map(({ difference }) => difference)
  return {
    granted: differences.flatMap(({ granted }) => granted).length,
    undecided: differences.flatMap(({ undecided }) => undecided).length,
    errors: sides.head.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  }
}

const SILENT = { granted: 0, undecided: 0, errors: [] }

const policy = (action: string, resource = 'arn:aws:s3:::reports/*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
})
const values = (content: unknown) => stringify(content, { lineWidth: 0 })
const READ = values({ policy: policy('s3:GetObject') })

describe('policies in YAML are found however they are written', () => {
  const WIDE = '{Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}'

  it.each([
    ['in flow style, deep within lists', `a: [{b: [{c: ${WIDE}}]}]\n`],
    [
      'with escaped letters',
      `a: ${WIDE.replace('Effect', '"\\x45ffect"').replace('Statement', '"Statemen\\u0074"')}\n`,
    ],
    ['with keys that are broken into lines', `a: ${WIDE.replace('Effect', '"Eff\\\n  ect"')}\n`],
    [
      'with keys that are written out',
      'a:\n  Statement:\n    - ? Effect\n      : Allow\n      ? Action\n      : "*"\n      ? Resource\n      : "*"\n',
    ],
    ['by an alias', `x: &p ${WIDE.replaceAll('s3:*', 'iam:*')}\ny: *p\n`],
    ['by a merge key', `x: &s {Action: "*", Resource: "*"}\ny: {Statement: [{<<: *s, Effect: Allow}]}\n`],
    ['behind a tag that nobody knows', `a: !Anything ${WIDE}\n`],
    ['in the place of a prototype', `__proto__: ${WIDE}\nconstructor: {toString: ${WIDE}}\n`],
    ['as JSON in a text', `a: '${JSON.stringify(policy('*', '*'))}'\n`],
    ['as JSON in a text with escaped letters', `a: '${JSON.stringify(policy('*', '*')).replaceAll('t', '\\u0074')}'\n`],
    ['as JSON within JSON', `a: '${JSON.stringify({ inner: JSON.stringify(policy('*', '*')) })}'\n`],
    ['as YAML in a text', `a: |\n${values(policy('*', '*')).replace(/^/gm, '  ')}\n`],
    ['as statements alone', 'statements:\n  - Effect: Allow\n    Action: "*"\n    Resource: "*"\n'],
    ['as one statement', 'grant: {Effect: Allow, NotAction: iam:*, Resource: "*"}\n'],
    ['in a second document', `a: 1\n---\nb: ${WIDE}\n`],
  ])('%s', (_, text) => {
    expect(holdsPolicies('values.yaml', text)).toBe(true)
    expect(compared('a: 1\n', text)).toMatchObject({ undecided: 0, errors: [] })
    expect(compared('a: 1\n', text).granted).toBeGreaterThan(0)
    expect(compared(text, text)).toEqual(SILENT)
  })

  it('nothing is found in what only speaks of effects and statements', () => {
    for (const text of [
      'tolerations:\n  - effect: NoSchedule\n',
      'Statement: a text\n',
      'policy: retain\n',
      'Effect: fade\nAction: click\n',
      'kind: ConfigMap\nmetadata: {name: other}\ndata: {mapRoles: "[]"}\n',
    ])
      expect(holdsPolicies('values.yaml', text), text).toBe(false)
  })
})

describe('hostile YAML is held, and costs little', () => {
  const bomb = Array.from({ length: 40 }, (_, at) => `a${at}: &a${at + 1} [*a${at}, *a${at}]`).join('\n')

  it.each([
    ['aliases that double again and again', `x: &a0 [x, x]\n${bomb}\n${READ}`, 'yaml-node-limit'],
    ['more than 1 MiB', `${READ}#${' '.repeat(1_100_000)}\n`, 'yaml-length-limit'],
    ['a key that is given twice', `${READ}\npolicy: {Statement: []}\n`, 'yaml-duplicate-key'],
    ['a tab as an indent', `${READ}a:\n\tb: 1\n`, 'yaml-tab-as-indent'],
    ['too deep a list', `a: ${'['.repeat(20_000)}\n${READ}`, 'yaml-'],
  ])('%s', (_, text, code) => {
    const { errors, undecided } = compared(READ, text)
    expect(errors[0]).toContain(code)
    expect(undecided).toBeGreaterThan(0)
  })

  it('text that aliases repeat again and again is not read, and held', () => {
    const long = JSON.stringify(policy('s3:*', `arn:aws:s3:::${'x'.repeat(200_000)}`))
    const text = `a: &a '${long}'\nb: [${'*a, '.repeat(1_000)}]\n`
    expect(compared(READ, text)).toMatchObject({ granted: 0, undecided: 1 })
  })

  it('escaped words in a file that is refused are held, too', () => {
    const text = 'a: 1\na: 2\np: {"Statemen\\u0074": [{"\\x45ffect": Allow, Action: "*", Resource: "*"}]}\n'
    expect(holdsPolicies('values.yaml', text)).toBe(true)
    expect(compared('a: 1\n', text)).toMatchObject({ undecided: 1, errors: ['yaml-duplicate-key'] })
  })

  it('a policy of encoded keys, or one that a template makes, is undecided once it changes', () => {
    const encoded = 'policy:\n  Statement:\n    - !!binary RWZmZWN0: Allow\n      Action: "*"\n'
    const template = '{{- if .Values.x }}\nStatement:\n  - Effect: {{ .Values.effect }}\n{{- end }}\n'
    for (const text of [encoded, template]) {
      expect(holdsPolicies('chart/templates/a.yaml', text)).toBe(true)
      expect(compared(READ, text)).toMatchObject({ granted: 0, undecided: 1 })
      expect(compared(text, text)).toEqual(SILENT)
    }
  })

  it('comments that Helm would run make a template of a file that is YAML', () => {
    const text = `# {{ "\\n" }}${READ.replaceAll('\n', '\n')}`
    expect(compared(text, `${text}\n# {{ .x }}`, 'chart/templates/a.yaml')).toMatchObject({ undecided: 1 })
  })

  it('never throws, and a file that does not change says nothing', () => {
    const words = [
      'Statement:',
      'Effect: Allow',
      'Action: "*"',
      '{',
      '}',
      '- ',
      '\n  ',
      '\n',
      '{{ x }}',
      '${y}',
      '!T ',
      '"',
      '&a ',
      '*a',
      '---\n',
      '|\n ',
      '<<: ',
      'policy: ',
      'name: ',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 20 }), (parts) => {
        const text = parts.join('')
        expect({ ...compared(text, text), errors: [] }).toEqual(SILENT)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is put in by a program is never taken literally', () => {
  const bucket = (resource: string, more = {}) => values({ ...more, policy: policy('s3:GetObject', resource) })

  it.each([
    ['the same text', bucket('arn:aws:s3:::{{ name }}/*'), bucket('arn:aws:s3:::{{ name }}/*'), 0],
    ['another text', bucket('arn:aws:s3:::{{ one }}/*'), bucket('arn:aws:s3:::{{ two }}/*'), 1],
    ['a text beside a wildcard', bucket('{{ one }}'), bucket('*'), 1],
    ['a wildcard that becomes a placeholder', bucket('*'), bucket('${ONE}'), 0],
    [
      'the same text of another definition',
      bucket('${self:custom.b}', { custom: { b: 'x' } }),
      bucket('${self:custom.b}', { custom: { b: '*' } }),
      1,
    ],
    [
      'a definition of a definition',
      bucket('{{ a }}', { a: '{{ b }}', b: 'x' }),
      bucket('{{ a }}', { a: '{{ b }}', b: '*' }),
      1,
    ],
    [
      'another tag',
      'p: {Statement: [{Effect: Allow, Action: !vault x, Resource: a}]}\n',
      'p: {Statement: [{Effect: Allow, Action: !vault y, Resource: a}]}\n',
      1,
    ],
    [
      'a variable of policies becomes a wildcard',
      bucket('arn:aws:s3:::b/${aws:username}'),
      bucket('arn:aws:s3:::b/*'),
      1,
    ],
  ])('%s', (_, base, head, atLeast) => {
    const { granted, undecided } = compared(base, head)
    if (atLeast === 0) expect(granted + undecided).toBe(0)
    else expect(granted + undecided).toBeGreaterThanOrEqual(atLeast)
  })

  it('a condition within a text makes the whole text unknown', () => {
    const text = (flag: string) =>
      `policy_json: |\n  {"Statement": [{% if ${flag} %}{"Effect": "Allow", "Action": "*"}{% endif %}]}\n`
    expect(compared(text('a'), text('b'))).toMatchObject({ granted: 0, undecided: 1 })
    expect(compared(text('a'), text('a'))).toEqual(SILENT)
  })
})

describe('policies are compared with what they were', () => {
  const role = (name: string, action: string) => ({ name, document: policy(action) })
  const unnamed = (account: string, action: string) => ({ account, document: policy(action) })

  it.each([
    [
      'named ones that change places',
      [role('a', 's3:GetObject'), role('b', 's3:PutObject')],
      [role('b', 's3:PutObject'), role('a', 's3:GetObject')],
      true,
    ],
    [
      'named ones that change what they have',
      [role('a', 's3:GetObject'), role('b', 's3:PutObject')],
      [role('b', 's3:GetObject'), role('a', 's3:PutObject')],
      false,
    ],
    [
      'unnamed ones that change places',
      [unnamed('1', 's3:GetObject'), unnamed('2', 's3:PutObject')],
      [unnamed('2', 's3:PutObject'), unnamed('1', 's3:GetObject')],
      true,
    ],
    [
      'unnamed ones that change what they have',
      [unnamed('1', 's3:GetObject'), unnamed('2', 's3:PutObject')],
      [unnamed('2', 's3:GetObject'), unnamed('1', 's3:PutObject')],
      false,
    ],
    [
      'one more of the same name',
      [role('a', 's3:GetObject')],
      [role('a', 's3:GetObject'), role('a', 's3:DeleteObject')],
      false,
    ],
    ['a policy for somebody else', [role('a', 's3:GetObject')], [role('b', 's3:GetObject')], false],
  ])('%s', (_, base, head, isSilent) => {
    const { granted, undecided } = compared(values({ roles: base }), values({ roles: head }))
    expect(granted + undecided === 0).toBe(isSilent)
  })

  it('documents of a stream that change places are silent; those that change what they have are not', () => {
    const [one, two] = [values({ account: 1, p: policy('s3:Get*') }), values({ account: 2, p: policy('s3:Put*') })]
    const [swappedOne, swappedTwo] = [
      values({ account: 1, p: policy('s3:Put*') }),
      values({ account: 2, p: policy('s3:Get*') }),
    ]
    expect(compared(`${one}---\n${two}`, `${two}---\n${one}`)).toEqual(SILENT)
    expect(compared(`${one}---\n${two}`, `${swappedOne}---\n${swappedTwo}`).granted).toBeGreaterThan(0)
  })

  it('however it is laid out, the same content says nothing', () => {
    const content = { roles: [role('a', 's3:GetObject')], other: { statements: policy('sqs:*').Statement } }
    const layouts = [
      values(content),
      stringify(content, { collectionStyle: 'flow', defaultStringType: 'QUOTE_DOUBLE' }),
      `# A comment\n${stringify(content, { indent: 6, defaultStringType: 'QUOTE_SINGLE' })}`,
      JSON.stringify(content, undefined, 4),
      values({ ...content, roles: [{ name: 'a', document: JSON.stringify(policy('s3:GetObject')) }] }),
    ]
    for (const layout of layouts) expect(compared(layouts[0] ?? '', layout), layout).toEqual(SILENT)
  })

  it('what else looks like access in the file is undecided where it changes, and only there', () => {
    const rbac = (role: string) => `${READ}---\nkind: RoleBinding\nroleRef: {name: ${role}}\n`
    expect(compared(rbac('view'), rbac('admin'))).toEqual({ granted: 0, undecided: 1, errors: [] })
    expect(compared(rbac('view'), `# more\n${rbac('view')}`)).toEqual(SILENT)
  })
})

describe('what a policy is for', () => {
  it.each([
    ['a limit by its key', 'role: {name: a}\n', values({ permissionsBoundary: policy('s3:*') }), 0],
    ['a grant that is called a limit', 'a: 1\n', values({ scp: policy('s3:*') }), 1],
    ['a limit that is widened', values({ scp: policy('s3:Get*') }), values({ scp: policy('s3:*') }), 1],
    [
      'an attached policy that is called a limit',
      'a: 1\n',
      'boundaryPolicies: [arn:aws:iam::aws:policy/AdministratorAccess]\n',
      1,
    ],
    ['a boundary by name', 'a: 1\n', 'permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess\n', 0],
  ])('%s', (_, base, head, granted) => {
    expect(compared(base, head).granted > 0).toBe(granted > 0)
  })
})

describe('the ConfigMap aws-auth', () => {
  const map = (users: string) => `kind: ConfigMap\nmetadata: {name: aws-auth}\ndata:\n  mapUsers: |\n    ${users}\n`
  const ANN = '- {userarn: "arn:aws:iam::111122223333:user/ann", groups: [view]}'

  it.each([
    ['another group, by a key in another case', ANN.replace('groups: [view]', 'GROUPS: [view, system:masters]'), 1, 0],
    ['a mapping that says what nobody knows', ANN.replace('groups: [view]', 'groups: [view], also: x'), 0, 2],
    ['a text that is no YAML', ANN.replace('}', ''), 0, 2],
    ['a group that a program puts in', ANN.replace('[view]', '["{{ group }}"]'), 0, 1],
    ['no mapping', '[]', 0, 0],
    ['the same one', ANN.replace('[view]', "['view']"), 0, 0],
  ])('%s', (_, users, granted, undecided) => {
    const found = compared(map(ANN), map(users))
    expect(found.granted > 0).toBe(granted > 0)
    expect(found.undecided > 0).toBe(undecided > 0)
  })
})
