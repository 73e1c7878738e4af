import { normalizeText, squeezeSpaces } from './normalize-text.ts'
import type { PageNode } from './page.ts'

const words = (list: string) => new Set(list.split(' '))
const blocks = words(
  'address article aside blockquote center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul',
)
const unread = words(
  'aside audio button canvas figcaption footer head iframe input math nav noscript object script select style svg template textarea title video',
)

/** How deep elements are followed; `scanHtml` lets no document be deeper than this. */
const deepest = 200

/**
 * The paragraphs of an element in reading order: every block is one, `<br><br>` parts them, captions, scripts and
 * controls are left out. Each is one line of normalised text.
 */
export function readBlocks(root: PageNode): string[] {
  const paragraphs: string[] = []
  let current = ''
  const flush = () => {
    for (const part of normalizeText(current).split(/\n *\n/)) {
      const paragraph = squeezeSpaces(part.replace(/\n/g, ' '))
      if (paragraph !== '') paragraphs.push(paragraph)
    }
    current = ''
  }
  const visit = (node: PageNode, depth: number) => {
    if (node.nodeType === 3) current += (node.nodeValue ?? '').replace(/\s+/g, ' ')
    if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return
    const name = node.nodeName.toLowerCase()
    if (unread.has(name) || depth > deepest) return
    if (name === 'br') current += '\n'
    const isBlock = blocks.has(name)
    if (isBlock) flush()
    for (const child of node.childNodes) visit(child, depth + 1)
    if (isBlock) flush()
  }
  visit(root, 0)
  flush()
  return paragraphs
}
