export const htmlType = 'text/html'

/** Content-Security-Policy of a page without scripts. */
export const pagePolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made harmless in HTML. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/** A small page of `[element, text]`. */
export function htmlPage(title: string, parts: readonly [name: 'h1' | 'p' | 'pre', text: string][]): string {
  const body = parts.map(([name, text]) => `<${name}>${escapeHtml(text)}</${name}>`).join('\n')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} – whosaid</title>
${body}
<p><a href="/problems">All problems</a> · <a href="/docs">Docs</a></p>
</html>
`
}
