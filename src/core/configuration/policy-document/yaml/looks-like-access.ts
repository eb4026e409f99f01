import { yamlShape } from '../../yaml-shapes.ts'

/** Whether a text that is not read as YAML speaks of access. */
export function looksLikeAccess(text: string): boolean {
  return yamlShape(text) !== undefined || SPEAKS.test(text) || ESCAPED.test(text)
}

const SPEAKS =
  /\bStatement['"]?\s*:|"Effect"\s*:|\b(?:NotAction|NotResource|NotPrincipal)['"]?\s*:|\bmap(?:Roles|Users|Accounts)\b|polic(?:y|ies)[-_]?(?:json|document|text)\b|assume[-_]?role[-_]?policy|:policy\/[A-Za-z]|iamRoleStatements/i

/** Words whose letters are escaped, or that are broken into lines, may be any. */
const ESCAPED = /\\[xuU][0-9A-Fa-f]{2}|"\w*\\\r?\n/
