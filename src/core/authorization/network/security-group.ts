import { z } from 'zod'
import { parseAddressRange } from '../aws/comparable-values.ts'

const port = z.number().int().min(-1).max(65_535).nullish()
const blocks = (family: 4 | 6) =>
  z
    .array(
      z.string().refine((text) => parseAddressRange(text)?.family === family, {
        message: `not a block of IPv${family} addresses`,
      }),
    )
    .nullish()

const rule = z
  .strictObject({
    protocol: z.union([z.string(), z.number().int()]),
    fromPort: port,
    toPort: port,
    cidrs: blocks(4),
    ipv6Cidrs: blocks(6),
    /** Security groups, prefix lists, `self`: names that mean only themselves. */
    peers: z.array(z.string()).nullish(),
  })
  .refine(({ protocol }) => protocolNumber(protocol) !== undefined, {
    message: 'an unknown protocol',
    path: ['protocol'],
  })

/** What a security group lets in and out. */
export const securityGroupSchema = z.strictObject({
  ingress: z.array(rule).nullish(),
  egress: z.array(rule).nullish(),
})

export type SecurityGroup = z.infer<typeof securityGroupSchema>
export type SecurityGroupRule = z.infer<typeof rule>

export const ALL_PROTOCOLS = -1
export const ICMP = 1
export const ICMPV6 = 58

const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['all', ALL_PROTOCOLS],
  ['icmp', ICMP],
  ['tcp', 6],
  ['udp', 17],
  ['icmpv6', ICMPV6],
])

/** IANA's number of a protocol that is named or numbered; -1 is every protocol. Undefined for anything else. */
export function protocolNumber(protocol: string | number): number | undefined {
  const text = String(protocol).toLowerCase()
  const number = PROTOCOLS.get(text) ?? (/^(-1|\d{1,3})$/.test(text) ? Number(text) : Number.NaN)
  return number >= ALL_PROTOCOLS && number <= 255 ? number : undefined
}

/** `tcp`, or the number of a protocol without a name here. */
export function protocolName(number: number): string {
  for (const [name, value] of PROTOCOLS) if (value === number) return name
  return String(number)
}
