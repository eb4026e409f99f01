import type { PolicyLayer } from './floor-merge.ts'

/** How settings came about that several layers had a say in. */
export interface PolicyLayers {
  /** Who decided each value that is not built in, by its path in a settings file, joined with dots. */
  readonly decidedBy: ReadonlyMap<string, PolicyLayer>
  /** What became of the organisation's floor; absent where nobody has looked for one. */
  readonly floor?: FloorStanding
  /** The commit whose settings apply in the place of a file that cannot be read; absent where none ever could be. */
  readonly lastGood?: string
}

/** `source` is where the floor stands: `acme/.github`, or a file. `why` is a sentence without its full stop. */
export type FloorStanding =
  /** It asks for nothing. */
  | { readonly kind: 'absent'; readonly source: string }
  | { readonly kind: 'not-visible'; readonly source: string; readonly why: string }
  | { readonly kind: 'applies'; readonly source: string }
  /** It was seen before and cannot be read now: every change is held. `applies` is what of it is known. */
  | {
      readonly kind: 'held'
      readonly source: string
      readonly why: string
      readonly applies: 'last-version' | 'demands' | 'nothing'
    }

/** Who decided a value, and where nobody did, whoever decided all that it is part of; undefined where it is built in. */
export function decidedBy({ decidedBy: known }: PolicyLayers, path: string): PolicyLayer | undefined {
  const parent = path.lastIndexOf('.')
  return known.get(path) ?? (parent < 0 ? undefined : decidedBy({ decidedBy: known }, path.slice(0, parent)))
}
