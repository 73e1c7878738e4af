import type { Frame } from './find-indirect.ts'
import { finiteIn } from './read-clauses.ts'

const courts =
  /^(?:court|jury|jurors|inquest|tribunal|hearing|inquiry|enquiry|trial|committee|magistrates|panel|commission|judge)$/
const auxiliary = /^(?:was|were|has|had|have|been|also|previously|earlier|then)$/
const noClause = /^(?:from|of|about|by|evidence|testimony|to|not)$/

const longestCourt = 8

/** "He was late, [the] court heard": the token of the comma before the court, where a clause ends there and the verb ends its own; or -1. */
function commaBefore({ tokens, from, last, to, clauses }: Frame, subject: number): number {
  if (last + 1 < to && tokens[last + 1]?.isWord) return -1
  for (let at = subject - 1; at > from && at > subject - longestCourt; at--) {
    if (tokens[at]?.text === ',') return finiteIn(clauses, from, at) >= 0 ? at : -1
    if (!tokens[at]?.isWord) return -1
  }
  return -1
}

/** "The court heard that …", "jurors were told …", "…, an inquest has heard": on which side a clause is reported by who does not speak but listens; or null. */
export function heardOn(frame: Frame): 'after' | 'before' | null {
  const { tokens, from, at, last, to, lemma, clauses } = frame
  const isPassive = /^(?:was|were|been)$/.test(tokens[at - 1]?.lower ?? '')
  if (tokens[at]?.lower === 'hearing' || !(lemma === 'hear' || (lemma === 'tell' && isPassive))) return null
  let subject = at - 1
  while (subject > from && auxiliary.test(tokens[subject]?.lower ?? '')) subject--
  if (!courts.test(tokens[subject]?.lower ?? '')) return null
  if (commaBefore(frame, subject) >= 0) return 'before'
  return !noClause.test(tokens[last + 1]?.lower ?? '') && finiteIn(clauses, last + 1, to) >= 0 ? 'after' : null
}

/** "Asked whether she would go, Doe …": a passive, whose subject is who was asked. */
export function opensWithAsked({ tokens, at, to }: Frame): boolean {
  const [before, verb] = [tokens[at - 1], tokens[at]]
  if (!/^(?:Asked|Pressed|Told|Questioned|Warned)$/.test(verb?.text ?? '') || before?.sentence === verb?.sentence)
    return false
  return !tokens.slice(at + 1, Math.min(to, at + 8)).some(({ lower }) => lower === 'by')
}
