import type { Mention } from '../names/find-mentions.ts'
import { auxiliaries } from '../text/function-words.ts'
import { isNounLike } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'

/** "the letter reads." and "the report says that" are verbs, "the report on" may not be. */
function endsClause(tokens: Token[], at: number): boolean {
  const next = tokens[at + 1]
  return !next || next.quote >= 0 || /^[.,:]$/.test(next.text) || next.lower === 'that'
}

/** "the court's ruling on", "a warning about": nouns in -ing, but for those after a comma or a form of "be". */
function isGerundNoun(tokens: Token[], at: number): boolean {
  if (!/^(?:ruling|warning|offering|reading)$/.test(tokens[at]?.lower ?? '') || endsClause(tokens, at)) return false
  const before = tokens[at - 1]
  return !!before?.isWord && !auxiliaries.has(before.lower)
}

/** "a message that", "the report on", "Doe's remarks": a verb's form that is a noun here. */
export function isNoun(tokens: Token[], at: number, lemma: string, subject: Mention): boolean {
  const form = tokens[at]?.lower ?? ''
  if (isGerundNoun(tokens, at)) return true
  if (!isNounLike(form, lemma)) return false
  const before = tokens[at - 1]
  if (before?.possessive) return true
  if (lemma === 'read' && subject.to === at) return false
  const isNext = subject.to === at || /ly$/.test(before?.lower ?? '')
  if (form === lemma) return !(subject.type === 'pronoun' && isNext) && !auxiliaries.has(before?.lower ?? '')
  return !endsClause(tokens, at) && (subject.type === 'nominal' || subject.to < at)
}

const owners = /^(?:his|its|their|our|my|your|the|an?|these|those)$/

/** "the ruling", "his comments", "a sharp reply": no verb stands after an article, nor its base form after one and an adjective; "who loved her said" is one. */
export function followsArticle(tokens: Token[], at: number, lemma: string): boolean {
  const [before, form] = [tokens[at - 1]?.lower ?? '', tokens[at]?.lower ?? '']
  if (owners.test(before) || (before === 'her' && isNounLike(form, lemma))) return true
  return form === lemma && /^an?$/.test(tokens[at - 2]?.lower ?? '')
}

/** "the minister's reply", "their duty posts": a noun, though it could be a verb. */
export const isOwned = (tokens: Token[], at: number, lemma: string) =>
  (tokens[at]?.lower === lemma && !!tokens[at - 1]?.possessive) ||
  (/^posts?$/.test(tokens[at]?.lower ?? '') && /^(?:his|her|its|their|the)$/.test(tokens[at - 2]?.lower ?? ''))
