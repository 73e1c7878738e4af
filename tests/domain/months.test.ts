import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthsIn, periodsBetween } from '../../src/domain/months.ts'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Manila', 'Asia/Kathmandu']
const instant = fc.integer({ min: Date.UTC(1700, 0, 1), max: Date.UTC(2199, 11, 31) })
/** Within two days of the first of a month. */
const turn = fc
  .tuple(fc.integer({ min: 1700 * 12, max: 2199 * 12 }), fc.integer({ min: -172_800_000, max: 172_800_000 }))
  .map(([month, ms]) => Date.UTC(Math.floor(month / 12), month % 12) + ms)

test('the month of any instant is the one on the calendars of the zone', () => {
  const calendars = new Map(
    zones.map((timeZone) => [
      timeZone,
      new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, year: 'numeric', month: '2-digit' }),
    ]),
  )
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(fc.oneof(instant, turn), { maxLength: 20 }), (zone, instants) => {
      const monthOf = monthsIn(zone)
      for (const ms of instants.flatMap((at) => [at, at + 1, at - 3_600_000])) {
        const parts = calendars.get(zone)?.formatToParts(ms) ?? []
        const part = (type: string) => parts.find((one) => one.type === type)?.value
        expect([zone, ms, monthOf(ms)]).toEqual([zone, ms, `${part('year')}-${part('month')}`])
      }
    }),
  )
})

test.each([
  ['2017-11', '2018-02', ['2017-11', '2017-12', '2018-01', '2018-02']],
  ['2017-03', '2017-03', ['2017-03']],
  ['2016', '2018', ['2016', '2017', '2018']],
  ['2017-01', '2017-04', ['2017-01', '2017-02', '2017-03', '2017-04']],
  ['2017-01', '2017-05', []],
  ['1700', '2199', []],
])('from %s to %s, at most four', (first, last, periods) => {
  expect(periodsBetween(first, last, 4)).toEqual(periods)
})
