/** What news pages print around an article: each pattern must fit a whole short paragraph. */
const furniture = [
  /^(?:advertisement|advertising|sponsored(?: content)?|promoted|ad)(?: continue reading.*)?$/i,
  /^(?:story|article) continues (?:below|after).*$/i,
  /^(?:latest|breaking|top|more|related|trending|popular|other|local|recent) (?:news|stories|articles|headlines|posts|topics|coverage|content)(?: (?:on|from|in|about) .*)?:?$/i,
  /^(?:most (?:read|viewed|popular|shared)|trending(?: now)?|editor['’]s picks?|recommended(?: for you| stories)?|you (?:may|might) also like|don['’]t miss|what to read next)\b.{0,40}$/i,
  /^(?:read (?:more|also|next|also|full story)|see also|also read|related|more on this(?: story)?|watch|listen|recommended|in pictures|join the discussion)\s*(?::.*|[»›>→.…]*)$/i,
  /^(?:share|tweet|pin|email|print|save|comments?|facebook|twitter|whatsapp|linkedin|reddit|copy link|share (?:this|on|via|article|story)\b.{0,40})(?:[\s|,•·/]+(?:share|tweet|pin|pin it|email|e-mail|print|save|facebook|twitter|x|whatsapp|linkedin|reddit|copy link))*$/i,
  /^(?:sign up|subscribe|register|log ?in|sign in|follow us|like us|get our|download our|join our|click here|tap here|support (?:us|our journalism)|donate)\b.{0,100}$/i,
  /^(?:skip to (?:main )?content|back to top|menu|search|home|loading\.*|view (?:all )?comments|leave a (?:comment|reply)|\d+ (?:comments?|shares?|views?)|\d+ min(?:ute)? read|show (?:more|all)|next|previous|close)$/i,
  /^(?:©|\(c\)|copyright\b).{0,150}$/i,
  /^(?:#(?: ?#)*|-30-|\*+(?: ?\*+)*|ends|for immediate release|press release|exclusive|breaking|opinion|analysis)$/i,
  /^all rights reserved\b.{0,150}$/i,
  /^(?:(?:file )?photo|image|picture|caption|image (?:source|caption|copyright)|photograph|getty images|credit)\b\s*(?:[:/(].{0,150}|by .{0,60})?$/i,
  /^(?:tags?|topics?|filed under|categor(?:y|ies)|keywords)\s*:.*$/i,
]

const longestFurniture = 200
const crumbs = /^[^»›>.!?]{1,60}(?:\s[»›>]\s[^»›>]{1,200})+$/

/** Whether a paragraph is a breadcrumb, "Main » World » Headline". */
export function isBreadcrumb(paragraph: string): boolean {
  return paragraph.length <= 300 && crumbs.test(paragraph)
}

/** Whether a paragraph is page furniture and no sentence of the article. */
export function isFurniture(paragraph: string): boolean {
  if (isBreadcrumb(paragraph)) return true
  return paragraph.length <= longestFurniture && furniture.some((pattern) => pattern.test(paragraph))
}

const rightsLine =
  /^(?:©|\(c\)|copyright)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s+)?(?:by\s+)?([^.,|]{2,60}?)(?:\s+all rights|\s+\d{4}|[.,|]|$)/i

/** The holder named in a copyright line, e.g. "Harbour Gazette" of "© 2024 Harbour Gazette. All rights reserved." */
export function readRights(paragraph: string): string | null {
  if (paragraph.length > longestFurniture) return null
  const holder = rightsLine.exec(paragraph)?.[1]?.trim()
  return holder && /^\p{Lu}/u.test(holder) && !/^All rights/i.test(holder) ? holder : null
}
