import { describe, expect, it } from 'vitest'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { countSteps } from './count-steps.ts'

const SIZE = 4_000
/** Linear work doubles with the input; a little more is the fixed allowance for reading again after errors. */
const GROWTH = 2.5
/** Characters looked at for each character of the text, reading again after errors included. */
const STEPS_EACH = 60

describe('twice the text is twice the work', () => {
  it.each<[string, (size: number) => string]>([
    ['arguments', (size) => Array.from({ length: size }, (_, index) => `a${index} = ${index}\n`).join('')],
    ['blocks', (size) => 'resource "a" "b" {\n  c = 1\n}\n'.repeat(size)],
    ['one line of items', (size) => `a = [${'"abcdefgh", '.repeat(size)}]\n`],
    ['one string', (size) => `a = "${'x'.repeat(10 * size)}"\n`],
    ['escapes', (size) => `a = "${'\\n$${'.repeat(size)}"\n`],
    ['sequences', (size) => `a = "${'${b}'.repeat(size)}"\n`],
    ['heredoc lines', (size) => `a = <<-E\n${'  x $${y}\n'.repeat(size)}  E\n`],
    ['heredoc lines that begin as the marker does', (size) => `a = <<E\n${'E x\n'.repeat(size)}E\n`],
    ['heredocs', (size) => Array.from({ length: size }, (_, index) => `a${index} = <<E\nx\nE\n`).join('')],
    ['white space before a heredoc line', (size) => `a = <<E\n${' '.repeat(10 * size)}\nE\n`],
    ['comments', (size) => '# x\n/* y */\n'.repeat(size)],
    ['object items', (size) => `a = {\n${Array.from({ length: size }, (_, index) => `k${index} = 1\n`).join('')}}\n`],
    ['brackets', (size) => `a = ${'['.repeat(size)}${']'.repeat(size)}\n`],
    ['brackets that never close', (size) => 'a = [\n'.repeat(size)],
    ['brackets that close otherwise', (size) => `a = ${'['.repeat(size)}${')'.repeat(size)}\n`],
    ['braces before lines', (size) => `a = ${'{'.repeat(size)}${'\n'.repeat(size)}`],
    ['heredocs without an end', (size) => 'a = <<E\n'.repeat(size)],
    ['comments without an end', (size) => `a = [@${' /* x\n'.repeat(size)}`],
    ['strings without an end', (size) => 'a = "x\n'.repeat(size)],
    ['blocks without an end', (size) => 'a {\n'.repeat(size)],
    ['blocks without an end on one line', (size) => 'a { '.repeat(size)],
    ['templates without an end', (size) => `a = ${'"${'.repeat(size)}\n`],
    ['directives without an end', (size) => `a = "${'%{ if b }'.repeat(size)}"\n`],
    ['labels', (size) => `a ${'"b" '.repeat(size)}{\n}\n`],
    ['labels before an error', (size) => `a ${'"b" '.repeat(size)}=\n`],
    ['words before an error', (size) => `${'a '.repeat(size)}\n`.repeat(3)],
    ['one name', (size) => `${'a'.repeat(10 * size)} = 1\n`],
    ['one number', (size) => `a = ${'1'.repeat(10 * size)}\n`],
    ['operators', (size) => `a = 1${' + 1'.repeat(size)}\n`],
    ['accesses', (size) => `a = b${'.c'.repeat(size)}\n`],
    ['splats', (size) => `a = b${'[*]'.repeat(size)}\n`],
    ['else-branches', (size) => `a = ${'b ? c : '.repeat(size)}d\n`],
    ['then-branches', (size) => `a = ${'b ? '.repeat(size)}c\n`],
    ['calls', (size) => `a = ${'f('.repeat(size)}\n`],
    ['errors', (size) => 'a = = 1\n'.repeat(size)],
    ['stray braces', (size) => '}\n'.repeat(size)],
    ['the same argument', (size) => 'a = 1\n'.repeat(size)],
    ['carriage returns', (size) => '\r'.repeat(size)],
    ['byte order marks', (size) => '\ufeff'.repeat(size)],
    ['zero bytes', (size) => `a = "${'\0'.repeat(size)}"\n${'\0'.repeat(size)}`],
    ['surrogates', (size) => `a = "${'\ud800'.repeat(size)}"\n${'\ud800'.repeat(size)}`],
    ['letters beyond ASCII', (size) => `${'é'.repeat(size)} = ${'ü'.repeat(size)}\n`],
  ])('%s', (_, textOf) => {
    const [small, large] = [textOf(SIZE), textOf(2 * SIZE)]
    const [few, many] = [stepsOf(small), stepsOf(large)]
    expect(many).toBeLessThanOrEqual(Math.max(GROWTH * few, 1_000))
    expect(many / large.length).toBeLessThan(STEPS_EACH)
  })
})

function stepsOf(text: string): number {
  return countSteps(() => parseHcl('main.tf', text))
}

it('counts what a parse looks at', () => {
  expect(stepsOf('a = 1\n')).toBeGreaterThan(6)
  expect(countSteps(() => 'abc'.indexOf('c'))).toBe(3)
  expect(countSteps(() => 'abcdef'.slice(2))).toBe(5)
})
