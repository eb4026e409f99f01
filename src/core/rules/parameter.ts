import { z } from 'zod'

/** A value that settings may give a rule; whole numbers as CEL has them. */
export type ParameterValue = string | bigint | boolean | readonly string[] | readonly bigint[]

/** What a rule lets settings choose. */
export interface Parameter {
  readonly name: string
  /** As CEL sees it in `parameters.<name>`. */
  readonly type: ParameterType
  readonly description: string
  readonly default: ParameterValue
}

const PARAMETER_TYPES = ['string', 'int', 'bool', 'list<string>', 'list<int>'] as const
export type ParameterType = (typeof PARAMETER_TYPES)[number]

const MAX_PARAMETERS = 20
const MAX_ITEMS = 100
const text = z.string().max(400)
const items = z.union([z.array(text).max(MAX_ITEMS), z.array(z.int()).max(MAX_ITEMS)])

/** A value as YAML has it; whether it is of a parameter's type is another question. */
export const writtenValueSchema = z.union([text, z.int(), z.boolean(), items], {
  error: `must be a text, a whole number, true or false, or a list of at most ${MAX_ITEMS} texts or whole numbers`,
})

/** `parameters` of a rule's file. */
export const parametersSchema = z
  .record(
    z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'Not a name: a lower-case letter, then letters and digits'),
    z
      .strictObject({
        type: z.enum(PARAMETER_TYPES).describe('As CEL sees it in `parameters.<name>`.'),
        default: writtenValueSchema.describe('What applies where settings say nothing.'),
        description: z.string().min(3).max(300).describe('What it changes, for whoever sets it.'),
      })
      .superRefine(({ type, default: value }, context) => {
        if (parameterValue(type, value) !== undefined) return
        context.addIssue({ code: 'custom', path: ['default'], message: `It is not of type ${type}` })
      }),
  )
  .refine((all) => Object.keys(all).length <= MAX_PARAMETERS, `More than ${MAX_PARAMETERS} parameters`)

/** The parameters that a rule's file declares, by name. */
export function parametersOf(declared: z.infer<typeof parametersSchema>): readonly Parameter[] {
  return Object.entries(declared).flatMap(([name, { type, description, default: written }]) => {
    const value = parameterValue(type, written)
    return value === undefined ? [] : [{ name, type, description, default: value }]
  })
}

/** A written value as CEL's, or undefined where it is of another type. */
export function parameterValue(type: ParameterType, written: unknown): ParameterValue | undefined {
  switch (type) {
    case 'string':
      return typeof written === 'string' ? written : undefined
    case 'bool':
      return typeof written === 'boolean' ? written : undefined
    case 'int':
      return typeof written === 'number' && Number.isInteger(written) ? BigInt(written) : undefined
    case 'list<string>': {
      const texts = Array.isArray(written) ? written.filter((item) => typeof item === 'string') : []
      return Array.isArray(written) && texts.length === written.length ? texts : undefined
    }
    case 'list<int>': {
      const numbers = Array.isArray(written) ? written.filter((item) => Number.isInteger(item)) : []
      return Array.isArray(written) && numbers.length === written.length ? numbers.map(BigInt) : undefined
    }
  }
}

/** What a rule is evaluated with: what settings say, else its defaults. A value of another type was refused before. */
export function parameterValues(
  parameters: readonly Parameter[],
  written: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(
    parameters.map(({ name, type, default: otherwise }) => [
      name,
      (Object.hasOwn(written, name) ? parameterValue(type, written[name]) : undefined) ?? otherwise,
    ]),
  )
}
