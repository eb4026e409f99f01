import { describe, expect, it } from 'vitest'
import { outlineOf } from '../../src/core/configuration/terraform/outline.ts'
import { parseFile } from '../../src/core/configuration/terraform/parse-file.ts'

const outline = (text: string, path = 'main.tf') => outlineOf(parseFile(path, text))
const reads = (expression: string): readonly string[] => outline(`locals {\n  x = ${expression}\n}`).reads

describe('the calls of a file', () => {
  it('are the sources that are paths in the repository, as they are written', () => {
    const sources = ['./a', '../b/', '..', '.']
    const text = sources.map((source, at) => `module "m${at}" {\n  source = "${source}"\n}\n`).join('')
    expect(outline(text).calls).toEqual(sources)
  })

  it.each(['acme/vpc/aws', 'git::https://example.com/m.git', '/etc/modules', '.hidden/module', '...', 'a/../b'])(
    'are not a source of elsewhere: %s',
    (source) => expect(outline(`module "m" {\n  source = "${source}"\n}`).calls).toEqual([]),
  )

  it('are not sources that are expressions, missing or in another block', () => {
    const text = 'module "a" {\n  source = var.source\n}\nmodule "b" {}\nresource "a" "b" {\n  source = "./c"\n}\n'
    expect(outline(text).calls).toEqual([])
  })

  it('are read of the JSON syntax too', () => {
    expect(outline('{"module": {"m": {"source": "./a"}}}', 'main.tf.json').calls).toEqual(['./a'])
  })
})

describe('a file says that Terraform is run in its directory', () => {
  it.each([
    ['by a backend', 'terraform {\n  backend "s3" {}\n}'],
    ['by a workspace of Terraform Cloud', 'terraform {\n  cloud {}\n}'],
    ['by a provider that is configured', 'provider "aws" {\n  region = "eu-west-1"\n}'],
    ['by a provider that is configured with a block', 'provider "azurerm" {\n  features {}\n}'],
  ])('%s', (_how, text) => expect(outline(text).isRoot).toBe(true))

  it.each([
    ['by a provider that its caller configures', 'provider "aws" {}'],
    ['by the versions that it needs', 'terraform {\n  required_version = ">= 1.5"\n}'],
    [
      'by the providers that it takes',
      'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}',
    ],
    ['by a resource', 'resource "backend" "provider" {}'],
  ])('not %s', (_how, text) => expect(outline(text).isRoot).toBe(false))
})

describe('a file says where its state is kept', () => {
  it.each([
    ['terraform {\n  backend "s3" {\n    bucket = "state"\n  }\n}', true],
    ['terraform {\n  cloud {}\n}', true],
    ['terraform {\n  backend "s3" {}\n}', false],
    ['provider "aws" {\n  region = "eu-west-1"\n}', false],
  ])('%j: %s', (text, expected) => expect(outline(text).keepsState).toBe(expected))
})

describe('what a file may read', () => {
  it.each([
    ['file("reader.json")', 'reader.json'],
    ['file("${path.module}/policies/reader.json")', 'reader.json'],
    ['file("${var.directory}${var.name}.json")', '.json'],
    ['filebase64sha256("./a/../b.zip")', 'b.zip'],
    ['fileexists("wide.json")', 'wide.json'],
    ['jsondecode(trimspace(file("a.json")))', 'a.json'],
    ['[for name in var.names : file("x/${name}-policy.json")]', '-policy.json'],
  ])('is a file whose path ends as far as it is written: %s', (expression, ending) =>
    expect(reads(expression)).toEqual([ending]),
  )

  it.each([
    'file(var.path)',
    'file("policies/${var.name}")',
    'file("policies/")',
    'file("..")',
    'file()',
    'file(local.a.b)',
  ])('is any file where the end of the path is not written: %s', (expression) =>
    expect(reads(expression)).toEqual(['']),
  )

  it.each([
    ['fileset(path.module, "teams/*.yaml")', '.yaml'],
    ['fileset(path.module, "**/reader-?.json")', '.json'],
    ['fileset(path.module, "{a,b}/x.json")', 'x.json'],
    ['fileset(path.module, "*.{yaml,yml}")', ''],
    ['fileset(path.module, "[ab]")', ''],
    ['fileset(path.module, "*")', ''],
    ['fileset(path.module, var.pattern)', ''],
    ['fileset("teams")', ''],
  ])('is what a pattern finds, by what it ends with: %s', (expression, ending) =>
    expect(reads(expression)).toEqual([ending]),
  )

  it('is a template, which is told apart since it may read files of its own', () => {
    const text = 'locals {\n  a = templatefile("x/reader.json.tftpl", {})\n  b = file("b.json")\n}'
    expect(outline(text)).toMatchObject({ reads: ['reader.json.tftpl', 'b.json'], templates: ['reader.json.tftpl'] })
  })

  it('is any file where a text is rendered that may come from anywhere', () => {
    expect(reads('templatestring(local.text, {})')).toEqual([''])
  })

  it('is found in every block, each ending once', () => {
    const block = 'content {\n      a = file("a.json")\n      b = [file("x/a.json"), file("b.json")]\n    }'
    const text = `resource "r" "n" {\n  dynamic "statement" {\n    for_each = []\n    ${block}\n  }\n}`
    expect([...outline(text).reads].sort()).toEqual(['a.json', 'b.json'])
  })

  it('is nothing where no file is read', () => {
    expect(reads('profile("a.json")')).toEqual([])
    expect(reads('"file(a.json)"')).toEqual([])
  })
})

describe('a file that is no configuration', () => {
  it.each(['', 'module "m" {', '\u0000\u0001', '}}}}', '{"module": 1}'])('has an outline: %j', (text) =>
    expect(outline(text)).toEqual({ calls: [], isRoot: false, keepsState: false, reads: [], templates: [] }),
  )
})
