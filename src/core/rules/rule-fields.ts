import type { Change, ChangeRegion } from './change.ts'
import type { PortRange } from './opened-ports.ts'
import type { RuleContext } from './rule-input.ts'

/** A field that rules may read. */
export interface RuleField {
  /** As CEL has it; `Region` and `PortRange` are types of this file. */
  readonly type: string
  /** For whoever writes rules: part of a table, in Markdown. */
  readonly doc: string
}

type Fields<Names extends PropertyKey> = Readonly<Record<Names, RuleField>>

const texts = (doc: string): RuleField => ({ type: 'list<string>', doc })
const text = (doc: string): RuleField => ({ type: 'string', doc })

const CHANGE: Fields<keyof Change> = {
  kind: text('what was found: `granted`, `undecided`, `malformed`, `governance`, `authorship` or `commits`'),
  file: text('the path of the file in which it stands'),
  address: text('what it is about, as the configuration names it: `aws_iam_role_policy.reader`, or a file'),
  platform: text('`aws`, `google`, `azure`, `kubernetes`; empty where it is no access, or not known'),
  origin: text('granted: `allowed`, or `no-longer-denied` where a Deny or a guardrail went'),
  policyKind: text(
    'granted: `identity`, `resource`, `trust`, `boundary`, `session`, `scp`, `rcp`, or beside policies `network`, `exposure`, `guardrail`',
  ),
  actions: texts('all actions of the regions; beside policies what is opened, or protects no longer'),
  accessLevels: texts(
    "their levels in AWS's service authorization reference: `list`, `read`, `write`, `permissions management`, `tagging`, or `unknown`",
  ),
  resources: texts('all resources of the regions'),
  principals: texts('all principals of the regions; none in an identity policy: whoever holds it'),
  principalKinds: texts(
    'their kinds: `anyone`, `account` (as a whole), `role`, `user`, `group`, `service`, `federated`, `network` (a block of addresses), `unknown`, `other`',
  ),
  conditions: texts('all conditions of the regions, as `key Operator value, value`'),
  droppedConditions: texts('keys of conditions, in lower case, that were asked for and are not any more'),
  internetPorts: {
    type: 'list<PortRange>',
    doc: 'network: what is let in from every address; a port that is not known may be every one',
  },
  regions: { type: 'list<Region>', doc: 'granted: each set of requests that becomes possible' },
  reason: text("undecided: why; malformed: the problem's summary"),
  decidedAtBase: { type: 'bool', doc: 'undecided: it was decided before the change' },
  what: text(
    "governance and commits: what happened (`settings-changed`, `unattributed`, …); malformed: the problem's code",
  ),
  detail: text('governance and malformed: the same for people'),
  tools: texts('authorship: ids of the AI tools that wrote lines of the file'),
  verdicts: texts('authorship: `ai`, `ai-assisted`, of the commits that change the file'),
  commits: { type: 'int', doc: 'authorship and commits: how many commits' },
  opens: texts("authorship: what the tools' lines open: `broadened`, `guardrail-removed`, `undecided`"),
  known: text(
    "authorship: how it is known that the lines are a tool's: `history`, `note`, `only-author`, `file`, `commits` or `pull-request`",
  ),
}

const REGION: Fields<keyof ChangeRegion> = {
  actions: texts('any of these'),
  accessLevels: texts('their levels'),
  resources: texts('on any of these'),
  principals: texts('by any of these'),
  principalKinds: texts('their kinds'),
  conditions: texts('where all of these are met'),
  droppedConditions: texts('keys that were asked for and are not any more'),
  extent: text('`new`: none of the actions was possible before; `widened`: one was, for less'),
  anyResource: { type: 'bool', doc: 'every resource is meant, and one of the actions could be limited to some' },
  public: { type: 'bool', doc: 'anyone is a principal, and no condition narrows who that is' },
  reaches: texts(
    'of a resource or trust policy: `another-account`, `any-deputy`, `any-subject`, `many-subjects` (of an identity provider)',
  ),
  escalations: texts("ways of raising one's own permissions that it completes, for people"),
  managed: text('the policy of AWS that it comes with, by its name'),
  prefixLists: texts(
    'network rules and routes: the lists of addresses by which they say for whom: `com.amazonaws.eu-central-1.s3` of AWS (`*` where the region is not known), else the id, `pl-…` or `${aws_ec2_managed_prefix_list.office.id}`; the principals are the addresses on it where the repository says which',
  ),
  everyday: {
    type: 'bool',
    doc: 'only principals gain it that are new, on nothing but resources that are new in the same change, and it gives no power over permissions',
  },
}

const PORT_RANGE: Fields<keyof PortRange> = {
  protocol: text('`tcp`, `udp`, …, or `any`'),
  first: { type: 'int', doc: 'the first port' },
  last: { type: 'int', doc: 'the last one' },
}

const CONTEXT: Fields<keyof RuleContext> = {
  environments: texts('names of `environments` in the settings that it belongs to, by a path or an account'),
  authorship: text('of the whole change: `ai`, `ai-assisted`, `bot`, `human` or `unknown`'),
  tools: texts('ids of the AI tools that took part in any of it'),
  time: {
    type: 'google.protobuf.Timestamp',
    doc: 'when the change is judged: `context.time.getHours("Europe/Berlin")`; judged again later, the answer may be another',
  },
}

const DATA: Fields<'labels'> = {
  labels: texts('labels of `dataClassification` in the settings whose data it reaches, or may reach'),
}

/** The types of the variables, by their names in CEL. */
export const RULE_TYPES = {
  Change: CHANGE,
  Region: REGION,
  PortRange: PORT_RANGE,
  Context: CONTEXT,
  Data: DATA,
} as const satisfies Readonly<Record<string, Readonly<Record<string, RuleField>>>>

/** The variables of every rule, with their types; `parameters` has what the rule declares. */
export const RULE_VARIABLES = { change: 'Change', context: 'Context', data: 'Data' } as const

/** As the type checker takes a type. */
export function fieldTypes(fields: Readonly<Record<string, RuleField>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]))
}
