import type { ArticleLabels } from './labels.ts'

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

/** The labels of an article as words of the full-text index. */
export const labelWordsOf = ({ publisher, section, language, tags, authors }: ArticleLabels): string =>
  labelWords([publisher, section, language, ...tags, ...authors].filter((id) => id !== null))
