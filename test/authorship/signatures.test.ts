import { describe, expect, it } from 'vitest'
import { classifyCommit } from '../../src/core/authorship/classify.ts'
import { extendSignatures, parseSignatures } from '../../src/core/authorship/signatures.ts'
import { readYaml } from '../../src/core/rules/located-yaml.ts'
import { indexLines, positionAt } from '../../src/core/text/lines.ts'
import { commitFacts, SIGNATURES, SIGNATURES_YAML } from './commit-facts.ts'

/** What is wrong with a file, each with its 1-based line and column. */
function problemsOf(yaml: string): readonly string[] {
  const { signatures, diagnostics } = parseSignatures(yaml, 'signatures.yml')
  expect(signatures).toBeNull()
  const index = indexLines(yaml)
  return diagnostics.map(({ severity, subject, summary }) => {
    const { line, column } = positionAt(index, subject.start)
    return `${severity} ${subject.file}:${line}:${column} ${summary}`
  })
}

function withSignature(signature: string): string {
  return `version: 1\ntools:\n  - id: house\n    name: House agent\n    signatures:\n      - ${signature}\n`
}

describe('a signature file', () => {
  it('is accepted as it comes with the package', () => {
    expect(parseSignatures(SIGNATURES_YAML, 'signatures.yml').diagnostics).toEqual([])
  })

  it('is refused with the place of what is wrong', () => {
    expect(problemsOf(withSignature('{ kind: email, address: "@example.com" }'))).toEqual([
      'error signatures.yml:6:33 `tools.0.signatures.0.address` is not valid',
    ])
    expect(problemsOf(withSignature('{ kind: email, adress: a@example.com }'))[0]).toMatch(/^error signatures.yml:6:/)
    expect(problemsOf(withSignature('{ kind: regex, value: ".*" }'))[0]).toMatch(/^error signatures.yml:6:/)
  })

  it.each([
    ['a bare domain', '{ kind: email, address: example.com }'],
    ['a word as a marker', '{ kind: text, line: agent }'],
    ['a word as a branch', '{ kind: branch, prefix: agent }'],
    ['an account without id and login', '{ kind: account, name: Agent }'],
    ['a key that is a sentence', '{ kind: trailer, key: Made with }'],
    ['a negative id', '{ kind: account, id: -1 }'],
    ['a date of another form', '{ kind: email, address: a@example.com, date: yesterday }'],
  ])('is refused with %s', (_, signature) => {
    expect(problemsOf(withSignature(signature))).toHaveLength(1)
  })

  it('is refused where it is no YAML, empty, of another version, or claims something twice', () => {
    expect(problemsOf('tools: [')[0]).toMatch(/^error signatures.yml:1:/)
    expect(problemsOf('')).toHaveLength(1)
    expect(problemsOf('version: 2\n')).toHaveLength(1)
    expect(problemsOf('version: 1\nversion: 1\n')).toHaveLength(1)
    const tool = '  - { id: a, name: A, names: [Aa], signatures: [] }\n'
    expect(problemsOf(`version: 1\ntools:\n${tool}${tool}`)).toEqual([
      "error signatures.yml:4:11 the id `a` is already `a`'s",
      "error signatures.yml:4:31 the name `aa` is already `a`'s",
    ])
  })
})

describe('signatures of an administrator', () => {
  function extended(list: string) {
    const yaml = readYaml('.github/countersign.yml', list)
    if (!Array.isArray(yaml.data)) throw new Error('the test needs a list')
    return extendSignatures(SIGNATURES, { data: yaml.data, valueAt: yaml.valueAt, keyAt: yaml.keyAt })
  }

  it('are added to those of the package', () => {
    const { signatures } = extended(
      '- id: house\n  name: House agent\n  signatures:\n    - { kind: email, address: agent@example.com }\n' +
        '    - { kind: branch, prefix: house/ }\n    - { kind: trailer, key: House-Session }\n',
    )
    if (signatures === null) throw new Error('the list was refused')
    const judge = (changes: Parameters<typeof commitFacts>[0]) => classifyCommit(commitFacts(changes), signatures)
    expect(judge({ authorEmail: 'Agent@Example.com' })).toMatchObject({ verdict: 'ai', tool: 'house' })
    expect(judge({ branch: 'house/x' })).toMatchObject({ verdict: 'ai-assisted', tool: 'house' })
    expect(judge({ message: 'x\n\nHouse-Session: 1' })).toMatchObject({ verdict: 'ai-assisted', tool: 'house' })
    expect(judge({ authorEmail: 'noreply@anthropic.com' })).toMatchObject({ verdict: 'ai', tool: 'claude-web' })
  })

  it('know an account by its login alone in front of whatever id, and by its id where they give one', () => {
    const judged = (account: string, address: string) => {
      const { signatures } = extended(`- { id: house, name: House agent, signatures: [{ kind: account, ${account} }] }`)
      const message = `x\n\nCo-authored-by: House <${address}@users.noreply.github.com>`
      return classifyCommit(commitFacts({ message }), signatures ?? expect.fail('is valid')).verdict
    }
    expect(judged('login: acme-coder', '77+acme-coder')).toBe('ai-assisted')
    expect(judged('login: acme-coder', 'acme-coder')).toBe('ai-assisted')
    expect(judged('login: acme-coder', '77+acme-coder2')).toBe('human')
    expect(judged('login: acme-coder, id: 78', '77+acme-coder')).toBe('human')
    expect(judged('login: acme-coder, id: 78', '78+renamed')).toBe('ai-assisted')
  })

  it('cannot make an AI tool anything less', () => {
    const { signatures } = extended(
      '- { id: dependabot, name: x, signatures: [{ kind: email, address: noreply@anthropic.com }] }',
    )
    if (signatures === null) throw new Error('the list was refused')
    expect(classifyCommit(commitFacts({ authorEmail: 'noreply@anthropic.com' }), signatures).verdict).toBe('ai')
  })

  it('are refused whole, with the place, where one of them is wrong', () => {
    const { signatures, diagnostics } = extended('- id: house\n  name: House agent\n  signatures: [{ kind: email }]\n')
    expect(signatures).toBeNull()
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]?.subject).toMatchObject({ file: '.github/countersign.yml' })
  })
})
