export const dynamic = 'force-static'
export const dynamicParams = false

type Shape = { readonly name: string; readonly display: string; readonly orientation: string }

/** Each surface installs as a program of its own, with its own start page. */
const SURFACES: ReadonlyMap<string, Shape> = new Map([
  ['kiosk', { name: 'Guichet Borne', display: 'fullscreen', orientation: 'any' }],
  ['agent', { name: 'Guichet Agent', display: 'standalone', orientation: 'any' }],
  ['display', { name: 'Guichet Affichage', display: 'fullscreen', orientation: 'any' }],
])

const icons = [
  { src: '/icons/192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
  { src: '/icons/512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
  { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
]

export function generateStaticParams(): { surface: string }[] {
  return [...SURFACES.keys()].map(surface => ({ surface: `${surface}.webmanifest` }))
}

export async function GET(_request: Request, context: { params: Promise<{ surface: string }> }): Promise<Response> {
  const surface = (await context.params).surface.replace('.webmanifest', '')
  const shape = SURFACES.get(surface)
  if (!shape) return new Response(null, { status: 404 })
  return Response.json(manifestOf(surface, shape), { headers: { 'Content-Type': 'application/manifest+json' } })
}

/** The scope has no trailing slash, so no other route may begin with the name of a surface. */
function manifestOf(surface: string, { name, display, orientation }: Shape) {
  return {
    id: `/${surface}`,
    name,
    short_name: name,
    lang: 'fr',
    dir: 'ltr',
    start_url: `/${surface}?source=pwa`,
    scope: `/${surface}`,
    display,
    display_override: [display, 'standalone'],
    orientation,
    background_color: '#f3f5f1',
    theme_color: '#0b4a38',
    icons,
  }
}
