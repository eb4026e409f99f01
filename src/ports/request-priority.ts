/**
 * For what something is done: for what somebody did to one pull request; because one event concerns many pull requests;
 * or without any event. The former goes before the latter.
 */
export type RequestPriority = 'event' | 'fan-out' | 'background'

/** How urgent a piece of work is; it may become more urgent while it runs. */
export type Urgency = () => RequestPriority
