/** What a printer that can speak says of itself: that its paper runs low, or why it cannot print. */
export const PRINTER_WORDS = ['paper_low', 'paper_out', 'cover_open', 'jam', 'error', 'unplugged', 'timeout'] as const
export type PrinterWord = (typeof PRINTER_WORDS)[number]
