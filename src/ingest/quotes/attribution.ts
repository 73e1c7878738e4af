import type { Mention } from '../names/find-mentions.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import type { Cue } from './find-cues.ts'

/** How a quote got its speaker, surest first. */
export type Attachment =
  | 'after' // "…," Doe said
  | 'before' // Doe said: "…"
  | 'embedded' // Doe said the plan was "…"
  | 'distant' // a cue elsewhere in the sentence
  | 'same-paragraph' // after an attributed quote of the paragraph
  | 'intro' // the sentence before names somebody
  | 'floating' // the last speaker of the paragraphs before

export type Attribution = { cue: Cue | null; speaker: Mention; attachment: Attachment }

/** What the verb or noun at `at` says: that these are the words of `subject`. */
export function attributionBy(tokens: Token[], at: number, subject: Mention, attachment: Attachment): Attribution {
  const { start, end, text, lower } = tokens[at] as Token
  const lemma = reportingLemma(lower) ?? lower
  const [from, to] = [Math.min(at, subject.from), Math.max(at + 1, subject.to)]
  const cue = { start, end, text, at, lemma, subject, order: 'plain', from, to, plain: true } as const
  return { cue, speaker: subject, attachment }
}

/** `two words for anyone who [thinks] so: "…"`: what somebody thinks leads to no words of theirs. */
export const isThought = (tokens: readonly Token[], { lemma, subject }: Cue, colon: number): boolean =>
  /^(?:think|believe|wonder)$/.test(lemma) &&
  tokens[colon]?.text === ':' &&
  /^(?:who|that)$/.test(tokens[subject.to]?.lower ?? '')
