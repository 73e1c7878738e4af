import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMillisecond, formatSecond, parsePublishedAt, parseTimeBound } from '../../src/domain/time.ts'
import { isTimeZone } from '../../src/domain/zone.ts'

const now = Date.UTC(2024, 2, 31, 12, 30, 0, 5)

function bound(text: string, side: 'from' | 'to' = 'from', tz = 'UTC'): string {
  const ms = parseTimeBound(text, side, { tz, now })
  return typeof ms === 'number' ? formatMillisecond(ms) : ms.error
}

describe('a date alone is the whole day in the zone', () => {
  test.each([
    ['2017-10-03', 'UTC', '2017-10-03T00:00:00.000Z', '2017-10-03T23:59:59.999Z'],
    ['2024-02-29', 'America/New_York', '2024-02-29T05:00:00.000Z', '2024-03-01T04:59:59.999Z'],
    ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00.000Z', '2024-03-31T21:59:59.999Z'],
    ['2024-10-27', 'Europe/Berlin', '2024-10-26T22:00:00.000Z', '2024-10-27T22:59:59.999Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00:00.000Z', '2018-02-18T02:59:59.999Z'],
    ['2024-10-06', 'Australia/Lord_Howe', '2024-10-05T13:30:00.000Z', '2024-10-06T12:59:59.999Z'],
    ['2024-06-01', 'Asia/Kathmandu', '2024-05-31T18:15:00.000Z', '2024-06-01T18:14:59.999Z'],
    ['1850-01-01', 'Europe/Paris', '1849-12-31T23:50:39.000Z', '1850-01-01T23:50:38.999Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-30T09:59:59.999Z'],
    ['2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00.000Z', '2011-12-30T09:59:59.998Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31T09:59:59.999Z'],
    ['1700-01-01', 'Asia/Manila', '1700-01-01T15:56:08.000Z', '1700-01-02T15:56:07.999Z'],
  ])('%s in %s', (date, tz, from, to) => {
    expect([bound(date, 'from', tz), bound(date, 'to', tz)]).toEqual([from, to])
  })

  test('days of every zone follow one another without gap or overlap', () => {
    const zones = fc.constantFrom(
      'UTC',
      'America/Sao_Paulo',
      'America/St_Johns',
      'Asia/Beirut',
      'Pacific/Apia',
      'Africa/Cairo',
      'Europe/London',
    )
    fc.assert(
      fc.property(zones, fc.integer({ min: -90_000, max: 80_000 }), (tz, count) => {
        const [today, tomorrow] = [count, count + 1].map((days) => formatSecond(days * 86_400).slice(0, 10)) as [
          string,
          string,
        ]
        const end = parseTimeBound(today, 'to', { tz, now }) as number
        const next = parseTimeBound(tomorrow, 'from', { tz, now }) as number
        expect(next - end).toBe(1)
      }),
    )
  })
})

describe('a date-time is an instant', () => {
  test.each([
    ['2017-10-03T14:30:00Z', '2017-10-03T14:30:00.000Z'],
    ['2017-10-03T14:30:00+02:00', '2017-10-03T12:30:00.000Z'],
    ['2017-10-03t14:30:00.123456-05:30', '2017-10-03T20:00:00.123Z'],
    ['2017-10-03 14:30:00.5z', '2017-10-03T14:30:00.500Z'],
  ])('%s', (text, instant) => {
    expect(bound(text)).toBe(instant)
    expect(bound(text, 'to', 'Asia/Tokyo')).toBe(instant)
  })

  test('every instant of four centuries is read as it was written', () => {
    const dates = fc.date({
      min: new Date('1700-01-01T00:00:00Z'),
      max: new Date('2199-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    fc.assert(fc.property(dates, (date) => bound(date.toISOString()) === date.toISOString()))
  })
})

describe('now and before', () => {
  test.each([
    ['now', '2024-03-31T12:30:00.005Z'],
    ['now-0d', '2024-03-31T12:30:00.005Z'],
    ['now-36h', '2024-03-30T00:30:00.005Z'],
    ['now-30d', '2024-03-01T12:30:00.005Z'],
    ['now-2w', '2024-03-17T12:30:00.005Z'],
    ['now-1M', '2024-02-29T12:30:00.005Z'],
    ['now-15M', '2022-12-31T12:30:00.005Z'],
    ['now-1y', '2023-03-31T12:30:00.005Z'],
    ['now-300y', '1724-03-31T12:30:00.005Z'],
  ])('%s', (text, instant) => {
    expect(bound(text)).toBe(instant)
  })
})

describe('what is no time is refused with the reason', () => {
  test.each([
    ['2023-02-30', 'not a date of the calendar'],
    ['2023-02-29', 'not a date of the calendar'],
    ['2023-13-01', 'not a date of the calendar'],
    ['2023-00-10', 'not a date of the calendar'],
    ['0000-01-01', 'outside the years 1700 to 2199'],
    ['0050-01-01', 'outside the years 1700 to 2199'],
    ['0099-12-31T00:00:00Z', 'outside the years 1700 to 2199'],
    ['0050-02-30', 'not a date of the calendar'],
    ['2023-02-30T10:00:00Z', 'not a date of the calendar'],
    ['2023-01-01T24:00:00Z', 'not a time of the clock'],
    ['2016-12-31T23:59:60Z', 'not a time of the clock'],
    ['2023-01-01T10:00:00+24:00', 'not a time of the clock'],
    ['2023-01-01T10:00:00', 'must have an offset'],
    ['2023-01-01T10:00', 'must have an offset'],
    ['2023-01-01T10:00:00 02:00', 'write + as %2B'],
    ['1699-12-31', 'outside the years'],
    ['2200-01-01', 'outside the years'],
    ['1700-01-01T00:00:00+01:00', 'outside the years'],
    ['now-400y', 'outside the years'],
    ['now-1950y', 'outside the years'],
    ['now-2024y', 'outside the years'],
    ['now-23600M', 'outside the years'],
    ['now-99999M', 'outside the years'],
    ['now-99999y', 'outside the years'],
    ['now+1d', 'is not a time'],
    ['now-1m', 'is not a time'],
    ['NOW', 'is not a time'],
    ['2023', 'is not a time'],
    ['2023-01', 'is not a time'],
    ['20230101', 'is not a time'],
    ['٢٠٢٣-01-01', 'is not a time'],
    ['1700000000', 'is not a time'],
    ['', 'is not a time'],
  ])('%s', (text, reason) => {
    expect(bound(text)).toContain(reason)
  })

  test('whatever is sent, the answer is a number or a sentence', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9:.+Z-]*)?$/))
    fc.assert(fc.property(texts, fc.string(), (text, tz) => bound(text, 'to', tz).length > 0))
  })
})

test('when an article was published is kept to the second in UTC, or to the day', () => {
  expect(parsePublishedAt('2017-10-03')).toEqual({ at: '2017-10-03T00:00:00Z', precision: 'day' })
  expect(parsePublishedAt('2017-10-03T23:30:00.999-02:00')).toEqual({ at: '2017-10-04T01:30:00Z', precision: 'second' })
  expect(parsePublishedAt('1955-10-03T23:30:00.999Z')).toEqual({ at: '1955-10-03T23:30:00Z', precision: 'second' })
  expect(parsePublishedAt('2017-10-03T23:30:00')).toEqual({ error: expect.stringContaining('must have an offset') })
  expect(parsePublishedAt('now')).toEqual({ error: expect.stringContaining('is not a time') })
})

test('time zones go by their IANA names', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'].filter(isTimeZone)).toHaveLength(4)
  expect(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin ', 'x'.repeat(9999)].filter(isTimeZone)).toEqual([])
  expect(bound('2017-10-03', 'from', 'Mars/Olympus')).toContain('is not a time zone')
})

test('times are written with milliseconds only where asked', () => {
  expect(formatSecond(1_506_988_800)).toBe('2017-10-03T00:00:00Z')
  expect(formatSecond(-8_520_336_000)).toBe('1700-01-01T00:00:00Z')
  expect(formatMillisecond(0)).toBe('1970-01-01T00:00:00.000Z')
})
