import { CONCEALED } from '../core/text/concealed-text.ts'

/** Members that name things in the repository or are computed: nothing in them is a value of the configuration. */
const KEPT: ReadonlySet<string> = new Set([
  'digest',
  'file',
  'kind',
  'rule',
  'severity',
  'sha',
  'verdict',
  'side',
  'code',
  'until',
  'approver',
])

/** The same data without the sensitive texts, wherever in a text they stand. Longer ones go first. */
export function concealed<T>(data: T, secrets: ReadonlySet<string>): T
export function concealed(data: unknown, secrets: ReadonlySet<string>): unknown {
  if (secrets.size === 0) return data
  return withoutSecrets(
    data,
    [...secrets].sort((one, other) => other.length - one.length),
  )
}

function withoutSecrets(data: unknown, secrets: readonly string[]): unknown {
  if (typeof data === 'string') {
    return secrets.reduce((text, secret) => (text.includes(secret) ? text.replaceAll(secret, CONCEALED) : text), data)
  }
  if (Array.isArray(data)) return data.map((each) => withoutSecrets(each, secrets))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      KEPT.has(name) && typeof value === 'string' ? value : withoutSecrets(value, secrets),
    ]),
  )
}
