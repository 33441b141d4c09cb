/** One line drawing for each page of the console: found again faster than a word, and never instead of it. */
const PATHS: Readonly<Record<string, string>> = {
  floor: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6',
  day: 'M4 6.5h16V20H4zM4 10.5h16M8 4v4M16 4v4M9 15l2.2 2.2L15.5 13',
  services: 'M4 7h16M4 12h16M4 17h10',
  stations: 'M3.5 10h17M5 10v9.5M19 10v9.5M8 10V5h8v5M3.5 19.5h17',
  staff:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c.5-4 3-6 6-6s5.5 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c1.7 1 2.7 2.8 3 5.5',
  devices: 'M6 3.5h12v17H6zM10.5 17.5h3',
  messages: 'M4 5h16v11h-9l-4.5 4v-4H4z',
  settings: 'M4 7h9M17 7h3M13 4.5v5M4 17h3M11 17h9M11 14.5v5',
  audit: 'M6 3.5h9l4 4v13H6zM9.5 11h6M9.5 15h6',
  centers: 'M4 20V8l6-3.5V20M10 20V10h10v10M13 13.5h4M13 17h4',
  administrators: 'M12 3.5 19.5 6v6c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V6z',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4.3 3.8-6.3 7.5-6.3s6.7 2 7.5 6.3',
}

export function PageIcon({ page }: { page: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0" fill="none" stroke="currentColor">
      <path d={PATHS[page] ?? ''} strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
