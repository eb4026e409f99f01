import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { WEBHOOK_PATH } from '../../src/intake/webhook-app.ts'

/** What GitHub's documentation of webhook events says an app must be able to read to subscribe. */
const NEEDED: Readonly<Record<string, string>> = {
  pull_request: 'pull_requests',
  pull_request_review: 'pull_requests',
  issue_comment: 'issues',
  check_run: 'checks',
  check_suite: 'checks',
  push: 'contents',
  repository: 'metadata',
  merge_group: 'merge_queues',
  workflow_run: 'actions',
  member: 'members',
  membership: 'members',
  team: 'members',
  organization: 'members',
}

const manifest = z
  .strictObject({
    name: z.string().max(34),
    description: z.string(),
    url: z.url(),
    hook_attributes: z.strictObject({ url: z.url(), active: z.boolean() }),
    public: z.boolean(),
    default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
    default_events: z.array(z.string()),
  })
  .parse(parse(readFileSync(join(import.meta.dirname, '../../app.yml'), 'utf8')))

describe('the manifest', () => {
  it('asks for nothing that it has no use for', () => {
    expect(manifest.default_permissions).toEqual({
      checks: 'write',
      statuses: 'write',
      contents: 'read',
      pull_requests: 'write',
      issues: 'read',
      metadata: 'read',
      members: 'read',
      merge_queues: 'read',
      actions: 'read',
    })
  })

  it.each(manifest.default_events)('may subscribe to %s', (event) => {
    expect(manifest.default_permissions).toHaveProperty(NEEDED[event] ?? `a permission known for ${event}`)
  })

  it('sends webhooks where the server takes them', () => {
    expect(new URL(manifest.hook_attributes.url).pathname).toBe(WEBHOOK_PATH)
  })
})
