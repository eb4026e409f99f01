/** Where a fact stands, in lines of head's file, or of base's where `side` is `base`. */
export interface Location {
  readonly file: string
  readonly startLine: number
  readonly endLine: number
  readonly side?: 'base'
  /** With `side: base`: the nearest surviving line at head, and the text that went. */
  readonly annotation?: { readonly startLine: number; readonly endLine: number; readonly quote: string }
}
