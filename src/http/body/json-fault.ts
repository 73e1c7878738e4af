const space = /[ \t\n\r]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE+-])|true\b|false\b|null\b/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** A place in the text; `ok` ends at the first fault. */
type State = { text: string; at: number; ok: boolean }

/** Index of the first character at which a text stops being JSON (RFC 8259). V8 tells it only for some texts. */
export function findJsonFault(text: string): number {
  const state = { text, at: 0, ok: true }
  skip(state, space)
  readValue(state)
  skip(state, space)
  return state.at
}

function skip(state: State, pattern: RegExp): boolean {
  pattern.lastIndex = state.at
  const found = pattern.test(state.text)
  if (found) state.at = pattern.lastIndex
  return found
}

function readValue(state: State): void {
  const first = state.text[state.at]
  if (first === '{') readList(state, '}', readMember)
  else if (first === '[') readList(state, ']', readValue)
  else if (first === '"') readString(state)
  else state.ok = skip(state, scalar)
}

/** Called at the opening bracket; the depth was checked before. */
function readList(state: State, end: string, readItem: (state: State) => void): void {
  state.at++
  skip(state, space)
  if (take(state, end)) return
  do {
    skip(state, space)
    readItem(state)
    if (!state.ok) return
    skip(state, space)
  } while (take(state, ','))
  state.ok = take(state, end)
}

function readMember(state: State): void {
  readString(state)
  if (!state.ok) return
  skip(state, space)
  state.ok = take(state, ':')
  if (!state.ok) return
  skip(state, space)
  readValue(state)
}

function take(state: State, character: string): boolean {
  const found = state.text[state.at] === character
  if (found) state.at++
  return found
}

function readString(state: State): void {
  state.ok = take(state, '"')
  while (state.ok) {
    const character = state.text[state.at]
    if (character === '"') break
    if (character === undefined || character < ' ') state.ok = false
    else if (character === '\\') state.ok = skip(state, escaped)
    else state.at++
  }
  if (state.ok) state.at++
}
