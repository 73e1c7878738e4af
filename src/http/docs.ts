import type { App } from './app-context.ts'
import { readDocsScript } from './docs-script.ts'
import { htmlType } from './html.ts'
import { openApiRoutes } from './openapi.ts'

const scriptType = 'text/javascript'

/** Nothing from elsewhere; Scalar sets styles inline. A later version that calls home is stopped by the browser. */
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const configuration = {
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  defaultOpenAllTags: true,
  metaData: { title: 'whosaid API' },
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>whosaid API</title>
</head>
<body>
<noscript>This page needs JavaScript. The same as a file: <a href="/openapi.json">openapi.json</a></noscript>
<script id="api-reference" data-url="/openapi.json" data-configuration='${JSON.stringify(configuration)}'></script>
<script src="/docs/scalar.js"></script>
</body>
</html>
`

/** `/docs`, a page of our own around Scalar that works offline, and the files it shows. */
export function docsRoutes(app: App): void {
  openApiRoutes(app)
  const schema = { hide: true }
  app.get('/docs', { config: { scope: 'none', produces: [htmlType] }, schema }, async (_, reply) =>
    reply
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .type(`${htmlType}; charset=utf-8`)
      .send(page),
  )
  app.get('/docs/scalar.js', { config: { scope: 'none', produces: [scriptType] }, schema }, async (request, reply) => {
    const script = await readDocsScript(request.headers['accept-encoding'])
    reply.headers({ etag: script.etag, 'cache-control': 'no-cache', vary: 'Accept, Accept-Encoding' })
    if (script.encoding) reply.header('content-encoding', script.encoding)
    if (request.headers['if-none-match'] === script.etag) return reply.code(304).send()
    return reply.type(`${scriptType}; charset=utf-8`).send(script.body)
  })
}
