/** Expressions inside expressions, through locals and functions. Terraform has no limit; the stack has. */
export const MAX_DEPTH = 400

/** Expressions evaluated for one module and one variant. */
export const MAX_STEPS = 2_000_000

/** UTF-16 units of one text. */
export const MAX_TEXT_LENGTH = 1_048_576

/** Items of one list, set, map or range. */
export const MAX_ITEMS = 50_000

/** Instances of one resource, data source, module call or dynamic block. */
export const MAX_INSTANCES = 2_000

/** Decimal digits before and after the point; beyond them a number is unknown. */
export const MAX_DIGITS = 400

/** How many ways one value may come out by unknown conditions before they are no longer told apart. */
export const MAX_ALTERNATIVES = 16

/** Local modules within local modules. */
export const MAX_MODULE_DEPTH = 8

/** Diagnostics of one module and one variant. */
export const MAX_DIAGNOSTICS = 200
