/** The exit codes of the command-line contract (docs/command-line.md) that every command shares. */
export const CLEAR = 0
export const NEEDS_SECOND_HUMAN = 1
/** Something is wrong with what was looked at. */
export const PROBLEMS = 1
export const ENVIRONMENT_FAULT = 2
export const USAGE = 64
