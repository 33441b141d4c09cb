import type { QrCode } from '@/lib/client/qr-code'

type Props = { code: QrCode; label: string; className?: string }

/** One path, black on white: what a printer of 203 dots an inch draws without grey edges. */
export function QrImage({ code: { size, isDark }, label, className }: Props) {
  const cells = Array.from({ length: size * size }, (_, cell) => [Math.floor(cell / size), cell % size] as const)
  const dark = cells.filter(([row, column]) => isDark(row, column))
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <path d={dark.map(([row, column]) => `M${column} ${row}h1v1h-1z`).join('')} fill="#000" />
    </svg>
  )
}
