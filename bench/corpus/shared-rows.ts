import type { ExtractedSource } from '../../src/domain/extraction.ts'
import { lastNameOf } from '../../src/domain/link-source.ts'
import { foldName, slugify } from '../../src/domain/text.ts'
import { sortName } from '../../src/store/sqlite/sort-name.ts'
import { idOf } from './ids.ts'
import type { Tables } from './tables.ts'

/** Rows that many articles share: each is written when it is first needed, and its number is remembered. */
export type SharedRows = {
  label(kind: string, value: string): number
  source(source: ExtractedSource, at: number): number
}

/** Opens the labels and sources of tables that are empty. */
export function openSharedRows(tables: Tables): SharedRows {
  const labels = new Map<string, number>()
  const sources = new Map<string, number>()
  return {
    label(kind, value) {
      const key = `${kind} ${value}`
      const id = labels.get(key) ?? tables.label({ kind, value, folded: foldName(value) })
      labels.set(key, id)
      return id
    },
    source(source, at) {
      const pk = sources.get(source.name) ?? writeSource(tables, source, idOf('src', at, sources.size), at)
      sources.set(source.name, pk)
      return pk
    },
  }
}

function writeSource(tables: Tables, { name, type }: ExtractedSource, id: string, at: number): number {
  const folded = sortName(name)
  const source = tables.source({ id, slug: slugify(name), name, folded, type, created_at: at, updated_at: at })
  tables.sourceName({ folded: foldName(name), source, role: 'name' })
  tables.change({ at, type: 'created', resource: 'source', id, fields: '' })
  const last = lastNameOf(name, type)
  if (last !== null) tables.sourceName({ folded: foldName(last), source, role: 'last-name' })
  return source
}
