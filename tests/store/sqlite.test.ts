import { openStore } from '../../src/store/open.ts'
import { describeStore } from './contract.ts'
import { tempFolder } from './temp-folder.ts'

describeStore('the SQLite store', async () => {
  const folder = tempFolder()
  const open = () => openStore({ dataDir: folder.path, readers: 1, lock: true })
  let store = await open()
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await open()
      return store
    },
    close: async () => {
      await store.close()
      folder.remove()
    },
  }
})
