/** What one template may cost. Beyond a limit something is unknown, never absent. */

/** Nodes that are evaluated or copied for one root template in one variant, those of nested stacks counted in. */
export const MAX_STEPS = 150_000

/** Values within values, through references and conditions. */
export const MAX_DEPTH = 120

/** Templates within templates. */
export const MAX_STACK_DEPTH = 6

/** Stacks that one root template leads to. */
export const MAX_STACKS = 50

/** Iterations of one `Fn::ForEach`. */
export const MAX_ITERATIONS = 500

/** Unknown conditions within one condition that are told apart. */
export const MAX_CONDITION_PARTS = 8

/** Entries of a mapping among which an unknown key chooses. */
export const MAX_CHOICES = 12

/** Diagnostics of one root template in one variant. */
export const MAX_DIAGNOSTICS = 200
