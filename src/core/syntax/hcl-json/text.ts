import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Expression, Template } from '../hcl/ast.ts'
import { parseHclExpression, parseHclTemplate } from '../hcl/parse.ts'
import type { ArgumentForm } from './body-schema.ts'
import { type Conversion, hasTooManyErrors, report } from './conversion.ts'
import type { JsonString } from './json-node.ts'
import { type Places, relocate, relocateTemplate } from './relocate.ts'
import { placeLiteral, placeOf, wholeLiteral } from './string-places.ts'

/** A JSON string in an argument of some form, with every place in it where it stands in the file. */
export function convertText(conversion: Conversion, string: JsonString, form: ArgumentForm): Expression {
  switch (form) {
    case 'literal':
      return literalTemplate(string)
    case 'expression':
      return convertTemplate(conversion, string)
    case 'reference':
      return convertReference(conversion, string)
  }
}

/** The string's text as it stands. */
export function literalTemplate(string: JsonString): Template {
  const { start, end, text } = string
  return { kind: 'template', form: 'quoted', start, end, parts: text === '' ? [] : [wholeLiteral(string)] }
}

/** A template has a sequence, or begins with a byte order mark, which Terraform drops; all other text is as it stands. */
const IS_TEMPLATE = /^\ufeff|[$%]\{/

function convertTemplate(conversion: Conversion, string: JsonString): Expression {
  const { start, end, text } = string
  if (!IS_TEMPLATE.test(text)) return literalTemplate(string)
  if (hasTooManyErrors(conversion)) return { kind: 'malformed', start, end }
  const { template, diagnostics } = parseHclTemplate(conversion.path, text)
  reportAll(conversion, string, diagnostics)
  if (template === undefined) return { kind: 'malformed', start, end }
  return { ...relocateTemplate(template, placesOf(string)), form: 'quoted', start, end }
}

function convertReference(conversion: Conversion, string: JsonString): Expression {
  const { start, end } = string
  if (hasTooManyErrors(conversion)) return { kind: 'malformed', start, end }
  const { expression, diagnostics } = parseHclExpression(conversion.path, string.text)
  reportAll(conversion, string, diagnostics)
  return relocate(expression, placesOf(string))
}

function placesOf(string: JsonString): Places {
  return { range: (range) => placeOf(string, range), literal: (literal) => placeLiteral(string, literal) }
}

/** What the native parser found in the string's text, at its places in the file. */
function reportAll(conversion: Conversion, string: JsonString, diagnostics: readonly Diagnostic[]): void {
  for (const { context, ...diagnostic } of diagnostics) {
    const subject = { file: conversion.path, ...placeOf(string, diagnostic.subject) }
    report(conversion, {
      ...diagnostic,
      subject,
      ...(context === undefined ? {} : { context: { file: conversion.path, ...placeOf(string, context) } }),
    })
  }
}
