import { isFirstName } from '../names/first-names.ts'

export type FoundByline = { byline: string; authors: string[]; publisher: string | null }

const agencies =
  /^(?:(?:the )?associated press|ap|reuters|afp|agence france-presse|bloomberg|pa media|upi|dpa|efe|ansa|tass|xinhua)$/i
const roleWords =
  /\b(?:staff|writer|reporter|correspondent|editor|bureau|chief|columnist|contributor|contributing|special|news|desk|team|business|political|science|sports?|health|technology|in|for|of|at)\b/i
const desks = /\b(?:staff|writer|reporter|correspondent|editor|bureau|columnist|contributor|news|desk)\b/i
/** "By Courier staff": a byline without a name. */
const deskWords = /\b(?:staff|reporters?|correspondents?|desk|newsroom|writers?|team|agencies)$/i
const nameParticles = /^(?:de|da|del|della|der|di|du|la|le|van|von|den|bin|al|el|y|e|ten|ter|st\.?)$/i
const nameWord = /^[\p{Lu}][\p{L}'’.-]*$/u

/** Whether a text looks like a person's name: two to five words, each with a capital or a particle. */
function looksLikeName(text: string): boolean {
  const words = text.split(' ')
  if (words.length < 2 || words.length > 5 || roleWords.test(text)) return false
  return words.every((word) => nameWord.test(word) || nameParticles.test(word)) && nameWord.test(words.at(-1) ?? '')
}

/** "JANE MCDOE" to "Jane Mcdoe"; names in mixed case stay as they are. */
function unshout(name: string): string {
  if (name !== name.toUpperCase()) return name
  return name
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** "Ana Doe Associated Press" */
const beforeAgency = /^(\S+ \S.*) ((?:The )?Associated Press|Reuters|AFP|Agence France-Presse|Bloomberg)$/i
/** "Ana Doe Oct. 3, 2017" */
const trailingDate =
  /\s+(?:on\s+)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d.*$/i
/** "The Harrow Times", "CBC News": what stands behind a name in a byline and is nobody's. */
const outlets =
  /^The |\b(?:Times|Post|News|Press|Gazette|Herald|Tribune|Journal|Chronicle|Courier|Star|Globe|Mail|Sun|Guardian|Observer|Telegraph|Examiner|Register|Record|Standard|Wire|Agency|Radio|TV|Magazine|Review|Network|CBC|CTV|BBC|CNN|NBC|ABC|CBS|NPR)$/

/** Names and, where one is printed, the agency in the words after "By"; null if there are none. */
export function readAuthors(text: string): { authors: string[]; publisher: string | null } {
  const authors: string[] = []
  let publisher: string | null = null
  const parts = text.replace(trailingDate, '').split(/\s*(?:,|;|\||·|•|\/| – | — | - |\band\b|&|\bwith\b)\s*/i)
  for (const [at, whole] of parts.entries()) {
    const [, before, agency] = beforeAgency.exec(whole.trim()) ?? []
    const part = before ?? whole.trim()
    const [name = '', outlet = agency] = part.split(/ (?:for|of|at) /)
    if (agencies.test(part) || (at > 0 && outlets.test(part))) publisher ??= part
    else if (looksLikeName(name)) authors.push(unshout(name))
    if (outlet && !publisher && /^\p{Lu}/u.test(outlet)) publisher = outlet
  }
  return { authors: [...new Set(authors)], publisher }
}

/**
 * Reads a line under a headline that has a byline without "By": "Jane Doe" above a date (`dated`), "Jane Doe, Health Reporter", "Jane Doe · CBC News",
 * "Author of the article: Jane Doe"; null where the line is something else.
 */
export function findBareByline(line: string, dated: boolean): FoundByline | null {
  if (line.length > 160 || /["“”?!]/.test(line)) return null
  const named = /^authors?(?: of the article)?:\s*(\S.*)$/i.exec(line)?.[1]
  const [first = '', ...rest] = (named ?? line).split(/\s*(?:,|\||·|•)\s*/)
  const isPerson = looksLikeName(first) && isFirstName(first.split(' ')[0] ?? '')
  const isDesk = rest.some((part) => desks.test(part) || outlets.test(part))
  if (named === undefined && !(isPerson && (rest.length === 0 ? dated : isDesk))) return null
  const { authors, publisher } = readAuthors(named ?? line)
  return authors.length > 0 ? { byline: named ?? line, authors, publisher } : null
}

/** Reads a byline paragraph ("By JANE DOE, Staff Writer"); null where the paragraph is something else. */
export function findByline(paragraph: string): FoundByline | null {
  if (paragraph.length > 160) return null
  const match =
    /^(?:(?:written|story|words|reporting|report|posted|published|interview|review|analysis) )?by:?\s+(?<names>\S.*)$/i.exec(
      paragraph,
    )
  const names = match?.groups?.names
  if (!names || /[.!?]$/.test(names.replace(/\b(?:Jr|Sr|[A-Z])\.$/, '')) || /["“”]/.test(names)) return null
  const { authors, publisher } = readAuthors(names)
  if (authors.length === 0 && !publisher && !(names.length <= 50 && deskWords.test(names))) return null
  return { byline: names, authors, publisher }
}
