import type { Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import {
  booleanResult,
  type FunctionCall,
  type FunctionTable,
  integerArgument,
  listResult,
  numberArgument,
  textArgument,
  textResult,
  total,
} from './function.ts'
import { maskOf, type Network, readAddress, readNetwork, writeAddress } from './ip-address.ts'

/** Source: "IP Network Functions", Terraform language documentation; `cidrcontains` is OpenTofu's. */
export const NETWORK_FUNCTIONS: FunctionTable = {
  cidrhost: total(2, 2, cidrhost),
  cidrnetmask: total(1, 1, cidrnetmask),
  cidrsubnet: total(3, 3, cidrsubnet),
  cidrsubnets: total(1, Infinity, cidrsubnets),
  cidrcontains: total(2, 2, cidrcontains),
}

/** A negative number counts from the end. */
function cidrhost([prefix, host]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  const number = wholeArgument(host)
  if (network === undefined || number === undefined) return undefined
  const size = 1n << BigInt(network.bits - network.length)
  const offset = number < 0n ? size + number : number
  if (offset < 0n || offset >= size) return undefined
  return textResult(writeAddress(network.address + offset, network.bits), call)
}

function wholeArgument(value: Value | undefined): bigint | undefined {
  const number = numberArgument(value)
  return number?.isInteger() ? BigInt(number.toFixed()) : undefined
}

function cidrnetmask([prefix]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  if (network === undefined || network.bits !== 32) return undefined
  return textResult(writeAddress(maskOf(network.length, network.bits), network.bits), call)
}

/** Negative arguments are not computed with: Terraform takes them, but what it answers is no subnet. */
function cidrsubnet([prefix, bits, subnet]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  const [more, number] = [integerArgument(bits), wholeArgument(subnet)]
  if (network === undefined || more === undefined || number === undefined) return undefined
  const length = network.length + more
  if (more < 0 || length > network.bits || number < 0n || number >= 1n << BigInt(more)) return undefined
  const address = network.address + (number << BigInt(network.bits - length))
  return textResult(writeNetwork({ ...network, address, length }), call)
}

function writeNetwork({ address, length, bits }: Network): string {
  return `${writeAddress(address, bits)}/${length}`
}

const MAX_SUBNET_BITS = 32

/** Subnets one behind the other, each at the next address that its length allows. */
function cidrsubnets([prefix, ...lengths]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(prefix))
  if (network === undefined) return undefined
  const end = network.address + (1n << BigInt(network.bits - network.length))
  let next = network.address
  const subnets: Value[] = []
  for (const given of lengths) {
    const more = integerArgument(given)
    if (more === undefined || more < 1 || more > MAX_SUBNET_BITS) return undefined
    const length = network.length + more
    if (length > network.bits) return undefined
    const size = 1n << BigInt(network.bits - length)
    const address = ((next + size - 1n) / size) * size
    next = address + size
    if (next > end) return undefined
    subnets.push(textOf(writeNetwork({ ...network, address, length }), call.spans))
  }
  return listResult(subnets, call)
}

/** Whether an address or a whole range lies within a range of the same family. */
function cidrcontains([outer, inner]: readonly Value[], call: FunctionCall): Value | undefined {
  const network = readNetwork(textArgument(outer))
  const text = textArgument(inner)
  const contained = text?.includes('/') ? readNetwork(text) : readAddress(text ?? '')
  if (network === undefined || contained === undefined || network.bits !== contained.bits) return undefined
  const isInside = (contained.address & maskOf(network.length, network.bits)) === network.address
  return booleanResult(isInside && contained.length >= network.length, call)
}
