/** What the YAML reader refuses to go beyond. Hitting a limit is a diagnostic of severity error. */
export interface YamlLimits {
  /** UTF-16 units of one text. */
  readonly length: number
  /** Collections within each other. */
  readonly depth: number
  /** Nodes, those that aliases stand for counted each time. */
  readonly nodes: number
  /** Problems that are reported. */
  readonly errors: number
}

/** A template may have 1 MiB: "AWS CloudFormation quotas", AWS CloudFormation User Guide. */
export const DEFAULT_YAML_LIMITS: YamlLimits = { length: 1_048_576, depth: 100, nodes: 200_000, errors: 100 }
