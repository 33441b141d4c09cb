import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CENTER_PAGES } from '@/components/admin/console-pages'

function filesUnder(folder: string, name: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => name.test(file))
  return files.map(file => `${folder}/${file}`).sort()
}

/** Whom the pages let in that belong to no center; those of a center have a table of their own. */
const GATES: Record<string, string> = {
  '/admin/sign-in': 'everybody',
  '/admin/first-admin': 'everybody',
  '/admin/[...missing]': 'everybody',
  '/admin': 'requireSignedIn',
  '/admin/password': 'requireSignedIn',
  '/admin/account': 'requireSignedIn',
  '/admin/centers': 'requireSignedIn',
  '/admin/centers/new': 'requireEveryCenter',
  '/admin/administrators': 'requireEveryCenter',
}

const pages = filesUnder('app/admin', /(^|\/)page\.tsx$/)

test('[PEOPLE-15] nothing is changed but by a route: there is no server action', () => {
  const sources = ['app', 'components', 'lib'].flatMap(folder => filesUnder(folder, /\.tsx?$/))
  expect(sources.length).toBeGreaterThan(200)
  expect(sources.filter(file => /['"]use server['"]/.test(readFileSync(file, 'utf8')))).toEqual([])
})

test.each(pages)('[PEOPLE-15] %s asks who comes, under its own name', page => {
  const text = readFileSync(page, 'utf8')
  const path = page.replace(/^app|\/page\.tsx$/g, '')
  const [, name] = /^\/admin\/centers\/\[center\]\/(\w+)$/.exec(path) ?? []
  if (name === undefined) {
    const [, gate, named] = /await (require\w+)\('([^']+)'\)/.exec(text) ?? []
    expect([path, gate ?? 'everybody', named ?? path]).toEqual([path, GATES[path], path])
    return
  }
  const [, named, literal, key] =
    /await requireCenter\(`([^`]+)`, \w+, (?:'(\w+)'|CENTER_PAGES\.(\w+))\)/.exec(text) ?? []
  const table: Record<string, string> = CENTER_PAGES
  expect([named?.replace(/\$\{\w+\}/, '[center]'), literal ?? table[key ?? '']]).toEqual([path, table[name]])
})
