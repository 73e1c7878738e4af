import { AppError } from './app-error.ts'
import { type Lexeme, lex, nothingAfter } from './query-tokens.ts'
import { countCharacters } from './text.ts'

/** A phrase is a term with several tokens. `not` only stands in an `and` that has a positive node; groups have two nodes or more. */
export type QueryNode =
  | { op: 'and' | 'or'; nodes: QueryNode[] }
  | { op: 'not'; node: QueryNode }
  | { op: 'term'; tokens: string[]; prefix: boolean; field: string | null }
export type ParsedQuery = { root: QueryNode | null; warnings: string[]; terms: number }

export const queryLimits = { characters: 256, terms: 16, depth: 8 } as const

type State = { lexemes: Lexeme[]; at: number; depth: number; skipped: number; warnings: Set<string> }

/**
 * Reads the search syntax of `q`: words (AND), "phrase", OR (binds weaker than AND), -word or NOT word, wor*, (…) and
 * field:word for the given fields. Whatever else is typed is mended with a sentence in `warnings`; without any word the root
 * is null. AppError `invalid-query` for over 256 characters or 16 terms, or only excluded ones.
 */
export function parseQuery(text: string, options: { fields: readonly string[] }): ParsedQuery {
  const characters = countCharacters(text)
  if (characters > queryLimits.characters)
    throw invalid(
      'too_big',
      `The query has ${characters} characters; at most ${queryLimits.characters} are allowed.`,
      queryLimits.characters,
    )
  const warnings = new Set<string>()
  const lexemes = lex(text.normalize('NFC'), options.fields, warnings)
  const raw = parseOr({ lexemes, at: 0, depth: 0, skipped: 0, warnings }, null)
  if (!raw)
    return { root: null, warnings: [...warnings, 'The query has no word to search for, so it was left out.'], terms: 0 }
  const terms = countTerms(raw)
  if (terms > queryLimits.terms)
    throw invalid(
      'too_big',
      `The query has ${terms} terms; at most ${queryLimits.terms} are allowed.`,
      queryLimits.terms,
    )
  return { root: positive(raw, warnings), warnings: [...warnings], terms }
}

function invalid(code: string, detail: string, max?: number): AppError {
  const allowed = max === undefined ? {} : { allowed: { max } }
  return new AppError('invalid-query', detail, [{ in: 'query', parameter: 'q', code, detail, ...allowed }])
}

function countTerms(node: QueryNode): number {
  if (node.op === 'term') return 1
  return node.op === 'not' ? countTerms(node.node) : node.nodes.reduce((sum, child) => sum + countTerms(child), 0)
}

function parseOr(state: State, field: string | null): QueryNode | null {
  const branches: QueryNode[] = []
  let dangling = false
  let ors = 0
  for (;;) {
    const branch = parseAnd(state, field)
    if (branch) branches.push(branch)
    else dangling = true
    if (state.lexemes[state.at]?.kind !== 'or') break
    state.at++
    ors++
  }
  if (ors > 0 && dangling) state.warnings.add('An OR without a word on both sides was left out.')
  return group('or', branches)
}

function parseAnd(state: State, field: string | null): QueryNode | null {
  const nodes: QueryNode[] = []
  for (;;) {
    const kind = state.lexemes[state.at]?.kind
    if (kind === undefined || kind === 'or') break
    if (kind === 'close' && state.depth > 0 && state.skipped === 0) break
    if (kind === 'close') {
      if (state.skipped > 0) state.skipped--
      else state.warnings.add('A closing bracket without an opening one was left out.')
      state.at++
    } else if (kind === 'and') {
      state.at++
      if (nodes.length === 0 || !startsUnit(state))
        state.warnings.add('An AND without a word on both sides was left out.')
    } else {
      const node = parseUnit(state, field)
      if (node) nodes.push(node)
    }
  }
  return group('and', nodes)
}

function startsUnit(state: State): boolean {
  const kind = state.lexemes[state.at]?.kind
  return kind === 'term' || kind === 'field' || kind === 'open' || kind === 'not'
}

function parseUnit(state: State, field: string | null): QueryNode | null {
  const lexeme = state.lexemes[state.at++]
  if (lexeme?.kind === 'term')
    return lexeme.tokens.length > 0 ? { op: 'term', tokens: lexeme.tokens, prefix: lexeme.prefix, field } : null
  if (lexeme?.kind === 'field') return parseField(state, lexeme, field)
  if (lexeme?.kind === 'open') return parseGroup(state, field)
  const node = startsUnit(state) ? parseUnit(state, field) : null
  if (!node) state.warnings.add('A NOT or minus without a word after it was left out.')
  return node && { op: 'not', node }
}

function parseField(state: State, lexeme: Lexeme & { kind: 'field' }, field: string | null): QueryNode | null {
  const usable = lexeme.known && field === null
  if (lexeme.known && !usable)
    state.warnings.add(`"${lexeme.name}:" stands within another field, so it was taken as a word.`)
  const node = startsUnit(state) ? parseUnit(state, usable ? lexeme.name : field) : null
  if (usable && node) return node
  if (usable) {
    state.warnings.add(nothingAfter(lexeme.name))
    return null
  }
  const name: QueryNode = { op: 'term', tokens: [lexeme.name], prefix: false, field }
  return node ? { op: 'and', nodes: [name, node] } : name
}

function parseGroup(state: State, field: string | null): QueryNode | null {
  if (state.depth >= queryLimits.depth) {
    state.warnings.add(`Brackets more than ${queryLimits.depth} deep were left out.`)
    state.skipped++
    return null
  }
  state.depth++
  const node = parseOr(state, field)
  state.depth--
  if (state.lexemes[state.at]?.kind === 'close') state.at++
  else state.warnings.add('A bracket was not closed, so it runs to the end.')
  if (!node) state.warnings.add('A bracket without a word in it was left out.')
  return node
}

function group(op: 'and' | 'or', nodes: QueryNode[]): QueryNode | null {
  const flat = nodes.flatMap((node) => (node.op === op ? node.nodes : [node]))
  return flat.length > 1 ? { op, nodes: flat } : (flat[0] ?? null)
}

/** The tree with every NOT beside something positive. Only where that cannot be, OR branches of excluded words go. */
function positive(raw: QueryNode, warnings: Set<string>): QueryNode {
  const exact = signed(raw, false)
  if (exact && exact.op !== 'not') return exact
  const pruned = signed(raw, true)
  if (!pruned || pruned.op === 'not')
    throw invalid('only_negative', 'The query only excludes words. Add at least one to search for.')
  warnings.add('A side of an OR that only excludes words was left out.')
  return pruned
}

/**
 * Moves negation outwards by De Morgan's laws, so that `not` is left only beside a positive node or at the root:
 * `-a -b` = NOT (a OR b), `a OR -b` = NOT (b AND NOT a). With `prune` the negative branches of such an OR are dropped instead.
 */
function signed(node: QueryNode, prune: boolean): QueryNode | null {
  if (node.op === 'term') return node
  if (node.op === 'not') {
    const inner = signed(node.node, prune)
    return inner && negated(inner)
  }
  const nodes = node.nodes.map((child) => signed(child, prune)).filter((child) => child !== null)
  const yes = nodes.filter((child) => child.op !== 'not')
  const no = nodes.filter((child) => child.op === 'not').map(negated)
  if (no.length === 0) return group(node.op, yes)
  if (node.op === 'and' && yes.length > 0) return group('and', [...yes, ...no.map(negated)])
  if (node.op === 'and') return negatedOrNull(group('or', no))
  if (prune && yes.length > 0) return group('or', yes)
  return negatedOrNull(group('and', [...no, ...yes.map(negated)]))
}

function negated(node: QueryNode): QueryNode {
  return node.op === 'not' ? node.node : { op: 'not', node }
}

function negatedOrNull(node: QueryNode | null): QueryNode | null {
  return node && negated(node)
}

/** A query in the syntax in which it could be typed, with every bracket and operator. */
export function writeQuery(node: QueryNode): string {
  if (node.op === 'not') return `NOT ${writeQuery(node.node)}`
  if (node.op === 'term') {
    const words = node.tokens.length > 1 ? `"${node.tokens.join(' ')}"` : (node.tokens[0] ?? '')
    return `${node.field === null ? '' : `${node.field}:`}${words}${node.prefix ? '*' : ''}`
  }
  return `(${node.nodes.map(writeQuery).join(node.op === 'and' ? ' AND ' : ' OR ')})`
}
