import { asksForKey, readShownCondition } from './shown-condition.ts'

/** True where a principal, as a region shows it, stands for anyone: `*`, or everyone except some. */
export function isAnyone(principal: string): boolean {
  return principal === '*' || principal.startsWith('everyone except') || principal.startsWith('everything except')
}

/**
 * True where none of the conditions, as a region shows them (`key Operator value, value`), says who the caller is or
 * where the request comes from. A condition narrows only where it asks for fixed values of one of these keys: negated
 * operators, `Null`, `…IfExists` and `ForAllValues` let requests through that do not have the key.
 * Source: "The meaning of public" in the Amazon S3 User Guide.
 */
export function isUnrestricted(conditions: readonly string[]): boolean {
  return !conditions.some(isRestricting)
}

function isRestricting(condition: string): boolean {
  const shown = readShownCondition(condition)
  return shown !== undefined && IDENTIFYING_KEYS.has(shown.key) && asksForKey(shown) && shown.values.every(isFixed)
}

/** No wildcard or variable, except behind an account or an organisation in the place where those stand. */
function isFixed(value: string): boolean {
  if (value === '' || value.includes('${') || /\/0$/.test(value)) return false
  return !/[*?]/.test(value) || /^arn:[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:\d{12}:/.test(value) || /^o-[a-z0-9]+\//.test(value)
}

const IDENTIFYING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:userid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
])
