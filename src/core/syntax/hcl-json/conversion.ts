import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Comment, Range } from '../hcl/ast.ts'
import { DEFAULT_HCL_LIMITS } from '../hcl/limits.ts'

/** One file on its way from JSON to the tree of native syntax. */
export interface Conversion {
  readonly path: string
  readonly diagnostics: Diagnostic[]
  readonly comments: Comment[]
}

/** Whether the file has more errors than are told: its templates are not read any further then. */
export function hasTooManyErrors({ diagnostics }: Conversion): boolean {
  return diagnostics.length > DEFAULT_HCL_LIMITS.errors
}

/** Reports a problem of the file, up to the limit of errors that are told of one file. */
export function report(conversion: Conversion, diagnostic: Diagnostic): void {
  const { diagnostics } = conversion
  const limit = DEFAULT_HCL_LIMITS.errors
  if (diagnostics.length < limit) diagnostics.push(diagnostic)
  else if (diagnostics.length === limit) {
    const detail = `The file has more errors than the ${limit} that are told. Templates from here on are not read.`
    diagnostics.push({ ...diagnostic, code: 'hcl-too-many-errors', summary: 'Too many errors', detail })
  }
}

/** Reports an error at a place. */
export function reportError(
  conversion: Conversion,
  problem: Pick<Diagnostic, 'code' | 'summary' | 'detail'>,
  { start, end }: Range,
): void {
  report(conversion, { severity: 'error', ...problem, subject: { file: conversion.path, start, end } })
}
