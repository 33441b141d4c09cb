/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope
/** Written here by the build: another for each build. */
declare const SHELL_NAME: string

const SHELL = ['/phone/page.html', '/phone/phone.js', '/phone/phone.css']

/** Keeps the page, without any ticket: the last state of one lies in the phone's own storage. */
self.addEventListener('install', event => {
  event.waitUntil(
    caches
      .open(SHELL_NAME)
      .then(cache => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', event => {
  event.waitUntil(
    caches.keys().then(names => {
      const old = names.filter(name => name.startsWith('phone-') && name !== SHELL_NAME)
      return Promise.all(old.map(name => caches.delete(name)))
    }),
  )
})

self.addEventListener('fetch', event => {
  const { pathname } = new URL(event.request.url)
  const kept = event.request.mode === 'navigate' ? '/phone/page.html' : pathname
  if (event.request.method !== 'GET' || !SHELL.includes(kept)) return
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(kept)) ?? Response.error()))
})
