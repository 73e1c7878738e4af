import { type Chance, chanceOf } from './chance.ts'

/** The most common words of English news, in about the order in which they are common. */
export const functionWords: readonly string[] =
  `the of to and a in said that is for was on it with he as at by be from are have has
  his will an not but they were who this had their which its we been more would she one or about after when her also than out you if
  there new all up i people over last first year two so into other some could time no can what now our before years just only most
  because while against during him them how made make may week then many since three do did says where well any through like those
  these back down percent day days still under between government around off next being part made told according way much both even
  state public long million company country city police office president minister court group president home report number work`
    .trim()
    .split(/\s+/)
    .filter((word, i, all) => all.indexOf(word) === i)

const onsets =
  `b c d f g h k l m n p r s t v w b c d f g l m n p r s t br cl cr dr fl gr pl pr sh sl sp st th tr`.split(' ')
const nuclei = `a e i o u a e i o ea ou`.split(' ')
const codas = ['', '', '', '', '', '', 'n', 'r', 's', 't', 'l', 'm', 'd', 'nd']
const endings = ['', '', '', '', '', '', 's', 's', 'ed', 'ing', 'er']

/** A word made by rule, of so many syllables. */
export function inventWord(chance: Chance, syllables: number): string {
  return Array.from({ length: syllables }, () => chance.pick(onsets) + chance.pick(nuclei) + chance.pick(codas)).join(
    '',
  )
}

/** A vocabulary, the most common word first: the function words of English, then words made by rule. */
export function makeVocabulary(seed: number, size: number): string[] {
  const chance = chanceOf(seed, 'vocabulary')
  const words = new Set(functionWords)
  while (words.size < size) {
    const syllables = words.size < 1_000 ? 1 : 2
    words.add(inventWord(chance, syllables) + chance.pick(endings))
  }
  return [...words].slice(0, size)
}
