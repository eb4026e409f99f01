import { inLanguage, NO_COLON, type Term } from './terms.ts'

/** The keys that follow from the resource: an ARN that has an account says what they are, any other leaves them open. */
export const RESOURCE_ACCOUNT_KEYS: readonly string[] = ['aws:resourceaccount', 's3:resourceaccount']

/** Whether the request's resource is an ARN with an account. */
export function hasResourceAccount(): Term {
  return resourceAccountTerm(`(re.+ ${NO_COLON})`)
}

/** Whether the account in the resource's ARN is in a language. The language must hold no text with a colon. */
export function resourceAccountTerm(language: Term): Term {
  const colon = '(str.to_re ":")'
  const before = Array.from({ length: 4 }, () => `(re.* ${NO_COLON}) ${colon}`).join(' ')
  return inLanguage('resource', `(re.++ ${before} ${language} ${colon} re.all)`)
}
