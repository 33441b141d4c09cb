import { dirname, join } from 'node:path'

type Layer = { readonly own: readonly string[]; readonly packages: readonly string[] }

const PURE = ['lib/protocol', 'lib/domain']

const ROUTE: Layer = {
  own: ['app/api', 'lib/server', ...PURE],
  packages: ['next', 'next-auth', 'server-only', 'zod'],
}

/** What each layer may import: our own layers, and packages. Nothing imports app, sync-server, tests or scripts. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  'lib/domain': { own: [], packages: ['zod'] },
  'lib/protocol': { own: ['lib/domain'], packages: ['zod', 'lib0'] },
  'lib/replica': { own: PURE, packages: ['yjs', 'zod', 'lib0'] },
  'lib/i18n': { own: ['lib/domain'], packages: ['use-intl'] },
  'lib/phone': { own: ['lib/protocol', 'lib/domain', 'lib/i18n'], packages: ['use-intl', 'zod'] },
  'lib/worker': { own: ['lib/protocol'], packages: ['workbox-*'] },
  'lib/client': {
    own: ['lib/replica', ...PURE, 'lib/i18n'],
    packages: [
      'react',
      'yjs',
      'dexie',
      'rxdb',
      'rxjs',
      'y-websocket',
      'y-protocols',
      'workbox-window',
      'lib0',
      'use-intl',
      'zod',
      'jose',
      'qrcode',
      'barcode-detector',
      'cockatiel',
      '@point-of-sale/receipt-printer-encoder',
    ],
  },
  drizzle: { own: ['lib/domain'], packages: ['drizzle-orm', 'postgres', 'node:*'] },
  'lib/server': {
    own: ['lib/replica', ...PURE, 'drizzle'],
    packages: [
      'drizzle-orm',
      'postgres',
      'zod',
      'yjs',
      'lib0',
      'jose',
      'pino',
      'rate-limiter-flexible',
      'cockatiel',
      '@node-rs/argon2',
      'node:*',
    ],
  },
  components: {
    own: ['lib/client', 'lib/i18n', 'lib/domain'],
    packages: ['react', 'react-dom', 'next', 'use-intl', 'react-aria-components', '@internationalized/date'],
  },
  'app/api': ROUTE,
  'app/health': ROUTE,
  'app/metrics': ROUTE,
  'app/t': ROUTE,
  app: {
    own: ['components', 'lib/client', 'app/api', 'lib/server', 'lib/i18n', 'lib/domain'],
    packages: ['react', 'next', 'next-auth', 'use-intl', '@fontsource-variable/*'],
  },
  'sync-server': {
    own: ['lib/server', 'lib/replica', ...PURE, 'drizzle'],
    packages: ['yjs', 'ws', 'p-limit', 'y-protocols', 'lib0', 'jose', 'pino', 'zod', 'node:*'],
  },
}

/** The world outside, which the pure layers reach only through an argument. */
const IMPURE =
  /\b(Date\.now|new Date\(\)|Math\.random|crypto\b|performance\.|setTimeout|setInterval|fetch\(|process\b|localStorage|indexedDB|await |console\.)/
const VAGUE_NAME = /(^|\/)(utils?|helpers?|common|misc|managers?)(\.\w+)?(\/|\.tsx?$)/
/** ` as ` and a type, in code: not `as const`, nor a name given by an import or export. */
const CAST = /(?<![{,*]\s*\w*)\sas\s+(?!const\b)[A-Za-z({["'`]/
/** A line of a long import list. */
const RENAMED = /^\s*(type )?\w+ as \w+,?\s*$/
const EMPTY_CATCH = /catch\s*(\([^)]*\))?\s*\{\s*\}|\.catch\(\s*\(\)\s*=>\s*\{\s*\}\s*\)/
/** What a screen reader says, or a browser shows beside a mark. What stands between tags is the linter's. */
const TEXT_IN_ATTRIBUTE =
  /\s(aria-label|aria-description|aria-roledescription|alt|title|placeholder)=(["']|\{["'`])[^"'`$}]*\p{L}{2}/u
export const FILE_LINES_MAX = 400

export function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS)
    .filter(layer => path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0]
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('tests/')
}

/** What is untidy about a file, in words; nothing when it is tidy. */
export function untidy(path: string, text: string): string[] {
  const problems = [
    ...foreignImports(path, text),
    ...impurities(path, text),
    ...unexplained(text),
    ...(text.split('\n').length > FILE_LINES_MAX ? [`longer than ${FILE_LINES_MAX} lines`] : []),
    ...(layerOf(path) !== undefined && path.endsWith('.tsx') && TEXT_IN_ATTRIBUTE.test(text)
      ? ['text comes from the two languages']
      : []),
    ...(VAGUE_NAME.test(path) ? ['name a file for what it holds'] : []),
    ...(/(^|\/)index\.tsx?$/.test(path) || /^export (\*|\{[^}]*\}) from/m.test(text) ? ['no barrels'] : []),
    ...(/\b(it|test|describe)(\.\w+)*\.(only|skip|todo|fails|retry)\b|\b(xit|xtest|fit)\(/.test(code(text))
      ? ['no skipped or focused tests']
      : []),
  ]
  return problems.map(problem => `${path}: ${problem}`)
}

function foreignImports(path: string, text: string): string[] {
  const layer = isTest(path) ? undefined : layerOf(path)
  if (!layer) return []
  const names = [...text.matchAll(/(?<!['"])(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    match => match[1] ?? '',
  )
  return names.filter(name => !mayImport(layer, path, name)).map(name => `${layer} may not import ${name}`)
}

function mayImport(layer: string, path: string, name: string): boolean {
  const { own, packages } = LAYERS[layer] ?? { own: [], packages: [] }
  if (!/^(@\/|\.)/.test(name)) return packages.some(pattern => isPackage(name, pattern))
  if (name.endsWith('.css')) return true
  const target = layerOf(name.startsWith('@/') ? name.slice(2) : join(dirname(path), name))
  return target !== undefined && (target === layer || own.includes(target))
}

function isPackage(name: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1))
  return name === pattern || name.startsWith(`${pattern}/`)
}

function impurities(path: string, text: string): string[] {
  const layer = isTest(path) ? undefined : layerOf(path)
  if (layer !== 'lib/domain' && layer !== 'lib/protocol') return []
  return (code(text).match(IMPURE) ?? []).slice(0, 1).map(call => `a pure layer may not use ${call.trim()}`)
}

/** Every suppression, cast and empty catch says why it is right, on its line or just above. */
function unexplained(text: string): string[] {
  const lines = text.split('\n')
  const bare = code(text).split('\n')
  const isExplained = (index: number) => {
    for (let above = index - 1; above >= 0 && /^\s*(\/\/|\*)/.test(lines[above] ?? ''); above--)
      if (lines[above]?.includes('reason:')) return true
    return [lines[index], lines[index - 1]].some(line => line?.includes('reason:'))
  }
  return lines.flatMap((line, index) => {
    const kinds = [
      ...(/(\/\/|\{?\/\*)\s*(biome-ignore|@ts-)/.test(line) ? ['a suppression'] : []),
      ...(CAST.test(bare[index] ?? '') && !RENAMED.test(line) ? ['a cast'] : []),
      ...(EMPTY_CATCH.test(bare[index] ?? '') ? ['an empty catch'] : []),
    ]
    return isExplained(index) ? [] : kinds.map(kind => `line ${index + 1}: ${kind} without "reason:"`)
  })
}

/** The text without its comments and what stands inside quotes, line by line. */
function code(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|`(?:\\.|[^`\\])*`/g, blank => blank.replace(/[^\n]/g, ' '))
    .replace(/(['"])(?:\\.|(?!\1)[^\\\n])*\1/g, "''")
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
}
