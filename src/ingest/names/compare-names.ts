import { isPlaceWord } from '../text/role-nouns.ts'
import { isFirstName } from './first-names.ts'
import { isBodySurname, isBodyWord } from './name-words.ts'

/** The words of a name, dots aside. */
export const wordsOf = (name: string) => name.split(/[\s.]+/).filter((word) => word !== '')
/** Names are compared without the case of letters and the kind of apostrophe. */
export const fold = (text: string) => text.replace(/[’ʼ]/g, "'").toLowerCase()
/** The last name, folded, without "Jr" and the article of "al-Harani". */
export const lastOf = (name: string) =>
  fold(wordsOf(name.replace(/,? (?:Jr|Sr|II|III|IV)\.?$/i, '')).at(-1) ?? '').replace(/^(?:al|el)-(?=.)/, '')

/** Whether the words of a name are the last of a longer one: "Suu Kyi", "de Blasio". */
export const endsLike = (short: string[], long: string[]) =>
  short.length > 1 && short.length < long.length && fold(long.slice(-short.length).join(' ')) === fold(short.join(' '))

/** "WaPo" for Washington Post, "UN" for United Nations: each part of the short form starts a word of the long one. */
export function isShortFor(short: string, words: string[]): boolean {
  const parts = /^\p{Lu}+$/u.test(short) ? [...short] : (short.match(/\p{Lu}\p{Ll}*/gu) ?? [])
  if (parts.length < 2 || parts.join('') !== short) return false
  // the letters of "U.S. Food and Drug Administration" are not in "FDA"
  const long = words.filter((word) => /^\p{Lu}\S/u.test(word))
  return parts.length === long.length && parts.every((part, at) => long[at]?.startsWith(part))
}

/** "Cheryl Mills", "Emily Church": a last name that is a word for a body too. */
const isPerson = (words: string[]) =>
  isFirstName(words[0] ?? '') &&
  words.length <= 3 &&
  isBodySurname(fold(words.at(-1) ?? '')) &&
  !words.slice(0, -1).some((word) => isBodyWord(fold(word)))

/** "Marshall Islands" */
const surelyPlace = /^(?:Islands|County|States|Republic|Peninsula|Province|Airport|Canal|Islanders)$/

/** What a name by its words is most likely the name of; `titled` where a title stands before it. */
export function typeOf(name: string, titled: boolean): 'person' | 'organization' | 'unknown' {
  const words = wordsOf(name)
  if (
    /^(?:Town|City|Village|County|Borough|Township|Municipality|District|Diocese|Archdiocese|Synod|Presbytery) of /.test(
      name,
    )
  )
    return 'organization'
  if (/^(?:\p{Lu}\.){2,}$|^\p{Lu}{3,} \p{Lu}{3,}$/u.test(name)) return 'organization'
  if (isPerson(words)) return 'person'
  if (words.some((word) => isBodyWord(fold(word)))) return 'organization'
  if (words.some((word) => /\d|&/.test(word)) || /^(?:The )| (?:for|on|and|Our|Against|Without) /.test(name))
    return 'organization'
  if (/^\p{Lu}{3,} \p{Lu}\p{Ll}/u.test(name)) return 'organization'
  if (!titled && surelyPlace.test(words.at(-1) ?? '')) return 'unknown'
  if (titled || isFirstName(words[0] ?? '')) return 'person'
  // Little Snetley
  if (words.length === 2 && /^(?:Little|Great|Upper|Lower|Nether)$/.test(words[0] ?? '')) return 'unknown'
  // Park Ji-won
  if (words.length === 2 && /^\p{Lu}\p{Ll}+-\p{Ll}+$/u.test(words[1] ?? '')) return 'person'
  // Statistics Canada
  if (words.length > 1 && /^(?:Canada|Québec|Quebec|Ontario|Alberta|Manitoba|UK|Australia)$/.test(words.at(-1) ?? ''))
    return 'organization'
  if (words.some((word) => isPlaceWord(word.toLowerCase()))) return 'unknown'
  if (
    words.length === 1 &&
    (/^\p{Lu}{2,}$/u.test(name) || /\p{Ll}\p{Lu}/u.test(name.replace(/^(?:Mc|Mac|De|O['’])/, '')))
  )
    return 'organization'
  return words.length >= 2 && words.length <= 4 && !/ of /.test(name) ? 'person' : 'unknown'
}

/** "Mr" → he, "Dame" → she, or null. */
export const pronounOfTitle = (title: string | null) =>
  /^(?:mr|sir|lord)\b/i.test(title ?? '')
    ? ('he' as const)
    : /^(?:mrs|ms|miss|dame|lady)\b|\((?:mrs|ms|miss)\b/i.test(title ?? '')
      ? ('she' as const)
      : null
