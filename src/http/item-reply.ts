import type { FastifyReply } from 'fastify'
import type { ItemText } from '../domain/list-query.ts'
import { trim } from '../domain/trim.ts'
import { sendJson } from './send-json.ts'

/** The parts that a reply is to have: those that `include` or `fields` name. */
export function partsOf<Include extends string>(
  asked: { fields?: readonly string[] | undefined; include?: readonly string[] | undefined },
  includes: readonly Include[],
): Include[] {
  return includes.filter((part) => asked.include?.includes(part) || asked.fields?.includes(part))
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

/** The same of a resource that is text already. */
export function replyWithText(
  reply: FastifyReply,
  { json, version }: ItemText,
  fields: readonly string[] | undefined,
  parts: readonly string[],
): FastifyReply {
  if (fields) return reply.send(replyWithItem(reply, JSON.parse(Buffer.from(json).toString()), fields, parts))
  reply.version = version
  return sendJson(reply, json)
}
