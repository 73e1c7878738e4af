/** One line on stderr that is written over; nothing where stderr is no terminal. */
export function openProgress(): { show(text: string): void; end(): void } {
  const stream = process.stderr
  let shown = false
  const clear = '\r\x1b[2K'
  return {
    show(text) {
      if (!stream.isTTY) return
      shown = true
      stream.write(`${clear}${text.slice(0, (stream.columns || 80) - 1)}`)
    },
    end() {
      if (shown) stream.write(clear)
      shown = false
    },
  }
}
