import type { Token } from '../text/tokenize.ts'

const heads =
  /^(?:fédération|syndicat|association|conseil|centrale|confédération|ordre|union|institut|société|comité|ligue|regroupement|fonds|régie|ministère|mouvement|alliance|réseau|commission|coalition|observatoire|collège|université|école|centre|office|bureau|chambre|collectif|fondation|parti|bloc|front|assemblée)$/
const joins = /^(?:des|du|de|la|le|les|et|pour|aux?|en)$/
/** "d’Hydro", "l’éducation" */
const elided = /^[dl]['’]\p{L}/u
const adjective = /(?:[ae]ll?es?|aires?|iques?|ien(?:ne)?s?|oise?s?|aux|ives?)$/
const longest = 14

/** "Fédération des agents de contrôle": the token after a body's name in French, which has its words small; or -1. */
export function endOfFrenchBody(tokens: readonly Token[], at: number): number {
  if (!heads.test(tokens[at]?.lower ?? '')) return -1
  const start = adjective.test(tokens[at + 1]?.lower ?? '') && !tokens[at + 1]?.capital ? at + 2 : at + 1
  if (!/^(?:des|du|de)$/.test(tokens[start]?.lower ?? '') && !elided.test(tokens[start]?.lower ?? '')) return -1
  let end = at + 1
  for (let next = start; next < at + longest; next++) {
    const token = tokens[next]
    if (!token?.isWord || token.sentence !== tokens[at]?.sentence || token.quote !== tokens[at]?.quote) break
    if (joins.test(token.lower)) continue
    const isJoined = elided.test(token.lower) || joins.test(tokens[next - 1]?.lower ?? '')
    if (!isJoined && !(end === next && adjective.test(token.lower))) break
    end = next + 1
  }
  return end > start ? end : -1
}
