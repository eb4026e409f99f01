/** A regular expression as a tree. Source: the syntax of RE2, as Go's package regexp/syntax documents it. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence' | 'alternation'; readonly items: readonly Node[] }
  | { readonly kind: 'capture'; readonly index: number; readonly item: Node }
  | {
      readonly kind: 'repetition'
      readonly item: Node
      readonly minimum: number
      /** `Infinity` where there is no bound. */
      readonly maximum: number
      readonly greedy: boolean
    }

export type CharacterTest = (codePoint: number) => boolean

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary'
