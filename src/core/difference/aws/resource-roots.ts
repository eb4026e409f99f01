import type { ActionFacts } from '../../authorization/aws/catalogue/catalogue.ts'
import { patternOf, type Token } from '../../authorization/aws/pattern.ts'
import { Automaton } from './automaton.ts'
import type { Alphabet } from './letters.ts'

/** What the resources of an action look like: one automaton an ARN format. */
export type Root = readonly Automaton[]

/**
 * The resources that requests of an action can name, most telling first. An action that the catalogue does not know
 * may act on anything. One of which it knows no resource types names no resource, or one of its service: AWS adds
 * types over time.
 */
export function resourceRoots(facts: ActionFacts | undefined, alphabet: Alphabet): readonly (Root | 'anything')[] {
  if (facts === undefined) return ['anything']
  const automata = automataOf(alphabet)
  const ofFormat = (format: string) => cached(automata, format, () => formatAutomaton(format, alphabet))
  const none = [cached(automata, '*', () => starAutomaton(alphabet))]
  if (facts.formats.length === 0) return [none, [ofFormat(serviceFormat(facts))]]
  const formats = facts.formats.map(ofFormat)
  return facts.resourceOptional ? [formats, none] : [formats]
}

/** Anything of the action's own service. */
function serviceFormat({ name }: ActionFacts): string {
  return `arn:\${Partition}:${name.slice(0, name.indexOf(':'))}:\${Rest}`
}

/** The automata of ARN formats, made once a comparison. */
const automataByAlphabet = new WeakMap<Alphabet, Map<string, Automaton>>()

function automataOf(alphabet: Alphabet): Map<string, Automaton> {
  const known = automataByAlphabet.get(alphabet) ?? new Map<string, Automaton>()
  automataByAlphabet.set(alphabet, known)
  return known
}

function cached(automata: Map<string, Automaton>, name: string, make: () => Automaton): Automaton {
  const automaton = automata.get(name) ?? make()
  automata.set(name, automaton)
  return automaton
}

/** The request of an action without a resource names `*`. */
function starAutomaton(alphabet: Alphabet): Automaton {
  return new Automaton(patternOf([{ kind: 'literal', text: '*' }]), 'any', alphabet)
}

const FORMAT_VARIABLE = /\$\{([^}]*)\}/

/**
 * `arn:${Partition}:s3:::${BucketName}/${ObjectName}`: a variable is any text that is not empty; a partition begins
 * with `aws`; a bucket's name holds neither `/` nor `:`, which is what keeps buckets and objects apart.
 */
function formatAutomaton(format: string, alphabet: Alphabet): Automaton {
  const tokens: Token[] = []
  const names = new Set<number>()
  format.split(FORMAT_VARIABLE).forEach((piece, index) => {
    if (index % 2 === 0) {
      if (piece !== '') tokens.push({ kind: 'literal', text: piece })
    } else tokens.push(...variableTokens(piece, tokens.length, names))
  })
  return new Automaton(patternOf(tokens), 'any', alphabet, names)
}

const IN_SEGMENT: ReadonlySet<string> = new Set(['Partition', 'Region', 'Account'])

function variableTokens(name: string, at: number, names: Set<number>): readonly Token[] {
  if (name === 'Partition') {
    return [
      { kind: 'literal', text: 'aws' },
      { kind: 'wildcard', many: true, inSegment: true },
    ]
  }
  const inSegment = IN_SEGMENT.has(name)
  if (name === 'BucketName') {
    names.add(at)
    names.add(at + 1)
  }
  return [
    { kind: 'wildcard', many: false, inSegment },
    { kind: 'wildcard', many: true, inSegment },
  ]
}
