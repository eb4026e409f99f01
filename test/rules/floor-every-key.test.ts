import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { effectivePolicy } from '../../src/core/rules/effective-policy.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { FLOOR_SETTINGS, type PolicyFiles, readPolicyFiles } from '../../src/core/rules/policy-files.ts'
import { chosenPolicyKind } from '../../src/core/rules/policy-kinds.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/rules/settings.ts'
import { settingsFileSchema } from '../../src/core/rules/settings-schema.ts'
import { waiveBy } from '../../src/core/rules/waive-by.ts'
import { builtInRules } from './built-in-rules.ts'
import { authorship, granted, undecided } from './facts.ts'

const RULES = builtInRules()
const R = 'access/broader-access'
const OWN = { 'r/own/rule.yml': ownRule('low'), 'r/own/other.yml': ownRule('critical') }

/** A rule of the repository that speaks wherever the general one does. */
function ownRule(severity: string): string {
  return `title: Our own\nseverity: ${severity}\nkind: broadened\nrequire: { humans: 1 }\nwhen: 'true'\nheadline: ours\nmessage: ours.\nfix: ours.\n`
}

const at = (file: string) => ({ file, startLine: 1, endLine: 1 })
const FACTS = [
  { ...granted({ actions: ['s3:DeleteObject'] }), location: at('live/main.tf') },
  { ...granted({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }), location: at('lab/main.tf') },
  { ...granted({ actions: ['*'], resources: ['*'] }), location: at('main.tf') },
  { ...undecided(), location: at('live/main.tf') },
  { ...authorship(), location: at('live/roles.tf') },
  { ...authorship({ governed: false }), location: at('notes.md') },
]

/** How many of them give access: the first. */
const BROADENED = 3

function effective(repository: string, organisation: string, rules: Readonly<Record<string, string>> = {}) {
  const files = (yml: string, texts: Readonly<Record<string, string>>): PolicyFiles => ({
    yml: `version: 1\n${yml}\n`,
    rules: new Map(Object.entries(texts)),
    problems: [],
  })
  const layer = readPolicyFiles(files(organisation, {}), RULES, { names: FLOOR_SETTINGS, prefix: 'acme/.github/' })
  const own = readPolicyFiles(files(repository, rules), RULES)
  const problems = [...layer.located, ...own.located]
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  const standing = { kind: 'applies', source: 'acme/.github' } as const
  return effectivePolicy({ repository: own, floor: { standing, layer } })
}

/** What the settings lead to: whom changes need, and what no change shows by itself. */
function effectOf({ settings: { settings }, rules }: ReturnType<typeof effective>) {
  const people = { directors: [], machineUsers: settings.machineUsers, isKnown: true }
  const waive = waiveBy(settings, () => [], { nowMs: Date.parse('2026-06-01'), people })
  const judged = FACTS.map((fact) => {
    const judgement = judge([fact], [...RULES, ...rules], settings, waive)
    const { findings, waived, mode, humansNeeded, teamsNeeded, reviewersNeeded, blockedBy } = judgement
    const severities = findings.map(({ severity }) => severity)
    return { severities, waived: waived.length, mode, humansNeeded, teamsNeeded, reviewersNeeded, blockedBy }
  })
  return { judged, beside: besideFindings(settings) }
}

function besideFindings(settings: Settings) {
  const { machineUsers, signatures, declaration, suggestions, codeowners, selfAcknowledgement } = settings
  const { override, reminders, plans, policyKinds } = settings
  return {
    ...{ machineUsers, declaration, suggestions, codeowners, selfAcknowledgement, override, reminders },
    signatures: signatures?.data,
    plans,
    kind: chosenPolicyKind(policyKinds, 'policies/a.json'),
  }
}

interface Row {
  readonly floor: string
  /** The laxest that a repository can write. */
  readonly repository: string
  readonly rules?: Readonly<Record<string, string>>
}

const rule = (text: string) => `rules: { ${R}: ${text} }`
const scope = (text: string): Row => ({ floor: 'mode: enforce', repository: `scopes: [{ ${text}, mode: advisory }]` })
const lab = 'environments: { lab: { paths: ["lab/"] } }'
const waiver = (text = '') => ({
  floor: rule('high'),
  repository: `waivers: [{ rule: ${R}, ${text} reason: because, approver: carol, until: 2026-12-31 }]`,
})
/** Of what the first fact gives. */
const [{ digest: DIGEST } = { digest: '' }] = judge(FACTS.slice(0, 1), RULES, DEFAULT_SETTINGS).findings
const waived = waiver('resource: aws_iam_role_policy.reader,')

/** Each key of the settings: a strict floor, and the laxest value in the repository. */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  mode: [{ floor: 'mode: enforce', repository: 'mode: advisory' }],
  'rules.*': [
    { floor: rule('critical'), repository: rule('off') },
    { floor: rule('critical'), repository: rule('low') },
  ],
  'rules.*.enabled': [{ floor: rule('{ severity: critical }'), repository: rule('{ enabled: false }') }],
  'rules.*.severity': [{ floor: rule('{ severity: critical }'), repository: rule('{ severity: low }') }],
  'rules.*.humans': [{ floor: rule('{ humans: 4 }'), repository: rule('{ humans: 2 }') }],
  'rules.*.teams': [{ floor: rule('{ teams: [security] }'), repository: rule('{ teams: [] }') }],
  'rules.*.reviewers': [{ floor: rule('{ reviewers: [alice, bob] }'), repository: rule('{ reviewers: [mallory] }') }],
  'rules.*.block': [{ floor: rule('{ block: true }'), repository: rule('{ block: false }') }],
  'rules.*.paths': [
    { floor: rule('critical'), repository: rule('{ paths: ["nowhere/"] }') },
    { floor: rule('{ severity: critical, paths: ["live/"] }'), repository: rule('{ paths: ["nowhere/"] }') },
  ],
  'rules.*.except': [
    { floor: rule('critical'), repository: rule('{ except: ["**"] }') },
    { floor: rule('{ severity: critical, except: ["lab/"] }'), repository: rule('{ except: ["lab/", "live/"] }') },
  ],
  'rules.*.environments': [
    {
      floor: rule('critical'),
      repository: `${rule('{ environments: [lab] }')}\nenvironments: { lab: { paths: ["x/"] } }`,
    },
  ],
  'rules.*.mode': [
    { floor: rule('{ mode: enforce }'), repository: rule('{ mode: advisory }') },
    { floor: rule('{ block: true }'), repository: rule('{ mode: advisory }') },
    { floor: `mode: enforce\n${rule('high')}`, repository: rule('{ mode: advisory }') },
  ],
  'rules.*.parameters.*': [
    {
      floor: 'rules: { access/reading-secrets: { severity: critical, parameters: { actions: ["s3:DeleteObject"] } } }',
      repository: 'rules: { access/reading-secrets: { parameters: { actions: ["nothing:AtAll"] } } }',
    },
  ],
  'rules.*.waivers': [{ floor: rule('high'), repository: `${rule('{ waivers: true }')}\n${waived.repository}` }],
  'scopes[].paths': [scope('paths: ["**"]')],
  'scopes[].except': [scope('except: ["nowhere/"]')],
  'scopes[].environments': [{ ...scope(''), repository: `${lab}\nscopes: [{ environments: [lab], mode: advisory }]` }],
  'scopes[].rules': [scope(`paths: ["**"], rules: [${R}, access/undecided-access]`)],
  'scopes[].mode': [
    { floor: rule('{ mode: enforce }'), repository: `scopes: [{ paths: ["live/"], rules: [${R}], mode: advisory }]` },
    {
      floor: 'scopes: [{ paths: ["**"], mode: enforce }]',
      repository: 'scopes: [{ paths: ["live/"], mode: advisory }]',
    },
  ],
  'environments.*.paths': [
    {
      floor: 'environments: { production: { paths: ["live/"] } }',
      repository: 'environments: { production: { paths: ["nowhere/"] } }',
    },
  ],
  'environments.*.accounts': [
    {
      floor: 'environments: { production: { paths: ["live/"] } }',
      repository: 'environments: { production: { accounts: ["000000000000"] } }',
    },
  ],
  'policyKinds[].paths': [
    {
      floor: 'policyKinds: [{ paths: ["policies/"], kind: resource }]',
      repository: 'policyKinds: [{ paths: ["**"], kind: boundary }]',
    },
  ],
  'policyKinds[].kind': [
    {
      floor: 'policyKinds: [{ paths: ["**"], kind: resource }]',
      repository: 'policyKinds: [{ paths: ["policies/a.json"], kind: scp }]',
    },
  ],
  'dataClassification.*': [
    { floor: 'dataClassification: { personal: [logs] }', repository: 'dataClassification: { personal: [nothing] }' },
  ],
  'authorship.hold': [
    { floor: 'authorship: { hold: any }', repository: 'authorship: { hold: broadening }' },
    { floor: 'authorship: { hold: governed }', repository: 'authorship: { hold: broadening }' },
  ],
  'authorship.machineUsers': [
    { floor: 'authorship: { machineUsers: [robot] }', repository: 'authorship: { machineUsers: [] }' },
  ],
  'authorship.agents': [{ floor: 'authorship: { agents: [coder] }', repository: 'authorship: { agents: [] }' }],
  'authorship.declaration.trailers': [
    {
      floor: 'authorship: { declaration: { trailers: [Assisted-by] } }',
      repository: 'authorship: { declaration: { trailers: [Anything] } }',
    },
  ],
  'authorship.declaration.withoutAi': [
    {
      floor: 'authorship: { declaration: { trailers: [Assisted-by, No-AI] } }',
      repository: 'authorship: { declaration: { trailers: [Assisted-by, No-AI], withoutAi: [No-AI, Assisted-by] } }',
    },
  ],
  'authorship.suggestions': [
    { floor: 'authorship: { suggestions: director }', repository: 'authorship: { suggestions: allow }' },
  ],
  'authorship.signatures': [
    { floor: 'authorship: { signatures: [{ id: ours }] }', repository: 'authorship: { signatures: [] }' },
  ],
  'approvals.humans': [{ floor: 'approvals: { humans: 4 }', repository: 'approvals: { humans: 2 }' }],
  'approvals.teams': [{ floor: 'approvals: { teams: [security] }', repository: 'approvals: { teams: [] }' }],
  'approvals.reviewers': [
    { floor: 'approvals: { reviewers: [alice] }', repository: 'approvals: { reviewers: [mallory, alice] }' },
  ],
  'approvals.codeowners': [
    { floor: 'approvals: { codeowners: true }', repository: 'approvals: { codeowners: false }' },
  ],
  'approvals.selfAcknowledgement': [
    { floor: 'approvals: { selfAcknowledgement: false }', repository: 'approvals: { selfAcknowledgement: true }' },
  ],
  'approvals.override': [
    { floor: 'approvals: { override: off }', repository: 'approvals: { override: { team: mates, hours: 72 } }' },
  ],
  'approvals.override.team': [
    {
      floor: 'approvals: { override: { team: oncall } }',
      repository: 'approvals: { override: { team: mates } }',
    },
  ],
  'reminders.afterHours': [{ floor: 'reminders: { afterHours: 4 }', repository: 'reminders: { afterHours: 720 }' }],
  'reminders.escalation.afterHours': [
    {
      floor: 'reminders: { afterHours: 4, escalation: { afterHours: 8, teams: [leads] } }',
      repository: 'reminders: { afterHours: 4, escalation: { afterHours: 720, teams: [leads] } }',
    },
  ],
  'reminders.escalation.teams': [
    {
      floor: 'reminders: { afterHours: 4, escalation: { afterHours: 8, teams: [leads] } }',
      repository: 'reminders: { afterHours: 4, escalation: { afterHours: 8, teams: [] } }',
    },
  ],
  'waivers[].rule': [waived],
  'waivers[].resource': [waiver('resource: "aws_iam_role_policy.*",')],
  'waivers[].path': [waiver('resource: aws_iam_role_policy.reader, path: live/,')],
  'waivers[].digest': [waiver(`resource: aws_iam_role_policy.reader, digest: ${DIGEST},`)],
  'waivers[].reason': [waived],
  'waivers[].approver': [waived],
  'waivers[].until': [waived],
  ruleFolders: [
    { floor: rule('critical'), repository: 'ruleFolders: [r]', rules: { 'r/own/rule.yml': OWN['r/own/rule.yml'] } },
  ],
  'plans.required': [
    { floor: 'plans: { artifact: ours, required: true }', repository: 'plans: { artifact: ours, required: false }' },
  ],
}

/** Keys that make nothing stricter or laxer, or whose value is bound to another key that has a row of its own. */
const OTHERS: Readonly<Record<string, string>> = {
  version: 'there is one',
  'approvals.request': 'whom the app asks; who counts is the same',
  'comments.summary': 'where the result is shown beside the check',
  'comments.review': 'where the result is shown beside the check',
  'approvals.override.hours': 'only what the repository names is in force, for no more hours: with-floor.test.ts',
  'plans.artifact': 'plans of both are read, and only add findings: with-floor.test.ts',
}

/** Every key of the settings that holds a value, from the schema that editors and the app use. */
function keysOf(schema: unknown, path = ''): readonly string[] {
  const { anyOf = [], properties, additionalProperties, items } = node.parse(schema)
  const inner = [
    ...anyOf.flatMap((each) => keysOf(each, path)),
    ...Object.entries(properties ?? {}).flatMap(([key, each]) => keysOf(each, path === '' ? key : `${path}.${key}`)),
    ...(isSchema(additionalProperties) ? keysOf(additionalProperties, `${path}.*`) : []),
    ...(node.safeParse(items).data?.properties === undefined ? [] : keysOf(items, `${path}[]`)),
  ]
  return inner.length > 0 ? [...new Set(inner)] : [path]
}

const node = z.object({
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
})

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

describe("an organisation's floor", () => {
  it('has a row here for every key that settings have', () => {
    const keys = keysOf(z.toJSONSchema(settingsFileSchema, { unrepresentable: 'any' }))
    expect(keys.length).toBeGreaterThan(50)
    expect([...Object.keys(ROWS), ...Object.keys(OTHERS)].sort()).toEqual([...keys].sort())
  })

  it.each(Object.entries(ROWS).flatMap(([key, rows]) => rows.map((row): [string, Row] => [key, row])))(
    'is not loosened by %s',
    (_, { floor, repository, rules }) => {
      const alone = effectOf(effective('', floor))
      expect(effectOf(effective(repository, floor, rules))).toEqual(alone)
      // What is tried does loosen where there is no floor, or asks for less than it.
      expect(effectOf(effective(repository, '', rules))).not.toEqual(alone)
    },
  )

  it('is not loosened for access that a rule which it names finds, whatever else a repository writes', () => {
    const rows = Object.values(ROWS).flat()
    const floor = `mode: enforce\n${rule('{ severity: critical, humans: 4, teams: [security], block: true }')}\napprovals: { humans: 3 }`
    const alone = effectOf(effective('', floor))
    for (const { repository } of rows.filter((row) => row.rules === undefined)) {
      const { judged } = effectOf(effective(repository, floor))
      for (const [index, one] of judged.slice(0, BROADENED).entries()) {
        const wanted = alone.judged[index]
        expect(one.humansNeeded).toBeGreaterThanOrEqual(wanted?.humansNeeded ?? 0)
        expect(one.teamsNeeded).toEqual(expect.arrayContaining([...(wanted?.teamsNeeded ?? [])]))
        expect(one.blockedBy).toEqual(expect.arrayContaining([...(wanted?.blockedBy ?? [])]))
        expect([one.mode, one.waived]).toEqual(['enforce', 0])
      }
    }
  })

  it('is not loosened by a rule of the repository that speaks in the place of a general one, and is waived', () => {
    const repository = `ruleFolders: [r]\nwaivers: [{ rule: own/other, resource: aws_iam_role_policy.reader, reason: because, approver: carol, until: 2026-12-31 }]`
    const floor = rule('{ humans: 4 }')
    const needed = (policy: ReturnType<typeof effective>) => effectOf(policy).judged[0]?.humansNeeded
    expect(needed(effective('', floor))).toBe(4)
    expect(needed(effective(repository, floor, { 'r/own/other.yml': OWN['r/own/other.yml'] }))).toBe(4)
  })
})
