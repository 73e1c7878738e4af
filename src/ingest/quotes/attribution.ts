import type { Mention } from '../names/find-mentions.ts'
import type { Cue } from './find-cues.ts'

/** How a quote got its speaker, surest first. */
export type Attachment =
  | 'after' // "…," Doe said
  | 'before' // Doe said: "…"
  | 'embedded' // Doe said the plan was "…"
  | 'distant' // a cue elsewhere in the sentence
  | 'same-paragraph' // after an attributed quote of the paragraph
  | 'intro' // the sentence before names somebody
  | 'floating' // the last speaker of the paragraphs before

export type Attribution = { cue: Cue | null; speaker: Mention; attachment: Attachment }
