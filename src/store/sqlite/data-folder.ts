import { join } from 'node:path'

/** The database of a data folder. */
export const fileIn = (dataDir: string): string => join(dataDir, 'whosaid.db')

/** The lock that the one server of a data folder holds. */
export const lockIn = (dataDir: string): string => join(dataDir, 'whosaid.lock')
