import type { DescribedArticle } from '../../domain/describe-article.ts'
import type { Db } from './connect.ts'
import { type LabelKind, labelId } from './labels.ts'

/** The private-use letter that a label begins with in the full-text index; see migrations/sqlite/0002_label_words.sql. */
export const labelMark = '\uf8ff'

/** A label as a word of the full-text index. */
export const labelWord = (id: number): string => `${labelMark}${id}`

/** Labels as words of the full-text index, each once and in the order of their numbers. */
export const labelWords = (ids: readonly number[]): string =>
  [...new Set(ids)]
    .sort((a, b) => a - b)
    .map(labelWord)
    .join(' ')

/** The labels of an article as words of the full-text index. New labels are made. */
export function labelWordsOf(db: Db, article: DescribedArticle): string {
  const { publisher, section, language, tags, authors } = article
  const labels: Record<LabelKind, readonly (string | null)[]> = {
    publisher: [publisher],
    section: [section],
    language: [language],
    tag: tags,
    author: authors,
  }
  const ids = Object.entries(labels).flatMap(([kind, values]) =>
    values.flatMap((value) => (value === null ? [] : [labelId(db, kind as LabelKind, value)])),
  )
  return labelWords(ids)
}
