import { describe, expect, it } from 'vitest'
import { capturedLog } from './captured-log.ts'

const MARKER = 'marker-of-a-secret'

describe('the log', () => {
  it.each([
    ['a payload', { payload: MARKER }],
    ['the event that Probot logs', { event: { id: '1', payload: { text: MARKER } } }],
    ['a body deeper down', { request: { body: MARKER } }],
    ['headers', { request: { headers: { authorization: MARKER } } }],
    ['configuration', { config: { privateKey: MARKER, webhookSecret: MARKER } }],
  ])('withholds %s', (_what, details) => {
    const { log, text } = capturedLog()
    log.info(details, 'careless')
    expect(text()).toContain('careless')
    expect(text()).not.toContain(MARKER)
  })

  it('tells of an error its name, message, stack and causes, and nothing that hangs on it', () => {
    const { log, text } = capturedLog()
    const cause = Object.assign(new TypeError('the cause'), { event: { payload: MARKER } })
    const error = Object.assign(new Error('the error', { cause }), { request: { body: MARKER }, extra: MARKER })
    log.error({ err: error }, 'failed')
    log.error(Object.assign(new AggregateError([cause], 'several'), { event: MARKER }), 'failed')
    expect(text()).toMatch(/the error.*the cause.*several/s)
    expect(text()).not.toContain(MARKER)
  })

  it('does not follow causes for ever', () => {
    const { log, text } = capturedLog()
    const error = new Error('its own cause')
    error.cause = error
    log.error({ err: error }, 'failed')
    expect(text()).toContain('its own cause')
  })

  it('is silent below its level', () => {
    const { log, text } = capturedLog('warn')
    log.info('quiet')
    expect(text()).toBe('')
  })
})
