import { describe, expect, it } from 'vitest'
import { isParentIfIncluded } from '../../../src/core/configuration/terraform/terragrunt/read-terragrunt.ts'
import { readTerragruntStack } from '../../../src/core/configuration/terraform/terragrunt/read-terragrunt-stack.ts'
import { codes, inputOf, inputValue, plain, readUnit, readUnits, symbolOf, type Tree } from './unit-double.ts'

/** The inputs of `a/b/terragrunt.hcl`, with other files beside it. */
function inputs(text: string, others: Tree = {}): unknown {
  const unit = readUnit({ ...others, 'a/b/terragrunt.hcl': text }, 'a/b')
  expect(unit.diagnostics).toEqual([])
  return plain(unit.inputs)
}

describe('functions of places', () => {
  it('start from the file that is read, or from the file that includes it', () => {
    const own = `
      own      = get_terragrunt_dir()
      original = get_original_terragrunt_dir()
      parent   = get_parent_terragrunt_dir()
      to       = path_relative_to_include()
      from     = path_relative_from_include()
      root     = get_path_from_repo_root()
      up       = get_path_to_repo_root()`
    const tree: Tree = {
      'root.hcl': `inputs = { ${own}\n }`,
      'a/vars.hcl': `locals { ${own}\n }`,
      'a/b/terragrunt.hcl': `include "root" { path = find_in_parent_folders("root.hcl") }
        locals { vars = read_terragrunt_config("../vars.hcl") }
        inputs = { read = local.vars.locals, name = basename(get_terragrunt_dir()) }`,
    }
    expect(plain(readUnit(tree, 'a/b').inputs)).toEqual({
      own: '${get_repo_root()}/a/b',
      original: '${get_repo_root()}/a/b',
      parent: '${get_repo_root()}',
      to: 'a/b',
      from: '../..',
      root: 'a/b',
      up: '../..',
      name: 'b',
      read: {
        own: '${get_repo_root()}/a',
        original: '${get_repo_root()}/a/b',
        parent: '${get_repo_root()}/a',
        to: '.',
        from: '.',
        root: 'a',
        up: '..',
      },
    })
  })

  it('find files above, never beside, and fall back', () => {
    const found = inputs(
      `inputs = {
        near = find_in_parent_folders("x.yml")
        none = find_in_parent_folders("y.yml", "fallback")
        yaml = yamldecode(file(find_in_parent_folders("x.yml"))).a
        json = jsondecode(read_tfvars_file("v.tfvars")).b
        text = templatefile("\${get_terragrunt_dir()}/t.tftpl", { name = "n" })
        has  = fileexists("\${get_repo_root()}/a/x.yml")
      }`,
      {
        'a/b/x.yml': 'a: wrong',
        'a/x.yml': 'a: 1',
        'x.yml': 'a: 2',
        'a/b/v.tfvars': 'b = 3',
        'a/b/t.tftpl': '<${name}>',
      },
    )
    expect(found).toEqual({
      near: '${get_repo_root()}/a/x.yml',
      none: 'fallback',
      yaml: 1,
      json: 3,
      text: '<n>',
      has: true,
    })
  })
})

describe('the override beside a unit', () => {
  it('wins over what the unit says', () => {
    const others = { 'a/b/terragrunt.autoinclude.hcl': 'inputs = { v = "override" }' }
    expect(inputs('inputs = { v = "own", w = "own" }', others)).toEqual({ v: 'override', w: 'own' })
  })
})

describe('what only a run knows', () => {
  it('is unknown, and a fallback of try does not hide it', () => {
    const found = inputs(`
      feature "wide" { default = false }
      dependency "d" { config_path = "../d" }
      inputs = {
        env     = get_env("ROLE", "reader")
        command = run_cmd("--terragrunt-quiet", "whoami")
        secret  = yamldecode(sops_decrypt_file("s.yml"))
        account = "arn:aws:iam::\${get_aws_account_id()}:root"
        feature = feature.wide.value
        value   = values.name
        output  = try(dependency.d.outputs.arn, "*")
      }`)
    expect(found).toEqual({
      env: '<get_env(…)>',
      command: '<run_cmd(…)>',
      secret: '<yamldecode(…)>',
      account: 'arn:aws:iam::${get_aws_account_id(…)}:root',
      feature: '<feature.wide.value>',
      value: '<values.name>',
      output: '<try(…)>',
    })
  })

  it('is the same only where what determines it is the same', () => {
    const symbol = (expression: string, others: Tree = {}) =>
      symbolOf(readUnit({ ...others, 'a/b/terragrunt.hcl': `inputs = { x = ${expression} }` }, 'a/b'), 'x')
    expect(symbol('get_env("A", "x")')).toBe(symbol('get_env("A", "x")'))
    expect(symbol('get_env("A", "x")')).not.toBe(symbol('get_env("A", "y")'))
    const secret = 'sops_decrypt_file("s.yml")'
    expect(symbol(secret, { 'a/b/s.yml': 'a' })).not.toBe(symbol(secret, { 'a/b/s.yml': 'b' }))
    const account = (role: string) =>
      symbolOf(readUnit({ 'terragrunt.hcl': `iam_role = "${role}"\ninputs = { x = get_aws_account_id() }` }, ''), 'x')
    expect(account('r1')).not.toBe(account('r2'))
  })
})

describe('includes', () => {
  const child = (strategy: string) => `
    include "root" {
      path = find_in_parent_folders("root.hcl")
      ${strategy}
    }
    inputs = { l = [2], m = { a = "child" }, s = "child" }`
  const root = 'inputs = { l = [1], m = { a = "root", b = "root" }, s = "root", only = true }'

  it.each([
    ['', { l: [2], m: { a: 'child' }, s: 'child', only: true }],
    ['merge_strategy = "deep"', { l: [1, 2], m: { a: 'child', b: 'root' }, s: 'child', only: true }],
    ['merge_strategy = "no_merge"', { l: [2], m: { a: 'child' }, s: 'child' }],
  ])('merge with %j', (strategy, expected) => {
    expect(inputs(child(strategy), { 'root.hcl': root })).toEqual(expected)
  })

  it('let later ones win over earlier ones', () => {
    const text = 'include "x" {\n path = "../../x.hcl"\n}\ninclude "y" {\n path = "../../y.hcl"\n}'
    const others = { 'x.hcl': 'inputs = { v = "x" }', 'y.hcl': 'inputs = { v = "y" }' }
    expect(inputs(text, others)).toEqual({ v: 'y' })
  })

  it('are themselves where there is one without a label', () => {
    const text = 'include {\n path = "../../x.hcl"\n expose = true\n}\ninputs = { v = include.locals.l }'
    expect(inputs(text, { 'x.hcl': 'locals { l = 1 }' })).toEqual({ v: 1 })
  })

  it('are an empty name among others, and show what their dependencies say', () => {
    const text = `include {
      path   = "../../x.hcl"
      expose = true
    }
    include "y" {
      path = "../../y.hcl"
    }
    inputs = { v = include[""].locals.l, p = include[""].dependency.d.config_path, o = include[""].dependency.d.outputs.x }`
    const x = 'locals { l = 1 }\ndependency "d" { config_path = "../d" }'
    expect(inputs(text, { 'x.hcl': x, 'y.hcl': '' })).toEqual({ v: 1, p: '../d', o: '<dependency.d.outputs.x>' })
  })

  it('leave undecided what an unknown whole of inputs may override', () => {
    const text = 'include "root" {\n path = "../../x.hcl"\n}\ninputs = get_env("ALL")'
    const unit = readUnit({ 'x.hcl': 'inputs = { v = "x" }', 'a/b/terragrunt.hcl': text }, 'a/b')
    expect(inputValue(unit, 'v')?.kind).toBe('unknown')
    expect(unit.openInputs.map(plain)).toEqual(['<get_env(…)>'])
  })

  it('tell parents from units', () => {
    const units = readUnits({
      'terragrunt.hcl': 'inputs = { v = 1 }',
      'a/terragrunt.hcl': 'include {\n path = find_in_parent_folders()\n}\nterraform {\n source = "../m"\n}',
    })
    const included = new Set([...units.values()].flatMap((unit) => unit.includes))
    const parents = [...units]
      .filter(([path, unit]) => included.has(path) && isParentIfIncluded(unit))
      .map(([path]) => path)
    expect(parents).toEqual(['terragrunt.hcl'])
  })
})

describe('the module and its variables', () => {
  it.each([
    ['../../modules/app', { kind: 'local', directory: 'modules/app' }],
    ['${get_repo_root()}/modules//app?ref=x', { kind: 'local', directory: 'modules/app' }],
    ['modules', { kind: 'local', directory: 'a/b/modules' }],
    ['../../../elsewhere', { kind: 'outside' }],
    ['git@git.example.com:org/repo.git//x', { kind: 'remote' }],
    ['tfr:///terraform-aws-modules/vpc/aws?version=1.0.0', { kind: 'remote' }],
    ['${get_env("MODULES")}/app', { kind: 'unknown' }],
  ])('of source %j', (source, module) => {
    const unit = readUnit({ 'a/b/terragrunt.hcl': `terraform {\n source = "${source}"\n}` }, 'a/b')
    expect(unit.module).toMatchObject(module)
  })

  it('are given on the command line and in the environment too', () => {
    const text = `terraform {
      extra_arguments "vars" {
        commands           = get_terraform_commands_that_need_vars()
        arguments          = ["-lock-timeout=20m", "-var", "a=1", "-var=b=\${get_env("B")}", "-var-file=x.tfvars"]
        required_var_files = ["\${get_parent_terragrunt_dir()}/y.tfvars"]
        optional_var_files = ["../../../z.tfvars"]
        env_vars           = { TF_VAR_c = "3", OTHER = "4" }
      }
      extra_arguments "init" {
        commands  = ["init"]
        arguments = ["-var", "ignored=1"]
      }
      after_hook "h" {
        commands = ["apply"]
        execute  = ["sh", "-c", "x"]
      }
    }`
    const unit = readUnit({ 'a/b/terragrunt.hcl': text, 'a/b/x.tfvars': '' }, 'a/b')
    const sources = unit.commandLine.map((each) => {
      if (each.kind === 'file') return [each.repositoryPath, each.optional]
      return each.kind === 'variable' ? [each.name, plain(each.value)] : ['?']
    })
    expect(sources).toEqual([
      ['a', '1'],
      ['b', '${get_env(…)}'],
      ['a/b/x.tfvars', false],
      ['a/b/y.tfvars', false],
      [undefined, true],
    ])
    expect(plain(unit.environment)).toEqual({ c: '3' })
    expect([...unit.hooks.keys()]).toEqual(['after_hook.h'])
    expect(unit.copied).toEqual(['a/b/x.tfvars'])
  })
})

describe('a stack', () => {
  it('has units that are opaque functions of what they say', () => {
    const stack = (name: string) =>
      readTerragruntStack(
        inputOf(
          {
            'terragrunt.stack.hcl': `locals { n = "${name}" }
              unit "vpc" {
                source = "./units/vpc"
                path   = "vpc"
                values = { name = local.n }
              }
              stack "rest" {
                source = "./stacks/rest"
                path   = "rest"
              }
              other "x" {}`,
          },
          '',
        ),
      )
    const { components, unreadable } = stack('a')
    expect(components.map(({ kind, name, source, values }) => [kind, name, plain(source), plain(values)])).toEqual([
      ['unit', 'vpc', './units/vpc', { name: 'a' }],
      ['stack', 'rest', './stacks/rest', undefined],
    ])
    expect(unreadable.map((each) => each.name)).toEqual(['other'])
    const changed = stack('b').components.map((each) => each.fingerprint)
    expect(changed[0]).not.toBe(components[0]?.fingerprint)
    expect(changed[1]).toBe(components[1]?.fingerprint)
  })
})

describe('what is not analysed', () => {
  it('is named', () => {
    const json = readUnit({ 'a/terragrunt.hcl.json': '{}' }, 'a')
    expect(json.unreadable.map((each) => each.name)).toEqual(['a/terragrunt.hcl.json'])
    expect(json.module.kind).toBe('unknown')
    expect(json.openInputs).toHaveLength(1)
    const unit = readUnit({ 'terragrunt.hcl': 'future {}\nnovelty = 1' }, '')
    expect(unit.unreadable.map((each) => each.name)).toEqual(['novelty', 'future'])
    expect(codes(unit)).toEqual([])
  })
})
