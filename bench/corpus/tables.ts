import type { Db } from '../../src/store/sqlite/connect.ts'
import { inserter } from './insert.ts'

/** The tables that the store writes to when it keeps a new article with its quotes, and the columns that it fills; triggers fill the others. */
export function openTables(db: Db) {
  const list = (names: string) => names.trim().split(/\s+/)
  const table = (name: string, columns: string) => inserter(db, name, list(columns))
  const times = 'created_at updated_at'
  return {
    label: table('labels', 'kind value folded'),
    article: table('articles', `position id precision publisher section language word_count ${times}`),
    text: table(
      'article_texts',
      'position external_id url title folded subtitle byline excerpt content_hash body label_words',
    ),
    articleLabel: table('article_labels', 'label article ordinal'),
    source: table('sources', `id slug name folded type ${times}`),
    sourceName: table('source_names', 'folded source role'),
    quote: table(
      'quotes',
      `position id article source kind anchor segments first_start text text_key before after
      speaker_label speaker cue status method confidence word_count label_words ${times}`,
    ),
    change: table('changes', 'at type resource id fields'),
  }
}
export type Tables = ReturnType<typeof openTables>
