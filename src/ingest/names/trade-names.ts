import type { Token } from '../text/tokenize.ts'
import { isNameToken } from './name-tokens.ts'

/** Whether a company's name ends before token `next`: nothing of it stands behind "Inc." */
export const endsCompany = (tokens: Token[], next: number) =>
  /^(?:inc|ltd|corp|llc|plc|gmbh)$/.test(tokens[tokens[next - 1]?.text === '.' ? next - 2 : next - 1]?.lower ?? '')

/** "Transport Workers Local [814]": the number of a union's branch. */
export const isLocalNumber = (tokens: readonly Token[], at: number): boolean =>
  /^\d{1,5}$/.test(tokens[at]?.text ?? '') && /^(?:local|lodge)$/.test(tokens[at - 1]?.lower ?? '')

const workers = /^(?:workers|employees|teachers|teamsters|professionals|drivers|machinists|engineers|trades)$/

/** Whether the "and" at a token is part of the name that starts at `from`: "United Food and Commercial Workers". */
export function joinsTrades(tokens: Token[], from: number, and: number): boolean {
  let end = and + 1
  while (end < and + 4 && isNameToken(tokens, end)) end++
  return (
    /^(?:united|amalgamated|international|national|canadian|american)$/.test(tokens[from]?.lower ?? '') &&
    workers.test(tokens[end - 1]?.lower ?? '')
  )
}
