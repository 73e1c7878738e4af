/** The part of the DOM that ingest reads; the project is compiled without the browser's types. */
export type PageNode = {
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
}
export type PageElement = PageNode & { getAttribute(name: string): string | null }
export type Page = PageNode & {
  readonly documentElement: PageElement | null
  readonly body: PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}
