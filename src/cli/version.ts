import manifest from '../../package.json' with { type: 'json' }

/** SemVer of this program. */
export const version: string = manifest.version
