/** A pre-enrollment code as people read it: `CNI 2025 001 234`. Unknown digits may be spaces or dots. */
export function groupedCode(code: string): string {
  return [code.slice(0, 3), code.slice(3, 7), code.slice(7, 10), code.slice(10, 13)].join(' ')
}

/** The same with its middle hidden, for paper and public screens: `CNI 2025 ••• 234`. */
export function maskedCode(code: string): string {
  return groupedCode(`${code.slice(0, 7)}•••${code.slice(10)}`)
}
