import type { ArticleFilters, QuoteFilters, SourceFilters } from '../../../src/domain/list-query.ts'
import { unusedId } from '../harness.ts'

export type Id = (key: string) => string
/** For each filter: values, and the keys of what they find, in the default order. */
export type Cases<Filters> = { [Name in keyof Required<Filters>]: (id: Id) => [NonNullable<Filters[Name]>, string][] }

export const at = (text: string) => Date.parse(text)
const every = 'harbour rail tax notice'
const future = at('2199-01-01')
export const [march4, feb10, dec31] = [at('2026-03-04T09:30:00Z'), at('2026-02-10'), at('2025-12-31T23:59:59Z')]

export const articleCases: Cases<ArticleFilters> = {
  id: (id) => [
    [[id('tax'), id('harbour'), unusedId('art')], 'harbour tax'],
    [Array.from({ length: 100 }, () => unusedId('art')), ''],
  ],
  url: () => [
    [['https://example.org/harbour', 'https://example.org/x'], 'harbour'],
    [['https://example.org/HARBOUR'], ''],
  ],
  externalId: () => [
    [['harbour'], 'harbour'],
    [['x'], ''],
  ],
  publisher: () => [
    [['Varnes Courier'], 'harbour tax'],
    [['Morning Post', 'Varnes Courier', 'x'], 'harbour rail tax'],
    [['varnes courier'], ''],
    [['__proto__'], ''],
  ],
  notPublisher: () => [
    [['Varnes Courier'], 'rail notice'],
    [['x'], every],
    [['Varnes Courier', 'Morning Post'], 'notice'],
  ],
  section: () => [
    [['Local', 'Politics'], 'harbour tax'],
    [['x'], ''],
  ],
  notSection: () => [
    [['Local'], 'rail tax notice'],
    [['Local', 'Politics', 'Transport'], 'notice'],
  ],
  tag: () => [
    [['shipping'], 'harbour rail'],
    [['tax', 'rail'], 'rail tax'],
    [['__proto__'], 'rail'],
    [['constructor'], ''],
    [['Ida Lund'], ''],
  ],
  tagAll: () => [
    [['shipping', 'harbour'], 'harbour'],
    [['shipping', ' shipping '], 'harbour rail'],
    [['shipping', 'x'], ''],
  ],
  notTag: () => [
    [['shipping'], 'tax notice'],
    [['shipping', 'tax'], 'notice'],
    [['x'], every],
  ],
  author: () => [
    [['Ida Lund'], 'harbour tax'],
    [['Jon Vik', 'Ida Lund'], 'harbour rail tax'],
    [['tax'], ''],
  ],
  language: () => [
    [['en'], 'harbour notice'],
    [['en-GB', 'de'], 'rail tax'],
    [['fr'], ''],
  ],
  source: (id) => [
    [[id('olsen')], 'harbour'],
    [['minister', id('port')], 'harbour rail tax'],
    [['minister'], 'harbour tax'],
    [['silent-partner', 'x', unusedId('src')], ''],
  ],
  hasQuotes: () => [
    [true, every],
    [false, ''],
  ],
  publishedFrom: () => [
    [feb10, 'harbour rail'],
    [feb10 + 1, 'harbour'],
    [march4 - 999, 'harbour'],
    [march4 + 1, ''],
    [at('1700-01-01'), 'harbour rail tax'],
  ],
  publishedTo: () => [
    [dec31, 'tax'],
    [dec31 + 999, 'tax'],
    [dec31 - 1, ''],
    [feb10 + 86_399_999, 'rail tax'],
    [future, 'harbour rail tax'],
  ],
  updatedFrom: () => [
    [at('2020-01-01'), every],
    [future, ''],
  ],
  updatedTo: () => [
    [at('2020-01-01'), ''],
    [future, every],
  ],
  wordCountMin: () => [
    [15, 'harbour rail notice'],
    [1000, ''],
  ],
  wordCountMax: () => [
    [14, 'tax'],
    [0, ''],
  ],
  quoteCountMin: () => [
    [2, 'harbour tax'],
    [4, ''],
  ],
  quoteCountMax: () => [
    [1, 'rail notice'],
    [0, ''],
  ],
}

const allQuotes = 'pilots may size again cafe why undated'
export const quoteCases: Cases<QuoteFilters> = {
  id: (id) => [
    [[id('why'), id('size')], 'size why'],
    [[unusedId('quo')], ''],
  ],
  articleId: (id) => [
    [[id('rail'), id('notice')], 'again undated'],
    [[id('harbour')], 'pilots may size'],
    [[unusedId('art')], ''],
  ],
  source: (id) => [
    [['minister'], 'may why'],
    [[id('olsen'), 'port-of-varnes'], 'size again'],
    [['silent-partner'], ''],
  ],
  sourceType: () => [
    [['person'], 'may size why'],
    [['organization', 'person'], 'may size again why'],
    [['unknown'], ''],
  ],
  publisher: () => [
    [['Varnes Courier'], 'pilots may size cafe why'],
    [['x'], ''],
  ],
  section: () => [
    [['Transport', 'Politics'], 'again cafe why'],
    [['x'], ''],
  ],
  tag: () => [
    [['tax', 'rail'], 'again cafe why'],
    [['x'], ''],
  ],
  language: () => [
    [['en'], 'pilots may size undated'],
    [['de', 'en-GB'], 'again cafe why'],
    [['fr'], ''],
  ],
  kind: () => [
    [['mixed', 'indirect'], 'pilots may'],
    [['direct'], 'size again cafe why undated'],
  ],
  attributionStatus: () => [
    [['proposed', 'disputed'], 'may again'],
    [['unattributed'], 'pilots cafe undated'],
  ],
  confidenceMin: () => [
    [0.6, 'may again'],
    [0, 'may again cafe'],
    [1, ''],
  ],
  confidenceMax: () => [
    [0.6, 'may cafe'],
    [1, 'may again cafe'],
  ],
  anchor: () => [
    [['orphaned'], 'why'],
    [['orphaned', 'exact'], allQuotes],
  ],
  hasSource: () => [
    [true, 'may size again why'],
    [false, 'pilots cafe undated'],
  ],
  publishedFrom: () => [
    [feb10, 'pilots may size again'],
    [march4 + 1, ''],
  ],
  publishedTo: () => [
    [feb10, 'again cafe why'],
    [dec31 - 1, ''],
  ],
  wordCountMin: () => [
    [6, 'size again undated'],
    [100, ''],
  ],
  wordCountMax: () => [
    [4, 'why'],
    [0, ''],
  ],
  distinct: () => [['text', 'pilots may again cafe why']],
}

export const sourceCases: Cases<SourceFilters> = {
  id: (id) => [
    [[id('ruiz'), id('silent')], 'ruiz silent'],
    [[unusedId('src')], ''],
  ],
  slug: () => [
    [['minister', 'maren-olsen'], 'ruiz olsen'],
    [['x'], ''],
  ],
  type: () => [
    [['person'], 'ruiz olsen'],
    [['unknown', 'organization'], 'port silent'],
  ],
  organizationId: (id) => [
    [[id('port')], 'olsen'],
    [[id('olsen')], ''],
  ],
  identifier: () => [
    [['varnes:1:a'], 'olsen'],
    [['varnes:1', 'x:y'], ''],
  ],
  publisher: () => [
    [['Varnes Courier'], 'ruiz olsen'],
    [['Morning Post', 'x'], 'port'],
    [['x'], ''],
  ],
  tag: () => [
    [['shipping'], 'ruiz olsen port'],
    [['tax'], 'ruiz'],
    [['x'], ''],
  ],
  quoteCountMin: () => [
    [1, 'ruiz olsen port'],
    [2, 'ruiz'],
    [3, ''],
  ],
}
