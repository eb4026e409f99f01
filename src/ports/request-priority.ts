/** What is done for an event goes before what is done in the background. */
export type RequestPriority = 'event' | 'background'
