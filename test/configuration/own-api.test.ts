import { describe, expect, it } from 'vitest'
import { configure, describeDocument } from './module-double.ts'

const DECLARED = `
data "aws_partition" "p" {}
data "aws_region" "r" {}
data "aws_region" "elsewhere" { region = "us-east-1" }
data "aws_region" "east" { provider = aws.east }
data "aws_caller_identity" "c" {}
variable "text" { default = "x" }
variable "path" {}
resource "aws_api_gateway_rest_api" "a" { name = "a" }
resource "aws_api_gateway_rest_api" "b" { name = "b" }
`

/** What the policy of an API says of resources, one statement each. */
function resourcesOf(resource: string, { id = 'aws_api_gateway_rest_api.a.id', word = 'Resource' } = {}) {
  const policy = `jsonencode({
    Statement = [{ Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", ${word} = ${resource} }]
  })`
  const access = configure(
    `${DECLARED} resource "aws_api_gateway_rest_api_policy" "x" {
      rest_api_id = ${id}
      policy      = ${policy}
    }`,
    { variant: { kind: 'unset' } },
  )
  return access.policies
    .flatMap(({ document }) => describeDocument(document))
    .map((text) => text.replace(/^.*Invoke \| /, ''))
}

const ARN =
  'arn:${data.aws_partition.p.partition}:execute-api:${data.aws_region.r.name}:${data.aws_caller_identity.c.account_id}'
const OWN = 'arn:*:execute-api:*:*:${this-api}'

describe('the policy of an API', () => {
  it.each([
    ['execute-api:/live/GET/x', [`${OWN}/live/GET/x`]],
    ['execute-api:/*', [`${OWN}/*`]],
    ['execute-api:/${var.path}/x', [`${OWN}/\${var.path}/x`]],
    ['${aws_api_gateway_rest_api.a.execution_arn}/live/GET/x', [`${OWN}/live/GET/x`]],
    [`${ARN}:\${aws_api_gateway_rest_api.a.id}/live/*`, [`${OWN}/live/*`]],
    ['arn:aws:execute-api:*:*:${aws_api_gateway_rest_api.a.id}/live/*', [`${OWN}/live/*`]],
    ['arn:aws-cn:execute-api:*:*:*/live', [`${OWN}/*/live ${OWN}/live`]],
  ])('means itself by %s', (resource, expected) => {
    expect(resourcesOf(`"${resource}"`)).toEqual(expected.map((each) => `Resource ${each}`))
  })

  it.each([
    ['*'],
    ['${aws_api_gateway_rest_api.a.execution_arn}'],
    ['${aws_api_gateway_rest_api.a.execution_arn}x/live'],
    ['${aws_api_gateway_rest_api.b.execution_arn}/live'],
    ['arn:aws:s3:::${aws_api_gateway_rest_api.a.id}/live'],
    ['arn:${var.text}:execute-api:*:*:${aws_api_gateway_rest_api.a.id}'],
  ])('does not mean itself by %s', (resource) => {
    expect(resourcesOf(`"${resource}"`)).toEqual([`Resource ${resource}`])
  })

  it.each([
    ['eu-west-1', '*'],
    ['*', '111122223333'],
    ['${data.aws_region.elsewhere.name}', '*'],
    ['${data.aws_region.east.name}', '*'],
    ['${var.text}', '*'],
    ['*', '${data.aws_region.r.name}'],
  ])('keeps the region %s and the account %s, which may be others', (region, account) => {
    const arn = `arn:*:execute-api:${region}:${account}`
    expect(resourcesOf(`"${arn}:\${aws_api_gateway_rest_api.a.id}/x"`)).toEqual([`Resource ${arn}:\${this-api}/x`])
  })

  it('may be meant by an id that is written out, and only then the statement is in force', () => {
    const found = resourcesOf('["execute-api:/x", "arn:*:execute-api:*:*:abc123/y", "arn:*:execute-api:*:*:def456/z"]')
    expect(found).toEqual([`Resource ${OWN}/x`, `Resource ${OWN}/y | If abc123`, `Resource ${OWN}/z | If def456`])
  })

  it('may be meant by the id of another API as well', () => {
    const found = resourcesOf('"arn:*:execute-api:*:*:${aws_api_gateway_rest_api.b.id}/y"')
    expect(found).toEqual([`Resource ${OWN}/y | If aws_api_gateway_rest_api.b.id`])
  })

  it('says of an exception with another id what is written', () => {
    const found = resourcesOf('["execute-api:/x", "arn:*:execute-api:*:*:abc123/y"]', { word: 'NotResource' })
    expect(found).toEqual([`NotResource ${OWN}/x arn:*:execute-api:*:*:abc123/y`])
  })

  it('knows its own id where that is written out, and every other one for another', () => {
    const id = '"abc123"'
    expect(resourcesOf('"arn:aws:execute-api:*:*:abc123/x"', { id })).toEqual([
      'Resource arn:*:execute-api:*:*:abc123/x',
    ])
    expect(resourcesOf('"execute-api:/x"', { id })).toEqual(['Resource arn:*:execute-api:*:*:abc123/x'])
    expect(resourcesOf('"arn:aws:execute-api:*:*:def456/x"', { id })).toEqual([
      'Resource arn:*:execute-api:*:*:def456/x',
    ])
  })
})
