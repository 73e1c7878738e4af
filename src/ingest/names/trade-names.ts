import { isKnownPlace } from '../text/places.ts'
import { isDemonym } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isFirstName } from './first-names.ts'
import { isNameToken } from './name-tokens.ts'
import { isBodyWord } from './name-words.ts'

/** Whether a company's name ends before token `next`: nothing of it stands behind "Inc." */
export const endsCompany = (tokens: Token[], next: number) =>
  /^(?:inc|ltd|corp|llc|plc|gmbh)$/.test(tokens[tokens[next - 1]?.text === '.' ? next - 2 : next - 1]?.lower ?? '')

/** "Transport Workers Local [814]": the number of a union's branch. */
export const isLocalNumber = (tokens: readonly Token[], at: number): boolean =>
  /^\d{1,5}$/.test(tokens[at]?.text ?? '') && /^(?:local|lodge)$/.test(tokens[at - 1]?.lower ?? '')

/** Words that say what a company does or is, so that it is known without them: "Kestrel Ferries", "Marlow Foods Inc.". */
const corporate =
  /^(?:inc|corp|co|ltd|llc|plc|group|holdings|industries|partners|capital|enterprises|international|foods?|ferries|airlines|airways|motors|energy|oil|gas|pharma|pharmaceuticals|biotech|media|entertainment|technologies|technology|systems|insurance|securities|stores|brands|steel|mining|resources|petroleum|electric|telecom|communications|software|labs|laboratories|studios|pictures|records|publishing|railways|logistics|shipping|cruises|hotels|homes|properties|construction|engineering|chemicals?|aerospace|aviation|semiconductor|networks|games|interactive|retail|supermarkets|pumps|breweries|brewing|bakeries|farms)$/

/** The first word of a company's name where the rest only says that it is one, or null: "Kestrel" of "Kestrel Ferries". */
export function companyWord(words: readonly string[]): string | null {
  const [first = '', ...rest] = words.map((word) => word.toLowerCase())
  const isPlain = !isFirstName(words[0] ?? '') && !isKnownPlace(first) && !isDemonym(first) && !isBodyWord(first)
  return isPlain && first.length > 2 && rest.length > 0 && rest.every((word) => corporate.test(word)) ? first : null
}

/** "Marlow Foods" of "Marlow Foods Inc.": a name without what says how a company is made up. */
export const withoutForm = (name: string): string =>
  name.replace(/,? (?:Inc|Corp|Co|Ltd|LLC|PLC|plc|Corporation|Limited)\.?$/, '')

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

/** "the FBI and Justice Department", "the Kremlin and State Bank": two bodies. */
const isBodyByItself = ({ text, lower }: Token) =>
  text === text.toUpperCase() ||
  isBodyWord(lower) ||
  /^(?:pentagon|kremlin|vatican|treasury|taliban|fed|crown|prime|white|mayor|president|pope|tory|labour|democratic|republican)$/.test(
    lower,
  )

/** "the Learning [and] Excellence Trust", "the Jutland [and] Lolland Teachers’ Fund": one article, one name that ends in a word for a body. */
export function joinsBody(tokens: readonly Token[], from: number, and: number): boolean {
  const [first, next] = [tokens[from], tokens[and + 1]]
  if (and !== from + 1 || !first || !next || tokens[from - 1]?.lower !== 'the') return false
  if (isBodyByItself(first) || isBodyByItself(next) || isFirstName(first.text) || isFirstName(next.text)) return false
  let end = and + 2
  while (end < and + 6 && (isNameToken(tokens as Token[], end) || /^['’]$/.test(tokens[end]?.text ?? ''))) end++
  return end > and + 2 && isBodyWord(tokens[end - 1]?.lower ?? '') && (!tokens[end]?.isWord || !tokens[end]?.capital)
}

/** "Save [Our] Pools", "Mothers [Against] Knives": a small word with a capital inside the name of a campaign. */
export const joinsCampaign = (tokens: readonly Token[], at: number): boolean =>
  /^(?:save|stop|keep|defend|protect|reclaim|mothers|moms|parents|doctors|students|citizens|families|artists|workers|veterans|women)$/.test(
    tokens[at - 1]?.lower ?? '',
  ) &&
  (/^(?:Our|Against|The|Without|Your|For)$/.test(tokens[at]?.text ?? '') ||
    (tokens[at - 1]?.text === 'Save' && /^(?:the|our)$/.test(tokens[at]?.text ?? '')))
