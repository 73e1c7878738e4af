import { createRequire } from 'node:module'

/** Where words start and their parts of speech, as the model parts a text. */
export type Tagger = (text: string) => { starts: number[]; tags: string[] }

/**
 * What stands between two spaces, as the model reads it wherever it stands: four numbers a word (its class where the rules ask for one,
 * else 0; its normal; its usual tag; its tag where that is fixed, else 0), and the words where it is not just one.
 */
type Piece = { numbers: number[]; words: string[] | null }

/** Pieces are kept until there are so many, 6 MB; fewer are known too seldom (with 16,000 one in seven of 300 articles was not). */
const mostPieces = 32_000
/** Longer ones are no words. */
const longestPiece = 40
/** A word is looked for so far from where the one before ended. */
const farthest = 20

/**
 * Loads the tagger out of wink's parts (0.1 s, 25 MB). Wink's own door, `nlp.readDoc`, loads five models that nobody here asks for (45 MB)
 * and reads each word anew each time, which takes longer than the tagging itself.
 */
export function loadTagger(): Tagger {
  const load = createRequire(import.meta.url)
  const part = (name: string) => load(`wink-nlp/src/${name}.js`)
  const model = load('wink-eng-lite-web-model')
  const [core, pos] = [model.core(), model.pos()]
  const { tkSize: size, posMask, bits4lemma } = part('constants')
  const { mapRawTokens2UIdOfNormal: normalsOf, mapRawTokens2UIdOfDefaultPOS: usualOf } = part('tokens-mappers')
  const [fsm, wrap] = [part('automaton'), part('dd-wrapper')]
  const cache = part('cache')(core, model.featureFn)
  const trex = part('compile-trex')(core.trex)
  const tokenize = part('tokenizer')(trex, core.tcat.hash, core.preserve)
  const machines = pos.machines.map((machine: unknown) => {
    const automaton = fsm(cache, cache.value(0))
    automaton.importJSON(machine)
    return automaton
  })

  const pieces = new Map<string, Piece>()
  const readPiece = (text: string): Piece => {
    if (pieces.size >= mostPieces) pieces.clear()
    const tokens: number[] = []
    tokenize(wrap({ cache, tokens, nonBreakingSpaces: {} }), text)
    const data = { cache, tokens, numOfTokens: tokens.length / size }
    const [normals, usual]: [number[], number[]] = [normalsOf(data), usualOf(data)]
    const places = normals.map((_, at) => at * size)
    const words = places.map((at) => cache.value(tokens[at]) as string)
    const numbers = places.flatMap((at, i) => [
      pos.transformers[0](0, cache, tokens, i),
      normals[i] as number,
      usual[i] as number,
      ((tokens[at + 2] as number) & posMask) >>> bits4lemma,
    ])
    const spelled = words.join('')
    const piece = { numbers, words: words.length === 1 && spelled === text ? null : words }
    // a long piece as it was cut out would keep the whole text in memory
    if (spelled === text && text.length <= longestPiece) pieces.set(spelled, piece)
    return piece
  }
  const classOf = (tag: number, _: unknown, classes: number[], at: number) => classes[at] || tag

  return (text) => {
    const starts: number[] = []
    const [classes, normals, tags, fixed]: [number[], number[], number[], number[]] = [[], [], [], []]
    // where the last word that was found ended, where the last piece did, and where this one starts
    let [at, end, place] = [0, 0, 0]
    const anchor = (word: string): void => {
      const found = text.indexOf(word, at)
      const start = found >= 0 && found - at < farthest ? found : at
      starts.push(start)
      if (found === start) at = start + word.length
    }
    for (const between of text.split(trex.helpers.splitter)) {
      const piece = between === '' || between === ' ' ? null : (pieces.get(between) ?? readPiece(between))
      if (piece) {
        const { numbers, words } = piece
        if (words) words.forEach(anchor)
        else if (at === end && place - at < farthest) {
          starts.push(place)
          at = place + between.length
        } else anchor(between)
        for (let i = 0; i < numbers.length; i += 4) {
          classes.push(numbers[i] as number)
          normals.push(numbers[i + 1] as number)
          tags.push(numbers[i + 2] as number)
          fixed.push(numbers[i + 3] as number)
        }
        end = place + between.length
      }
      place += between.length
    }
    for (const machine of machines) pos.updater(machine.recognize(tags, classOf, classes), cache, tags, normals)
    return { starts, tags: tags.map((tag, i) => cache.valueOf('pos', fixed[i] || tag) as string) }
  }
}
