import { allTranslations } from '../../../src/core/configuration/cloudformation/translate/table.ts'
import type { Translation } from '../../../src/core/configuration/cloudformation/translate/translation.ts'
import { type Arguments, isBlock, isSpecial, put, type State, type Written } from './scenario.ts'

/** How a state is written: in other words that say the same, or so that nobody knows whether it is there. */
export type Manner = 'plain' | 'rewritten' | 'perhaps'

/** A template with one state of a resource, as one row of the table says it. */
export function cloudformationOf(row: Translation, state: State, manner: Manner = 'plain'): string {
  const part = row.each?.property ?? row.where
  const properties = state === 'nothing' ? {} : propertiesOf(row, state)
  const lines = state === 'nothing' && part === undefined ? [] : resourceLines(row, properties, part, manner)
  const resources = ['Resources:', '  Other: {Type: AWS::SNS::Topic}', ...lines, ''].join('\n')
  return /Unknown|Perhaps/.test(resources) ? `${UNKNOWNS}${resources}` : resources
}

const UNKNOWNS = `Parameters:
  Unknown: {Type: String}
Conditions:
  Perhaps: {"Fn::Equals": [{Ref: Unknown}, "yes"]}
`

/** The rows that make resources of a type. */
export function rowsTo(type: string): readonly Translation[] {
  return allTranslations().filter(({ to }) => to === type)
}

/** Arguments that no property says, though its name would be spelled so; and one of which a parameter is never nothing. */
const UNSAID = [
  'AWS::EC2::NetworkAcl ingress',
  'AWS::EC2::VPCEndpointService allowed_principals',
  'AWS::ElastiCache::ReplicationGroup auth_token',
]

/** Whether properties can say what stands at a path of arguments. */
export function canSay(row: Translation, path: string): boolean {
  const [name = ''] = path.split('.')
  const place = row.arguments[name]
  if (UNSAID.includes(`${row.from} ${name}`)) return false
  if (row.from in PARTICULAR) return true
  if (isWithin(row, path)) return true
  // What names the resource itself is said by its part being there.
  if (place !== undefined) return !/^[@=]/.test(place) || row.where !== undefined
  if (row.each !== undefined && name in row.each.arguments) return true
  return name !== 'count' && (row.shared === true || row.where !== undefined || name in (row.blocks ?? {}))
}

/** Whether arguments of blocks say what stands at a path. */
function isWithin(row: Translation, path: string): boolean {
  return Object.keys({ ...row.arguments, ...row.each?.arguments }).some(
    (name) => name.startsWith(`${path}.`) || (name === path && name.includes('.')),
  )
}

function resourceLines(
  row: Translation,
  properties: Arguments,
  part: string | undefined,
  manner: Manner,
): readonly string[] {
  const isPart = manner === 'perhaps' && part !== undefined
  const entries = Object.entries({ ...ALWAYS[row.from], ...properties }).map(
    ([name, value]): readonly [string, unknown] => {
      const isText = IN_TEXT.has(row.from) && isSpecial(value) && value.special === 'document' && !hasUnknown(value)
      const given = isText ? JSON.stringify(plain(value)) : plain(value)
      return [name, isPart && part.startsWith(name) ? { 'Fn::If': ['Perhaps', given, { Ref: 'AWS::NoValue' }] } : given]
    },
  )
  if (manner === 'rewritten') {
    const lines = entries.toReversed().map(([name, value]) => `      '${name}':   ${JSON.stringify(value)} # the same`)
    return ['  It:', `    Type: ${row.from}`, '    Metadata: {Note: the same}', '    Properties:', ...lines]
  }
  const condition = manner === 'perhaps' && !isPart ? ['    Condition: Perhaps'] : []
  const body = JSON.stringify(Object.fromEntries(entries))
  return ['  It:', `    Type: ${row.from}`, ...condition, `    Properties: ${body}`]
}

/** Whether a resource of the row says what Terraform says in another resource. */
export function saysMore(row: Translation): boolean {
  return row.from in ALWAYS
}

function hasUnknown(value: Written): boolean {
  return JSON.stringify(value).includes('"special":"unknown"')
}

const DOCUMENT: Written = {
  special: 'document',
  statements: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' }],
}

/** What a resource says beside what is compared. */
const ALWAYS: Readonly<Record<string, Arguments>> = { 'AWS::IAM::ManagedPolicy': { PolicyDocument: DOCUMENT } }

/** Types whose policy is a text. */
const IN_TEXT: ReadonlySet<string> = new Set(['AWS::Logs::Destination'])

/** As JSON has it; what is unknown is a parameter. */
function plain(value: Written): unknown {
  if (typeof value !== 'object') return value
  if (isBlock(value)) return mapped(value, plain)
  if (!isSpecial(value)) return value.map(plain)
  switch (value.special) {
    case 'unknown':
      return { Ref: 'Unknown' }
    case 'map':
      return mapped(value.entries, plain)
    case 'json':
      return mapped(inPascalCase(value.value) as Arguments, plain)
    case 'document':
      return { Version: '2012-10-17', Statement: value.statements.map((each) => mapped(each, plain)) }
    case 'reference':
      return { 'Fn::GetAtt': ['Other', value.attribute] }
  }
}

function mapped<To>(from: Arguments, to: (value: Written) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]))
}

/** Arguments as the properties that say them; those that name the resource itself are left out. */
function propertiesOf(row: Translation, given: Arguments): Arguments {
  const particular = PARTICULAR[row.from]?.(given)
  if (particular !== undefined) return particular
  const said = Object.entries(given).reduce<Arguments>(
    (into, [name, value]) => withArgument(row, into, name, value),
    {},
  )
  return row.where !== undefined && Object.keys(said).length === 0 ? put(said, row.where, {}) : said
}

type Particular = (given: Arguments) => Arguments | undefined

const FLOWS: Readonly<Record<string, string>> = {
  vpc_id: 'VPC',
  subnet_id: 'Subnet',
  eni_id: 'NetworkInterface',
  transit_gateway_id: 'TransitGateway',
  transit_gateway_attachment_id: 'TransitGatewayAttachment',
}

/** What no row of a table says. */
const PARTICULAR: Readonly<Record<string, Particular>> = {
  'AWS::Events::EventBusPolicy': ({ event_bus_name: name = 'it', policy }) => {
    const statements =
      policy !== undefined && isSpecial(policy) && policy.special === 'document' ? policy.statements : []
    return { EventBusName: name, StatementId: 'it', Statement: statements[0] ?? {} }
  },
  'AWS::CodePipeline::Pipeline': ({ stage }) => {
    const [action] = isBlock(stage) ? Object.values(stage) : []
    const { name, category }: Arguments = isBlock(action) ? action : {}
    if (name === undefined || category === undefined) return undefined
    return { Stages: [{ Name: 'one', Actions: [{ Name: name, ActionTypeId: { Category: category } }] }] }
  },
  'AWS::EC2::FlowLog': ({ traffic_type: traffic = 'ALL', log_destination: destination, ...given }) => {
    const [[argument, id] = ['', '']] = Object.entries(given)
    const flow = { ResourceId: id, ResourceType: FLOWS[argument] ?? '', TrafficType: traffic }
    return destination === undefined ? flow : { ...flow, LogDestination: destination }
  },
  'AWS::LakeFormation::PrincipalPermissions': ({
    catalog_resource: isCatalog,
    principal = '',
    permissions = [],
    ...given
  }) =>
    isCatalog === undefined
      ? undefined
      : {
          ...(given['catalog_id'] === undefined ? {} : { Catalog: given['catalog_id'] }),
          Principal: { DataLakePrincipalIdentifier: principal },
          Permissions: permissions,
          PermissionsWithGrantOption: [],
          Resource: { Catalog: {} },
        },
}

function withArgument(row: Translation, into: Arguments, name: string, value: Written): Arguments {
  if (isBlock(value) && isWithin(row, name)) {
    const flat = Object.entries(value).map(([key, inner]) => [`${name}.${key}`, inner] as const)
    return flat.reduce<Arguments>((made, [key, inner]) => withArgument(row, made, key, inner), into)
  }
  const { each, blocks, shared } = row
  const place = row.arguments[name]
  if (place !== undefined) {
    if (/^[@=]/.test(place)) return into
    return putListed(into, place, inWords(row, name, inPascalCase(value)))
  }
  const inEach = each?.arguments[name]
  if (each !== undefined && inEach !== undefined)
    return withItem(into, each.property, inEach, inWords(row, name, inPascalCase(value)))
  const block = blocks?.[name]
  if (block === undefined) return shared === true ? putListed(into, pascalCase(name), inPascalCase(value)) : into
  if (!isBlock(value)) return put(into, block.property, value)
  const members = flattened(value, block.arguments).reduce<Arguments>(
    (made, [key, inner]) =>
      putListed(made, block.arguments[key] ?? pascalCase(key), inWords(row, key, inPascalCase(inner))),
    {},
  )
  return putListed(into, block.property, members)
}

/** The members of a block, with those of blocks in it that are told by paths. */
function flattened(
  given: Arguments,
  places: Readonly<Record<string, string>>,
  at = '',
): readonly (readonly [string, Written])[] {
  return Object.entries(given).flatMap(([key, value]) => {
    const path = at + key
    const isPath = Object.keys(places).some((each) => each.startsWith(`${path}.`))
    return isBlock(value) && isPath ? flattened(value, places, `${path}.`) : [[path, value] as const]
  })
}

/** Properties that are lists, of which a scenario has one item, by the last name of their paths. */
const LISTED =
  /(?:^|\.)(?:Actions|CognitoIdentityProviders|CorsRules|DefaultActions|Distributions|Entries|EventSelectors|Expression|LFTags|ManagedPolicies|NetworkInterfaces|Policies|Roles|Rules|SecurityGroup(?:In|E)gress|VPCs)$/

function putListed(into: Arguments, place: string, value: Written): Arguments {
  const [list = '', member] = place.split('.*.')
  const isScalar = typeof value === 'string' || isBlock(value)
  if (member === undefined) return put(into, place, LISTED.test(place) && isScalar ? [value] : value)
  const items = Array.isArray(value) ? value : [value]
  return put(
    into,
    list,
    items.map((each) => put({}, member, each)),
  )
}

/** One item of a list, of which several arguments may each say a part. */
function withItem(into: Arguments, property: string, path: string, value: Written): Arguments {
  const there = into[property]
  const [item] = Array.isArray(there) ? there : []
  return put(into, property, [path === '' ? value : put(isBlock(item) ? item : {}, path, value)])
}

/** A value in CloudFormation's words. */
function inWords(row: Translation, name: string, value: Written): Written {
  const found = Object.entries(row.words?.[name] ?? {}).find(([, word]) => word === String(value))
  return found === undefined ? value : found[0]
}

function inPascalCase(value: Written): Written {
  if (isBlock(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [pascalCase(name), inPascalCase(inner)]))
  return Array.isArray(value) ? value.map(inPascalCase) : value
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
