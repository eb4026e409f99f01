import type { GrantedRegion } from '../difference/difference.ts'
import { EVERY_ADDRESS } from './principal-kind.ts'

/** Ports of one protocol, both ends included. */
export interface PortRange {
  /** `tcp`, `udp`, … as a region shows it; `any` where it is every protocol, or not known. */
  readonly protocol: string
  readonly first: bigint
  readonly last: bigint
}

const LAST_PORT = 65_535n

/** What a region of network rules comes to let in from the whole internet; a port that is not known may be every one. */
export function portsOpenToInternet({ policyKind, principals, actions }: GrantedRegion): readonly PortRange[] {
  if (policyKind !== 'network' || !principals.some((peer) => EVERY_ADDRESS.has(peer))) return []
  return actions.flatMap((action) => portRangeOf(action) ?? [])
}

/** Of `ingress tcp 22`, `ingress tcp 0-1023`, `ingress udp 1024 or more`, `ingress every protocol`; ICMP has no ports. */
function portRangeOf(action: string): PortRange | undefined {
  const [, what] = /^ingress (.*)$/s.exec(action) ?? []
  if (what === undefined || /^icmp/.test(what)) return undefined
  const protocol = /^[a-z0-9-]+(?= )/.exec(what)?.[0] ?? 'any'
  const [, first, last, only] = /(?:^| )(?:(\d+)(?:-(\d+)| or more)|(\d+))$/.exec(what.slice(protocol.length)) ?? []
  return {
    protocol: protocol === 'every' ? 'any' : protocol,
    first: BigInt(only ?? first ?? 0),
    last: BigInt(only ?? last ?? LAST_PORT),
  }
}
