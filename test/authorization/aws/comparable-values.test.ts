import { describe, expect, it } from 'vitest'
import {
  formatAddress,
  parseAddressRange,
  parseDate,
  parseNumber,
} from '../../../src/core/authorization/aws/comparable-values.ts'

describe('addresses', () => {
  it.each([
    ['10.1.2.3', 4, 0x0a010203n, 0x0a010203n],
    ['10.1.2.3/32', 4, 0x0a010203n, 0x0a010203n],
    ['10.1.2.3/8', 4, 0x0a000000n, 0x0affffffn],
    ['255.255.255.255/1', 4, 0x80000000n, 0xffffffffn],
    ['0.0.0.0/0', 4, 0n, 0xffffffffn],
    ['::1', 6, 1n, 1n],
    ['2001:db8::1/32', 6, 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
    ['::/0', 6, 0n, (1n << 128n) - 1n],
  ] as const)('%s', (text, family, first, last) => {
    expect(parseAddressRange(text)).toEqual({ family, first, last })
  })

  it.each([
    '',
    '10.1.2',
    '10.1.2.3/',
    '10.1.2.3/33',
    '10.1.2.3/a8',
    '10.1.2.3/8a',
    '10.1.2.3/0008',
    '10.1.2.3/-1',
    '10.1.2.3/8/8',
    '10.1.2.3/8/',
    '0x0a.1.2.3',
    '256.1.2.3',
    '2001:db8::/129',
    'fe80::1%eth0',
    '::g',
    'example.com',
    '167838211',
  ])('%j is none', (text) => {
    expect(parseAddressRange(text)).toBeUndefined()
  })

  it.each([
    [4, 0x0a010203n, '10.1.2.3'],
    [4, 0xffffffffn, '255.255.255.255'],
    [6, (0x20010db8n << 96n) + 0x10002n, '2001:db8::1:2'],
  ] as const)('as text of family %i: %d is %s', (family, value, text) => {
    expect(formatAddress(family, value)).toBe(text)
  })
})

describe('numbers', () => {
  it.each([
    ['10', '10'],
    ['+10', '10'],
    ['-10', '-10'],
    ['10.', '10'],
    ['10.25', '10.25'],
    ['.25', '0.25'],
    ['-.5', '-0.5'],
    ['1e2', '100'],
    ['1E+2', '100'],
    ['1e-2', '0.01'],
    ['1.5e12', '1500000000000'],
    ['0.10000000000000000001', '0.10000000000000000001'],
  ])('%s', (text, expected) => {
    expect(parseNumber(text)?.toFixed()).toBe(expected)
  })

  it.each([
    '',
    '.',
    'e2',
    '1e',
    '1e+',
    '1e1000',
    '0x10',
    '1_0',
    '1 ',
    ' 1',
    '1,5',
    '1.2.3',
    '++1',
    '1-',
    'NaN',
    'Infinity',
  ])('%j is none', (text) => {
    expect(parseNumber(text)).toBeUndefined()
  })

  it('are read within a bound, so that none takes long', () => {
    expect(parseNumber('9'.repeat(300))).toBeDefined()
    expect(parseNumber('9'.repeat(301))).toBeUndefined()
    expect(parseNumber(`0.${'9'.repeat(301)}`)).toBeUndefined()
    expect(parseNumber(`.${'9'.repeat(301)}`)).toBeUndefined()
  })
})

const NEW_YEAR = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000

describe('dates', () => {
  it.each([
    ['2026', NEW_YEAR],
    ['2026-01', NEW_YEAR],
    ['2026-01-01', NEW_YEAR],
    ['2026-02-03', Date.UTC(2026, 1, 3)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2026-01-01T00:00', NEW_YEAR],
    ['2026-01-01T00:00Z', NEW_YEAR],
    ['2026-01-01T02:03:04', NEW_YEAR + 2 * HOUR + 184_000],
    ['2026-01-01T00:00:00.5Z', NEW_YEAR + 500],
    ['2026-01-01T00:00:00.123456789Z', NEW_YEAR + 123],
    ['2026-01-01T01:30:00+01:30', NEW_YEAR],
    ['2026-01-01T01:30+0130', NEW_YEAR],
    ['2025-12-31T22:45:00-01:15', NEW_YEAR],
    ['1767225600', NEW_YEAR],
    ['-86400', -86_400_000],
    ['123456789012', 123_456_789_012_000],
  ])('%s', (text, expected) => {
    expect(parseDate(text)).toBe(expected)
  })

  it.each([
    '',
    'x2026',
    '2026x',
    'x1767225600',
    '1767225600x',
    '12345678901234',
    '2026-1',
    '2026-01-1',
    '2026-01-01T',
    '2026-01-01T00',
    '2026-01-01T00:0',
    '2026-01-01 00:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234567890Z',
    '2026-01-01T00:00:00+1',
    '2026-01-01T00:00:00+01',
    '2026-01-01T00:00:00+01:0',
    '2026-01-01T00:00:00*01:00',
    '2026-01-01T00:00:00+aa:00',
    '2026-01-01T00:00:00+01:aa',
    '2026-01-01T00:00:00z',
    '2026-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '0026-01-01',
  ])('%j is none', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })
})
