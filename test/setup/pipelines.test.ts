import { describe, expect, it } from 'vitest'
import { checkPipelines } from '../../src/core/setup/check-pipelines.ts'
import { pipelinePaths } from '../../src/core/setup/pipeline-files.ts'
import { earlyApplies } from '../../src/core/setup/workflow-apply.ts'
import { hidden, repository } from './setup-facts.ts'

const FLOW = '.github/workflows/tf.yml'

/** A workflow of one job with one step that applies; `job` and `step` are lines of YAML to put into them. */
function workflow(on: string, { job = '', step = '- run: terraform apply' } = {}): string {
  return `on: ${on}\njobs:\n  apply:\n    runs-on: ubuntu-latest\n${job === '' ? '' : `    ${job}\n`}    steps:\n      ${step}\n`
}

function found(text: string, others: Readonly<Record<string, string>> = {}) {
  const files = Object.entries({ [FLOW]: text, ...others }).map(([path, content]) => ({ path, text: content }))
  return earlyApplies(files, 'main')
}

describe('workflows that apply before the merge', () => {
  it.each([
    ['pull_request', 'yes'],
    ['[push, pull_request]', 'yes'],
    ['{ pull_request_target: { types: [opened] } }', 'yes'],
    ['{ pull_request: { branches: [main] } }', 'yes'],
    ['{ pull_request: { branches: [release] } }', undefined],
    ['{ pull_request: { types: [closed] } }', 'unknown'],
    ['merge_group', 'yes'],
    ['issue_comment', 'unknown'],
    ['{ workflow_run: { workflows: [ci] } }', 'unknown'],
    ['push', 'yes'],
    ["{ push: { branches: ['**'] } }", 'yes'],
    ['{ push: { branches: [main] } }', undefined],
    ["{ push: { tags: ['v*'] } }", undefined],
    ['workflow_dispatch', undefined],
    ['{ schedule: [{ cron: 0 0 * * * }] }', undefined],
  ])('on %s: %s', (on, runs) => {
    expect(found(workflow(on)).found.map((one) => one.runs)).toEqual(runs === undefined ? [] : [runs])
  })

  it('stand at the line of the step, with what it runs', () => {
    const step = '- run: |\n          terraform init\n          terraform apply\n          terraform apply\n'
    expect(found(workflow('pull_request', { step })).found).toEqual([
      { file: FLOW, line: 6, what: 'terraform apply', event: 'pull_request', runs: 'yes' },
    ])
  })

  it('are held back by conditions and environments, as far as these are understood', () => {
    const runs = (job: string) => found(workflow('pull_request', { job })).found.map((one) => one.runs)
    expect(runs("if: github.ref == 'refs/heads/main'")).toEqual([])
    expect(runs("if: github.actor != 'x'")).toEqual(['unknown'])
    expect(runs('environment: production')).toEqual(['unknown'])
    expect(
      found(workflow('{ pull_request: { types: [closed] } }', { job: 'if: github.event.pull_request.merged' })).found,
    ).toEqual([])
  })

  it.each([
    ['- uses: dflook/terraform-apply@v2', 1],
    ['- uses: pulumi/actions@v6\n        with: { command: up }', 1],
    ['- uses: pulumi/actions@v6\n        with: { command: preview }', 0],
    ['- uses: actions/checkout@v4', 0],
  ])('use actions: %j', (step, count) => {
    expect(found(workflow('pull_request', { step })).found).toHaveLength(count)
  })

  it('call others of the repository, and those of elsewhere are named', () => {
    const caller = (uses: string) => `on: pull_request\njobs:\n  one:\n    uses: ${uses}\n`
    const called = workflow('workflow_call')
    const local = found(caller('./.github/workflows/apply.yml'), { '.github/workflows/apply.yml': called })
    expect(local.found).toMatchObject([{ file: '.github/workflows/apply.yml', line: 6, event: 'pull_request' }])
    expect(found(caller('acme/flows/.github/workflows/apply.yml@v1')).elsewhere).toEqual([
      'acme/flows/.github/workflows/apply.yml@v1',
    ])
    // One that calls itself for ever is looked through once.
    expect(found(caller(`./${FLOW}`))).toMatchObject({ found: [], elsewhere: [] })
  })

  it.each([
    ['no YAML', 'on: ['],
    ['no workflow', '- 1'],
    ['nothing', ''],
  ])('are not taken for absent where a file is %s', (_what, text) => {
    expect(found(text)).toMatchObject({ found: [], read: 0, unread: [FLOW] })
  })

  it('are none of jobs and steps of odd shapes', () => {
    const odd =
      'on: pull_request\njobs:\n  a: 1\n  b: { steps: 7 }\n  c: { steps: [null, { run: [x] }, { uses: 4 }] }\n'
    expect(found(odd)).toMatchObject({ found: [], read: 1, unread: [] })
  })
})

describe('pipelines', () => {
  const told = (files: Readonly<Record<string, string>>, unread: readonly string[] = []) =>
    checkPipelines(
      repository(
        {},
        {
          paths: Object.keys(files),
          files: Object.entries(files).map(([path, text]) => ({ path, text })),
          unread,
        },
      ),
    ).map(({ severity, id, title }) => `${severity} ${id}: ${title}`)

  it.each([
    [{}, ['ok early-apply: No workflow was seen to apply before a merge']],
    [{ [FLOW]: workflow('pull_request') }, ['broken early-apply: Workflows apply changes before they are merged']],
    [
      { [FLOW]: workflow('issue_comment') },
      ['warning early-apply: Workflows may apply changes before they are merged'],
    ],
  ])('%j', (files, expected) => {
    expect(told(files)).toEqual(expected)
  })

  it.each([
    ['atlantis.yaml', 'version: 3\n', 'warning atlantis: Atlantis applies changes before they are merged'],
    [
      'atlantis.yaml',
      'projects:\n- dir: a\n  apply_requirements: [mergeable]\n- dir: b\n',
      'warning atlantis: Atlantis applies changes before they are merged',
    ],
    [
      'atlantis.yaml',
      'projects:\n- dir: a\n  apply_requirements: [approved, mergeable]\n',
      'ok atlantis: Atlantis waits for the check',
    ],
    ['digger.yml', '', 'warning early-apply: Digger can apply changes before they are merged'],
    ['.terrateam/config.yml', '', 'warning early-apply: Terrateam can apply changes before they are merged'],
    ['Jenkinsfile', '', 'not-visible pipelines: What other pipelines apply'],
    ['main.tf', 'terraform {\n  cloud {}\n}\n', 'not-visible remote-runs: What HCP Terraform applies'],
    ['a/backend.tf', 'terraform {\n  backend "remote" {}\n}', 'not-visible remote-runs: What HCP Terraform applies'],
  ])('%s with %j: %s', (path, text, expected) => {
    expect(told({ [path]: text }).slice(1)).toEqual([expected])
  })

  it('that keep their state elsewhere and run here are not told of', () => {
    expect(told({ 'main.tf': 'terraform {\n  backend "s3" {}\n}\nresource "x" "cloud" {}\n' })).toHaveLength(1)
  })

  it('that were not read are named', () => {
    expect(told({}, [FLOW])).toContain('not-visible early-apply: Some workflows')
    const [finding] = checkPipelines({ ...repository(), pipelines: hidden('no contents') })
    expect(finding).toMatchObject({ severity: 'not-visible', detail: 'Not visible: no contents.' })
  })

  it('are looked for within limits', () => {
    const flows = Array.from({ length: 250 }, (_, index) => `.github/workflows/${index}.yml`)
    const roots = Array.from({ length: 100 }, (_, index) => `live/${index}/main.tf`)
    const { wanted, tooMany } = pipelinePaths([...flows, ...roots, 'main.tf', '.github/workflows/a/b.yml', 'x.tf'])
    expect(tooMany).toHaveLength(50)
    expect(wanted).toHaveLength(240)
    expect(wanted[200]).toBe('main.tf')
    expect(wanted).not.toContain('x.tf')
  })
})
