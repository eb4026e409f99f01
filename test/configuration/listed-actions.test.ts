import { describe, expect, it } from 'vitest'
import { listedActions } from '../../src/core/configuration/listed-actions.ts'

describe('actions that a YAML text lists', () => {
  it.each<[string, readonly string[]]>([
    ['actions: [s3:GetObject, "s3:Put*"]', ['s3:GetObject', 's3:Put*']],
    ['a:\n  actions:\n  - s3:GetObject # note: read\n  - iam:*\n', ['s3:GetObject', 'iam:*']],
    ['actions: ["#", "s3:*"]', ['s3:*']],
    ['Action: s3:GetObject', ['s3:GetObject']],
    ["'NotAction': 's3:getobject'", ['s3:getobject']],
    ['{"action":"s3:GetObject"}', ['s3:GetObject']],
    ['? actions\n: [s3:GetObject]', ['s3:GetObject']],
    ['allowed_actions:\n- "*"\n- kms:Decrypt', ['kms:Decrypt']],
    ['permissions: ["dynamodb:${verb}Item"]', ['dynamodb:${verb}Item']],
    ['actions: ["s3:NotOneYet", "tag:TagResources", "tag:*"]', ['s3:NotOneYet', 'tag:TagResources', 'tag:*']],
    ['"\\x61ctions": ["\\x73\\u0033:*", "kms:\\\n  Decrypt"]', ['s3:*', 'kms:Decrypt']],
    ['all: &all [s3:Get*]\nactions: *all', ['s3:Get*']],
    ['actions: !if [x, s3:Get*]', ['s3:Get*']],
    [`actions: [${'x, '.repeat(10_000)} s3:GetObject]`, ['s3:GetObject']],
  ])('%.60j', (text, expected) => {
    expect(listedActions(text)).toEqual(expected)
  })

  it.each([
    ['actions: [light.turn_on, notify:Evening]'],
    ['permissions: [contents:read, redis:Alpine]'],
    ['actions: [s3:reads, "arn:aws:s3:::b", "registry/batch:Latest", "https://s3:Port"]'],
    ['notes: [s3:GetObject]'],
    ['actions: [notify]\nfilters: ["tag:Name"]'],
    ['transactions: 3'],
    ['actions: ["\\uD83D", "\\U00FFFFFF"]'],
  ])('none in %j', (text) => {
    expect(listedActions(text)).toEqual([])
  })

  it('takes time that goes with the length of a text', () => {
    for (const part of ['actions', 'actions: ', 's3:', 'a-', '\\x6', '# actions: # ']) {
      expect(listedActions(part.repeat(1_000_000 / part.length))).toEqual([])
    }
  })
})
