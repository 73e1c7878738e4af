import type { LineFailure } from './transfer.ts'

/** What is wrong with a source whose organisation did not come. */
export function noOrganization(id: string): LineFailure {
  const detail = `There is no source ${id}, so this one is kept without its organization.`
  const issue = { in: 'body', pointer: '/organizationId', code: 'unknown_reference', detail } as const
  return { code: 'unknown-reference', message: detail, issues: [issue] }
}
