import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'

/** "The player, who spoke on condition of anonymity", "the mother, whose name is protected": the text says that it does not tell. */
export function staysUnnamed({ tokens }: Memory, { to, type }: Mention): boolean {
  if (type !== 'nominal' || tokens[to]?.text !== ',' || !/^(?:who|whose)$/.test(tokens[to + 1]?.lower ?? ''))
    return false
  const clause: string[] = []
  for (let at = to + 1; at < to + 14 && tokens[at]?.isWord && tokens[at]?.sentence === tokens[to]?.sentence; at++)
    clause.push(tokens[at]?.lower ?? '')
  const said = clause.join(' ')
  return /anonym|not to be (?:named|identified|quoted)|not be (?:named|identified)|(?:declined|refused|not authori[sz]ed|would not) .*(?:name|named|identified|speak)|(?:not|n['’]t|never) (?:wish|want) .*(?:named|identified|name)|whose (?:name|identity) (?:is|was|has|cannot)/.test(
    said,
  )
}
