import { z } from 'zod'
import { problemSlugs } from './problem.ts'

export const Health = z
  .object({ status: z.literal('ok').describe('The process answers') })
  .meta({ id: 'Health', description: 'The process is up. It says nothing of the database: /readyz does.' })

export const Readiness = z
  .object({ status: z.literal('ready'), schema: z.int().min(0).describe('Number of the last migration') })
  .meta({ id: 'Readiness', description: 'The database answers, and requests are welcome.' })

export const VersionInfo = z
  .object({
    name: z.literal('whosaid'),
    version: z.string().describe('SemVer of this program'),
    commit: z.string().nullable().describe('Git commit of this program, where it is known'),
    schema: z.int().min(0).describe('Number of the last migration'),
    node: z.string(),
    engine: z.string().describe('What keeps the data'),
    uptime: z.int().min(0).describe('Seconds since the start'),
  })
  .meta({ id: 'VersionInfo' })

export const Index = z
  .object({
    name: z.literal('whosaid'),
    version: z.string(),
    description: z.string(),
    links: z.record(z.string(), z.string()).describe('Where to go: path by name'),
    examples: z.array(z.string()).describe('Paths to try'),
  })
  .meta({ id: 'Index', description: 'Where to go from here.' })

export const ProblemType = z
  .object({
    type: z.string().describe('As in the `type` of a problem'),
    slug: z.enum(problemSlugs),
    status: z.int(),
    title: z.string(),
    help: z.string().describe('What it means and what to do, as Markdown'),
    example: z.record(z.string(), z.unknown()).describe('A problem of this type'),
  })
  .meta({ id: 'ProblemType', description: 'A kind of failure.' })
export type ProblemType = z.infer<typeof ProblemType>

export const ProblemTypeList = z.object({ data: z.array(ProblemType) }).meta({ id: 'ProblemTypeList' })
