import type { Token } from './tokenize.ts'

/** Where a part of a text ends: the tokens that open a paragraph of three marks or more and no word ("___", "* * *"), in order. Linear. */
export function findBreaks(tokens: readonly Token[]): { from: number }[] {
  const breaks: { from: number }[] = []
  let from = 0
  while (from < tokens.length) {
    let to = from
    let isBreak = true
    for (; to < tokens.length && tokens[to]?.paragraph === tokens[from]?.paragraph; to++)
      isBreak &&= !tokens[to]?.isWord
    if (isBreak && to - from >= 3) breaks.push({ from })
    from = to
  }
  return breaks
}
