import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = (typeof METHODS)[number]

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>

/** One file of the app's routes: its path as Next knows it, e.g. `/api/v1/admin/centers/[center]`, and what it answers. */
export type Route = { readonly path: string; readonly handlers: ReadonlyMap<Method, Handler> }

/** Every `route.ts` under a folder of the app, loaded. The test has to mock `server-only`. */
export async function routesUnder(folder: string): Promise<readonly Route[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    /(^|\/)route\.tsx?$/.test(file),
  )
  return await Promise.all(
    files.sort().map(async file => {
      const module: Partial<Record<Method, Handler>> = await import(
        pathToFileURL(join(process.cwd(), folder, file)).href
      )
      const handlers = METHODS.flatMap((method): [Method, Handler][] => {
        const handler = module[method]
        return handler ? [[method, handler]] : []
      })
      return {
        path: `${folder.replace(/^app/, '')}/${file.replace(/\/?route\.tsx?$/, '')}`,
        handlers: new Map(handlers),
      }
    }),
  )
}

/** The route of a path and its parameters, as Next would find them: a fixed part is preferred to a parameter. */
export function routeOf(routes: readonly Route[], path: string): { readonly route: Route; readonly params: Params } {
  const found = routes
    .flatMap(route => {
      const params = paramsOf(route.path, path)
      return params ? [{ route, params }] : []
    })
    .sort((a, b) => vagueness(a.route) - vagueness(b.route))[0]
  if (!found) throw new Error(`no route for ${path}`)
  return found
}

function vagueness({ path }: Route): number {
  return (path.match(/\[/g) ?? []).length + (path.includes('[...') ? 10 : 0)
}

type Params = Record<string, string | string[]>

function paramsOf(pattern: string, path: string): Params | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  const params: Params = {}
  for (const [index, part] of wanted.entries()) {
    const [, rest, name] = /^\[(\.\.\.)?(\w+)\]$/.exec(part) ?? []
    if (name && rest) {
      params[name] = given.slice(index)
      return params
    }
    const here = given[index]
    if (here === undefined || (!name && here !== part)) return null
    if (name) params[name] = here
  }
  return wanted.length === given.length ? params : null
}
