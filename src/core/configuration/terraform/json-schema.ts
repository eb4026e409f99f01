import type { BlockSchema, BodySchema, PropertySchema } from '../../syntax/hcl-json/body-schema.ts'
import { type NestedBlocks, nestedBlocksOf, PROVIDER_BLOCKS } from './nested-blocks.ts'

/** A `.tfvars.json` file: every property is the value of a variable, as it stands. */
export const VARIABLES_SCHEMA: BodySchema = { properties: new Map(), others: 'literal' }

const block = (labels: number, body: BodySchema): BlockSchema => ({ labels, body: () => body })

const bodyOf = (properties: Readonly<Record<string, PropertySchema>>, others: PropertySchema = 'expression') => ({
  properties: new Map(Object.entries(properties)),
  others,
})

const ARGUMENTS = bodyOf({})

const LITERALS = bodyOf({}, 'literal')

/** What `precondition`, `postcondition`, `validation` and `assert` blocks hold. */
const CONDITION = block(0, ARGUMENTS)

const LIFECYCLE = block(
  0,
  bodyOf({
    ignore_changes: 'reference',
    replace_triggered_by: 'reference',
    precondition: CONDITION,
    postcondition: CONDITION,
  }),
)

const CONNECTION = block(0, ARGUMENTS)

const PROVISIONER = block(1, bodyOf({ connection: CONNECTION, when: 'reference', on_failure: 'reference' }))

/** Meta-arguments and meta-blocks of every resource and data source. */
const RESOURCE_PROPERTIES: readonly (readonly [string, PropertySchema])[] = [
  ['provider', 'reference'],
  ['depends_on', 'reference'],
  ['lifecycle', LIFECYCLE],
  ['connection', CONNECTION],
  ['provisioner', PROVISIONER],
  ['timeouts', block(0, ARGUMENTS)],
]

/** A resource, data source or ephemeral resource: by its type and its name. */
const RESOURCE: BlockSchema = {
  labels: 2,
  body: ([type = '']) => {
    const own = bodyWithin(nestedBlocksOf(type))
    return { ...own, properties: new Map([...own.properties, ...RESOURCE_PROPERTIES]) }
  },
}

const PROVIDER: BlockSchema = {
  labels: 1,
  body: ([name = '']) => {
    const own = bodyWithin(PROVIDER_BLOCKS.get(name) ?? {})
    return { ...own, properties: new Map([...own.properties, ['alias', 'literal'], ['version', 'literal']]) }
  },
}

/** A body whose nested blocks a provider defines, each of which a `dynamic` block may make. */
function bodyWithin(nested: NestedBlocks): BodySchema {
  const blocks = Object.entries(nested).map(([name, inner]) => [name, block(0, bodyWithin(inner))] as const)
  return {
    properties: new Map<string, PropertySchema>([...blocks, ['dynamic', dynamicOf(nested)]]),
    others: 'expression',
  }
}

/** Source: "dynamic Blocks", Terraform language documentation. */
function dynamicOf(nested: NestedBlocks): BlockSchema {
  return {
    labels: 1,
    body: ([type = '']) => {
      const inner = new Map(Object.entries(nested)).get(type) ?? {}
      return bodyOf({ iterator: 'reference', content: block(0, bodyWithin(inner)) })
    },
  }
}

/**
 * A `.tf.json` or `.tofu.json` file. What Terraform does not know at the top is a block without labels, so that it is
 * named as one that nobody reads. Source: "JSON Configuration Syntax", Terraform language documentation, with its
 * list of block types whose arguments are not expressions.
 */
export const MODULE_SCHEMA: BodySchema = bodyOf(
  {
    resource: RESOURCE,
    data: RESOURCE,
    ephemeral: RESOURCE,
    provider: PROVIDER,
    locals: block(0, ARGUMENTS),
    variable: block(1, bodyOf({ type: 'reference', validation: CONDITION }, 'literal')),
    output: block(1, bodyOf({ description: 'literal', depends_on: 'reference', precondition: CONDITION })),
    module: block(1, bodyOf({ providers: 'reference', depends_on: 'reference', lifecycle: LIFECYCLE })),
    terraform: block(
      0,
      bodyOf({
        backend: block(1, LITERALS),
        cloud: block(0, bodyOf({ workspaces: block(0, LITERALS) }, 'literal')),
        required_providers: block(0, LITERALS),
        provider_meta: block(1, ARGUMENTS),
      }),
    ),
    moved: block(0, bodyOf({ from: 'reference', to: 'reference' })),
    removed: block(0, bodyOf({ from: 'reference', lifecycle: LIFECYCLE, provisioner: PROVISIONER })),
    import: block(0, bodyOf({ to: 'reference', provider: 'reference' })),
    check: block(1, bodyOf({ data: RESOURCE, assert: CONDITION })),
  },
  block(0, ARGUMENTS),
)
