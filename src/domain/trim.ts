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
