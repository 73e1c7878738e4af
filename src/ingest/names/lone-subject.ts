import { isReportingForm } from '../text/reporting-verbs.ts'
import { isOrganisationWord, isRole, isTitle } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isRoleAcronym } from './name-words.ts'

/** Nouns that say something without an article and without an s: all others are names there. */
const bare = new Set(
  `police staff management research evidence data legislation guidance counsel media press government parliament opposition industry society nature history
  science tradition experience prosecution defence defense security intelligence leadership testimony correspondence documentation paperwork literature law
  policy advice information feedback rumour rumor gossip word legend folklore news wisdom faith critics mum mom mam dad mother father grandma grandpa granny
  mummy daddy god everyone nobody someone people men women children labor business tourism training analysis surveillance footage video audio
  congressman councilman chairman captain coach teacher nanny auntie uncle aunt headline caption text graffiti signage`
    .trim()
    .split(/\s+/),
)

const longestHeadline = 40

/** Headlines go without articles, and without a full stop. */
function isHeadline(tokens: Token[], at: number): boolean {
  if (tokens[at]?.paragraph !== 0) return false
  let end = at
  while (end < at + longestHeadline && tokens[end + 1]?.paragraph === 0) end++
  return !/^[.!?"”’]$/.test(tokens[end]?.text ?? '') && end < at + longestHeadline
}

/** "NASA said", not "OFFICIALS SAID": capitals that the next word does not have are those of a name. */
const isAcronym = ({ text }: Token, next: Token) =>
  /^\p{Lu}{3,6}(?:['’]s)?$/u.test(text) && !isRoleAcronym(text) && /^\p{Ll}/u.test(next.text)

/** "BP said", "AT&T said", "Rolls-Royce said", not "MPs said" */
const isSpelledName = /^(?:\p{Lu}{2}|\p{Lu}\p{L}*[&-]\p{Lu}\p{L}*)(?:['’]s)?$/u

/**
 * "Zentra said", "NASA said": whether a word that opens a sentence is a name, although it stands nowhere else. English puts an article before a single
 * thing, so that a lone singular which reports something is a name, or one of few nouns that go without.
 */
export function isLoneSubject(tokens: Token[], at: number, isSmall: (lower: string) => boolean): boolean {
  const [token, verb] = [tokens[at] as Token, tokens[at + 1]]
  const { lower, text } = token
  if (!verb || verb.sentence !== token.sentence || verb.quote !== token.quote || isHeadline(tokens, at)) return false
  if (isAcronym(token, verb)) return true
  const isSpelled = isSpelledName.test(text) && !isRoleAcronym(text)
  if (isSpelled && (isReportingForm(verb.lower) || isRole(verb.lower))) return true
  if (!isReportingForm(verb.lower)) return false
  if (!/^\p{Lu}[\p{Ll}'’]{2,}$/u.test(text) || /(?:[^s]s|ing|ly|ed)$/.test(lower)) return false
  return !bare.has(lower) && !isRole(lower) && !isTitle(lower) && !isOrganisationWord(lower) && !isSmall(lower)
}
