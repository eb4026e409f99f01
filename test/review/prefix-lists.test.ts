import { describe, expect, it } from 'vitest'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { changeOf } from '../../src/core/rules/change.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

/** Every finding of network rules and lists: `granted 10.0.0.0/8 by LIST`, `undecided`. */
async function told(base: string, head: string): Promise<readonly string[]> {
  const trees = memorySourceTrees({ base: { 'main.tf': base }, head: { 'main.tf': head } })
  const [from, to] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const surroundings = { revisions: { base: 'base', head: 'head' }, sources: firstOf([]), memory: terraformMemory() }
  const { facts } = await compareTrees({ base: from, head: to, ...surroundings })
  return facts
    .flatMap((fact) => {
      if (fact.kind !== 'granted') return [fact.kind]
      return changeOf(fact).regions.map(
        ({ principals, prefixLists }) => `${principals.join()} by ${prefixLists.join()}`,
      )
    })
    .sort()
}

const list = (...cidrs: readonly string[]) => `resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 10
${cidrs.map((cidr) => `  entry {\n    cidr = "${cidr}"\n  }\n`).join('')}}
`
const rule = (lists: string) => `resource "aws_security_group_rule" "in" {
  type              = "ingress"
  security_group_id = "sg-0123456789abcdef0"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_ids   = [${lists}]
}
`
const OFFICE = 'aws_ec2_managed_prefix_list.office.id'
const BY_OFFICE = `by \${${OFFICE}}`

describe('a list of addresses', () => {
  it('widens the rules that use it as it grows, beside what else uses it', async () => {
    const found = await told(list('10.0.0.0/8') + rule(OFFICE), list('10.0.0.0/8', '192.0.2.0/24') + rule(OFFICE))
    expect(found).toEqual(['192.0.2.0/24 by ', `192.0.2.0/24 ${BY_OFFICE}`])
  })

  it('opens a rule to the internet that names no address', async () => {
    const found = await told(list('10.0.0.0/8') + rule(OFFICE), list('10.0.0.0/8', '0.0.0.0/0') + rule(OFFICE))
    expect(found).toContain(`0.0.0.0/0 ${BY_OFFICE}`)
  })

  it('that is new is told by the rules that use it, with its addresses', async () => {
    const head = list('10.0.0.0/8') + rule(OFFICE)
    expect(await told('# nothing\n', head)).toEqual([`10.0.0.0/8 ${BY_OFFICE}`])
  })

  it('may be anything where Terraform leaves its entries alone', async () => {
    const left = (...cidrs: readonly string[]) =>
      list(...cidrs).replace('max_entries', 'lifecycle {\n    ignore_changes = [entry]\n  }\n  max_entries')
    const byAddress = rule(OFFICE)
      .replace('prefix_list_ids   = [', 'cidr_blocks       = ["10.0.0.0/8"] # [')
      .replace(OFFICE, '')
    expect(await told(left('10.0.0.0/8') + byAddress, left('10.0.0.0/8') + rule(OFFICE))).toEqual(['undecided'])
    expect(await told(left('10.0.0.0/8') + rule(OFFICE), left('10.0.0.0/8') + rule(OFFICE))).toEqual([])
  })

  it('of elsewhere stays a name, whether it is written or what AWS calls it', async () => {
    expect(await told('# nothing\n', rule('"pl-0123456789abcdef0"'))).toEqual([
      'pl-0123456789abcdef0 by pl-0123456789abcdef0',
    ])
    const ofAws = 'data "aws_prefix_list" "s3" {\n  name = "com.amazonaws.eu-central-1.s3"\n}\n'
    expect(await told(ofAws, ofAws + rule('data.aws_prefix_list.s3.id'))).toEqual([
      'com.amazonaws.eu-central-1.s3 by com.amazonaws.eu-central-1.s3',
    ])
  })

  it('of elsewhere does not pass for another one of the same name', async () => {
    const ofAws = (region: string) =>
      `provider "aws" {\n  region = "${region}"\n}\ndata "aws_prefix_list" "s3" {\n  name = "com.amazonaws.s3"\n}\n`
    const head = ofAws('eu-west-1') + rule('data.aws_prefix_list.s3.id')
    expect(await told(ofAws('eu-central-1') + rule('data.aws_prefix_list.s3.id'), head)).not.toEqual([])
  })
})
