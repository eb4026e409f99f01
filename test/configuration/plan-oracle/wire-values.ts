import { decode, ExtData, ExtensionCodec, encode } from '@msgpack/msgpack'

/** A value as Terraform sends it: JSON, with `UNKNOWN` for what is only known after apply. */
export type WireValue =
  | null
  | boolean
  | number
  | string
  | typeof UNKNOWN
  | readonly WireValue[]
  | { readonly [name: string]: WireValue }

export const UNKNOWN = Symbol('known after apply')

/** 0 is an unknown value, 12 one of which something is known all the same. Source: "Wire Format for Terraform Objects". */
const UNKNOWN_TYPES = [0, 12]

const codec = new ExtensionCodec()
for (const type of UNKNOWN_TYPES) codec.register({ type, encode: () => null, decode: () => UNKNOWN })

export function decodeWire(bytes: Uint8Array): WireValue {
  return asWire(decode(bytes, { extensionCodec: codec }))
}

export function encodeWire(value: WireValue): Uint8Array {
  return encode(withExtensions(value))
}

function withExtensions(value: WireValue): unknown {
  if (value === UNKNOWN) return new ExtData(0, new Uint8Array([0]))
  if (Array.isArray(value)) return value.map(withExtensions)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withExtensions(each)]))
}

function asWire(value: unknown): WireValue {
  if (value === UNKNOWN) return UNKNOWN
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  if (Array.isArray(value)) return value.map(asWire)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asWire(each)]))
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}
