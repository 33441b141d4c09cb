/** Dark modules of a square code, without the quiet zone around it. */
export type QrCode = { readonly size: number; readonly isDark: (row: number, column: number) => boolean }

/** Folded papers and thumbs cover some of it; half as much again of modules would make each of them too small for 58 mm. */
const CORRECTION = 'M'

/** The library is loaded when it is first needed: a kiosk shows its first screen without it. */
export async function qrCodeOf(text: string): Promise<QrCode> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: CORRECTION })
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 }
}
