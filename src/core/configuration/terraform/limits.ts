/** Expressions inside expressions, through locals and functions. Terraform has no limit; the stack has. */
export const MAX_DEPTH = 400

/**
 * Expressions evaluated for one root module in one variant, the size of what they copy or search counted in. The
 * largest public modules need some 12,000.
 */
export const MAX_STEPS = 200_000

/** So many more for each module that the root calls, and no more than this for all of them. */
export const STEPS_PER_MODULE = 5_000
export const MAX_STEPS_OF_MODULES = 500_000

/** So many leaves, items or characters copied or searched count as one step. */
export const STEP_SIZE = 16

/** What one leaf of a new value counts: it is copied, marked, measured and compared. */
export const LEAF_SIZE = 24

/** What each piece of a new text counts that was written in a place of its own. */
export const PIECE_SIZE = 8

/** What one instance of a resource or a dynamic block, or one round of a template, counts at least. */
export const INSTANCE_SIZE = 10 * STEP_SIZE

/** Leaves of one value: texts, numbers and so on, and the collections that they are in. */
export const MAX_VALUE_SIZE = 20_000

/** Lists within lists, maps within maps. */
export const MAX_VALUE_DEPTH = 100

/** Literal and unknown parts of one text. */
export const MAX_TEXT_PARTS = 5_000

/** UTF-16 units of one text. */
export const MAX_TEXT_LENGTH = 1_048_576

/** Items of one list, set, map or range. */
export const MAX_ITEMS = 20_000

/** Instances of one resource, data source, module call or dynamic block. */
export const MAX_INSTANCES = 2_000

/** Decimal digits before and after the point; beyond them a number is unknown. */
export const MAX_DIGITS = 400

/** How many ways one value may come out by unknown conditions before they are no longer told apart. */
export const MAX_ALTERNATIVES = 16

/** Modules within modules. */
export const MAX_MODULE_DEPTH = 16

/** Modules that are followed from one root: calls are counted, not the directories that they lead to. */
export const MAX_MODULES = 1_000

/** Diagnostics of one module and one variant. */
export const MAX_DIAGNOSTICS = 200
