import type { Frame } from './find-indirect.ts'
import { finiteIn } from './read-clauses.ts'

const courts =
  /^(?:court|jury|jurors|inquest|tribunal|hearing|inquiry|enquiry|trial|committee|magistrates|panel|commission|judge)$/
const auxiliary = /^(?:was|were|has|had|have|been|also|previously|earlier|then)$/
const noClause = /^(?:from|of|about|by|evidence|testimony|to|not)$/

/** "The court heard that …", "jurors were told …": a clause is reported, and the subject is who listens. */
export function isHeard({ tokens, from, at, last, to, lemma, clauses }: Frame): boolean {
  const isPassive = /^(?:was|were|been)$/.test(tokens[at - 1]?.lower ?? '')
  if (tokens[at]?.lower === 'hearing' || !(lemma === 'hear' || (lemma === 'tell' && isPassive))) return false
  let subject = at - 1
  while (subject > from && auxiliary.test(tokens[subject]?.lower ?? '')) subject--
  if (!courts.test(tokens[subject]?.lower ?? '') || noClause.test(tokens[last + 1]?.lower ?? '')) return false
  return finiteIn(clauses, last + 1, to) >= 0
}

/** "Asked whether she would go, Doe …": a passive, whose subject is who was asked. */
export function opensWithAsked({ tokens, at, to }: Frame): boolean {
  const [before, verb] = [tokens[at - 1], tokens[at]]
  if (!/^(?:Asked|Pressed|Told|Questioned|Warned)$/.test(verb?.text ?? '') || before?.sentence === verb?.sentence)
    return false
  return !tokens.slice(at + 1, Math.min(to, at + 8)).some(({ lower }) => lower === 'by')
}
