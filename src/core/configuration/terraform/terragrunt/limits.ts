/** What reading one unit may use. Terragrunt itself has no such limits; a hostile repository makes them necessary. */
export interface TerragruntLimits {
  /** Configuration files that one unit opens: its own, included ones, and those that they read. */
  readonly files: number
  /** Configuration files that read one another in a chain. */
  readonly depth: number
}

export const DEFAULT_TERRAGRUNT_LIMITS: TerragruntLimits = { files: 100, depth: 10 }

/** `include` blocks of one file, `unit` and `stack` blocks of one file, generated files of one unit. */
export const MAX_BLOCKS = 200
