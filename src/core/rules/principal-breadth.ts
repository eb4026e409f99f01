/**
 * True where a principal, as a region shows it, stands for anyone: `*` of whatever type, or everyone except some.
 */
export function isAnyone(principal: string): boolean {
  return /^(?:[A-Za-z]+[: ]\s?)?\*$/.test(principal) || principal.startsWith('everything except')
}

/**
 * True where none of the conditions says who the caller is or where the request comes from. A condition narrows
 * only if it asks for a value (negated operators, `Null` and `…IfExists` let others through) of one of these keys.
 * Source: "The meaning of public" in the Amazon S3 User Guide.
 */
export function isUnrestricted(conditions: readonly string[]): boolean {
  return !conditions.some((condition) => {
    const text = condition.toLowerCase()
    return IDENTIFYING_KEYS.some((key) => text.includes(key)) && !/not|null|ifexists|\?|unless|except/.test(text)
  })
}

const IDENTIFYING_KEYS = [
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
  'sts:externalid',
]
