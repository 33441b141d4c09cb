const PROGRAMS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** `Chrome · Windows`: enough to know one's own session in a list, and nothing that a stranger wrote. Empty when unknown. */
export function browserName(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, 500)
  const named = [PROGRAMS, SYSTEMS].map(table => table.find(([pattern]) => pattern.test(text))?.[1])
  return named.filter(name => name !== undefined).join(' · ')
}
