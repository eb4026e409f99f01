import fc from '../seeded-properties.ts'

/** A token and whether a line may end after it. */
export interface Token {
  readonly text: string
  readonly breakable: boolean
}

/** The tokens of arbitrary valid expressions: every construct of the grammar, nested. */
export function arbitraryExpression(): fc.Arbitrary<readonly Token[]> {
  return fc.letrec<{ expression: readonly Token[] }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('expression'), operator, tie('expression'))
        .map(([left, sign, right]) => [...left, token(sign), ...right]),
      fc.tuple(fc.constantFrom('-', '!'), tie('expression')).map(([sign, operand]) => [token(sign), ...group(operand)]),
      fc.array(tie('expression'), { maxLength: 3 }).map((items) => bracketed('[', items, ']')),
      fc.array(tie('expression'), { maxLength: 3 }).map((items) => [token('f'), ...bracketed('(', items, ')')]),
      fc.array(fc.tuple(objectKey, tie('expression')), { maxLength: 3 }).map(objectOf),
      fc.tuple(tie('expression'), tie('expression')).map(([object, key]) => [...group(object), ...wrap('[', key, ']')]),
      fc
        .tuple(tie('expression'), fc.constantFrom(['.', 'name'], ['.', '0'], ['[', '*', ']', '.', 'x']))
        .map(([object, step]) => [...group(object), ...step.map(token)]),
      fc
        .tuple(tie('expression'), tie('expression'), tie('expression'))
        .map(([condition, chosen, otherwise]) => [
          ...group(condition),
          token('?'),
          ...chosen,
          token(':'),
          ...otherwise,
        ]),
      fc
        .tuple(tie('expression'), tie('expression'))
        .map(([collection, value]) =>
          wrap('[', [...['for', 'k', ',', 'v', 'in'].map(token), ...collection, token(':'), ...value], ']'),
        ),
      fc
        .tuple(tie('expression'), tie('expression'))
        .map(([key, condition]) =>
          wrap(
            '{',
            [
              ...['for', 'v', 'in', 'c', ':'].map(token),
              ...key,
              token('=>'),
              token('v'),
              token('...'),
              token('if'),
              ...condition,
            ],
            '}',
          ),
        ),
      tie('expression').map(group),
    ),
  })).expression
}

const leaf: fc.Arbitrary<readonly Token[]> = fc
  .constantFrom(
    'a',
    'b-c',
    'größe',
    '1',
    '2.50',
    '1e3',
    'true',
    'null',
    '"text"',
    '"a ${b.c} %{ if d }e%{ endif }"',
    '"\\n$${x}"',
  )
  .map((text) => [token(text)])

const operator = fc.constantFrom('||', '&&', '==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '%')

const objectKey = fc.constantFrom('key', '"quoted"', '(a)', '5')

function token(text: string): Token {
  return { text, breakable: true }
}

function group(inner: readonly Token[]): readonly Token[] {
  return wrap('(', inner, ')')
}

function wrap(open: string, inner: readonly Token[], close: string): readonly Token[] {
  return [token(open), ...inner, token(close)]
}

function bracketed(open: string, items: readonly (readonly Token[])[], close: string): readonly Token[] {
  return wrap(
    open,
    items.flatMap((item) => [...item, token(',')]),
    close,
  )
}

/** Within an object a line end separates items, so no line may end within one, but for what brackets enclose. */
function objectOf(items: readonly (readonly [string, readonly Token[]])[]): readonly Token[] {
  const inner = items.flatMap(([key, value]) => [
    { text: key, breakable: false },
    { text: '=', breakable: false },
    { text: '(', breakable: true },
    ...value,
    { text: ')', breakable: false },
    token(','),
  ])
  return wrap('{', inner, '}')
}
