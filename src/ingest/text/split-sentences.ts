import { endOfDateline } from './end-of-dateline.ts'
import type { QuotedSpan } from './find-quote-marks.ts'
import { auxiliaries, calendarWords, connectors, isFunctionWord } from './function-words.ts'
import { reportingLemma, takesObject } from './reporting-verbs.ts'
import type { Token } from './tokenize.ts'

const abbreviations = new Set(
  'jr sr st ph inc corp ltd co no vs etc dept univ assn ave blvd mt ft jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo approx al cf eg ie cpl const coun cst pte ssgt msgt supt comm hon mtl sask alta man ont que smt engr barr alh rs dist wm chas geo thos jas'.split(
    ' ',
  ),
)

/** "had been ill.", "hit and miss.": small they are words, and no states. */
const wordsToo = new Set('ill miss mass wash ore ark ind man pa mont sun sat'.split(' '))

/** Titles that are always shortened; "Dean" and "Mayor" before a full stop end their sentence. */
const shortTitles = new Set(
  'mr mrs ms dr prof rev hon sen rep gov gen col lt sgt capt maj cmdr cdr adm det insp supt cllr cr fr pte pvt spc pfc cpl sens reps govs drs profs messrs gens sgts dets consts couns brig pc dc ds dci mme mx ven amb atty msgr ald pres asst adv tem cmr'.split(
    ' ',
  ),
)

/** Whether a full stop belongs to the word before it: "Dr.", "J.", "Inc.", "No. 5", but not "said no." */
function isAbbreviation(before: Token | undefined, stop: Token, next: Token): boolean {
  if (!before?.isWord || before.end !== stop.start) return false
  if (before.lower === 'no') return /^\d/.test(next.text)
  return (
    (before.text.length === 1 && before.capital) ||
    (abbreviations.has(before.lower.replace(/^[rdi]-/, '')) && (before.capital || !wordsToo.has(before.lower))) ||
    (before.capital && shortTitles.has(before.lower.replace(/^(?:then|ex)-/, '')))
  )
}

/** Words that an attribution may have up to its verb, and from where on none of them may be another verb or join clauses. */
const attributionReach = 12
const surelyAttribution = 6
const mostBetweenCommas = 24

/** "[Jane Doe], who runs the café, asked": whether a reporting verb stands behind a comma that follows the one at `from`. */
function reportsBehindComma(tokens: Token[], from: number): boolean {
  for (let at = from + 1; at < from + mostBetweenCommas; at++) {
    const token = tokens[at]
    if (!token || token.quote >= 0 || /^[!?;:]$/.test(token.text)) return false
    const next = tokens[at + 1]
    const lemma = token.text === ',' ? reportingLemma(next?.lower ?? '') : null
    if (lemma) return !takesObject(lemma)
    if (token.text === '.' && !(next && isAbbreviation(tokens[at - 1], token, next))) return false
  }
  return false
}

const goesOn = ({ lower }: Token) => auxiliaries.has(lower) || connectors.has(lower) || /(?:ed|ing)$/.test(lower)

/** Whether words after a quote that ended in "?" or "!" are its attribution: a reporting verb follows soon, be it "Mr. Doe asked". */
function isAttribution(tokens: Token[], from: number): boolean {
  let words = 0
  for (let at = from; words < attributionReach; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]]
    if (!token || token.quote >= 0 || /^[!?;:]$/.test(token.text)) return false
    if (token.text === '.' && !(next && isAbbreviation(tokens[at - 1], token, next))) return false
    if (token.text === ',' && words > 0 && reportsBehindComma(tokens, at)) return true
    const lemma = reportingLemma(token.lower)
    if (lemma) return !takesObject(lemma)
    if (words >= surelyAttribution && goesOn(token)) return false
    if (token.isWord) words++
  }
  return false
}

const isTimeWord = /^(?:\p{Lu}{2,4}|Eastern|Pacific|Central|Mountain|Atlantic|Newfoundland|Moscow|Greenwich)$/u

/** "at 9 p.m. [He said]", "in the U.S. [The firm]": a shortened word that ends its sentence too. */
function endsWithDots(token: Token, next: Token): boolean {
  if (!token.isWord || !token.text.endsWith('.') || !next.capital || next.quote >= 0) return false
  if (calendarWords.has(next.lower) || /^(?:may|will)$/.test(next.lower)) return false
  if (isFunctionWord(next.lower) && next.text.length > 1) return next.text !== next.text.toUpperCase()
  return /^[ap]\.m\.$/.test(token.lower) && !isTimeWord.test(next.text)
}

/** Whether a sentence ends between the tokens at `at` and `at + 1`, both outside or at the edges of quotes. */
function endsSentence(tokens: Token[], at: number, text: string, quotes: QuotedSpan[]): boolean {
  const [token, next] = [tokens[at] as Token, tokens[at + 1] as Token]
  if (next.paragraph !== token.paragraph) return true
  if (token.quote >= 0) {
    if (next.quote === token.quote) return false
    const end = quotes[token.quote]?.inner.end ?? 1
    const last = text.slice(end - 2, end) === '..' ? '…' : (text[end - 1] ?? '')
    if (!/[.!?…]/.test(last) || /^\p{Ll}|^[,;:—–-]/u.test(next.text)) return false
    if (last === '.') return next.capital || next.quote >= 0 || !next.isWord
    return next.quote >= 0 || !isAttribution(tokens, at + 1)
  }
  if (endsWithDots(token, next)) return true
  if (!/^[.!?…]$/.test(token.text) || /^\p{Ll}|^[,;:.!?…)\]”’-]/u.test(next.text)) return false
  const isGlued = next.start === token.end && !next.isWord
  return token.text !== '.' || isGlued || !isAbbreviation(tokens[at - 1], token, next)
}

/**
 * Numbers the sentences in the tokens (`token.sentence`), in place: a paragraph's end always ends one, a full stop inside
 * a quote never does, a quote's own full stop does unless its attribution follows, and so does the dash of a dateline. Linear.
 */
export function splitSentences(tokens: Token[], text: string, quotes: QuotedSpan[]): void {
  let sentence = 0
  let dateline = -1
  tokens.forEach((token, at) => {
    token.sentence = sentence
    if (tokens[at - 1]?.paragraph !== token.paragraph) dateline = endOfDateline(tokens, at)
    if (at < dateline || at + 1 === tokens.length) return
    if (at === dateline || endsSentence(tokens, at, text, quotes)) sentence++
  })
}
