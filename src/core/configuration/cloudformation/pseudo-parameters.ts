import type { Span } from '../../text/span.ts'
import { digestOf } from '../../value/fingerprint.ts'
import type { UnknownSymbol, Value } from '../../value/value.ts'
import { unknownOf } from '../terraform/unknown.ts'

/**
 * What CloudFormation itself knows when it deploys: undefined where a name is none of these. `AWS::NoValue` is null,
 * which takes away whatever it stands for.
 * Source: "Pseudo parameters reference", AWS CloudFormation Template Reference.
 */
export function pseudoParameter(name: string, deployment: string, span: Span): Value | undefined {
  if (name === 'AWS::NoValue') return { kind: 'null', spans: [span] }
  if (!NAMES.has(name)) return undefined
  const symbol = {
    address: name,
    fingerprint: fingerprintOfPseudo(name, deployment),
    reason: 'is known when the stack is deployed',
  }
  return unknownOf(name === 'AWS::NotificationARNs' ? symbol : { ...symbol, form: 'identifier' }, [span])
}

/** Whether a symbol stands for what a pseudo parameter says in a deployment. */
export function isPseudoParameter(name: string, { fingerprint }: UnknownSymbol, deployment: string): boolean {
  return fingerprint === fingerprintOfPseudo(name, deployment)
}

function fingerprintOfPseudo(name: string, deployment: string): string {
  return digestOf('pseudo', name, name.startsWith('AWS::Stack') ? deployment : '')
}

const NAMES: ReadonlySet<string> = new Set([
  ...['AWS::AccountId', 'AWS::Region', 'AWS::Partition', 'AWS::URLSuffix'],
  ...['AWS::StackName', 'AWS::StackId', 'AWS::NotificationARNs'],
])
