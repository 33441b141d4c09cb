import type { NextConfig } from 'next'

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'" },
]

/** A worker that a cache holds back would hold back every later version of Guichet. */
const workerHeaders = [
  { key: 'Cache-Control', value: 'no-cache, no-store, must-revalidate' },
  { key: 'Service-Worker-Allowed', value: '/' },
  { key: 'Content-Type', value: 'application/javascript; charset=utf-8' },
]

/** The page by which a citizen follows his ticket: the same files for everybody, asked for anew each time, which costs a few bytes. */
const phoneHeaders = [
  {
    key: 'Content-Security-Policy',
    value:
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  { key: 'Cache-Control', value: 'no-cache' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  { key: 'Service-Worker-Allowed', value: '/t/' },
]

const config: NextConfig = {
  // Written into the program: each device tells which build it runs.
  env: { BUILD_ID: process.env.BUILD_ID ?? 'development' },
  reactStrictMode: true,
  // `npm run types` looks at them, once; a server that only builds has no use for it.
  typescript: { ignoreBuildErrors: true },
  // A version is built once: nobody reads what would be kept for the next build.
  experimental: { turbopackFileSystemCacheForBuild: false },
  poweredByHeader: false,
  distDir: process.env.DIST_DIR ?? '.next',
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/sw.js', headers: workerHeaders },
    { source: '/phone/:path*', headers: phoneHeaders },
    { source: '/t/:token', headers: phoneHeaders },
  ],
  // The link itself says which ticket: the page reads it, and asks for what it may know.
  rewrites: async () => [{ source: '/t/:token', destination: '/phone/page.html' }],
}

export default config
