/**
 * A JSON number in plain decimal notation, digit by digit: `1.50e3` is `1500`, `-0.0` is `0`. Undefined where its
 * exponent is beyond `maxExponent`, since that many zeros would follow.
 */
export function plainDecimal(number: string, maxExponent: number): string | undefined {
  const match = JSON_NUMBER.exec(number)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponentDigits = '0'] = match
  const exponent = Number(exponentDigits)
  if (Math.abs(exponent) > maxExponent) return undefined
  const digits = whole + fraction
  const point = whole.length + exponent
  const padded = point < 1 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const decimals = trimZeros(padded.slice(at))
  const plain = decimals === '' ? integer : `${integer}.${decimals}`
  return plain === '0' ? plain : sign + plain
}

/** RFC 8259, section 6. */
const JSON_NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

function trimZeros(decimals: string): string {
  let end = decimals.length
  while (end > 0 && decimals.charAt(end - 1) === '0') end--
  return decimals.slice(0, end)
}
