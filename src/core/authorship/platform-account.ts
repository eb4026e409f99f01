/** A platform account as far as authorship needs it: a pull request's author, a pusher, who set an agent to work. */
export interface PlatformAccount {
  readonly login: string
  readonly id: number
  /** GitHub's `User`, `Bot`, `Organization` or `Mannequin`. */
  readonly type: string
}

/** The account as which GitHub commits what was done on its pages. */
export const WEB_FLOW = 'web-flow'
