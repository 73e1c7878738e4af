import type { FastifyReply } from 'fastify'

/** The parts that a reply is to have: those that `include` or `fields` name. */
export function partsOf<Include extends string>(
  asked: { fields?: readonly string[] | undefined; include?: readonly string[] | undefined },
  includes: readonly Include[],
): Include[] {
  return includes.filter((part) => asked.include?.includes(part) || asked.fields?.includes(part))
}

/** A thing with nothing but the properties asked for; its id, what `include` added and the highlights stay. */
export function trim<Item extends { id: string }>(
  item: Item,
  fields: readonly string[] | undefined,
  parts: readonly string[],
): Item {
  if (!fields) return item
  const kept = new Set(['id', 'highlights', ...fields, ...parts])
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name))) as Item
}

/** One resource as asked for; its version goes into the ETag even where `fields` leaves it out of the body. */
export function replyWithItem<Item extends { id: string; version: number }>(
  reply: FastifyReply,
  item: Item,
  fields: readonly string[] | undefined,
  parts: readonly string[],
): Item {
  reply.version = item.version
  return trim(item, fields, parts)
}
