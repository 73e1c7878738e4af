import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium as playwright } from 'playwright-core'

const folder = fileURLToPath(new URL('../../node_modules/.cache/chromium-153', import.meta.url))

/**
 * Headless Chromium out of an npm package, with the libraries and fonts that come along, so that a bare machine will do.
 * It finds nothing on the network but 127.0.0.1.
 */
export async function openBrowser(): Promise<Browser> {
  await mkdir(folder, { recursive: true })
  const fonts = join(folder, 'fonts.conf')
  await writeFile(
    fonts,
    `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`,
  )
  // All are read when the package is imported: it unpacks into TMPDIR, and its own libraries only where it believes in Lambda.
  const environment = { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', FONTCONFIG_FILE: fonts }
  Object.assign(process.env, environment)
  const { default: chromium } = await import('@sparticuz/chromium')
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  })
}
