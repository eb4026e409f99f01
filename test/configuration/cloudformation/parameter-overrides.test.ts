import { describe, expect, it } from 'vitest'
import { overridesIn } from '../../../src/core/configuration/cloudformation/parameter-overrides.ts'
import { plainText } from '../../../src/core/configuration/terraform/text.ts'

const SPAN = { file: 'samconfig.toml', start: 0, end: 1 }
const read = (text: string) => overridesIn(text, SPAN)?.map(({ name, value }) => [name, plainText(value)])

describe('values for parameters, as on a command line', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['', []],
    ['A=1', [['A', '1']]],
    [
      'A=1 B="two words"  C=',
      [
        ['A', '1'],
        ['B', 'two words'],
        ['C', ''],
      ],
    ],
    [
      "A='x y' B=z",
      [
        ['A', 'x y'],
        ['B', 'z'],
      ],
    ],
    [
      'ParameterKey=A,ParameterValue=1 ParameterKey=B,ParameterValue="b c"',
      [
        ['A', '1'],
        ['B', 'b c'],
      ],
    ],
    [
      '"A=1" \'B=2\'',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['A=0.0.0.0/0,10.0.0.0/8', [['A', '0.0.0.0/0,10.0.0.0/8']]],
    ['A=a=b', [['A', 'a=b']]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each(['file://params.json', 'A=1 and more', 'A="open', '=1', 'A=${{ inputs.env }}'])(
    'not all of it: %j',
    (text) => {
      expect(read(text)).toBeUndefined()
    },
  )

  it('takes no longer for a long text', () => {
    expect(read(`A=${'x"'.repeat(50_000)}`)).toBeUndefined()
    expect(read('A=1 '.repeat(20_000))).toHaveLength(20_000)
  })
})
