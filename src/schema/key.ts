import { z } from 'zod'

export const scopes = ['read', 'write', 'admin'] as const
export const Scope = z.enum(scopes)
export type Scope = z.infer<typeof Scope>

/** A key as it is kept: never its secret, only that secret's SHA-256. */
export const AccessKey = z.object({
  id: z.string(),
  name: z.string().min(1).max(100),
  scopes: z.array(Scope).min(1),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the secret, hexadecimal'),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
})
export type AccessKey = z.infer<typeof AccessKey>
