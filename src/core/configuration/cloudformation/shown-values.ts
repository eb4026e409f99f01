import type { ConfiguredReach } from '../../authorization/access.ts'
import type { UnknownSymbol, Value } from '../../value/value.ts'
import { MASKED, maskedEntry, type Shown, shownEntry, shownReach } from '../terraform/access/shown/shown-reach.ts'
import { plainText } from '../terraform/text.ts'
import { symbolsOf } from '../terraform/unknown.ts'
import { presenceOf } from './condition.ts'
import { expandLoops } from './functions/loops.ts'
import { isHidden, memberOf } from './parameters.ts'
import type { Stack } from './stack.ts'

/**
 * What a stack's outputs show of secrets, and what keeps its parameters from being shown: whoever may describe the stack
 * reads both. Sources: "Parameters" and "Get values stored in other services using dynamic references", AWS
 * CloudFormation User Guide.
 */
export function shownValues(stack: Stack): readonly ConfiguredReach[] {
  return [...shownOutputs(stack), ...hiddenParameters(stack)]
}

/** Whether a symbol stands for a secret: of a parameter with NoEcho, of Secrets Manager, or of what is made. */
export function isSecretSymbol({ address, fingerprint }: UnknownSymbol, { run }: Pick<Stack, 'run'>): boolean {
  return run.hidden.has(fingerprint) || SECRET.test(address)
}

/** Dynamic references to secrets, and attributes of resources that are secrets. */
const SECRET = /^resolve:(?:secretsmanager|ssm-secure):|\.(?:SecretAccessKey|ClientSecret|ApiKey)$/

function shownOutputs(stack: Stack): readonly ConfiguredReach[] {
  const { template } = stack
  return [...expandLoops(template.outputs, stack).entries].flatMap(([name, { value, keySpan }]) => {
    const content = stack.output(name)
    const presence = presenceWithin(value, stack)
    if (content === undefined || presence === undefined) return []
    const secrets = symbolsOf(content).filter((symbol) => isSecretSymbol(symbol, stack))
    const spans = [...content.spans, keySpan]
    const [first = keySpan, ...others] = spans
    const entries = secrets.map(({ address }) => shownEntry(address, presence, [first, ...others]))
    return [shownReach(shownAt(`Outputs/${name}`, { span: keySpan, stack }), 'exposure', entries)]
  })
}

/** The conditions under which an output is there; undefined where it is known not to be. */
function presenceWithin(output: Value, stack: Stack): readonly UnknownSymbol[] | undefined {
  const written = memberOf(output, 'Condition')
  const name = written === undefined ? undefined : plainText(written)
  const condition = name === undefined ? undefined : stack.condition(name)
  const own = condition === undefined ? [] : presenceOf(condition)
  return own === undefined ? undefined : [...stack.presence, ...own]
}

function hiddenParameters(stack: Stack): readonly ConfiguredReach[] {
  return [...stack.template.parameters].map(([name, entry]) => {
    const { keySpan, value } = entry
    const [span = keySpan] = memberOf(value, 'NoEcho')?.spans ?? []
    const entries = isHidden(entry) ? [maskedEntry(MASKED, stack.presence, [span, keySpan])] : []
    return shownReach(shownAt(`Parameters/${name}`, { span: keySpan, stack }), 'guardrail', entries)
  })
}

function shownAt(path: string, { span, stack }: Pick<Shown, 'span'> & { readonly stack: Stack }): Shown {
  const { deployment, prefix, calls } = stack
  return { identity: `${deployment}/${path}`, address: prefix + path.replace('/', '.'), span, calls }
}
