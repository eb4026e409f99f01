/**
 * Terraform's numbers: binary floating point of 512 bits. They are written as the shortest decimal number that no
 * other such number is nearer to, which is how a value keeps them. Source: Go's math/big Float and the numbers of
 * the type system that Terraform is built on.
 */
const PRECISION = 512

/** `mantissa` times two to the power of `exponent`; the mantissa has 512 bits unless the number is zero. */
export interface BinaryNumber {
  readonly mantissa: bigint
  readonly exponent: number
}

/** The result of an operation on two decimal numbers, or undefined where there is none. */
export function calculate(operator: '+' | '-' | '*' | '/', left: string, right: string): string | undefined {
  if (operator !== '/' && WHOLE.test(left) && WHOLE.test(right)) {
    const result = calculateWhole(operator, BigInt(left), BigInt(right))
    if (bitsOf(magnitudeOf(result)) <= PRECISION) return String(result)
  }
  const [a, b] = [binaryOf(left), binaryOf(right)]
  switch (operator) {
    case '+':
      return decimalOf(add(a, b))
    case '-':
      return decimalOf(add(a, { ...b, mantissa: -b.mantissa }))
    case '*':
      return decimalOf(rounded(a.mantissa * b.mantissa, 1n, a.exponent + b.exponent))
    case '/':
      return b.mantissa === 0n ? undefined : decimalOf(rounded(a.mantissa, b.mantissa, a.exponent - b.exponent))
  }
}

const WHOLE = /^-?\d+$/

function calculateWhole(operator: '+' | '-' | '*', left: bigint, right: bigint): bigint {
  if (operator === '*') return left * right
  return operator === '+' ? left + right : left - right
}

/** The nearest binary number to one in plain decimal notation. */
export function binaryOf(digits: string): BinaryNumber {
  const [whole = '', fraction = ''] = digits.split('.')
  return rounded(BigInt(`${whole}${fraction}`), 10n ** BigInt(fraction.length), 0)
}

/** A number with exactly `places` digits behind the point, ties to even. */
export function fixedOf({ mantissa, exponent }: BinaryNumber, places: number): string {
  const scaled = magnitudeOf(mantissa) * 10n ** BigInt(places)
  const units = exponent >= 0 ? scaled << BigInt(exponent) : divideToEven(scaled, 1n << BigInt(-exponent))
  return (mantissa < 0n ? '-' : '') + withPoint(String(units), places)
}

function add(left: BinaryNumber, right: BinaryNumber): BinaryNumber {
  const exponent = Math.min(left.exponent, right.exponent)
  const [a, b] = [left, right].map((each) => each.mantissa << BigInt(each.exponent - exponent))
  return rounded((a ?? 0n) + (b ?? 0n), 1n, exponent)
}

/** The quotient, times two to the power of `exponent`, rounded to the nearest number of 512 bits. */
function rounded(dividend: bigint, divisor: bigint, exponent: number): BinaryNumber {
  if (dividend === 0n) return { mantissa: 0n, exponent: 0 }
  const isNegative = dividend < 0n !== divisor < 0n
  const [top, bottom] = [magnitudeOf(dividend), magnitudeOf(divisor)]
  let shift = PRECISION - (bitsOf(top) - bitsOf(bottom))
  let mantissa = shiftedQuotient(top, bottom, shift)
  if (bitsOf(mantissa) > PRECISION) {
    shift -= 1
    mantissa = shiftedQuotient(top, bottom, shift)
  }
  if (bitsOf(mantissa) > PRECISION) {
    mantissa >>= 1n
    shift -= 1
  }
  return { mantissa: isNegative ? -mantissa : mantissa, exponent: exponent - shift }
}

function magnitudeOf(number: bigint): bigint {
  return number < 0n ? -number : number
}

function shiftedQuotient(top: bigint, bottom: bigint, shift: number): bigint {
  return shift >= 0 ? divideToEven(top << BigInt(shift), bottom) : divideToEven(top, bottom << BigInt(-shift))
}

function divideToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const twice = (dividend % divisor) * 2n
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient
}

function bitsOf(number: bigint): number {
  const digits = number.toString(16)
  return (digits.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(digits[0] ?? '0', 16)))
}

/** The shortest decimal number between the two that lie half way to the neighbours. */
function decimalOf({ mantissa, exponent }: BinaryNumber): string {
  if (mantissa === 0n) return '0'
  const halves = magnitudeOf(mantissa) * 2n
  const scale = Math.max(0, 1 - exponent)
  const unitsOf = (count: bigint): string =>
    String(exponent >= 1 ? count << BigInt(exponent - 1) : count * 5n ** BigInt(scale))
  const upper = unitsOf(halves + 1n)
  const middle = unitsOf(halves).padStart(upper.length, '0')
  const lower = unitsOf(halves - 1n).padStart(upper.length, '0')
  const digits = shortest(middle, lower, upper, mantissa % 2n === 0n)
  return (
    (mantissa < 0n ? '-' : '') +
    withPoint(digits, scale)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '')
  )
}

/**
 * As many digits from the left as tell the number from its neighbours, then zeros. A bound itself is near enough
 * where the number is even (`inclusive`), since ties are rounded to it.
 */
function shortest(middle: string, lower: string, upper: string, inclusive: boolean): string {
  const [lowerEnd, upperEnd] = [lower, upper].map((bound) => bound.replace(/0+$/, '').length)
  for (let at = 0; at < middle.length; at += 1) {
    const [low, digit, high] = [lower, middle, upper].map((digits) => Number(digits[at]))
    const down = low !== digit || (inclusive && at + 1 === lowerEnd)
    const up = digit !== high && (inclusive || Number(digit) + 1 < Number(high) || at + 1 < Number(upperEnd))
    if (!down && !up) continue
    const zeros = '0'.repeat(middle.length - at - 1)
    const kept = BigInt(middle.slice(0, at + 1))
    const roundsUp = down && up ? middle.slice(at + 1) > `5${zeros.slice(1)}` : up
    return String(roundsUp ? kept + 1n : kept) + zeros
  }
  return middle
}

/** Whole digits with a point `places` from the right. */
function withPoint(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0')
  const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '')
  return places === 0 ? whole : `${whole}.${padded.slice(padded.length - places)}`
}

/** The first `count` digits that are not zeros in front, ties to even, and where the point stands among them. */
export function roundedDigits(
  { mantissa, exponent }: BinaryNumber,
  count: number,
): { readonly digits: string; readonly point: number } {
  if (mantissa === 0n) return { digits: '0', point: 1 }
  const scale = Math.max(0, -exponent)
  const exact = String(exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(scale))
  const point = exact.length - scale
  if (count >= exact.length) return { digits: trimZeros(exact), point }
  const kept = String(divideToEven(BigInt(exact), 10n ** BigInt(exact.length - count)))
  return { digits: trimZeros(kept), point: kept.length > count ? point + 1 : point }
}

function trimZeros(digits: string): string {
  return digits.replace(/(?<=\d)0+$/, '')
}
