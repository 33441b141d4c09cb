const HOME = '/admin'
/** Any host will do: what leads away from it leads away from us. */
const HERE = 'http://here.invalid'

/** Where to go after signing in: the page of the console that was asked for, never another site. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 500 || !URL.canParse(wanted, HERE)) return HOME
  const { origin, pathname, search } = new URL(wanted, HERE)
  const isConsole = pathname === HOME || pathname.startsWith(`${HOME}/`)
  return origin === HERE && isConsole ? pathname + search : HOME
}
