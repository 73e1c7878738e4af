import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'
import { refusedHeader } from '../invalid-request.ts'
import { addCheck } from './add-check.ts'

const reading = ['GET', 'HEAD', 'OPTIONS']
const ownSites = ['same-origin', 'none']

/**
 * Refuses writes that a web page of another site has a browser send: a text/plain POST needs no preflight, so any page
 * could write to a server on localhost. Browsers say so in Sec-Fetch-Site, which a page cannot set.
 */
export function addSecFetchCheck(app: App, { CORS_ORIGINS }: Config): void {
  addCheck(app, (request) => {
    const { 'sec-fetch-site': site, origin = '' } = request.headers
    if (typeof site !== 'string' || reading.includes(request.method)) return
    if (ownSites.includes(site) || CORS_ORIGINS.includes(origin)) return
    throw refusedHeader(
      'cross-site-write',
      'Sec-Fetch-Site',
      'cross_site',
      `Sec-Fetch-Site is ${site.slice(0, 40)}, and the Origin is not in CORS_ORIGINS.`,
    )
  })
}
