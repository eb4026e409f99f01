/**
 * Roles of IAM that a YAML or JSON text names under a key that speaks of a role, in the order of the text: what runs, or
 * is deployed, acts with them. A mapping of `aws-auth` (`rolearn`) lets a role in and is read by itself.
 */
export function actingRoles(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].flatMap(([, key = '', role]) =>
    role === undefined || key === 'rolearn' ? [] : [role],
  )
}

/** What a program puts into an ARN may have spaces of its own: `{{ .Values.account }}`. */
const NAMED =
  /(?<![\w./-])([\w./-]{0,80}role[\w-]{0,40})['"]?[ \t]*[:=][ \t]*['"]?(arn:[^:\s'"]{1,40}:iam::(?:\{\{[^}\n]{0,80}\}\}|\$\{[^}\n]{0,80}\}|[^:\s'"{}]){0,80}:role\/(?:\{\{[^}\n]{0,80}\}\}|\$\{[^}\n]{0,80}\}|[^\s'",{}\]]){1,120})/gi
