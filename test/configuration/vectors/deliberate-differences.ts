/**
 * Expressions to which we deliberately answer otherwise than Terraform, and what: null for an error, `unknown` for
 * what is not computed. All else in vectors.json is answered as Terraform does.
 */
export const DELIBERATE_DIFFERENCES: ReadonlyMap<string, string | null> = new Map([
  // A negative zero is zero.
  ['-(0)', '0'],
  ['jsondecode("-0")', '0'],
  // A result of 64 bits that is no short decimal number has two values: written down, and computed on.
  ['pow(2, 0.5)', 'unknown'],
  ['pow(10, -2)', 'unknown'],
  ['pow(2, 64)', 'unknown'],
  ['pow(3, 40)', 'unknown'],
  // Half of a surrogate pair becomes another character.
  ['jsondecode("\\"\\\\ud800\\"")', 'unknown'],
  // Encodings that are not computed are not looked up either.
  ['textencodebase64("a", "FOO")', 'unknown'],
  // Long lines of YAML are broken.
  ['yamlencode(join("", [for i in range(40) : "long text "]))', 'unknown'],
  // Terraform's answer is a mixture of both notations.
  ['cidrhost("::ffff:10.0.0.0/104", 1)', null],
])
