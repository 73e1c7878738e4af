import { isNounLike, reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'

/** Words that may report: tokens `at` to `last` (inclusive), outside quotes. */
export type ReportingWords = { at: number; last: number; lemma: string }

/** Verbs that report in news besides those that stand with quotes. */
const moreVerbs =
  `dismiss estimate hear find recommend reckon blame question charge dispute assure show indicate remind consider appeal cite
learn propose accept determine calculate signal threaten reject express hope decline refuse suspect assess contest attribute guess expect
know doubt fear worry hold boast tout hail lambast attack defend credit decry commend caution discuss detail highlight outline
figure project forecast anticipate invite forbid ban permit challenge press argue vouch attest mock joke say warrant certify advocate
back support submit oppose favor favour compare liken recommend dub deem portray welcome fault confess moan direct`
    .trim()
    .split(/\s+/)
const irregularForms: Record<string, string> = {
  heard: 'hear',
  found: 'find',
  shown: 'show',
  held: 'hold',
  knew: 'know',
  known: 'know',
  forbade: 'forbid',
  forbidden: 'forbid',
  referring: 'refer',
  referred: 'refer',
  quoting: 'quote',
  quoted: 'quote',
  quotes: 'quote',
  signalled: 'signal',
  signalling: 'signal',
  submitted: 'submit',
  submitting: 'submit',
  begged: 'beg',
  begging: 'beg',
}
/** Nouns that report where a clause follows: "the claim that", "a promise to". */
const nouns = new Set(
  `claim claims suggestion suggestions allegation allegations warning warnings assertion assertions announcement promise promises pledge belief
  complaint complaints admission accusation accusations argument arguments report reports statement declaration contention insistence prediction
  confirmation denial acknowledgment acknowledgement disclosure revelation rumor rumors rumour rumours conclusion finding proposal demand demands
  request order testimony charge charges vow remark remarks observation comment comments`
    .trim()
    .split(/\s+/),
)

function inflect(lemma: string): string[] {
  if (/[^aeiou]y$/.test(lemma)) return [lemma, `${lemma.slice(0, -1)}ies`, `${lemma.slice(0, -1)}ied`, `${lemma}ing`]
  if (lemma.endsWith('e')) return [lemma, `${lemma}s`, `${lemma}d`, `${lemma.slice(0, -1)}ing`]
  return [lemma, /(?:s|sh|ch|x)$/.test(lemma) ? `${lemma}es` : `${lemma}s`, `${lemma}ed`, `${lemma}ing`]
}
const moreForms = new Map([
  ...moreVerbs.flatMap((lemma) => inflect(lemma).map((form) => [form, lemma] as const)),
  ...Object.entries(irregularForms),
])

/** Verbs that stand with words in marks ("“No,” she laughed") and report no clause. */
const onlyWithMarks = new Set(
  `begin start read laugh shoot summon interrupt interject groan sigh fire hit bark growl croak chime drawl sneer gasp intone`
    .trim()
    .split(/\s+/),
)

function lemmaOf(form: string): string | null {
  const lemma = reportingLemma(form) ?? moreForms.get(form) ?? null
  return lemma && onlyWithMarks.has(lemma) ? null : lemma
}

/** Where a reporting noun's clause starts to be likely. */
const clauseOpeners = new Set(['that', 'to', 'of'])

/** "most of its jokes" */
const owners = /^(?:its|his|their|our|my|your|the|an?)$/

function readWords(tokens: Token[], at: number): ReportingWords | null {
  const token = tokens[at] as Token
  const next = tokens[at + 1]
  if (token.lower === 'according' && next?.lower === 'to') return { at, last: at + 1, lemma: 'according to' }
  const isProper = token.capital && tokens[at - 1]?.sentence === token.sentence
  if (isProper) return null
  const isNoun = nouns.has(token.lower) && next?.sentence === token.sentence && clauseOpeners.has(next.lower)
  const lemma = lemmaOf(token.lower)
  if (lemma && !isNoun && owners.test(tokens[at - 1]?.lower ?? '') && isNounLike(token.lower, lemma)) return null
  if (isNoun && (!lemma || next.lower !== 'to')) return { at, last: at, lemma: `${token.lower.replace(/s$/, '')}/n` }
  if (lemma === 'point' && next?.lower === 'out') return { at, last: at + 1, lemma: 'point out' }
  return lemma ? { at, last: at, lemma } : null
}

/** Every word outside quotes that may report speech, in order. Most do not; choosing is for later. Linear. */
export function findReportingWords(tokens: Token[]): ReportingWords[] {
  const found: ReportingWords[] = []
  tokens.forEach((token, at) => {
    const words = token.quote < 0 && token.isWord ? readWords(tokens, at) : null
    if (words) found.push(words)
  })
  return found
}
