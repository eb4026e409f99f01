import type { OpaqueAccess } from '../../../authorization/access.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import { plainText } from '../text.ts'
import type { ConfiguredBlock, ConfiguredResource } from './resource.ts'
import { blocksAt } from './value-blocks.ts'

/** For people: what such a rule does. */
export const PASSES_LOGIN = 'its listener asks for a login, and the rule comes before it and asks for none'

type Part = Pick<ConfiguredResource, 'type' | 'written' | 'blocks'>

/** What may be a rule before a listener, in either language's terms. */
export function isListenerRule(type: string): boolean {
  return type === 'aws_lb_listener_rule' || type === 'aws_alb_listener_rule'
}

export const LISTENERS = ['aws_lb_listener', 'aws_alb_listener'] as const

/** What a rule comes to by the login of its listener, as something opaque says it. */
export type Passing = Pick<OpaqueAccess, 'kept'>

/**
 * Whether a rule passes requests on without a login, before a listener that asks for one: of `listeners`, the one that
 * it names. A new rule that does counts; one that was there counts where it asked for a login, or passed nothing on, so
 * that a listener may come to ask for one. Undefined where there is nothing to say. `isBase`: base's side. Source:
 * "Authenticate users using an Application Load Balancer", Elastic Load Balancing documentation.
 */
export function passesLogin(
  rule: Part & Pick<ConfiguredResource, 'isNew'>,
  listeners: () => readonly (Part & Pick<ConfiguredResource, 'attribute'>)[],
  isBase: boolean,
): Passing | undefined {
  const actions = blocksAt(rule, 'action')
  const isOpen = !actions.some(asksForLogin) && actions.some(mayForward)
  const isPassing = isOpen && (isBase || isBeforeLogin(rule, listeners()))
  if (rule.isNew) return isPassing ? {} : undefined
  return { kept: { limits: [], means: isPassing ? ['open'] : [] } }
}

function isBeforeLogin(rule: Part, listeners: ReturnType<Parameters<typeof passesLogin>[1]>): boolean {
  const named = rule.written('listener_arn')
  if (named === undefined) return false
  const before = fingerprintOf(named)
  return listeners.some(
    (listener) =>
      fingerprintOf(listener.attribute('arn')) === before && blocksAt(listener, 'default_action').some(asksForLogin),
  )
}

function asksForLogin(action: ConfiguredBlock): boolean {
  return ['authenticate_oidc', 'authenticate_cognito'].some((block) => blocksAt(action, block).length > 0)
}

/** What answers by itself, or sends elsewhere, lets nobody in. */
function mayForward(action: ConfiguredBlock): boolean {
  const type = action.written('type')
  const text = type === undefined ? undefined : plainText(type)
  return text !== 'fixed-response' && text !== 'redirect'
}
