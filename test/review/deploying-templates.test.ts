import { expect, it } from 'vitest'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { TreeEntry } from '../../src/ports/source-trees.ts'
import { findDeployments } from '../../src/review/deploying-templates.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

const JOBS = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n'

/** A template that deploys others, by their places. */
function deploying(...places: readonly string[]): string {
  const stacks = places.map(
    (place, index) =>
      `  Stack${index}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${place}\n`,
  )
  return `Parameters:\n  Folder: {Type: String}\nResources:\n${stacks.join('')}`
}

async function find(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) {
  const trees = memorySourceTrees({ base, head })
  const [before, after] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  return { before, found: await findDeployments(before, after, terraformMemory()) }
}

it('finds who deploys a template, directly and through others, on each side', async () => {
  const shared = { 'a/jobs.yaml': JOBS, 'a/group.yaml': deploying('jobs.yaml') }
  const { found } = await find(shared, { ...shared, 'main.yaml': deploying('a/group.yaml') })
  expect([...(found?.base.of('a/jobs.yaml') ?? [])]).toEqual(['a/group.yaml'])
  expect([...(found?.head.of('a/jobs.yaml') ?? [])].sort()).toEqual(['a/group.yaml', 'main.yaml'])
})

it('reads what is the same on both sides and deploys nothing once', async () => {
  const shared = { 'jobs.yaml': JOBS, 'main.yaml': deploying('jobs.yaml') }
  const { before } = await find(shared, shared)
  expect([...before.texts.keys()].sort()).toEqual(['jobs.yaml', 'main.yaml'])
  const { before: apart } = await find({ ...shared, 'other.yaml': JOBS }, { ...shared, 'other.yaml': JOBS })
  expect(apart.texts.has('other.yaml')).toBe(false)
})

it('knows nothing where a file is listed and cannot be had, and fails where that may be had later', async () => {
  const stored = memorySourceTrees({ base: {}, head: { 'jobs.yaml': JOBS, 'people.json': '{}' } })
  const without = (kind: Fault['kind']) => ({
    ...stored,
    read: async (revision: string, entry: TreeEntry) => {
      if (entry.path === 'people.json') throw new Fault(kind, 'the object is missing')
      return stored.read(revision, entry)
    },
  })
  const found = async (kind: Fault['kind']) => {
    const trees = without(kind)
    const [before, after] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
    return findDeployments(before, after, terraformMemory())
  }
  expect(await found('not-found')).toBeUndefined()
  await expect(found('unavailable')).rejects.toMatchObject({ kind: 'unavailable' })
})

it.each([
  ['https://example.com/${Folder}/jobs.yaml', true],
  ['!Sub https://example.com/${Folder}/jobs.yaml', true],
  ['!Sub https://example.com/${Folder}jobs.yaml', true],
  ['!Sub https://example.com/${Folder}bs.yaml?versionId=1', true],
  ['!Sub https://example.com/a/${Folder}', true],
  ['!Ref Folder', true],
  ['!If [Never, x, y]', true],
  ['https://example.com/other.yaml', false],
  ['!Sub https://example.com/${Folder}/other.yaml', false],
  ['!Sub https://example.com/${Folder}/my-jobs.yaml', false],
  ['jobs.yaml', false],
])('knows whether %s may be the place of jobs.yaml', async (place, may) => {
  const { found } = await find({}, { 'jobs.yaml': JOBS, 'main.yaml': deploying(place) })
  expect(found?.head.mayDeployUnseen('jobs.yaml')).toBe(may)
})

it.each([
  ['.github/workflows/deploy.yml', 'on: push\nrun: deploy --template-file a/jobs.yaml\n', true],
  ['samconfig.toml', '[default.deploy.parameters]\ntemplate_file = "a/jobs.yaml"\n', true],
  ['package.json', '{"scripts": {"deploy": "deploy a/jobs.yaml"}}', true],
  ['broken.yaml', 'Resources: [a/jobs.yaml', true],
  ['serverless.yml', 'service: x\nprovider: {name: aws}\nresources:\n  - ${file(a/jobs.yaml)}\n', true],
  ['other.yaml', `Transform: {Name: AWS::Include, Parameters: {Location: s3://x/jobs.yaml}}\n${JOBS}`, true],
  ['package.json', '{"scripts": {"deploy": "deploy a/my-jobs.yaml"}}', false],
  ['other.yaml', `Description: as jobs.yaml\n${JOBS}`, false],
])('knows whether %s may deploy jobs.yaml by what it says: %j', async (path, text, may) => {
  const jobs = { 'a/jobs.yaml': JOBS }
  for (const head of [{}, { [path]: text }]) {
    const { found } = await find({ ...jobs, [path]: text }, { ...jobs, ...head })
    expect(found?.base.mayDeployUnseen('a/jobs.yaml')).toBe(may)
    expect(found?.head.mayDeployUnseen('a/jobs.yaml')).toBe(may)
  }
})

it('knows nothing of a repository with too many files, or with one that cannot be read', async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}.yaml`, JOBS]))
  expect((await find({}, many)).found).toBeDefined()
  expect((await find({}, { ...many, 'f.json': '{}' })).found).toBeUndefined()
  expect((await find({ ...many, 'f.json': '{}' }, {})).found).toBeUndefined()
  const pointer = 'version https://git-lfs.github.com/spec/v1\n'
  expect((await find({}, { 'a.yaml': pointer })).found).toBeUndefined()
  expect((await find({ 'a.yaml': pointer }, {})).found).toBeUndefined()
})
