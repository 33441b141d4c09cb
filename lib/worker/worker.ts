/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core'
import { addRoute, cleanupOutdatedCaches, createHandlerBoundToURL, precache } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & {
  /** Written here by `scripts/build-worker.ts`. */
  __WB_MANIFEST: { url: string; revision: string | null }[]
}

/** The pages that must open with no network at all. */
const SURFACES = ['kiosk', 'agent', 'display', 'enroll']

// No skipWaiting of its own: the page says when nobody is in the middle of anything. See lib/client/app-update.ts.
self.addEventListener('message', event => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
})
clientsClaim()
cleanupOutdatedCaches()

// Before the routes: a handler bound to a URL that is not in the list yet throws, and the worker does not install.
precache(self.__WB_MANIFEST)

// The router's payloads: from the network, or none. Without one the router loads the document, which is in the cache.
registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.headers.get('RSC') === '1',
  async ({ request }) => await fetch(request).catch(() => Response.error()),
)

// Each surface opens as the shell of its build, whatever the query says (`?slot=2`, `?source=pwa`), online too: its
// document and its scripts are then always of one build.
for (const surface of SURFACES) {
  const ofSurface = new RegExp(`^/${surface}/?(\\?|$)`)
  registerRoute(new NavigationRoute(createHandlerBoundToURL(`/${surface}`), { allowlist: [ofSurface] }))
}

// Scripts, styles, fonts, sounds, icons, manifests. Everything else (the API, health, other pages) is left alone.
addRoute({ ignoreURLParametersMatching: [], cleanURLs: false })
