import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore } from '../../../src/store/open.ts'
import { histories } from '../model/operations.ts'
import { emptyModel } from '../model/plain.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

test('after any history the file is sound: its pages, references, search indexes, counters and order', async () => {
  await fc.assert(
    fc.asyncProperty(histories(120), async (operations) => {
      const folder = tempFolder()
      const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
      const model = emptyModel()
      try {
        for (const operation of operations) await operation.run(store, model)
        expect(await store.counts()).toMatchObject({ articles: model.articles.length, quotes: model.quotes.length })
      } finally {
        await store.close()
      }
      expectSound(folder.path)
      folder.remove()
    }),
    { numRuns: 5, endOnFailure: true },
  )
})
