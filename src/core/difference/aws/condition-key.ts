/** Keys that are one value under several names: the account that owns the resource. */
const ALIASES: ReadonlyMap<string, string> = new Map([['s3:resourceaccount', 'aws:resourceaccount']])

/** The name under which the search knows a condition key, in lower case. */
export function conditionKey(key: string): string {
  const name = key.toLowerCase()
  return ALIASES.get(name) ?? name
}

/** Other names of a key that the search knows. */
export function aliasesOf(key: string): readonly string[] {
  return [...ALIASES].flatMap(([alias, name]) => (name === key ? [alias] : []))
}
