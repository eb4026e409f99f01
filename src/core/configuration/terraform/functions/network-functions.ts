import type { Value } from '../../../value/value.ts'
import { type FunctionCall, type FunctionTable, integerArgument, textArgument, textResult, total } from './function.ts'

/** Source: "IP Network Functions", Terraform language documentation. IPv4 only: the rest is not evaluated. */
export const NETWORK_FUNCTIONS: FunctionTable = {
  cidrhost: total(2, 2, cidrhost),
  cidrnetmask: total(1, 1, cidrnetmask),
  cidrsubnet: total(3, 3, cidrsubnet),
}

interface Network {
  readonly address: bigint
  readonly length: number
}

function cidrhost([prefix, host]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  const number = integerArgument(host)
  if (network === undefined || number === undefined) return undefined
  const size = 1n << BigInt(32 - network.length)
  const offset = number < 0 ? size + BigInt(number) : BigInt(number)
  return offset < 0n || offset >= size ? undefined : textResult(writeAddress(network.address + offset), call)
}

function cidrnetmask([prefix]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  return network === undefined ? undefined : textResult(writeAddress(maskOf(network.length)), call)
}

function cidrsubnet([prefix, bits, subnet]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  const [more, number] = [integerArgument(bits), integerArgument(subnet)]
  if (network === undefined || more === undefined || number === undefined) return undefined
  const length = network.length + more
  if (more < 0 || length > 32 || number < 0 || number >= 2 ** more) return undefined
  const address = network.address + (BigInt(number) << BigInt(32 - length))
  return textResult(`${writeAddress(address)}/${length}`, call)
}

function readNetwork(text: string | undefined): Network | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text ?? '')
  if (match === null) return undefined
  const [octets, length] = [match.slice(1, 5).map(Number), Number(match[5])]
  if (octets.some((octet) => octet > 255) || length > 32) return undefined
  const address = octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n)
  return { address: address & maskOf(length), length }
}

function maskOf(length: number): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(32 - length)
}

function writeAddress(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.')
}
