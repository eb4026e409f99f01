import type { PrincipalClause, PrincipalMember } from '../../src/core/authorization/aws/policy.ts'
import type { KeyTerms } from './condition-keys.ts'
import {
  and,
  choose,
  equal,
  FALSE,
  implies,
  inLanguage,
  joined,
  NO_COLON,
  not,
  or,
  type Term,
  TRUE,
  text,
} from './terms.ts'
import { wholeText } from './whole-text.ts'

/**
 * Who calls: a type (a canonical user only where a policy names one, as it is another name of an account), and the forms that callers of type AWS have. An anonymous caller is AWS with the id `*`; an id
 * that a policy spells out and that is no ARN (a unique id) is a form of its own.
 */
const TYPES: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser']
const FORMS = { anonymous: 0, user: 1, role: 2, root: 3, session: 4, federatedUser: 5, odd: 6 } as const

const ARN_KEY = 'aws:principalarn'
const ACCOUNT_KEY = 'aws:principalaccount'

/** Declares the caller, and what follows from it for the keys that name it. `members`: all that the policies name. */
export function callerCommands(
  members: readonly PrincipalMember[],
  keys: ReadonlyMap<string, KeyTerms>,
): readonly Term[] {
  const odd = members
    .filter(({ type }) => type === 'AWS')
    .map(({ id }) => wholeText(id))
    .filter(isOdd)
  const types = TYPES.filter((type) => type !== 'CanonicalUser' || members.some((member) => member.type === type))
  if ((odd.length > 0 || types.includes('CanonicalUser')) && (keys.has(ARN_KEY) || keys.has(ACCOUNT_KEY))) {
    throw new Error('what the keys of a caller are that is known by a unique or canonical id is not encoded')
  }
  return [
    ...['caller_type', 'caller_form'].map((name) => `(declare-const ${name} Int)`),
    ...['caller_id', 'partition', 'account', 'name', 'session'].map((name) => `(declare-const ${name} String)`),
    `(assert ${or(types.map(isOfType))})`,
    `(assert (str.prefixof "aws" partition))`,
    `(assert ${inLanguage('partition', `(re.* ${NO_COLON})`)})`,
    `(assert ${inLanguage('account', `(re.+ ${NO_COLON})`)})`,
    `(assert ${not(equal('name', text('')))})`,
    `(assert ${implies(isOfType('AWS'), idTerm(odd))})`,
    ...keyCommands(keys),
  ]
}

/**
 * Whether a statement is for the caller. An account's root stands for every principal of the account, a role also
 * for its sessions, `*` for everyone; NotPrincipal lists the very principals. Sources: "AWS JSON policy elements:
 * Principal" and "NotPrincipal", IAM User Guide.
 */
export function callerTerm(clause: PrincipalClause): Term {
  if (clause.negated) return not(or(clause.members.map(isListed)))
  return or(clause.members.map((member) => or([isListed(member), isWithin(member)])))
}

/** The parts of a session's name are single ones: neither may hold a slash. */
const PLAIN_NAME: Term = '(re.+ (re.union (re.range "\\u{0}" ".") (re.range "0" "9") (re.range ";" "\\u{2ffff}")))'

function idTerm(odd: readonly string[]): Term {
  const shaped = (form: number, parts: readonly Term[], ...more: readonly Term[]) =>
    and([isOfForm(form), equal('caller_id', joined([text('arn:'), 'partition', ...parts])), ...more])
  const iam = [text(':iam::'), 'account']
  const sts = [text(':sts::'), 'account']
  return or([
    and([isOfForm(FORMS.anonymous), equal('caller_id', text('*'))]),
    shaped(FORMS.user, [...iam, text(':user/'), 'name']),
    shaped(FORMS.role, [...iam, text(':role/'), 'name']),
    shaped(FORMS.root, [...iam, text(':root')]),
    shaped(
      FORMS.session,
      [...sts, text(':assumed-role/'), 'name', text('/'), 'session'],
      inLanguage('name', PLAIN_NAME),
      inLanguage('session', PLAIN_NAME),
    ),
    shaped(FORMS.federatedUser, [...sts, text(':federated-user/'), 'name']),
    and([isOfForm(FORMS.odd), or(odd.map((id) => equal('caller_id', text(id))))]),
  ])
}

/** `aws:PrincipalArn` and `aws:PrincipalAccount` follow from who calls; only AWS callers with credentials have them. */
function keyCommands(keys: ReadonlyMap<string, KeyTerms>): readonly Term[] {
  const role = joined([text('arn:'), 'partition', text(':iam::'), 'account', text(':role/'), 'name'])
  const arn = `(ite ${isOfForm(FORMS.session)} ${role} caller_id)`
  const has = and([isOfType('AWS'), not(isOfForm(FORMS.anonymous))])
  return [
    { key: keys.get(ARN_KEY), value: arn },
    { key: keys.get(ACCOUNT_KEY), value: 'account' },
  ].flatMap(({ key, value }) => {
    const slot = key?.slots[0]
    if (key === undefined || slot === undefined) return []
    const follows = choose(has, and([key.present, equal(slot.text, value)]), not(key.present))
    return [`(assert ${follows})`]
  })
}

function isOfType(type: string): Term {
  return equal('caller_type', `${TYPES.indexOf(type)}`)
}

function isOfForm(form: number): Term {
  return equal('caller_form', `${form}`)
}

const SHAPED =
  /^arn:aws[^:]*:(iam::[^:]+:(user\/.+|role\/.+|root)|sts::[^:]+:(assumed-role\/[^/:]+\/[^/:]+|federated-user\/.+))$/

function isOdd(id: string): boolean {
  return id !== '*' && !SHAPED.test(id)
}

function isListed(member: PrincipalMember): Term {
  const id = wholeText(member.id)
  if (member.type === 'AWS' && id === '*') return TRUE
  return and([isOfType(member.type), equal('caller_id', text(id))])
}

function isWithin(member: PrincipalMember): Term {
  if (member.type !== 'AWS') return FALSE
  const id = wholeText(member.id)
  const root = /^arn:[^:]*:iam::([^:]*):root$/.exec(id)
  if (root !== null) {
    const shaped = not(or([isOfForm(FORMS.anonymous), isOfForm(FORMS.odd)]))
    return and([isOfType('AWS'), shaped, equal('account', text(root[1] ?? ''))])
  }
  const role = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(id)
  if (role === null) return FALSE
  const [, partition = '', account = '', name = ''] = role
  return and([
    isOfType('AWS'),
    isOfForm(FORMS.session),
    equal('partition', text(partition)),
    equal('account', text(account)),
    equal('name', text(name)),
  ])
}
