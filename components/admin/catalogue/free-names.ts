/** I, O, Q, S and Z are left out: on paper and read aloud they pass for 1, 0, 0, 5 and 2. */
const LETTERS = [...'ABCDEFGHJKLMNPRTUVWXY']

/** The first letter that no service of the center has, retired ones too: their tickets of today may still be about. */
export function freeLetter(services: readonly { readonly letter: string }[]): string {
  return LETTERS.find(letter => services.every(service => service.letter !== letter)) ?? ''
}

/** `Proof of life` becomes `PROOF_OF_LIFE`; a name without letters says nothing but that it is a service. */
export function serviceCodeFrom(nameEn: string): string {
  const code = nameEn
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_/, '')
    .slice(0, 20)
    .replace(/_$/, '')
  return code.length < 2 ? 'SERVICE' : code
}

/** The number after the highest that a sign bears. */
export function nextStationNumber(stations: readonly { readonly number: string }[]): string {
  return String(1 + Math.max(0, ...stations.map(({ number }) => Number(number) || 0)))
}
