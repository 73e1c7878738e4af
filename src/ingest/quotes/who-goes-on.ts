import { type Mention, readPhrase } from '../names/find-mentions.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'

const longestSpeaker = 10

/** "said", not "saying", outside quotes. */
const reports = ({ lower, quote }: Token) => quote < 0 && !lower.endsWith('ing') && reportingLemma(lower) !== null

/** "[she] said", "[Ana Orr] told the Herald", "said [Ana Orr]": who speaks in a piece between commas, or null. */
function speakerIn(tokens: Token[], text: string, from: number, to: number): Mention | null {
  const first = tokens[from] as Token
  if (reports(first)) {
    const mention = readPhrase(tokens, text, from + 1, to)
    return mention?.type === 'name' && mention.to === to ? mention : null
  }
  for (let verb = from + 1; verb < Math.min(to, from + longestSpeaker); verb++) {
    if (!reports(tokens[verb] as Token)) continue
    const mention = readPhrase(tokens, text, from, verb)
    if (mention) return mention.to === verb ? mention : null
  }
  return null
}

/** "The council shut the road, [she] said, adding": who goes on to speak in a participle behind these pieces, if one after the first names them. */
export function whoGoesOn(tokens: Token[], text: string, pieces: readonly [number, number][]): Mention | null {
  for (const [from, to] of pieces.slice(1).reverse()) {
    const speaker = speakerIn(tokens, text, from, to)
    if (speaker) return speaker
  }
  return null
}
