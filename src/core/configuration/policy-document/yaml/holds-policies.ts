import { accessIn } from './access-in.ts'
import { looksLikeAccess } from './looks-like-access.ts'
import { openYaml } from './open-yaml.ts'

/** Whether a YAML file holds policies that are read, or is a template of some that nobody can read. */
export function holdsPolicies(path: string, text: string): boolean {
  if (!MAY_HOLD.test(text)) return false
  const opened = openYaml(path, text)
  if (opened.kind === 'documents') return accessIn(opened.documents).some(({ found }) => found.length > 0)
  return looksLikeAccess(text)
}

/** Words without which no file holds a policy, and ways to write them without letters. */
const MAY_HOLD =
  /Effect|Statement|mapRoles|mapUsers|mapAccounts|:policy\/|polic(?:y|ies)[-_]?(?:json|document|text)|role[-_]?policy|iamRoleStatements|forProvider|(?:amazon|community)\.aws\.|\b(?:iam|s3|sqs|sns|kms|ecs|ecr|efs|lambda|aws)_\w+:|\\(?:[xuU]|\r?\n)|!!binary|yaml\.org,2002:binary|^%TAG/im
