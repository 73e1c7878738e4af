import { expect, test } from 'vitest'
import { readDrills } from '../../training/indirect.ts'
import { faultsOf, readCorpus } from '../../training/read-corpus.ts'

const annotated = [...readCorpus(), ...readDrills()]

test.each(annotated.map((story) => [story.file, story] as const))('the annotation of %s fits its text', (_, story) => {
  expect(faultsOf(story)).toEqual([])
  expect(story.head).toMatchObject({ beat: expect.any(String), style: expect.any(String) })
})
