import type { Timeline } from '../schema/timeline.ts'

/** Three months of a timeline with one group; `missing` of the first month have none. */
export const timelineExample = (
  by: NonNullable<Timeline['groups']>['by'],
  value: string,
  missing: number,
): Timeline => ({
  interval: 'month',
  tz: 'Europe/Oslo',
  data: [
    { date: '2026-02-01', start: '2026-01-31T23:00:00Z', end: '2026-02-28T23:00:00Z', count: 3, baseline: 40 },
    { date: '2026-03-01', start: '2026-02-28T23:00:00Z', end: '2026-03-31T22:00:00Z', count: 0, baseline: 38 },
    { date: '2026-04-01', start: '2026-03-31T22:00:00Z', end: '2026-04-30T22:00:00Z', count: 7, baseline: 52 },
  ],
  count: 10,
  undated: 0,
  groups: {
    by,
    series: [{ value, label: value, count: 6, counts: [1, 0, 5] }],
    other: { count: 4 - missing, counts: [2 - missing, 0, 2] },
    missing: { count: missing, counts: [missing, 0, 0] },
  },
})
