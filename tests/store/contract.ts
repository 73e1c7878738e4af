import { describe } from 'vitest'
import { articlesContract } from './contract/articles.ts'
import { editingContract } from './contract/editing.ts'
import { facetsContract } from './contract/facets.ts'
import { filtersContract } from './contract/filters.ts'
import { linkingContract } from './contract/linking.ts'
import { listsContract } from './contract/lists.ts'
import { modelContract } from './contract/model.ts'
import { onceContract } from './contract/once.ts'
import { overviewContract } from './contract/overview.ts'
import { quotesContract } from './contract/quotes.ts'
import { reanchoringContract } from './contract/reanchoring.ts'
import { searchContract } from './contract/search.ts'
import { sourcesContract } from './contract/sources.ts'
import { suggestContract } from './contract/suggest.ts'
import { verificationContract } from './contract/verification.ts'
import { walksContract } from './contract/walks.ts'
import type { OpenStore } from './harness.ts'

/** What every store promises (src/domain/store.ts), checked through the Store interface alone. */
export function describeStore(name: string, open: OpenStore): void {
  describe(name, () => {
    describe('articles', () => articlesContract(open))
    describe('quotes', () => quotesContract(open))
    describe('sources', () => sourcesContract(open))
    describe('edits', () => editingContract(open))
    describe('re-anchoring', () => reanchoringContract(open))
    describe('linking of what was extracted', () => linkingContract(open))
    describe('writes with a key', () => onceContract(open))
    describe('filters', () => filtersContract(open))
    describe('facets', () => facetsContract(open))
    describe('search', () => searchContract(open))
    describe('lists', () => listsContract(open))
    describe('verification', () => verificationContract(open))
    describe('overview', () => overviewContract(open))
    describe('suggestions', () => suggestContract(open))
    describe('walks', () => walksContract(open))
    describe('a plain model', () => modelContract(open))
  })
}
