import { optimizeStore } from '../store/open.ts'
import { openProgress } from './progress.ts'
import { loadConfig } from './settings.ts'

/** Makes the search indexes small and fast again, or with `rebuild` anew. */
export async function optimize(rebuild: boolean): Promise<void> {
  const progress = openProgress()
  const began = performance.now()
  await optimizeStore(loadConfig().DATA_DIR, rebuild, (index) => progress.show(`whosaid: optimizing ${index}`))
  progress.end()
  process.stdout.write(`optimized in ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
}
