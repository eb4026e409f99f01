import { programAccess } from '../../program-access.ts'
import { accessIn } from './access-in.ts'
import { looksLikeAccess } from './looks-like-access.ts'
import { openYaml } from './open-yaml.ts'

/** Whether a YAML file holds policies that are read, tells a program to make access, or is a template of some that nobody can read. */
export function holdsPolicies(path: string, text: string): boolean {
  if (!MAY_HOLD.test(text)) return false
  const opened = openYaml(path, text)
  if (opened.kind === 'documents') {
    const separated = accessIn(opened.documents)
    return (
      separated.some(({ found }) => found.length > 0) ||
      programAccess(
        path,
        separated.map(({ rest }) => rest),
      ).length > 0
    )
  }
  return looksLikeAccess(text)
}

/** Words without which no file holds a policy, and ways to write them without letters. */
const MAY_HOLD =
  /Effect|Statement|mapRoles|mapUsers|mapAccounts|:policy\/|polic(?:y|ies)[-_]?(?:json|document|text)|role[-_]?policy|iamRoleStatements|forProvider|initProvider|eksctl\.io\/|\.k8s\.aws\/|kops\.k8s\.io\/|(?:amazon|community)\.aws\.|\b(?:iam|s3|sqs|sns|kms|ecs|ecr|efs|lambda|ec2|rds|redshift|route53|elb|cloudfront|cloudtrail|aws)_\w+:|\\(?:[xuU]|\r?\n)|!!binary|yaml\.org,2002:binary|^%TAG/im
