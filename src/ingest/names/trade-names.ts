import { isKnownPlace } from '../text/places.ts'
import { isDemonym } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isFirstName } from './first-names.ts'
import { isNameToken } from './name-tokens.ts'
import { isBodyWord, isTopic } from './name-words.ts'

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

const endOfRun = (tokens: readonly Token[], from: number) => {
  let end = from
  while (end < from + 6 && (isNameToken(tokens as Token[], end) || /^['’]$/.test(tokens[end]?.text ?? ''))) end++
  return end
}

/** Bodies of two places, which go without an article: "Devon and Cornwall Police". */
const ofPlaces = /^(?:council|police|constabulary|fire|ambulance|nhs|borough|district)$/

/** "the Learning [and] Excellence Trust", "Devon [and] Cornwall Police": one article or none, one name that ends in a word for a body. */
export function joinsBody(tokens: readonly Token[], from: number, and: number): boolean {
  const [first, next] = [tokens[from], tokens[and + 1]]
  if (and !== from + 1 || !first || !next || isKnownPlace(first.lower)) return false
  const given = [first, next].filter(({ text }) => isFirstName(text)).length
  const end = endOfRun(tokens, and + 1)
  if (isBodyByItself(first) || isBodyByItself(next) || end < and + 3) return false
  const last = tokens[end - 1]?.lower ?? ''
  return ofPlaces.test(last) ? given < 2 : given === 0 && tokens[from - 1]?.lower === 'the' && isBodyWord(last)
}

const byField =
  /^(?:department|ministry|bureau|office|union|institute|board|association|federation|society|committee|commission|council|agency|division|directorate|college|faculty|center|centre|institution)$/
const otherBody =
  /^(?:bank|university|court|foundation|hospital|party|company|group|police|office|department|ministry|house)$/

/** "Union of Shop [and] Nursery Workers": what a body is for, in two parts; not "the Department of Justice and Ana Doe". */
export function joinsFields(tokens: readonly Token[], from: number, and: number): boolean {
  let of = and - 2
  while (of > from && !/^(?:of|for)$/.test(tokens[of]?.lower ?? '')) of--
  const next = tokens[and + 1]
  if (of <= from || !byField.test(tokens[of - 1]?.lower ?? '') || !next || isFirstName(next.text)) return false
  const end = endOfRun(tokens, and + 1)
  const words = tokens.slice(and + 1, end).map(({ text }) => text)
  const last = tokens[end - 1]?.lower ?? ''
  if (words.length === 0 || isKnownPlace(tokens[and - 1]?.lower ?? '') || otherBody.test(last) || companyWord(words))
    return false
  if (/^(?:of|for)$/.test(tokens[end]?.lower ?? '') || next.text === next.text.toUpperCase()) return false
  return words.length > 1 || isTopic(last) || /(?:[^s]s|ment|ing|ion)$/.test(last)
}

/** "Save [Our] Pools", "Mothers [Against] Knives": a small word with a capital inside the name of a campaign. */
export const joinsCampaign = (tokens: readonly Token[], at: number): boolean =>
  /^(?:save|stop|keep|defend|protect|reclaim|mothers|moms|parents|doctors|students|citizens|families|artists|workers|veterans|women)$/.test(
    tokens[at - 1]?.lower ?? '',
  ) &&
  (/^(?:Our|Against|The|Without|Your|For)$/.test(tokens[at]?.text ?? '') ||
    (tokens[at - 1]?.text === 'Save' && /^(?:the|our)$/.test(tokens[at]?.text ?? '')))
