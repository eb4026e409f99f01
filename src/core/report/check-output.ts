/** What a check run shows, as data. */
export interface CheckOutput {
  readonly title: string
  /** Markdown, 65,535 characters at most. */
  readonly summary: string
  readonly annotations: readonly CheckAnnotation[]
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
