import type { HclFile } from '../hcl/ast.ts'
import { convertBody } from './body.ts'
import type { BodySchema } from './body-schema.ts'
import { type Conversion, reportError } from './conversion.ts'
import { readNodes } from './read-nodes.ts'

/**
 * Reads a file of HCL's JSON syntax into the tree of native syntax, with every range in the JSON text. `schema` says
 * which properties are blocks and how arguments are read. Total: whatever the text, the answer is the part that could
 * be understood and a diagnostic of severity error for each part that could not; of a text that is malformed from
 * some point on, what came before is kept, and an argument that was cut off is `malformed`.
 * Source: "HCL JSON Syntax Specification"; where that is silent, what Terraform 1.11 accepts.
 */
export function parseHclJson(path: string, text: string, schema: BodySchema): HclFile {
  const { root, diagnostics } = readNodes(path, text)
  const conversion: Conversion = { path, diagnostics: [...diagnostics], comments: [] }
  if (root.kind === 'null') {
    const detail = 'The file is a JSON object, or an array of objects, with the properties of its body.'
    reportError(conversion, { code: 'hcl-json-type', summary: 'Not an object', detail }, root)
  }
  const body = convertBody(conversion, root, schema)
  const { comments } = conversion
  return { path, text, body: { ...body, start: 0, end: text.length }, comments, diagnostics: conversion.diagnostics }
}
