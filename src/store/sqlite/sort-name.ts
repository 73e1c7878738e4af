import { foldName } from '../../domain/text.ts'

/** What lists are sorted by where they are sorted by a name or a title; bounded, since cursors carry it. */
export const sortName = (name: string): string =>
  foldName(name)
    .slice(0, 100)
    .replace(/[\ud800-\udbff]$/, '')
