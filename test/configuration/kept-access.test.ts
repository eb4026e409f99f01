import { describe, expect, it } from 'vitest'
import { keptAccess } from '../../src/core/configuration/terraform/access/kept-access.ts'
import { parseJson } from '../../src/core/syntax/json/parse.ts'

type Kept = ReturnType<typeof keptAccess>[number]['kept']

function keptIn(type: string, body: unknown, at: string): Kept {
  const { value } = parseJson('main.tf.json', JSON.stringify(body))
  const found = value === undefined ? [] : keptAccess(type, value)
  const { kept } = found.find((each) => each.at.split(' ').includes(at)) ?? {}
  if (kept === undefined) throw new Error(`${type} has no part at ${at}`)
  return kept
}

describe('what counts of something that is there already', () => {
  const LAYER = 'arn:aws:lambda:eu-west-1:111122223333:layer:shared'
  const IMAGE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/report'

  it.each([
    ['aws_lambda_function', 'layers', [`${LAYER}:4`], [`${LAYER}:5`]],
    ['aws_lambda_function', 'image_uri', `${IMAGE}:1`, `${IMAGE}/other:2`],
    ['aws_codebuild_project', 'environment.image', { image: 'report:1' }, { image: 'other:2' }],
    ['aws_codebuild_project', 'environment.image', { image: 'acme/report:1' }, { image: 'acme/other' }],
    [
      'aws_glue_job',
      'command.script_location',
      { script_location: 's3://jobs/1.py' },
      { script_location: 's3://jobs/2.py' },
    ],
    [
      'aws_codebuild_project',
      'source.location',
      { location: 'https://github.com/acme/one' },
      { location: 'https://github.com/acme/other.git' },
    ],
    [
      'aws_cloudwatch_event_target',
      'arn',
      'arn:aws:events:eu-west-1:111122223333:event-bus/a',
      'arn:aws:sqs:eu-west-1:111122223333:b',
    ],
    [
      'aws_glue_job',
      'command.script_location',
      { script_location: 's3://jobs/1.py' },
      { script_location: 's3://jobs' },
    ],
    ['aws_ecs_service', 'task_definition', 'orders:1', 'orders:2'],
  ])("of %s by %s is the same owner's", (type, at, one, other) => {
    const [name = ''] = at.split('.')
    expect(keptIn(type, { [name]: one }, at)).toEqual(keptIn(type, { [name]: other }, at))
  })

  it.each([
    ['aws_lambda_function', 'layers', [`${LAYER}:4`], [`${LAYER.replace('1111', '4444')}:4`]],
    ['aws_lambda_function', 'image_uri', `${IMAGE}:1`, `${IMAGE.replace('1111', '4444')}:1`],
    ['aws_lambda_function', 's3_bucket', 'ours', 'theirs'],
    ['aws_codebuild_project', 'environment.image', { image: 'acme/report' }, { image: 'acne/report' }],
    ['aws_codebuild_project', 'environment.image', { image: 'acme/report' }, { image: 'report' }],
    [
      'aws_glue_job',
      'command.script_location',
      { script_location: 's3://jobs/1.py' },
      { script_location: 's3://theirs/1.py' },
    ],
    [
      'aws_codebuild_project',
      'source.location',
      { location: 'https://github.com/acme/one' },
      { location: 'https://github.com/other/one' },
    ],
    ['aws_cloudwatch_event_target', 'arn', 'arn:aws:s3:::one/a', 'arn:aws:s3:::other/a'],
    ['aws_ecs_service', 'task_definition', 'orders:1', 'operator:1'],
  ])("of %s by %s is another owner's", (type, at, one, other) => {
    const [name = ''] = at.split('.')
    const [before, after] = [keptIn(type, { [name]: one }, at), keptIn(type, { [name]: other }, at)]
    expect(after.means).toHaveLength(1)
    expect(after.means).not.toEqual(before.means)
  })

  it('limits by each of its conditions, and by no other', () => {
    const TYPE = 'AWS::ElasticLoadBalancingV2::ListenerRule'
    const addresses = { Field: 'source-ip', SourceIpConfig: { Values: ['192.0.2.0/24'] } }
    const path = { Field: 'path-pattern', Values: ['/admin/*'] }
    const { limits, means } = keptIn(TYPE, { Conditions: [addresses, path] }, 'Conditions')
    expect(limits).toEqual(keptIn(TYPE, { Conditions: [addresses] }, 'Conditions').limits)
    expect(limits).toHaveLength(1)
    expect(means).toEqual([])
    expect(keptIn(TYPE, { Conditions: [path] }, 'Conditions').limits).toEqual([])
  })
})
