/** What changes without anybody writing it, or with every write. */
const untold = new Set(
  'version createdAt updatedAt quoteCount sourceCount articleCount occurrenceCount firstQuotedAt lastQuotedAt deepLink'.split(
    ' ',
  ),
)

/** The properties in which two states of a resource differ, in alphabetical order; not those that are counted or worked out from others. */
export function changedFields<Resource extends object>(before: Resource, after: Resource): string[] {
  const differs = (name: string) =>
    JSON.stringify(before[name as keyof Resource]) !== JSON.stringify(after[name as keyof Resource])
  return Object.keys(after)
    .filter((name) => !untold.has(name) && differs(name))
    .sort()
}
