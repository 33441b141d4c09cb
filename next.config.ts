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

const config: NextConfig = {
  // Written into the program: each device tells which build it runs.
  env: { BUILD_ID: process.env.BUILD_ID ?? 'development' },
  reactStrictMode: true,
  poweredByHeader: false,
  distDir: process.env.DIST_DIR ?? '.next',
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/sw.js', headers: workerHeaders },
  ],
}

export default config
