/** What a check run shows, as data. */
export interface CheckOutput {
  readonly title: string
  /** Markdown, 65,535 characters at most. */
  readonly summary: string
  /** Markdown that stands below the summary, 65,535 characters at most. */
  readonly text?: string
  readonly annotations: readonly CheckAnnotation[]
  /** Buttons, three at most; none unless told. */
  readonly actions?: readonly CheckAction[]
}

/** A button on a check. GitHub takes 20 characters of a label, 40 of a description and 20 of an identifier. */
export interface CheckAction {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

export interface CheckAnnotation {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly level: 'notice' | 'warning' | 'failure'
  /** Plain text, 255 characters at most. */
  readonly title: string
  /** Plain text, 64 KB at most. */
  readonly message: string
  readonly rawDetails?: string
}
