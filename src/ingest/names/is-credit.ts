import type { Token } from '../text/tokenize.ts'

const lastLine = 6
const longestLine = 24

const work =
  /^(?:pictures?|photos?|photographs?|pics?|images?|illustrations?|graphics?|videos?|credits?|camera|author|article|story|words|report|reporting|written)$/
const desk =
  /^(?:reporters?|correspondents?|editors?|writers?|columnists?|staff|bureau|desk|news|newsroom|agribusiness|business|sports?|politics|health|education|science|technology|culture|crime|courts?|opinion|analysis|features?|entertainment|world|national|press|times|post|gazette|herald|tribune|journal|courier|chronicle|star|globe|mail|sun|guardian|observer|telegraph|examiner|wire|agency|cbc|ctv|bbc|cnn|nbc|abc|cbs|npr|global)$/
const opensTime =
  /^(?:published|updated|posted|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d.*)$/

/** "By Jane Doe", "Jane Doe, Health Reporter", or "Jane Doe" above a date: whether a name stands in such a line near the top. */
function isInByline(tokens: readonly Token[], from: number, to: number): boolean {
  const { paragraph } = tokens[from] as Token
  if (paragraph === 0 || paragraph >= lastLine) return false
  let [start, end] = [from, to]
  while (from - start < longestLine && tokens[start - 1]?.paragraph === paragraph) start--
  while (end - start < longestLine && tokens[end]?.paragraph === paragraph) end++
  if (end - start >= longestLine || /^[.!?:]$/.test(tokens[end - 1]?.text ?? '')) return false
  const [opening, ...line] = tokens.slice(start, end)
  if (opening?.lower === 'by') return true
  if (from === start && to === end) return to - from > 1 && opensTime.test(tokens[end]?.lower ?? '')
  const mark = line.findIndex(({ text }) => /^[,|·•]$/.test(text))
  return mark > 0 && mark < 4 && line.slice(mark).some(({ lower }) => desk.test(lower))
}

/** "Picture: Jane Doe", "(Jane Doe/AP)", or a byline: who wrote or photographed a story, which does not tell of them there. */
export function isCredit(tokens: readonly Token[], from: number, to: number): boolean {
  const [label, before] = [tokens[from - 2], tokens[from - 1]]
  const isLed = /^(?::|by)$/.test(before?.lower ?? '') && work.test(label?.lower ?? '')
  return isLed || (before?.text === '(' && tokens[to]?.text === '/') || isInByline(tokens, from, to)
}
