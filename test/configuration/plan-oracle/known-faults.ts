/**
 * Where the evaluator is wrong, by module, with what the comparison says of it. A fault that is mended has to go from
 * here, so this list only shrinks. The first ones change what a policy means, the last ones only its text.
 */
export const KNOWN_FAULTS: Readonly<Record<string, readonly string[]>> = {
  // Large powers and logarithms are unknown.
  'powers-and-logarithms': [
    'aws_iam_policy.this["logarithms"].description: expected "[3,2]", got json [3, ${floor(…) could not be evaluated}]',
    'aws_iam_policy.this["powers"].description: expected "[1024,10000000000000000000000000,0.5]", got json [1024, ${pow(…) could not be evaluated}, 0.5]',
  ],
  // Whether a value is sensitive is unknown.
  'asked-sensitivity': [
    'aws_iam_policy.this.name: expected "sensitive", got ${issensitive(…) ? … : … could not be evaluated}',
    'aws_iam_policy.this.policy: expected "{\\"Statement\\":[{\\"Action\\":\\"s3:GetObject\\",\\"Effect\\":\\"Allow\\",\\"Resource\\":\\"*\\"}]}", got json {Statement = [{Effect = "Allow", Action = ${issensitive(…) ? … : … could not be evaluated}, Resource = "*"}]}',
  ],
}
