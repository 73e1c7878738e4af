import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepLoaded } from '../../src/http/docs-script.ts'
import { operationsOf } from '../../src/http/openapi/document.ts'
import { openApiDocument } from '../../src/http/openapi.ts'
import { openBrowser } from './browser.ts'
import { startApp, type TestApp } from './harness.ts'

type Seen = { requests: string[]; violations: string[]; errors: string[] }

let door: TestApp
let browser: Browser
beforeAll(async () => {
  door = await startApp()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await door?.close()
})

async function visit(page: Page): Promise<Seen> {
  const seen: Seen = { requests: [], violations: [], errors: [] }
  page.on('request', (request) => seen.requests.push(request.url()))
  page.on('pageerror', (error) => seen.errors.push(error.message))
  await page.exposeFunction('reportViolation', (text: string) => seen.violations.push(text))
  const report = '(event) => reportViolation([event.effectiveDirective, event.blockedURI].join(" "))'
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', ${report})`)
  await page.goto(`${door.origin}/docs`, { waitUntil: 'networkidle' })
  return seen
}

test('/docs shows every operation, asks nobody else, and breaks its policy nowhere', async () => {
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  const seen = await visit(page)
  await page.getByText('Which articles are there, and which match a search?').first().waitFor()
  for (const tag of ['articles', 'quotes', 'sources', 'system']) await page.getByText(tag).first().waitFor()
  await page.getByText('is the person or organisation that is').first().waitFor()
  for (const { summary } of operationsOf(openApiDocument(door.app)) as { summary?: string }[])
    await page.getByText(String(summary), { exact: true }).first().waitFor({ state: 'attached' })
  expect(seen.requests.filter((url) => !url.startsWith(`${door.origin}/`) && !/^(data|blob):/.test(url))).toEqual([])
  expect(new Set(seen.violations)).toEqual(new Set(seen.violations.filter((text) => text === 'script-src eval')))
  expect(seen.errors).toEqual([])
  await page.close()
})

test('its script is served compressed, and once', async () => {
  const plain = await fetch(`${door.origin}/docs/scalar.js`, { headers: { 'accept-encoding': 'br;q=0' } })
  expect(plain.headers.get('content-encoding')).toBe(null)
  expect(Number(plain.headers.get('content-length'))).toBeGreaterThan(1_000_000)
  const compressed = await fetch(`${door.origin}/docs/scalar.js`, { headers: { 'accept-encoding': 'br' } })
  expect(compressed.headers.get('content-encoding')).toBe('br')
  expect(await compressed.text()).toBe(await plain.text())
  const etag = String(compressed.headers.get('etag'))
  const again = await fetch(`${door.origin}/docs/scalar.js`, {
    headers: { 'accept-encoding': 'br', 'if-none-match': etag },
  })
  expect(again.status).toBe(304)
})

test('what failed to load is loaded at the next visit, and then kept', async () => {
  let loads = 0
  const read = keepLoaded(async () => {
    loads += 1
    if (loads === 1) throw new Error('too many open files')
    return loads
  })
  await expect(Promise.all([read(), read()])).rejects.toThrow('too many open files')
  expect([await read(), await read(), loads]).toEqual([2, 2, 2])
})
